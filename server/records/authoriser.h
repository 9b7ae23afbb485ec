// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/writerstate.h"

namespace tandem::server {

/// Whether a user may do what he sent: scopes of his roles on the record before and after, and field access.
/// A record that he may not see is answered like one that does not exist.
class Authoriser
{
public:
    Authoriser(WriterState &state, const Permissions &permissions)
        : m_state(state)
        , m_permissions(permissions)
    {
    }

    Result<bool> sees(const EntityDef &entity, const RecordId &record);
    /// `row` is the record of now; null if there is none.
    Result<void> checkBefore(const EntityDef &entity, const Mutation &mutation, const StoredRecord *row);
    /// After the row and its audience are written: nobody gives himself a record, or makes one for others that he
    /// neither sees nor may edit.
    Result<void> checkAfter(const RecordChange &change);
    /// On an action: with its scope, or only whether he sees the record.
    Result<void> checkAction(const EntityDef &entity, const ActionDef &action, const RecordId &record);

private:
    Result<void> checkFields(const EntityDef &entity, const Mutation &mutation) const;

    WriterState &m_state;
    const Permissions &m_permissions;
};

}
