// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/fieldrecords.h"

#include "shared/entities/entitynames.h"
#include "shared/expressions/filterbuilder.h"

namespace tandem::client {

namespace customField = entities::customField;

FieldRecords::FieldRecords(Records &records, QObject *parent)
    : QObject(parent)
    , m_records(records)
{
    connect(&records, &Records::changed, this, [this](const ChangeSet &changes) {
        if (changes.touches(customField::number))
            read();
    });
}

void FieldRecords::setEntity(const QString &entity)
{
    if (entity == m_entity)
        return;
    m_entity = entity;
    m_inUse.clear();
    m_removed.clear();
    read();
}

FieldRecords::State FieldRecords::stateOf(FieldNumber field) const
{
    if (m_removed.contains(field))
        return State::Removed;
    return m_inUse.contains(field) ? State::InUse : State::None;
}

RecordKey FieldRecords::recordOf(FieldNumber field) const
{
    const Numbered &all = m_removed.contains(field) ? m_removed : m_inUse;
    const auto found = all.find(field);
    return found == all.end() ? RecordKey() : RecordKey{customField::number, found->second};
}

/// Both parts before either is taken: a field that goes from one to the other is never in none.
void FieldRecords::read()
{
    if (m_entity.isEmpty())
        return;
    readPart(false, [this](const Numbered &inUse) {
        readPart(true, [this, inUse](const Numbered &removed) {
            if (inUse == m_inUse && removed == m_removed)
                return;
            m_inUse = inUse;
            m_removed = removed;
            emit changed();
        });
    });
}

void FieldRecords::readPart(bool removed, const std::function<void(const Numbered &)> &done)
{
    using Operator = FilterCondition::Operator;
    ListQuery query;
    query.entity = customField::number;
    query.filter =
        buildFilter({{QStringLiteral("entity"), Operator::Equal, {Value(m_entity)}, ExpressionType::Text}}).toText();
    query.deleted = removed;
    m_records.queryIds(query, this, [this, entity = m_entity, done](const Result<std::vector<RecordId>> &ids) {
        if (!ids.ok() || entity != m_entity)
            return;
        m_records.readMany(customField::number, *ids, {customField::field::number}, this,
            [this, entity, done](const Result<std::vector<Record>> &found) {
                if (!found.ok() || entity != m_entity)
                    return;
                Numbered numbered;
                for (const Record &record : *found) {
                    const Value number = record.value(customField::field::number);
                    if (!number.isNull()) // else the server does not know of it yet
                        numbered.emplace(FieldNumber(number.toInteger()), record.key.id);
                }
                done(numbered);
            });
    });
}

}
