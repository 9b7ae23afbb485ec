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

/// What the laptop takes for the generation. Who has seen what the database has lost knows so alone, if the daemons
/// that committed it are gone too. He sends again and fetches anew, and nobody else does because of what he says.
Result<RecordId> nameOfData(const RecordId &generation, Connection &connection, const Hello &hello)
{
    TANDEM_ASSIGN(const qint64 committed, Sequence::committed(connection));
    TANDEM_ASSIGN(const auto past, DatabasePast::read(connection));
    // Of another one this daemon learns with its next commit, and the session ends.
    if (!past || past->generation != generation)
        return generation;
    const RecordId known = recordIdFromBytes(hello.generation);
    const RecordId name = past->nameFor(known, hello.cursor, committed);
    if (name != known && name != generation)
        qCWarning(logLive) << "a laptop has seen change" << hello.cursor << "which the database has lost";
    return name;
}

}

Result<Greeting> greet(const LiveHub::Parts &parts, ReadSide &reads, const RecordId &user, const Hello &hello)
{
    const RecordId generation = parts.store.generation();
    TANDEM_ASSIGN(const RecordId name, nameOfData(generation, reads.connection(), hello));
    const RegistryPointer registry = parts.store.registry();
    TANDEM_ASSIGN(PermissionsPointer permissions, parts.access.permissions(reads.connection(), registry, user));
    Welcome welcome;
    welcome.serverTime = parts.clock.now();
    welcome.generation = toBytes(name);
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
    return Greeting{std::move(permissions), std::move(welcome), generation};
}

}
