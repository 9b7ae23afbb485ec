// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/outboxrescue.h"

#include "client/replica/blobs.h"
#include "client/replica/draftstore.h"
#include "client/replica/outbox.h"
#include "shared/database/borrowedpage.h"
#include "shared/database/transaction.h"

#include <QFile>
#include <QScopeGuard>

#include <utility>
#include <vector>

namespace tandem::client {

namespace {

using namespace Qt::Literals::StringLiterals;

struct Table
{
    QString name;
    QStringList key;
    QStringList others;
};

std::vector<Table> tables()
{
    return {{u"meta"_s, {u"key"_s}, {u"value"_s}}, {u"outbox"_s, {u"number"_s}, {u"seq"_s, u"mutation"_s}},
        {u"acknowledged"_s, {u"number"_s}, {u"at"_s, u"mutation"_s, u"device"_s}},
        {u"problem"_s, {u"id"_s}, {u"at"_s, u"mutation"_s, u"error"_s}},
        {u"draft"_s, {u"entity"_s, u"record"_s}, {u"is_new"_s, u"typed"_s, u"seen"_s, u"at"_s}},
        {u"upload"_s, {u"file"_s}, {u"sha256"_s, u"size"_s}}};
}

/// The file and its log; what the log is found by is made again.
Result<void> copyFile(const QString &from, const QString &to)
{
    for (const QLatin1String suffix : {QLatin1String(), QLatin1String("-wal")}) {
        if (QFile::exists(from + suffix) && !QFile::copy(from + suffix, to + suffix))
            return Error::unavailable(u"cannotWrite"_s, to + suffix);
    }
    return {};
}

void removeFile(const QString &path)
{
    for (const QLatin1String suffix : {QLatin1String(), QLatin1String("-wal"), QLatin1String("-shm")})
        QFile::remove(path + suffix);
}

/// Null if nothing of it can be read.
Result<std::unique_ptr<Connection>> openDamaged(const QString &path, const QString &model)
{
    const DatabaseAddress address{path, DatabaseAddress::Mode::ReadOnly, DatabaseAddress::Durability::Normal};
    const auto isDamaged = [](const auto &opened) {
        return !opened.ok() && opened.error().code == ErrorCode::Corrupt;
    };
    auto opened = Connection::open(address);
    if (isDamaged(opened)) {
        TANDEM_TRY(borrowFirstPage(path, model));
        opened = Connection::open(address);
    }
    if (isDamaged(opened))
        return std::unique_ptr<Connection>();
    return opened;
}

/// From one end of the table on, as far as it can be read. Gives whether that was each row up to the other end.
Result<bool> copyFromEnd(Connection &damaged, Connection &fresh, const Table &table, const QString &direction)
{
    const QStringList columns = table.key + table.others;
    // As words of SQL, in which any value can be said.
    const QString row = u"quote("_s + columns.join(u") || ', ' || quote("_s) + u')';
    const QString order = table.key.join(direction + u", "_s) + direction;
    const QString insert = u"INSERT OR IGNORE INTO "_s + table.name + u'(' + columns.join(u", "_s) + u") VALUES("_s;
    auto rows = damaged.prepare(u"SELECT "_s + row + u" FROM "_s + table.name + u" ORDER BY "_s + order);
    bool isTaken = true; // a row without a value that it must have is passed over
    while (rows.ok()) {
        const Result<bool> found = rows->step();
        if (!found.ok())
            return false;
        if (!*found)
            return isTaken;
        TANDEM_TRY(fresh.execute(insert + rows->text(0) + u')'));
        isTaken = isTaken && fresh.changedRows() > 0;
    }
    return false;
}

Result<bool> copyTable(Connection &damaged, Connection &fresh, const Table &table)
{
    TANDEM_ASSIGN(const bool isWhole, copyFromEnd(damaged, fresh, table, u" ASC"_s));
    if (!isWhole)
        TANDEM_TRY(copyFromEnd(damaged, fresh, table, u" DESC"_s));
    return isWhole;
}

/// A row that the database can read may hold bytes that nobody can.
Result<bool> dropSenseless(Connection &fresh, const QString &table, const QString &key)
{
    std::vector<qint64> senseless;
    TANDEM_ASSIGN(Statement rows, fresh.prepare(u"SELECT %1, mutation FROM %2"_s.arg(key, table)));
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            break;
        if (!mutationFromBlob(rows.bytes(1)).ok())
            senseless.push_back(rows.integer(0));
    }
    TANDEM_ASSIGN(Statement remove, fresh.prepare(u"DELETE FROM %1 WHERE %2 = ?1"_s.arg(table, key)));
    for (const qint64 number : senseless)
        TANDEM_TRY(remove.bind(1, number).run());
    return senseless.empty();
}

Result<bool> dropSenselessDrafts(Connection &fresh)
{
    std::vector<RecordKey> senseless;
    TANDEM_ASSIGN(Statement rows, fresh.prepare(u"SELECT entity, record, typed, seen FROM draft"_s));
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            break;
        if (!fieldValuesFromBlob(rows.bytes(2)).ok() || !fieldValuesFromBlob(rows.bytes(3)).ok())
            senseless.push_back({EntityNumber(rows.integer(0)), rows.id(1)});
    }
    for (const RecordKey &key : senseless)
        TANDEM_TRY(DraftStore(fresh).remove(key));
    return senseless.empty();
}

/// Where what the file said of itself is lost: each mutation names the device, and its number must not come again.
Result<void> completeIdentity(Connection &fresh)
{
    TANDEM_ASSIGN(Statement last,
        fresh.prepare(
            u"SELECT max(number) FROM (SELECT number FROM outbox UNION ALL SELECT number FROM acknowledged)"_s));
    TANDEM_TRY(last.step());
    TANDEM_ASSIGN(Statement number,
        fresh.prepare(u"INSERT INTO meta(key, value) VALUES('lastNumber', ?1) "
                      u"ON CONFLICT(key) DO UPDATE SET value = max(value, excluded.value)"_s));
    TANDEM_TRY(number.bind(1, last.integer(0)).run());
    // Also of what was sent: under another name a restored server would be taken to lack all of it.
    TANDEM_ASSIGN(Statement latest,
        fresh.prepare(u"SELECT mutation FROM (SELECT number, mutation FROM outbox UNION ALL "
                      u"SELECT number, mutation FROM acknowledged WHERE device IS NULL) "
                      u"ORDER BY number DESC LIMIT 1"_s));
    TANDEM_ASSIGN(const bool isNamed, latest.step());
    if (!isNamed)
        return {};
    TANDEM_ASSIGN(const Mutation mutation, mutationFromBlob(latest.bytes(0)));
    TANDEM_ASSIGN(Statement device, fresh.prepare(u"INSERT OR IGNORE INTO meta(key, value) VALUES('device', ?1)"_s));
    return device.bind(1, mutation.id.device).run();
}

Result<bool> fill(Connection &fresh, Connection *damaged)
{
    bool isWhole = damaged != nullptr;
    for (const Table &table : damaged ? tables() : std::vector<Table>()) {
        TANDEM_ASSIGN(const bool copied, copyTable(*damaged, fresh, table));
        isWhole = isWhole && copied;
    }
    for (const auto &[table, key] : {std::pair(u"outbox"_s, u"number"_s), std::pair(u"acknowledged"_s, u"number"_s),
             std::pair(u"problem"_s, u"id"_s)}) {
        TANDEM_ASSIGN(const bool makesSense, dropSenseless(fresh, table, key));
        isWhole = isWhole && makesSense;
    }
    TANDEM_ASSIGN(const bool draftsMakeSense, dropSenselessDrafts(fresh));
    return isWhole && draftsMakeSense;
}

}

Result<bool> OutboxRescue::run(const QString &damaged, const QString &fresh)
{
    removeFile(fresh); // of a rescue that was interrupted
    const QString copy = fresh + u".damaged"_s;
    removeFile(copy);
    const auto clear = qScopeGuard([&copy] { removeFile(copy); });
    TANDEM_TRY(copyFile(damaged, copy));
    // Opened and closed, after which the first page is in the file and not in its log.
    TANDEM_TRY(Outbox::openFile(fresh));
    TANDEM_ASSIGN(const std::unique_ptr<Connection> from, openDamaged(copy, fresh));
    TANDEM_ASSIGN(const std::unique_ptr<Connection> to, Outbox::openFile(fresh));
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(*to));
    TANDEM_ASSIGN(const bool isWhole, fill(*to, from.get()));
    TANDEM_TRY(completeIdentity(*to));
    TANDEM_TRY(transaction.commit());
    return isWhole;
}

}
