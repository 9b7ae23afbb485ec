// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/administratornotice.h"

#include "server/access/activeuser.h"
#include "server/records/bootstrap.h"
#include "server/records/submitandwait.h"
#include "server/store/recordstore.h"
#include "shared/base/compactjson.h"
#include "shared/entities/entitynames.h"

namespace tandem::server {

namespace {

Result<bool> isActive(RecordStore &records, const RecordId &id)
{
    TANDEM_ASSIGN(const auto user, records.find(entities::user::number, id));
    return user && isActiveUser(user->values);
}

Result<std::vector<RecordId>> administrators(RecordStore &records)
{
    constexpr int enough = 1000;
    namespace userRole = entities::userRole;
    TANDEM_ASSIGN(const auto rows,
        records.findBy(
            userRole::number, userRole::field::role, Value(basics::role(QStringLiteral("administrator"))), enough));
    std::vector<RecordId> users;
    for (const StoredRecord &row : rows)
        users.push_back(row.value(userRole::field::user).toId());
    return users;
}

FieldValues valuesOf(const AdministratorNotice &notice, const RecordId &user)
{
    namespace field = entities::notification::field;
    return {{field::kind, Value(QStringLiteral("info"))}, {field::text, Value(notice.text)},
        {field::textKey, Value(notice.key)}, {field::arguments, Value(compactJson(notice.arguments))},
        {systemfield::owner, Value(user)}};
}

/// Who has left is told nothing: a notice to him would be refused, now and each time that it is tried again.
Result<void> notify(Pipeline &pipeline, RecordStore &records, const Clock &clock, const AdministratorNotice &notice,
    const std::vector<RecordId> &users)
{
    constexpr EntityNumber entity = entities::notification::number;
    std::vector<Mutation> mutations;
    for (const RecordId &user : users) {
        // Named by the occasion, so that it comes once, also after it was deleted.
        const RecordId id = namedRecordId(QStringLiteral("%1/%2/%3").arg(notice.key, notice.name, toText(user)));
        TANDEM_ASSIGN(const bool isTold, records.exists(entity, id));
        TANDEM_ASSIGN(const bool isHere, isActive(records, user));
        if (isHere && !isTold)
            mutations.push_back(creationOf(entity, id, valuesOf(notice, user), clock.now()));
    }
    if (mutations.empty())
        return {};
    for (const Acknowledgement &answer : submitAndWait(pipeline, std::move(mutations))) {
        if (answer.error)
            return *answer.error;
    }
    return {};
}

}

Result<void> notifyAdministrators(
    Pipeline &pipeline, const Store &store, const Clock &clock, const AdministratorNotice &notice)
{
    TANDEM_ASSIGN(const auto reader, store.openReader());
    RecordStore records(*reader, store.registry());
    TANDEM_ASSIGN(const std::vector<RecordId> users, administrators(records));
    return notify(pipeline, records, clock, notice, users);
}

Result<void> notifyUsers(Pipeline &pipeline, const Store &store, const Clock &clock, const AdministratorNotice &notice,
    const std::vector<RecordId> &users)
{
    TANDEM_ASSIGN(const auto reader, store.openReader());
    RecordStore records(*reader, store.registry());
    return notify(pipeline, records, clock, notice, users);
}

}
