// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/database/connection.h"
#include "shared/database/postgresql/postgresresult.h"
#include "shared/database/postgresql/postgrestype.h"

#include <QMutex>

struct pg_cancel;
struct pg_conn;

namespace tandem {

/// Values of a statement's placeholders. A null pointer is NULL; what is pointed to lives until the call is over.
struct PostgresParameters
{
    std::vector<postgrestype::Oid> types;
    std::vector<const char *> values;
    std::vector<int> lengths;
    std::vector<int> formats; ///< all 1: binary, in which text is what it is
};

/// The line to a PostgreSQL server: it says what went wrong in our words, and makes itself anew when it was cut.
///
/// What is cut inside a transaction stays cut until that transaction has been rolled back, so that nothing which
/// belongs to it can happen outside of it. One thread at a time, except interrupt().
class PostgresLink
{
public:
    static Result<std::unique_ptr<PostgresLink>> open(const DatabaseAddress &address);
    /// Whether a connection can be tried with it; nobody is asked.
    static bool understands(const QString &url);
    ~PostgresLink();
    PostgresLink(const PostgresLink &) = delete;
    PostgresLink &operator=(const PostgresLink &) = delete;

    /// One or more statements without values.
    Result<PostgresResult> execute(const QByteArray &sql);
    /// One statement, forgotten by the server afterwards.
    Result<PostgresResult> executeOnce(const QByteArray &sql, const PostgresParameters &parameters);
    /// Makes the server remember a statement until forget().
    Result<QByteArray> prepare(const QByteArray &sql, const std::vector<postgrestype::Oid> &types);
    Result<PostgresResult> executePrepared(
        const QByteArray &name, const QByteArray &sql, const PostgresParameters &parameters);
    void forget(const QByteArray &name, int life); ///< what prepare() gave in that life
    /// Whether `sql` rolls back a transaction that ended when the line was cut: then it needs no server.
    bool wasTakenBack(const QByteArray &sql);
    /// Connects anew if that is needed and possible, to whichever server it is now. Error: Unavailable ("cannotOpen";
    /// "noPrimary": of several servers none takes changes).
    Result<void> makeReady();

    bool inTransaction() const { return m_inTransaction; }
    qint64 changedRows() const { return m_changedRows; }
    int life() const { return m_life; } ///< counts up when the line is made anew: no prepared statement survives that
    QString server() const { return m_server; } ///< host and port of the one that answers, or did last
    void interrupt(); ///< any thread

    int socket() const; ///< ready to read when something was announced, or the line was cut
    /// What came since the last call, after a LISTEN. Error: Unavailable ("connectionLost").
    Result<QStringList> takeAnnouncements();

private:
    explicit PostgresLink(DatabaseAddress address)
        : m_address(std::move(address))
    {
    }
    Result<void> connect();
    Result<void> configure();
    void close();
    void sendForgotten();
    template <typename Send>
    Result<PostgresResult> exchange(const QByteArray &sql, Send send);
    Result<PostgresResult> judged(pg_result *raw, const QByteArray &sql);

    const DatabaseAddress m_address;
    pg_conn *m_handle = nullptr;
    QString m_server;
    QMutex m_cancelMutex; ///< for m_cancel
    pg_cancel *m_cancel = nullptr;
    bool m_inTransaction = false;
    int m_life = 0;
    quint64 m_lastName = 0;
    std::vector<QByteArray> m_forgotten;
    qint64 m_changedRows = 0;
};

}
