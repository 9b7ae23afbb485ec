// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/transaction.h"

#include "shared/database/dialects/dialect.h"

namespace tandem {

namespace {

Result<void> run(Connection &connection, const QString &sql)
{
    TANDEM_ASSIGN(auto statement, connection.prepare(sql));
    return statement.run();
}

}

Result<Transaction> Transaction::begin(Connection &connection, Kind kind)
{
    // One name for all depths: the innermost savepoint of that name is meant, and the statements stay prepared.
    if (connection.inTransaction()) {
        TANDEM_TRY(run(connection, QStringLiteral("SAVEPOINT nested")));
        return Transaction(connection, true);
    }
    const Dialect &dialect = connection.dialect();
    const QStringList statements = kind == Kind::Write ? dialect.beginWrite() : dialect.beginRead();
    TANDEM_TRY(run(connection, statements.constFirst()));
    Transaction transaction(connection, false);
    for (qsizetype i = 1; i < statements.size(); ++i)
        TANDEM_TRY(run(connection, statements.at(i)));
    return transaction;
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr))
    , m_nested(other.m_nested)
{
}

Transaction::~Transaction()
{
    rollback();
}

Result<void> Transaction::commit()
{
    Q_ASSERT(m_connection);
    Connection &connection = *m_connection;
    // A full disk makes the database roll back everything by itself.
    if (!connection.inTransaction()) {
        m_connection = nullptr;
        return Error::unavailable(QStringLiteral("rolledBack"), QStringLiteral("the transaction has ended already"));
    }
    auto committed = run(connection, m_nested ? QStringLiteral("RELEASE nested") : QStringLiteral("COMMIT"));
    if (!committed.ok())
        rollback();
    m_connection = nullptr;
    return committed;
}

void Transaction::rollback()
{
    Connection *connection = std::exchange(m_connection, nullptr);
    if (!connection || !connection->inTransaction())
        return;
    // What fails here has rolled back already, or will when the connection closes.
    if (m_nested) {
        (void)run(*connection, QStringLiteral("ROLLBACK TO nested")).ok();
        (void)run(*connection, QStringLiteral("RELEASE nested")).ok();
    } else {
        (void)run(*connection, QStringLiteral("ROLLBACK")).ok();
    }
}

}
