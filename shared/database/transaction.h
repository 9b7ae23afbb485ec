// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/connection.h"

namespace tandem {

/// A transaction that rolls back unless it was committed. Inside another one it is a savepoint, so it nests.
class Transaction
{
public:
    enum class Kind { Write, Read };

    static Result<Transaction> begin(Connection &connection, Kind kind = Kind::Write);
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();

    Result<void> commit();
    void rollback();

private:
    Transaction(Connection &connection, bool nested)
        : m_connection(&connection)
        , m_nested(nested)
    {
    }

    Connection *m_connection = nullptr; ///< null: over
    bool m_nested = false;
};

}
