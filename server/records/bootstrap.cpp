// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/bootstrap.h"

#include "server/access/audience.h"
#include "server/access/authenticator.h"
#include "server/access/credentialstore.h"
#include "server/records/basicsdata.h"
#include "server/records/submitandwait.h"
#include "server/store/audiencestore.h"
#include "server/store/recordstore.h"
#include "shared/entities/entitynames.h"

#include <QLoggingCategory>
#include <QSemaphore>

#include <algorithm>
#include <limits>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.records")

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

Mutation switching(
    const EntityDef &entity, const FieldDef &field, const RecordId &record, bool isOn, const Clock &clock)
{
    Mutation mutation;
    mutation.at = clock.now();
    mutation.entity = entity.number;
    mutation.record = record;
    mutation.kind = MutationKind::Update;
    mutation.changes = {{field.number, Value(!isOn), Value(isOn)}};
    return mutation;
}

/// Of an earlier build, in which roles showed them to all, records that are for everybody have no key that says so.
/// They get it by being taken back and given again, once. One that cannot be is not worth a server that does not start.
Result<void> giveAnewToEverybody(Pipeline &pipeline, Store &store, const Clock &clock)
{
    TANDEM_ASSIGN(const auto reader, store.openReader());
    const RegistryPointer registry = store.registry();
    RecordStore records(*reader, registry);
    AudienceStore audiences(*reader);
    for (const EntityDef &entity : registry->entities()) {
        const FieldDef *shared = entity.deleted ? nullptr : entity.field(entity.sharedField);
        if (!shared)
            continue;
        TANDEM_ASSIGN(const auto rows,
            records.findBy(entity.number, shared->number, Value(true), std::numeric_limits<int>::max()));
        for (const StoredRecord &row : rows) {
            TANDEM_ASSIGN(const auto keys, audiences.keys(entity.number, row.id));
            if (std::find(keys.begin(), keys.end(), audienceKey(audience::everybody())) != keys.end())
                continue;
            const Result<void> given = submitTogether(pipeline,
                {switching(entity, *shared, row.id, false, clock), switching(entity, *shared, row.id, true, clock)});
            if (!given)
                qCWarning(log).noquote() << entity.name << row.id << "is not for everybody:" << given.error().toLog();
        }
    }
    return {};
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
    TANDEM_TRY(giveAnewToEverybody(pipeline, store, clock));
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
