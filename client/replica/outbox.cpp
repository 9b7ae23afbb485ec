// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/outbox.h"

#include "client/replica/blobs.h"
#include "shared/database/migrator.h"
#include "shared/database/transaction.h"
#include "shared/replication/removedfields.h"

#include <set>

namespace tandem::client {

namespace {

Migrator migrator()
{
    return Migrator(
        {sqlStep(1,
             {
                 QStringLiteral("CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID"),
                 QStringLiteral(
                     "CREATE TABLE outbox(number INTEGER PRIMARY KEY, seq INTEGER NOT NULL, mutation BLOB NOT NULL)"),
                 QStringLiteral("CREATE TABLE acknowledged(number INTEGER PRIMARY KEY, at INTEGER NOT NULL, mutation "
                                "BLOB NOT NULL)"),
                 QStringLiteral(
                     "CREATE TABLE problem(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, mutation BLOB NOT NULL, "
                     "error BLOB NOT NULL)"),
                 QStringLiteral(
                     "CREATE TABLE draft(entity INTEGER NOT NULL, record BLOB NOT NULL, is_new INTEGER NOT NULL, "
                     "typed BLOB NOT NULL, seen BLOB NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(entity, record)) "
                     "WITHOUT ROWID"),
                 QStringLiteral(
                     "CREATE TABLE upload(file BLOB PRIMARY KEY, sha256 BLOB NOT NULL, size INTEGER NOT NULL) "
                     "WITHOUT ROWID"),
             }),
            // Under which former name of this device it was sent; null: the present one.
            sqlStep(2, {QStringLiteral("ALTER TABLE acknowledged ADD COLUMN device BLOB")})});
}

RecordKey keyOf(const Mutation &mutation)
{
    return {mutation.entity, mutation.record};
}

}

Outbox::Outbox(std::unique_ptr<Connection> connection)
    : m_connection(std::move(connection))
{
}

Result<std::unique_ptr<Connection>> Outbox::openFile(const QString &path)
{
    TANDEM_ASSIGN(std::unique_ptr<Connection> connection,
        Connection::open({path, DatabaseAddress::Mode::ReadWrite, DatabaseAddress::Durability::Full}));
    TANDEM_TRY(migrator().run(*connection));
    return connection;
}

Result<std::unique_ptr<Outbox>> Outbox::open(const QString &path)
{
    TANDEM_ASSIGN(std::unique_ptr<Connection> connection, openFile(path));
    auto outbox = std::unique_ptr<Outbox>(new Outbox(std::move(connection)));
    TANDEM_TRY(outbox->loadIdentity());
    TANDEM_TRY(outbox->load());
    TANDEM_TRY(outbox->lookThrough());
    return outbox;
}

/// What load() does not read: damage shows now, when it can be put right, and not at each acknowledgement.
Result<void> Outbox::lookThrough()
{
    for (const QLatin1String table : {QLatin1String("acknowledged"), QLatin1String("draft"), QLatin1String("upload")}) {
        TANDEM_ASSIGN(Statement count, m_connection->prepare(QStringLiteral("SELECT count(*) FROM ") + table));
        TANDEM_TRY(count.step());
    }
    return {};
}

Result<void> Outbox::loadIdentity()
{
    TANDEM_ASSIGN(Statement rows, m_connection->prepare(QStringLiteral("SELECT key, value FROM meta")));
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            break;
        const QString key = rows.text(0);
        if (key == u"device")
            m_device = rows.id(1);
        else if (key == u"user")
            m_user = rows.id(1);
        else if (key == u"server")
            m_server = rows.text(1);
        else if (key == u"company")
            m_company = rows.text(1);
        else if (key == u"lastNumber")
            m_lastNumber = rows.integer(1);
    }
    if (m_device.isNull()) {
        m_device = newRecordId();
        return setMeta(QStringLiteral("device"), m_device);
    }
    return {};
}

Result<void> Outbox::load()
{
    m_entries.clear();
    m_byRecord.clear();
    m_waiting = 0;
    TANDEM_ASSIGN(
        Statement rows, m_connection->prepare(QStringLiteral("SELECT seq, mutation FROM outbox ORDER BY number")));
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            break;
        TANDEM_ASSIGN(Mutation mutation, mutationFromBlob(rows.bytes(1)));
        remember({std::move(mutation), rows.integer(0)});
    }
    TANDEM_ASSIGN(Statement count, m_connection->prepare(QStringLiteral("SELECT count(*) FROM problem")));
    TANDEM_TRY(count.step());
    m_problems = count.integer(0);
    return {};
}

Result<void> Outbox::reload()
{
    TANDEM_TRY(loadIdentity());
    return load();
}

Result<void> Outbox::setMeta(const QString &key, const Value &value)
{
    TANDEM_ASSIGN(Statement insert,
        m_connection->prepare(QStringLiteral("INSERT INTO meta(key, value) VALUES(?1, ?2) "
                                             "ON CONFLICT(key) DO UPDATE SET value = excluded.value")));
    return insert.bind(1, key).bind(2, value).run();
}

Result<void> Outbox::setUser(const RecordId &user)
{
    TANDEM_TRY(setMeta(QStringLiteral("user"), user));
    m_user = user;
    return {};
}

Result<void> Outbox::setServer(const QString &address)
{
    TANDEM_TRY(setMeta(QStringLiteral("server"), address));
    m_server = address;
    return {};
}

Result<void> Outbox::setCompany(const QString &name)
{
    TANDEM_TRY(setMeta(QStringLiteral("company"), name));
    m_company = name;
    return {};
}

void Outbox::remember(OutboxEntry entry)
{
    const qint64 number = entry.mutation.id.number;
    std::vector<qint64> &numbers = m_byRecord[keyOf(entry.mutation)];
    numbers.insert(std::lower_bound(numbers.begin(), numbers.end(), number), number);
    if (entry.acknowledgedSeq == 0)
        ++m_waiting;
    m_entries.insert_or_assign(number, std::move(entry));
}

RecordKey Outbox::forget(qint64 number)
{
    const auto found = m_entries.find(number);
    const RecordKey key = keyOf(found->second.mutation);
    if (found->second.acknowledgedSeq == 0)
        --m_waiting;
    m_entries.erase(found);
    const auto numbers = m_byRecord.find(key);
    std::erase(*numbers, number);
    if (numbers->empty())
        m_byRecord.erase(numbers);
    return key;
}

Result<void> Outbox::insert(const Mutation &mutation)
{
    TANDEM_ASSIGN(Statement insert,
        m_connection->prepare(QStringLiteral("INSERT INTO outbox(number, seq, mutation) VALUES(?1, 0, ?2)")));
    return insert.bind(1, mutation.id.number).bind(2, toBlob(mutation)).run();
}

Result<void> Outbox::append(std::vector<Mutation> &mutations)
{
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(*m_connection));
    qint64 number = m_lastNumber;
    for (Mutation &mutation : mutations) {
        mutation.id = {m_device, ++number};
        TANDEM_TRY(insert(mutation));
    }
    TANDEM_TRY(setMeta(QStringLiteral("lastNumber"), number));
    TANDEM_TRY(transaction.commit());
    m_lastNumber = number;
    for (const Mutation &mutation : mutations)
        remember({mutation, 0});
    return {};
}

namespace {

bool hasArrived(const OutboxEntry &entry, qint64 cursor)
{
    return entry.acknowledgedSeq != 0 && entry.acknowledgedSeq <= cursor;
}

}

std::vector<Mutation> Outbox::mutationsOf(const RecordKey &key, qint64 cursor) const
{
    std::vector<Mutation> mutations;
    const auto found = m_byRecord.constFind(key);
    if (found == m_byRecord.cend())
        return mutations;
    for (const qint64 number : *found) {
        const OutboxEntry &entry = m_entries.at(number);
        if (!hasArrived(entry, cursor))
            mutations.push_back(entry.mutation);
    }
    return mutations;
}

std::vector<OutboxEntry> Outbox::arrivedOf(const RecordKey &key, qint64 cursor) const
{
    std::vector<OutboxEntry> entries;
    for (const qint64 number : m_byRecord.value(key)) {
        const OutboxEntry &entry = m_entries.at(number);
        if (hasArrived(entry, cursor))
            entries.push_back(entry);
    }
    return entries;
}

std::vector<RecordKey> Outbox::arrivedUpTo(qint64 cursor) const
{
    std::set<RecordKey> keys;
    for (const auto &[number, entry] : m_entries) {
        if (hasArrived(entry, cursor))
            keys.insert(keyOf(entry.mutation));
    }
    return std::vector<RecordKey>(keys.begin(), keys.end());
}

std::optional<Mutation> Outbox::find(qint64 number) const
{
    const auto found = m_entries.find(number);
    return found == m_entries.end() ? std::nullopt : std::optional(found->second.mutation);
}

std::vector<Mutation> Outbox::waitingAfter(qint64 number, int limit) const
{
    std::vector<Mutation> mutations;
    for (auto at = m_entries.upper_bound(number); at != m_entries.end() && int(mutations.size()) < limit; ++at) {
        if (at->second.acknowledgedSeq == 0)
            mutations.push_back(at->second.mutation);
    }
    return mutations;
}

qint64 Outbox::acknowledgedUpTo() const
{
    for (const auto &[number, entry] : m_entries) {
        if (entry.acknowledgedSeq == 0)
            return number - 1;
    }
    return m_lastNumber;
}

Result<void> Outbox::erase(qint64 number)
{
    TANDEM_ASSIGN(Statement remove, m_connection->prepare(QStringLiteral("DELETE FROM outbox WHERE number = ?1")));
    return remove.bind(1, number).run();
}

Result<void> Outbox::archive(const OutboxEntry &entry, Timestamp now)
{
    TANDEM_ASSIGN(Statement insert,
        m_connection->prepare(
            QStringLiteral("INSERT INTO acknowledged(number, at, mutation) VALUES(?1, ?2, ?3) "
                           "ON CONFLICT(number) DO UPDATE SET at = excluded.at, mutation = excluded.mutation, "
                           "device = NULL")));
    TANDEM_TRY(insert.bind(1, entry.mutation.id.number).bind(2, now).bind(3, toBlob(entry.mutation)).run());
    TANDEM_ASSIGN(Statement prune,
        m_connection->prepare(QStringLiteral("DELETE FROM acknowledged WHERE number <= ?1 OR at < ?2")));
    return prune.bind(1, entry.mutation.id.number - keepCount).bind(2, now - keepMilliseconds).run();
}

Result<void> Outbox::addProblem(const Mutation &mutation, const Error &error, Timestamp now)
{
    TANDEM_ASSIGN(Statement insert,
        m_connection->prepare(QStringLiteral("INSERT INTO problem(at, mutation, error) VALUES(?1, ?2, ?3)")));
    return insert.bind(1, now).bind(2, toBlob(mutation)).bind(3, toBlob(error)).run();
}

Result<std::vector<RecordKey>> Outbox::acknowledge(
    const std::vector<Acknowledgement> &acknowledgements, qint64 cursor, Timestamp now)
{
    std::set<RecordKey> lighter;
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(*m_connection));
    std::vector<std::pair<qint64, qint64>> done; // number, seq that is still to arrive
    qint64 problems = 0;
    for (const Acknowledgement &acknowledgement : acknowledgements) {
        const auto found = m_entries.find(acknowledgement.id.number);
        if (found == m_entries.end() || acknowledgement.id.device != m_device || found->second.acknowledgedSeq != 0)
            continue;
        const qint64 number = found->first;
        if (acknowledgement.outcome == Outcome::Rejected) {
            TANDEM_TRY(addProblem(found->second.mutation,
                acknowledgement.error.value_or(Error::internal(QStringLiteral("rejected without a reason"))), now));
            ++problems;
        } else {
            TANDEM_TRY(archive(found->second, now));
            if (const auto part = passedOver(found->second.mutation, acknowledgement)) {
                TANDEM_TRY(addProblem(*part, *acknowledgement.error, now));
                ++problems;
            }
        }
        const bool arrives = acknowledgement.outcome != Outcome::Rejected && acknowledgement.seq > cursor;
        if (arrives) {
            TANDEM_ASSIGN(Statement update,
                m_connection->prepare(QStringLiteral("UPDATE outbox SET seq = ?2 WHERE number = ?1")));
            TANDEM_TRY(update.bind(1, number).bind(2, acknowledgement.seq).run());
        } else {
            TANDEM_TRY(erase(number));
        }
        done.emplace_back(number, arrives ? acknowledgement.seq : 0);
    }
    TANDEM_TRY(transaction.commit());
    m_problems += problems;
    for (const auto &[number, seq] : done) {
        if (seq == 0) {
            lighter.insert(forget(number));
        } else if (OutboxEntry &entry = m_entries.at(number); entry.acknowledgedSeq == 0) {
            entry.acknowledgedSeq = seq;
            --m_waiting;
        }
    }
    return std::vector<RecordKey>(lighter.begin(), lighter.end());
}

Result<void> Outbox::settle(qint64 cursor)
{
    std::vector<qint64> arrived;
    for (const auto &[number, entry] : m_entries) {
        if (hasArrived(entry, cursor))
            arrived.push_back(number);
    }
    if (arrived.empty())
        return {};
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(*m_connection));
    for (const qint64 number : arrived)
        TANDEM_TRY(erase(number));
    TANDEM_TRY(transaction.commit());
    for (const qint64 number : arrived)
        forget(number);
    return {};
}

Result<void> Outbox::displace(const std::vector<RecordKey> &keys, const Error &error, Timestamp now)
{
    std::vector<qint64> numbers;
    qint64 problems = 0;
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(*m_connection));
    for (const RecordKey &key : keys) {
        for (const qint64 number : m_byRecord.value(key)) {
            const OutboxEntry &entry = m_entries.at(number);
            if (entry.acknowledgedSeq == 0) {
                TANDEM_TRY(addProblem(entry.mutation, error, now));
                ++problems;
            }
            TANDEM_TRY(erase(number));
            numbers.push_back(number);
        }
    }
    TANDEM_TRY(transaction.commit());
    m_problems += problems;
    for (const qint64 number : numbers)
        forget(number);
    return {};
}

}
