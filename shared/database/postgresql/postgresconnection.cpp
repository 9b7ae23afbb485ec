// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/postgresql/postgresconnection.h"

#include "shared/database/dialects/postgresdialect.h"
#include "shared/database/postgresql/postgresstatement.h"

#include <QRegularExpression>

namespace tandem {

namespace {

/// The highest of ?1, ?2…, not counting what stands in quotes.
int parameterCountOf(const QString &sql)
{
    static const QRegularExpression placeholder(QStringLiteral("'[^']*'|\"[^\"]*\"|\\?(\\d+)"));
    int highest = 0;
    for (auto found = placeholder.globalMatch(sql); found.hasNext();)
        highest = std::max(highest, found.next().captured(1).toInt());
    return highest;
}

}

PostgresConnection::PostgresConnection(std::unique_ptr<PostgresLink> link)
    : m_link(std::move(link))
{
}

PostgresConnection::~PostgresConnection() = default;

Result<std::unique_ptr<Connection>> PostgresConnection::open(const DatabaseAddress &address)
{
    TANDEM_ASSIGN(auto link, PostgresLink::open(address));
    return std::unique_ptr<Connection>(new PostgresConnection(std::move(link)));
}

Result<Statement> PostgresConnection::prepare(const QString &sql)
{
    return m_cache.take(sql, [this](const QString &text) -> Result<std::shared_ptr<PostgresStatement>> {
        return std::make_shared<PostgresStatement>(m_link, dialect().translated(text).toUtf8(), parameterCountOf(text));
    });
}

Result<void> PostgresConnection::execute(const QString &sql)
{
    TANDEM_TRY(m_link->execute(sql.toUtf8()));
    return {};
}

const Dialect &PostgresConnection::dialect() const
{
    return PostgresDialect::instance();
}

qint64 PostgresConnection::changedRows() const
{
    return m_link->changedRows();
}

bool PostgresConnection::inTransaction() const
{
    return m_link->inTransaction();
}

QString PostgresConnection::server() const
{
    return m_link->server();
}

void PostgresConnection::interrupt()
{
    m_link->interrupt();
}

}
