// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/greeting.h"

#include "server/api/live/pages.h"
#include "server/api/live/rights.h"
#include "server/store/databasepast.h"
#include "server/store/devicestore.h"
#include "shared/protocol/limits.h"

#include <QLoggingCategory>

Q_DECLARE_LOGGING_CATEGORY(logLive)

namespace tandem::server {

namespace {

Result<std::vector<qint64>> lastNumbers(DeviceStore devices, const std::vector<RecordId> &names)
{
    std::vector<qint64> numbers;
    for (const RecordId &name : names) {
        if (numbers.size() == size_t(limits::formerDevices))
            break;
        qint64 number = 0;
        // Who can work a name out learns nothing by it, see LiveSession.
        if (name.version() != QUuid::Sha1) {
            TANDEM_ASSIGN(number, devices.lastNumber(name));
        }
        numbers.push_back(number);
    }
    return numbers;
}

/// Who has seen what the database has lost knows so before the daemons do, if those that committed it are gone too.
/// With such a laptop a generation ends, and it comes again.
Result<void> checkNotAhead(const LiveHub::Parts &parts, Connection &connection, const Hello &hello)
{
    const RecordId generation = parts.store.generation();
    if (hello.generation != toBytes(generation))
        return {};
    TANDEM_ASSIGN(const qint64 committed, Sequence::committed(connection));
    TANDEM_ASSIGN(const auto past, DatabasePast::read(connection));
    if (!past || !past->hasLost(hello.cursor, committed))
        return {};
    qCWarning(logLive) << "a laptop has seen change" << hello.cursor << "which the database has lost";
    parts.pipeline.write([generation](Connection &writer) { return DatabasePast::renew(writer, generation); },
        [&pipeline = parts.pipeline](const Result<void> &) { pipeline.catchUp(Pipeline::newest); });
    return Error::unavailable(QStringLiteral("serverRestored"));
}

}

Result<Greeting> greet(const LiveHub::Parts &parts, ReadSide &reads, const RecordId &user, const Hello &hello)
{
    TANDEM_TRY(checkNotAhead(parts, reads.connection(), hello));
    const RegistryPointer registry = parts.store.registry();
    TANDEM_ASSIGN(PermissionsPointer permissions, parts.access.permissions(reads.connection(), registry, user));
    Welcome welcome;
    welcome.serverTime = parts.clock.now();
    welcome.generation = toBytes(parts.store.generation());
    welcome.user = user;
    welcome.companyName = parts.companyName ? parts.companyName() : QString();
    TANDEM_ASSIGN(welcome.knownNumber, DeviceStore(reads.connection()).lastNumber(hello.device));
    TANDEM_ASSIGN(welcome.formerNumbers, lastNumbers(DeviceStore(reads.connection()), hello.formerDevices));
    const bool sameData = hello.generation == welcome.generation;
    // After a restore the numbers of revisions are given out a second time, for other definitions.
    const bool ofAnotherPast = !sameData && !hello.generation.isEmpty();
    if (ofAnotherPast || hello.metadataRevision != registry->revision()) {
        TANDEM_ASSIGN(welcome.metadata, reads.companyLayer(*registry));
    }
    TANDEM_ASSIGN(const StartingPoint start, startingPoint(reads, sameData ? hello.cursor : 0));
    welcome.cursor = start.cursor;
    welcome.rights = rightsOf(*permissions, start.anew ? std::vector<EntityView>() : hello.views, welcome.serverTime);
    return Greeting{std::move(permissions), std::move(welcome)};
}

}
