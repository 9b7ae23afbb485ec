// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/authenticator.h"
#include "server/records/bootstrap.h"
#include "server/records/builtins.h"
#include "server/records/pipeline.h"
#include "server/store/recordstore.h"
#include "shared/entities/entitynames.h"
#include "shared/entities/shipped.h"
#include "tests/support/teststore.h"

#include <QSemaphore>
#include <QTemporaryDir>

namespace tandem::test {

/// The server behind its network: a store in a temporary folder with the basics of a company, and the pipeline running.
class ServerCore
{
public:
    ServerCore()
        : store(openedStore(folder.path()))
        , pipeline({*store, access, hooks, actions, SystemClock::instance()})
        , authenticator(pipeline, hasher, *store)
    {
        server::registerBuiltins(hooks, actions, *store);
        must(pipeline.start());
        const auto first = server::bootstrap(pipeline, *store, SystemClock::instance(), QStringLiteral("en"));
        must(first);
        oneTimeCode = first->oneTimeCode;
    }
    ~ServerCore() { pipeline.stop(); }

    /// A user with a password and a role ("sales", "manager"…), in the company's department.
    RecordId addUser(const QString &login, const QString &password, const QString &role)
    {
        namespace user = entities::user;
        namespace userRole = entities::userRole;
        const RecordId id = namedRecordId(QStringLiteral("user ") + login);
        create(user::number, id,
            {{user::field::login, Value(login)}, {user::field::name, Value(login)}, {user::field::active, Value(true)},
                {systemfield::department, Value(server::basics::company())}});
        create(userRole::number, newRecordId(),
            {{userRole::field::user, Value(id)}, {userRole::field::role, Value(server::basics::role(role))}});
        QSemaphore finished;
        Result<void> outcome;
        authenticator.setPassword(id, password, [&](const Result<void> &result) {
            outcome = result;
            finished.release();
        });
        finished.acquire();
        must(outcome);
        return id;
    }

    /// Everything below is done in the name of the system, and must succeed.
    void create(EntityNumber entity, const RecordId &record, const FieldValues &values)
    {
        submit(entity, record, MutationKind::Create, values);
    }
    /// `from` of each field is what stands there.
    void update(EntityNumber entity, const RecordId &record, const FieldValues &values)
    {
        submit(entity, record, MutationKind::Update, values);
    }

    void remove(EntityNumber entity, const RecordId &record) { submit(entity, record, MutationKind::Delete, {}); }
    void restore(EntityNumber entity, const RecordId &record) { submit(entity, record, MutationKind::Restore, {}); }

    std::optional<server::StoredRecord> find(EntityNumber entity, const RecordId &record) const
    {
        const auto reader = store->openReader();
        must(reader);
        auto found = server::RecordStore(**reader, store->registry()).find(entity, record);
        must(found);
        return *found;
    }

    QTemporaryDir folder;
    std::unique_ptr<server::Store> store;
    server::AccessResolver access;
    server::HookRegistry hooks;
    server::ActionRegistry actions;
    server::Pipeline pipeline;
    server::PasswordHasher hasher{server::PasswordHasher::Cost::Minimal};
    server::Authenticator authenticator;
    QString oneTimeCode;

private:
    template <typename T>
    static void must(const Result<T> &result)
    {
        if (!result.ok())
            qFatal("%s", qPrintable(result.error().toLog()));
    }

    static std::unique_ptr<server::Store> openedStore(const QString &folder)
    {
        const auto shipped = loadShipped();
        must(shipped);
        auto store = openStore(folder, *shipped);
        must(store);
        return std::move(*store);
    }

    void submit(EntityNumber entity, const RecordId &record, MutationKind kind, const FieldValues &values)
    {
        Mutation mutation;
        mutation.at = SystemClock::instance().now();
        mutation.entity = entity;
        mutation.record = record;
        mutation.kind = kind;
        const auto standing = kind == MutationKind::Update ? find(entity, record) : std::nullopt;
        for (const auto &[field, value] : values)
            mutation.changes.push_back({field, standing ? standing->value(field) : Value(), value});
        QSemaphore finished;
        Result<void> outcome;
        pipeline.submit(server::Actor::forSystem(), {mutation}, [&](const std::vector<Acknowledgement> &answers) {
            if (answers.front().error)
                outcome = *answers.front().error;
            finished.release();
        });
        finished.acquire();
        must(outcome);
    }
};

}
