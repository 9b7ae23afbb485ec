// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/postgresql/postgreslink.h"
#include "shared/database/statementcache.h"

namespace tandem {

class PostgresStatement;

/// Over libpq. The rows of a statement are fetched as a whole, so that others may run while they are read.
/// A statement's error may come with its first step only, and never with prepare().
class PostgresConnection final : public Connection
{
public:
    static Result<std::unique_ptr<Connection>> open(const DatabaseAddress &address);
    ~PostgresConnection() override;

    Result<Statement> prepare(const QString &sql) override;
    Result<void> execute(const QString &sql) override;
    const Dialect &dialect() const override;
    qint64 changedRows() const override;
    bool inTransaction() const override;
    QString server() const override;
    void interrupt() override;

private:
    explicit PostgresConnection(std::unique_ptr<PostgresLink> link);

    std::shared_ptr<PostgresLink> m_link;
    StatementCache<PostgresStatement> m_cache;
};

}
