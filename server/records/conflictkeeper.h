// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/writerstate.h"
#include "shared/replication/merge.h"

namespace tandem::server {

/// Makes the records that keep what a merge displaced, so that both writers see it: those who may still see the value.
class ConflictKeeper
{
public:
    ConflictKeeper(WriterState &state, MutationContext &context)
        : m_state(state)
        , m_context(context)
    {
    }

    /// `before` is the row that the mutation met; `writtenAt` is when its author wrote it, as he says.
    Result<void> keep(
        const EntityDef &entity, const StoredRecord &before, const RecordMerge &merge, Timestamp writtenAt);

private:
    struct Writer
    {
        RecordId user;
        Timestamp at = 0; ///< 0: nobody knows
    };
    struct Sides
    {
        Value standing;
        Value displaced;
        Value original;
        Writer standingBy;
        Writer displacedBy;
    };
    Result<void> create(
        const EntityDef &entity, const RecordId &record, ConflictKind kind, FieldNumber field, const Sides &sides);
    /// Whether his own rights show him the record and this field as they are.
    Result<bool> maySee(const RecordId &user, const EntityDef &entity, const RecordId &record, FieldNumber contested);
    Result<void> shareWith(const RecordId &user, const RecordId &conflict);
    /// Who last wrote the field and when, as far as the log knows; else who last changed the record.
    Result<Writer> writerOf(const EntityDef &entity, const StoredRecord &row, FieldNumber field);

    WriterState &m_state;
    MutationContext &m_context;
};

/// A field's value as the JSON text that conflict records hold, and back.
QString conflictText(const FieldDef &field, const Value &value);
Result<Value> conflictValue(const FieldDef &field, const QString &text);

}
