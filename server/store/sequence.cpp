// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/sequence.h"

namespace tandem::server {

Result<qint64> Sequence::committed(Connection &connection)
{
    TANDEM_ASSIGN(auto statement, connection.prepare(QStringLiteral("SELECT \"last\" FROM \"change_counter\"")));
    TANDEM_ASSIGN(const bool found, statement.step());
    if (!found)
        return Error::corrupt(QStringLiteral("change_counter is empty"));
    return statement.integer(0);
}

Result<Sequence> Sequence::take(Connection &connection)
{
    // A write, not a read: where several daemons share a database, its row lock makes them commit in this order.
    TANDEM_ASSIGN(auto statement,
        connection.prepare(
            QStringLiteral("UPDATE \"change_counter\" SET \"last\" = \"last\" RETURNING \"last\", \"head\"")));
    TANDEM_ASSIGN(const bool found, statement.step());
    if (!found)
        return Error::corrupt(QStringLiteral("change_counter is empty"));
    return Sequence(statement.integer(0), statement.bytes(1));
}

Result<void> Sequence::save(Connection &connection) const
{
    if (m_last == m_taken)
        return {};
    TANDEM_ASSIGN(auto statement,
        connection.prepare(QStringLiteral("UPDATE \"change_counter\" SET \"last\" = ?1, \"head\" = ?2")));
    return statement.bind(1, m_last).bind(2, m_head).run();
}

}
