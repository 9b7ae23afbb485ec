// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"

namespace tandem {
class Connection;
}

namespace tandem::client {

/// What was typed into forms and not saved yet, in outbox.db: on the disk when the call returns.
class DraftStore
{
public:
    explicit DraftStore(Connection &connection)
        : m_connection(connection)
    {
    }

    Result<void> save(const Draft &draft);
    Result<void> remove(const RecordKey &key);
    Result<std::optional<Draft>> find(const RecordKey &key) const;
    Result<std::vector<Draft>> all() const; ///< the latest first

private:
    Connection &m_connection;
};

}
