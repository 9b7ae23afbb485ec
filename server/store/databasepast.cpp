// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/databasepast.h"

#include "server/store/announcement.h"
#include "server/store/metatable.h"
#include "shared/database/dialects/dialect.h"

#include <algorithm>
#include <cstddef>

namespace tandem::server {

namespace {

const QString generationName = QStringLiteral("generation");
const QString timelineName = QStringLiteral("timeline"); ///< the noted one, then the numbers of the promotions

/// More than a standby can ever lag behind; there is room for billions of promotions.
constexpr qint64 passedOver = 1'000'000'000;
constexpr qint64 passedRevisions = 1'000'000; ///< of the company's definitions

QByteArray packed(const QByteArray &timeline, const std::vector<qint64> &promotions)
{
    QByteArray words = timeline;
    for (const qint64 number : promotions)
        words += ' ' + QByteArray::number(number);
    return words;
}

Result<void> unpack(const QByteArray &words, DatabasePast &past)
{
    const QList<QByteArray> parts = words.split(' ');
    past.notedTimeline = parts.constFirst();
    for (const QByteArray &part : parts.mid(1)) {
        bool ok = false;
        past.promotions.push_back(part.toLongLong(&ok));
        if (!ok)
            return Error::corrupt(QStringLiteral("meta: timeline"));
    }
    return {};
}

}

Result<std::optional<DatabasePast>> DatabasePast::read(Connection &connection)
{
    const QString timeline = connection.dialect().timeline();
    if (timeline.isEmpty())
        return std::optional<DatabasePast>();
    // One question, as each batch asks it.
    const QString ofMeta = QStringLiteral("(SELECT \"value\" FROM \"meta\" WHERE \"name\" = ?%1)");
    TANDEM_ASSIGN(auto statement,
        connection.prepare(QStringLiteral("SELECT %1, %2, %3").arg(timeline, ofMeta.arg(1), ofMeta.arg(2))));
    TANDEM_TRY(statement.bind(1, generationName).bind(2, timelineName).step());
    DatabasePast past;
    past.timeline = statement.text(0).toLatin1();
    past.generation = recordIdFromBytes(statement.bytes(1));
    TANDEM_TRY(unpack(statement.bytes(2), past));
    return std::optional(std::move(past));
}

bool DatabasePast::hasLost(qint64 number, qint64 committed, size_t settled) const
{
    // Nothing was committed on a server that is yet to be noted.
    if (isPromoted() && settled <= promotions.size() && number > committed)
        return true;
    const auto first = promotions.begin() + std::ptrdiff_t(std::min(settled, promotions.size()));
    return std::any_of(first, promotions.end(),
        // The end of what is passed over is where the database stands before anything else is written to it.
        [number](qint64 last) { return number > last && number < last + passedOver; });
}

RecordId DatabasePast::nameAfter(size_t promoted) const
{
    return promoted == 0 ? generation
                         : namedRecordId(QStringLiteral("%1 after promotion %2").arg(toText(generation)).arg(promoted));
}

RecordId DatabasePast::nameFor(const RecordId &known, qint64 number, qint64 committed) const
{
    const size_t promoted = promotions.size() + (isPromoted() ? 1 : 0);
    for (size_t settled = 0; settled <= promoted; ++settled) {
        if (known == nameAfter(settled))
            return hasLost(number, committed, settled) ? nameAfter(promoted) : known;
    }
    return generation;
}

Result<void> DatabasePast::note(Connection &connection, Sequence &sequence)
{
    if (!isToBeNoted())
        return {};
    if (isPromoted()) {
        promotions.push_back(sequence.last());
        sequence.passOver(passedOver);
    }
    notedTimeline = timeline;
    return metatable::write(connection, timelineName, packed(notedTimeline, promotions));
}

Result<void> DatabasePast::renew(Connection &connection, const RecordId &former)
{
    TANDEM_ASSIGN(const auto past, read(connection));
    if (!past || past->generation != former)
        return {};
    TANDEM_TRY(metatable::write(connection, generationName, toBytes(newRecordId())));
    TANDEM_TRY(metatable::write(connection, timelineName, packed(past->notedTimeline, {})));
    // Definitions may be lost too, and what is kept of them goes by their revision.
    TANDEM_ASSIGN(const qint64 revision, metatable::readInteger(connection, metatable::metadataRevision, 0));
    TANDEM_TRY(metatable::writeInteger(connection, metatable::metadataRevision, revision + passedRevisions));
    return Announcement::anotherPast(connection);
}

Result<void> DatabasePast::beginGeneration(Connection &connection)
{
    TANDEM_TRY(metatable::write(connection, generationName, toBytes(newRecordId())));
    return metatable::remove(connection, timelineName);
}

Result<std::optional<RecordId>> DatabasePast::readGeneration(Connection &connection)
{
    TANDEM_ASSIGN(const auto generation, metatable::read(connection, generationName));
    return generation ? std::optional(recordIdFromBytes(*generation)) : std::nullopt;
}

}
