// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/writerstate.h"

namespace tandem::server {

/// Who a change log entry names, and for which mutation.
struct Author
{
    RecordId user;
    MutationId mutation; ///< see ChangeEntry
    RecordId origin; ///< see ChangeEntry; null for what the server adds itself
};

/// Writes one change of one record: its row, its log entry, its audience and that of what hangs on it.
class RecordWriter
{
public:
    explicit RecordWriter(WriterState &state)
        : m_state(state)
    {
    }

    /// `change.after` is final.
    Result<void> write(const RecordChange &change, const Author &author);
    /// An entry in the record's history that changes no field.
    Result<void> logAction(const EntityDef &entity, const RecordId &record, const QString &action,
        const QCborMap &arguments, const Author &author);
    /// Removes a record of the recycle bin for good: only its log entries stay. What hangs on it is lent nothing more.
    Result<void> purge(const EntityDef &entity, const RecordId &record, const Author &author);
    /// Computes the audience anew, after something outside of the record changed it (a share).
    Result<void> refreshAudience(const EntityDef &entity, const RecordId &record, const Author &author);

private:
    Result<void> cascade(const EntityDef &parent, const RecordId &record, const Author &author, int depth);
    Result<void> refresh(
        const EntityDef &entity, const StoredRecord &row, const QStringList &wanted, const Author &author, int depth);
    Result<void> append(
        ChangeEntry entry, const AudienceStore::Difference &difference, std::vector<FieldNumber> fields);

    WriterState &m_state;
};

bool isStamp(FieldNumber field); ///< who made and changed the record, and when: the server's own

/// What differs between two rows, as the log tells it: without the stamps that the server sets on every change.
std::vector<FieldChange> differences(const FieldValues &before, const FieldValues &after);

}
