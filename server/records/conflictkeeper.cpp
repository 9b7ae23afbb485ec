// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/conflictkeeper.h"

#include "server/records/audiencerules.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tandem::server {

namespace {

constexpr int searchedEntries = 100; ///< of the record's log, for who wrote the displaced value

Value jsonOrNull(const EntityDef &entity, FieldNumber number, const Value &value)
{
    const FieldDef *field = entity.field(number);
    return field && !value.isNull() ? Value(conflictText(*field, value)) : Value();
}

Value userOrNull(const RecordId &user)
{
    return user.isNull() ? Value() : Value(user);
}

Value momentOrNull(Timestamp moment)
{
    return moment > 0 ? Value(moment) : Value();
}

}

QString conflictText(const FieldDef &field, const Value &value)
{
    const QJsonArray around{fieldTypeInfo(field.type).toJson(field, value)};
    const QByteArray text = QJsonDocument(around).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(text.sliced(1, text.size() - 2));
}

Result<Value> conflictValue(const FieldDef &field, const QString &text)
{
    if (text.isEmpty())
        return Value();
    const QJsonArray around = QJsonDocument::fromJson('[' + text.toUtf8() + ']').array();
    return fieldTypeInfo(field.type).fromJson(field, around.at(0));
}

Result<ConflictKeeper::Writer> ConflictKeeper::writerOf(
    const EntityDef &entity, const StoredRecord &row, FieldNumber field)
{
    TANDEM_ASSIGN(const auto entries, m_state.log().history(entity.number, row.id, 0, searchedEntries));
    for (const ChangeEntry &entry : entries) {
        const bool wrote = std::any_of(entry.changes.begin(), entry.changes.end(),
            [field](const FieldChange &change) { return change.field == field; });
        // The arrival itself is in the log already: its number is greater than the row's.
        if (wrote && entry.seq <= row.seq)
            return Writer{entry.user, entry.at};
    }
    return Writer{row.value(systemfield::modifiedBy).toId(), row.value(systemfield::modifiedAt).toInteger()};
}

Result<void> ConflictKeeper::keep(
    const EntityDef &entity, const StoredRecord &before, const RecordMerge &merge, Timestamp writtenAt)
{
    // No clock that is ahead dates a change after its arrival.
    const Writer arriving{m_context.actor().user, std::min(writtenAt > 0 ? writtenAt : m_state.now(), m_state.now())};
    for (const FieldConflict &conflict : merge.conflicts) {
        TANDEM_ASSIGN(const Writer earlier, writerOf(entity, before, conflict.field));
        TANDEM_TRY(create(entity, before.id, ConflictKind::BothChanged, conflict.field,
            {conflict.standing, conflict.displaced, conflict.original, arriving, earlier}));
    }
    if (!merge.recordConflict)
        return {};
    if (*merge.recordConflict == ConflictKind::EditOfDeleted) {
        // The record is back; who deleted it may delete it again.
        TANDEM_ASSIGN(const Writer deleter, writerOf(entity, before, systemfield::deletedAt));
        return create(entity, before.id, ConflictKind::EditOfDeleted, systemfield::deletedAt,
            {{}, before.value(systemfield::deletedAt), {}, arriving, deleter});
    }
    const FieldNumber edited = merge.editedByOthers.empty() ? FieldNumber(0) : merge.editedByOthers.front();
    TANDEM_ASSIGN(const Writer editor, writerOf(entity, before, edited));
    return create(entity, before.id, ConflictKind::DeleteOfEdited, systemfield::deletedAt,
        {{}, Value(m_state.now()), {}, editor, arriving});
}

Result<bool> ConflictKeeper::maySee(
    const RecordId &user, const EntityDef &entity, const RecordId &record, FieldNumber contested)
{
    if (user.isNull())
        return false;
    const auto permissions = m_state.permissions(user);
    if (!permissions)
        return false; // he works here no more
    TANDEM_ASSIGN(const auto keys, m_state.audience().keys(entity.number, record));
    return (*permissions)->maySee(entity.number, keys)
        && (*permissions)->fieldAccess(entity.number, contested) >= FieldAccess::Read;
}

Result<void> ConflictKeeper::create(
    const EntityDef &entity, const RecordId &record, ConflictKind kind, FieldNumber contested, const Sides &sides)
{
    using namespace entities::conflict;
    const bool ofField = kind == ConflictKind::BothChanged;
    TANDEM_ASSIGN(const bool displacedSees, maySee(sides.displacedBy.user, entity, record, contested));
    TANDEM_ASSIGN(const bool standingSees, maySee(sides.standingBy.user, entity, record, contested));
    const RecordId standing = standingSees ? sides.standingBy.user : RecordId();
    // Of two who may not see it, it is left to the administrators.
    const RecordId owner = displacedSees ? sides.displacedBy.user : standing;
    FieldValues values{
        {field::record, Value(audiencerules::anyLink(entity, record))},
        {field::entityNumber, Value(int(entity.number))},
        {field::fieldNumber, Value(int(contested))},
        {field::standingValue, jsonOrNull(entity, contested, sides.standing)},
        {field::displacedValue, jsonOrNull(entity, contested, sides.displaced)},
        {field::originalValue, jsonOrNull(entity, contested, sides.original)},
        {field::standingUser, userOrNull(sides.standingBy.user)},
        {field::displacedUser, userOrNull(sides.displacedBy.user)},
        {field::standingAt, momentOrNull(sides.standingBy.at)},
        {field::displacedAt, momentOrNull(sides.displacedBy.at)},
        {field::at, Value(m_state.now())},
        {field::kind, Value(ofField ? QStringLiteral("field") : QStringLiteral("deletedEdited"))},
        {systemfield::owner, userOrNull(owner)},
    };
    TANDEM_ASSIGN(const RecordId conflict, m_context.create(number, std::move(values)));
    return standing.isNull() || standing == owner ? Result<void>() : shareWith(standing, conflict);
}

/// Its owner is who was displaced; the other one sees and may settle it too.
Result<void> ConflictKeeper::shareWith(const RecordId &user, const RecordId &conflict)
{
    using namespace entities::share;
    const auto made = m_context.create(number,
        {{field::record, Value(QStringLiteral("conflict/") + toText(conflict))},
            {field::granteeKind, Value(QStringLiteral("user"))},
            {field::grantee, Value(QStringLiteral("user/") + toText(user))},
            {field::level, Value(QStringLiteral("edit"))}});
    return made ? Result<void>() : Result<void>(made.error());
}

}
