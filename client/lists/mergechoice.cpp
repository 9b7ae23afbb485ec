// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/mergechoice.h"

#include "shared/metadata/fieldtypes/anylinktype.h"
#include "shared/metadata/mergeable.h"

#include <QCborArray>

#include <algorithm>
#include <utility>

namespace tandem::client {

MergeChoice::MergeChoice(const EntityDef &entity, const EntityAccess &rights, Candidates candidates)
    : m_entity(entity)
    , m_candidates(std::move(candidates))
    , m_staying(usual())
{
    for (const FieldDef &field : m_entity.fields) {
        if (isOffered(field, rights))
            m_fields.push_back(field.number);
    }
}

/// The server sees to it that neither ends up under itself.
bool MergeChoice::namesOneOfThem(const FieldDef &field, const Value &value) const
{
    return std::any_of(m_candidates.begin(), m_candidates.end(), [&](const MergeCandidate &candidate) {
        const RecordId &id = candidate.record.key.id;
        return field.type == FieldType::AnyLink ? value == Value(anyLinkText(m_entity.name, id))
                                                : field.isLinkLike() && value == Value(id);
    });
}

bool MergeChoice::isOffered(const FieldDef &field, const EntityAccess &rights) const
{
    const Value first = candidate(First).record.value(field.number);
    const Value second = candidate(Second).record.value(field.number);
    const bool differs = first != second && !(first.isEmpty() && second.isEmpty());
    return differs && isMergeable(field) && !field.hidden && !field.byProgram
        && rights.fieldAccess(field.number) == FieldAccess::Write && !namesOneOfThem(field, first)
        && !namesOneOfThem(field, second);
}

int MergeChoice::filledCount(Side side) const
{
    const Record &record = candidate(side).record;
    return int(std::count_if(m_entity.fields.begin(), m_entity.fields.end(), [&record](const FieldDef &field) {
        return isMergeable(field) && !field.hidden && !record.value(field.number).isEmpty();
    }));
}

MergeChoice::Side MergeChoice::usual() const
{
    if (candidate(First).mayStay != candidate(Second).mayStay)
        return candidate(First).mayStay ? First : Second;
    const int more = filledCount(First) - filledCount(Second);
    if (more != 0)
        return more > 0 ? First : Second;
    const auto madeAt = [this](Side side) {
        return candidate(side).record.value(systemfield::createdAt).toInteger();
    };
    return madeAt(Second) < madeAt(First) ? Second : First;
}

void MergeChoice::setStaying(Side side)
{
    m_staying = side;
    m_isTouched = true;
}

MergeChoice::Side MergeChoice::chosen(FieldNumber field) const
{
    if (const auto found = m_chosen.find(field); found != m_chosen.end())
        return found->second;
    return candidate(m_staying).record.value(field).isEmpty() ? other(m_staying) : m_staying;
}

void MergeChoice::choose(FieldNumber field, Side side)
{
    m_chosen.insert_or_assign(field, side);
    m_isTouched = true;
}

FieldValues MergeChoice::given() const
{
    FieldValues given;
    for (const FieldNumber field : m_fields) {
        if (chosen(field) != m_staying)
            given.emplace(field, candidate(other(m_staying)).record.value(field));
    }
    return given;
}

/// Only what is not done by itself is said.
QCborMap MergeChoice::arguments() const
{
    QStringList take;
    QStringList keep;
    for (const FieldNumber number : m_fields) {
        const QString name = m_entity.field(number)->name;
        const bool isOwn = chosen(number) == m_staying;
        const bool hasOwn = !candidate(m_staying).record.value(number).isEmpty();
        if (!isOwn && hasOwn)
            take.append(name);
        else if (isOwn && !hasOwn)
            keep.append(name);
    }
    QCborMap arguments;
    arguments.insert(QStringLiteral("other"), toText(candidate(other(m_staying)).record.key.id));
    if (!take.isEmpty())
        arguments.insert(QStringLiteral("take"), QCborArray::fromStringList(take));
    if (!keep.isEmpty())
        arguments.insert(QStringLiteral("keep"), QCborArray::fromStringList(keep));
    return arguments;
}

}
