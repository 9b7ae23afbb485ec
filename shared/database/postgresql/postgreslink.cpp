// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/postgresql/postgreslink.h"

#include "shared/database/postgresql/linewatch.h"
#include "shared/database/postgresql/postgreserror.h"

#include <QLoggingCategory>

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tandem {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.database")

constexpr int oldestVersion = 140000;
constexpr int binaryResults = 1;

/// Of every session. A frozen program must not hold others up for ever, and short statements gain nothing by JIT.
constexpr const char *settings =
    "SET standard_conforming_strings = on; SET timezone = 'UTC'; SET jit = off; SET lock_timeout = '30s'; "
    "SET idle_in_transaction_session_timeout = '5min'";

void logNotice(void *, const char *message)
{
    qCDebug(log).noquote() << QString::fromUtf8(message).trimmed();
}

/// What a URL says of itself.
struct UrlReading
{
    bool isUnderstood = false;
    bool namesSeveral = false; ///< servers
    bool saysWhich = false; ///< of them is wanted
};

/// One for each server, or one for all; nothing means the usual one.
bool arePorts(const QByteArray &list)
{
    const QList<QByteArray> ports = list.split(',');
    return std::all_of(ports.begin(), ports.end(), [](const QByteArray &port) {
        bool isNumber = false;
        const ushort number = port.toUShort(&isNumber);
        return port.isEmpty() || (isNumber && number > 0);
    });
}

/// Before connecting, because libpq's own words about a malformed URL repeat it, password and all.
UrlReading readUrl(const QByteArray &url)
{
    char *message = nullptr;
    PQconninfoOption *options = PQconninfoParse(url.constData(), &message);
    UrlReading reading;
    reading.isUnderstood = options;
    for (const PQconninfoOption *option = options; option && option->keyword; ++option) {
        const QByteArray keyword(option->keyword);
        if (keyword == "host" || keyword == "hostaddr")
            reading.namesSeveral = reading.namesSeveral || QByteArray(option->val).contains(',');
        else if (keyword == "port")
            reading.isUnderstood = arePorts(option->val);
        else if (keyword == "target_session_attrs")
            reading.saysWhich = option->val;
    }
    PQconninfoFree(options);
    PQfreemem(message);
    return reading;
}

}

bool PostgresLink::understands(const QString &url)
{
    return readUrl(url.toUtf8()).isUnderstood;
}

Result<std::unique_ptr<PostgresLink>> PostgresLink::open(const DatabaseAddress &address)
{
    std::unique_ptr<PostgresLink> link(new PostgresLink(address));
    TANDEM_TRY(link->connect());
    return link;
}

PostgresLink::~PostgresLink()
{
    close();
}

void PostgresLink::close()
{
    {
        const QMutexLocker lock(&m_cancelMutex);
        PQfreeCancel(std::exchange(m_cancel, nullptr));
    }
    PQfinish(std::exchange(m_handle, nullptr));
    m_forgotten.clear();
}

Result<void> PostgresLink::connect()
{
    close();
    if (!lineConnects(m_address))
        return Error::unavailable(QStringLiteral("cannotOpen"), QStringLiteral("nobody answers"));
    const QByteArray url = m_address.url.toUtf8();
    const QByteArray password = m_address.password.toUtf8();
    const UrlReading reading = readUrl(url);
    if (!reading.isUnderstood)
        return Error::invalid(QStringLiteral("database"), QStringLiteral("badDatabaseUrl"));
    // Also for reading: a standby may be behind what clients have been told, and after a promotion stay so.
    const bool wantsPrimary = reading.namesSeveral && !reading.saysWhich;
    // Later ones win over the URL, and null ones are passed over.
    const std::array keys{"dbname", "password", "target_session_attrs", "client_encoding", "fallback_application_name",
        "connect_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout",
        static_cast<const char *>(nullptr)};
    const std::array values{url.constData(), password.isEmpty() ? nullptr : password.constData(),
        wantsPrimary ? "read-write" : nullptr, "UTF8", "tandem", "10", "30", "10", "3", "30000",
        static_cast<const char *>(nullptr)};
    m_handle = PQconnectdbParams(keys.data(), values.data(), 1);
    if (PQstatus(m_handle) != CONNECTION_OK)
        return Error::unavailable(wantsPrimary ? QStringLiteral("noPrimary") : QStringLiteral("cannotOpen"),
            QString::fromUtf8(PQerrorMessage(m_handle)).trimmed());
    m_server = QStringLiteral("%1:%2").arg(QString::fromUtf8(PQhost(m_handle)), QString::fromUtf8(PQport(m_handle)));
    PQsetNoticeProcessor(m_handle, logNotice, nullptr);
    {
        const QMutexLocker lock(&m_cancelMutex);
        m_cancel = PQgetCancel(m_handle);
    }
    ++m_life;
    m_inTransaction = false;
    auto configured = configure();
    if (!configured)
        close(); // not to be used half configured
    return configured;
}

Result<void> PostgresLink::configure()
{
    if (PQserverVersion(m_handle) < oldestVersion)
        return Error{ErrorCode::Unsupported, QStringLiteral("unsupportedDatabase"), {}, {},
            QStringLiteral("PostgreSQL %1 is older than 14").arg(PQserverVersion(m_handle))};
    if (qstrcmp(PQparameterStatus(m_handle, "server_encoding"), "UTF8") != 0)
        return Error::invalid(QStringLiteral("database"), QStringLiteral("databaseNotUtf8"));
    QByteArray sql = settings;
    if (m_address.mode == DatabaseAddress::Mode::ReadOnly)
        sql += "; SET default_transaction_read_only = on";
    if (m_address.durability == DatabaseAddress::Durability::Normal)
        sql += "; SET synchronous_commit = off";
    TANDEM_TRY(judged(PQexec(m_handle, sql.constData()), sql));
    return {};
}

Result<void> PostgresLink::makeReady()
{
    if (PQstatus(m_handle) == CONNECTION_OK)
        return {};
    if (m_inTransaction)
        return Error::unavailable(QStringLiteral("connectionLost"), QStringLiteral("in the running transaction"));
    return connect();
}

bool PostgresLink::wasTakenBack(const QByteArray &sql)
{
    if (sql != "ROLLBACK" || PQstatus(m_handle) == CONNECTION_OK)
        return false;
    m_inTransaction = false;
    return true;
}

/// Where the line breaks, libpq is left without one, and says so itself.
template <typename Send>
Result<PostgresResult> PostgresLink::exchange(const QByteArray &sql, Send send)
{
    const LineWatch::Fate fate = fateOnLine(sql, m_address);
    if (fate == LineWatch::Fate::Lost)
        close();
    pg_result *raw = send();
    if (fate == LineWatch::Fate::AnswerLost) {
        PQclear(std::exchange(raw, nullptr));
        close();
    }
    return judged(raw, sql);
}

Result<PostgresResult> PostgresLink::judged(pg_result *raw, const QByteArray &sql)
{
    PostgresResult result(raw);
    // When the line was cut, what was begun over it stays so until it is rolled back.
    if (PQstatus(m_handle) == CONNECTION_OK)
        m_inTransaction = PQtransactionStatus(m_handle) != PQTRANS_IDLE;
    else if (sql == "ROLLBACK")
        m_inTransaction = false; // nobody rolls back a second time
    switch (PQresultStatus(raw)) {
    case PGRES_TUPLES_OK:
    case PGRES_COMMAND_OK:
    case PGRES_EMPTY_QUERY:
        break;
    default:
        return postgresError(m_handle, raw, QString::fromUtf8(sql));
    }
    // A transaction in which something failed is taken back, although COMMIT itself succeeds.
    if (sql == "COMMIT" && result.commandTag() == "ROLLBACK")
        return Error::unavailable(QStringLiteral("rolledBack"), QStringLiteral("a statement had failed"));
    m_changedRows = result.changedRows();
    return result;
}

Result<PostgresResult> PostgresLink::execute(const QByteArray &sql)
{
    TANDEM_TRY(makeReady());
    return exchange(sql, [&] { return PQexec(m_handle, sql.constData()); });
}

Result<PostgresResult> PostgresLink::executeOnce(const QByteArray &sql, const PostgresParameters &parameters)
{
    TANDEM_TRY(makeReady());
    return exchange(sql, [&] {
        return PQexecParams(m_handle, sql.constData(), int(parameters.values.size()), parameters.types.data(),
            parameters.values.data(), parameters.lengths.data(), parameters.formats.data(), binaryResults);
    });
}

Result<QByteArray> PostgresLink::prepare(const QByteArray &sql, const std::vector<postgrestype::Oid> &types)
{
    TANDEM_TRY(makeReady());
    sendForgotten();
    const QByteArray name = "s" + QByteArray::number(++m_lastName);
    TANDEM_TRY(judged(PQprepare(m_handle, name.constData(), sql.constData(), int(types.size()), types.data()), sql));
    return name;
}

Result<PostgresResult> PostgresLink::executePrepared(
    const QByteArray &name, const QByteArray &sql, const PostgresParameters &parameters)
{
    return exchange(sql, [&] {
        return PQexecPrepared(m_handle, name.constData(), int(parameters.values.size()), parameters.values.data(),
            parameters.lengths.data(), parameters.formats.data(), binaryResults);
    });
}

void PostgresLink::forget(const QByteArray &name, int life)
{
    if (life == m_life)
        m_forgotten.push_back(name);
}

/// Together with other work, because nobody waits for it; not while the server refuses everything but a rollback.
void PostgresLink::sendForgotten()
{
    if (m_forgotten.empty() || PQtransactionStatus(m_handle) == PQTRANS_INERROR)
        return;
    QByteArray sql;
    for (const QByteArray &name : std::exchange(m_forgotten, {}))
        sql += "DEALLOCATE " + name + ';';
    const PostgresResult result(PQexec(m_handle, sql.constData()));
}

int PostgresLink::socket() const
{
    return PQsocket(m_handle);
}

Result<QStringList> PostgresLink::takeAnnouncements()
{
    if (PQconsumeInput(m_handle) == 0)
        return postgresError(m_handle, nullptr);
    QStringList announcements;
    while (PGnotify *announcement = PQnotifies(m_handle)) {
        announcements.append(QString::fromUtf8(announcement->extra));
        PQfreemem(announcement);
    }
    return announcements;
}

void PostgresLink::interrupt()
{
    const QMutexLocker lock(&m_cancelMutex);
    std::array<char, 256> message{};
    if (m_cancel && PQcancel(m_cancel, message.data(), int(message.size())) == 0)
        qCWarning(log) << "cannot cancel:" << message.data();
}

}
