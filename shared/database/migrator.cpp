// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/migrator.h"

#include "shared/database/dialects/dialect.h"
#include "shared/database/transaction.h"

namespace tandem {

namespace {

Result<void> makeTable(Connection &connection)
{
    const Dialect &dialect = connection.dialect();
    return connection.execute(
        QStringLiteral("CREATE TABLE IF NOT EXISTS \"migration_step\" (\"number\" %1 NOT NULL PRIMARY KEY)%2")
            .arg(dialect.columnType(ColumnDef::Storage::Integer), dialect.tableSuffix()));
}

Result<void> runStep(Connection &connection, const MigrationStep &step)
{
    TANDEM_ASSIGN(auto transaction, Transaction::begin(connection));
    TANDEM_TRY(step.run(connection));
    TANDEM_ASSIGN(auto insert, connection.prepare(QStringLiteral("INSERT INTO \"migration_step\" VALUES (?1)")));
    TANDEM_TRY(insert.bind(1, step.number).run());
    return transaction.commit();
}

}

Result<int> Migrator::version(Connection &connection)
{
    TANDEM_ASSIGN(auto columns, connection.prepare(connection.dialect().columnsOfTable()));
    TANDEM_ASSIGN(const bool there, columns.bind(1, QStringLiteral("migration_step")).step());
    if (!there)
        return 0;
    TANDEM_ASSIGN(auto query, connection.prepare(QStringLiteral("SELECT max(\"number\") FROM \"migration_step\"")));
    TANDEM_TRY(query.step());
    return int(query.integer(0));
}

Result<void> Migrator::run(Connection &connection) const
{
    TANDEM_ASSIGN(const int current, version(connection));
    const int newest = m_steps.empty() ? 0 : m_steps.back().number;
    if (current > newest) {
        return Error{ErrorCode::Unsupported, QStringLiteral("newerDatabase"), {},
            {{QStringLiteral("found"), current}, {QStringLiteral("known"), newest}}, {}};
    }
    if (current == newest)
        return {};
    TANDEM_TRY(makeTable(connection));
    for (const MigrationStep &step : m_steps) {
        if (step.number > current)
            TANDEM_TRY(runStep(connection, step));
    }
    return {};
}

MigrationStep sqlStep(int number, const QStringList &statements)
{
    return {number, [statements](Connection &connection) -> Result<void> {
                for (const QString &statement : statements)
                    TANDEM_TRY(connection.execute(statement));
                return {};
            }};
}

}
