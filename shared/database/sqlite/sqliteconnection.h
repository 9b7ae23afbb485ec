// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/connection.h"
#include "shared/database/statementcache.h"

struct sqlite3;

namespace tandem {

class GatheredLog;
class SqliteCheckpointer;
class SqliteStatement;

class SqliteConnection final : public Connection
{
public:
    static Result<std::unique_ptr<Connection>> open(const DatabaseAddress &address);
    ~SqliteConnection() override;

    Result<Statement> prepare(const QString &sql) override;
    Result<void> execute(const QString &sql) override;
    const Dialect &dialect() const override;
    qint64 changedRows() const override;
    bool inTransaction() const override;
    void interrupt() override;

private:
    static constexpr int busyMilliseconds = 5'000;

    SqliteConnection();
    Result<void> configure(const DatabaseAddress &address);
    void checkpointAside(const QString &path);
    Result<void> bringTextOrder(DatabaseAddress::Mode mode);
    Result<quint32> fileVersion(); ///< of the order that its indexes are sorted by
    Result<std::shared_ptr<SqliteStatement>> compile(const QString &sql);

    std::unique_ptr<GatheredLog> m_log; ///< of a busy writer
    sqlite3 *m_handle = nullptr;
    std::unique_ptr<SqliteCheckpointer> m_checkpointer; ///< of a busy writer
    StatementCache<SqliteStatement> m_cache;
};

}
