// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/bootstrap.h"

#include "server/access/authenticator.h"
#include "server/access/credentialstore.h"
#include "server/records/basicsdata.h"
#include "server/records/submitandwait.h"
#include "server/store/recordstore.h"
#include "shared/entities/entitynames.h"

#include <QSemaphore>

namespace tandem::server {

namespace {

Result<void> submitTogether(Pipeline &pipeline, std::vector<Mutation> mutations)
{
    QSemaphore finished;
    Result<void> outcome;
    pipeline.submitTogether(Actor::forSystem(), std::move(mutations), [&](const std::vector<Acknowledgement> &answers) {
        for (const Acknowledgement &answer : answers) {
            if (answer.error)
                outcome = *answer.error;
        }
        finished.release();
    });
    finished.acquire();
    return outcome;
}

/// Also one in the recycle bin is there.
Result<std::vector<BasicRecord>> missing(Store &store, std::vector<BasicRecord> basics)
{
    TANDEM_ASSIGN(const auto reader, store.openReader());
    RecordStore records(*reader, store.registry());
    std::vector<BasicRecord> absent;
    for (BasicRecord &basic : basics) {
        TANDEM_ASSIGN(const bool there, records.exists(basic.entity, basic.id));
        if (!there)
            absent.push_back(std::move(basic));
    }
    return absent;
}

}

Result<FirstStart> bootstrap(Pipeline &pipeline, Store &store, const Clock &clock, const QString &language)
{
    FirstStart first;
    first.administratorLogin = QStringLiteral("admin");
    TANDEM_TRY(
        writeAndWait(pipeline, [](Connection &connection) { return CredentialStore::createTables(connection); }));
    TANDEM_ASSIGN(const auto absent, missing(store, basicRecords(*store.registry(), language)));
    std::vector<Mutation> mutations;
    for (const BasicRecord &basic : absent) {
        first.isFirst = first.isFirst || basic.id == basics::administrator();
        mutations.push_back(creationOf(basic.entity, basic.id, basic.values, clock.now()));
    }
    if (!mutations.empty())
        TANDEM_TRY(submitTogether(pipeline, std::move(mutations)));
    const EntityDef &user = *store.shipped()->entity(entities::user::number);
    TANDEM_TRY(writeAndWait(pipeline, [&](Connection &connection) -> Result<void> {
        TANDEM_ASSIGN(const auto account, CredentialStore(connection, user).find(basics::administrator()));
        if (!account || account->disabled || !account->password.isEmpty())
            return {};
        TANDEM_ASSIGN(
            first.oneTimeCode, Authenticator::storeOneTimeCode(connection, user, basics::administrator(), clock.now()));
        return {};
    }));
    return first;
}

}
