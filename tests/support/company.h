// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/bootstrap.h"
#include "server/records/builtins.h"
#include "server/records/recordplans.h"
#include "server/store/recordstore.h"
#include "shared/entities/entitynames.h"
#include "shared/entities/shipped.h"
#include "tests/support/teststore.h"

#include <QSemaphore>
#include <QTemporaryDir>

namespace tandem::server {

/// A clock that tests set.
class SetClock final : public Clock
{
public:
    Timestamp now() const override { return m_now; }
    void advance(qint64 milliseconds) { m_now += milliseconds; }

private:
    std::atomic<Timestamp> m_now = 1'760'000'000'000;
};

/// A company on a real database in a temporary folder, with its pipeline running.
class Company
{
public:
    Company()
        : Company(DatabaseAddress())
    {
    }
    /// Behind another daemon on the same database, if that can be shared.
    explicit Company(const DatabaseAddress &database, const std::shared_ptr<ContentStore> &contents = {})
    {
        const QString path = folder.path() + QStringLiteral("/data");
        store = database.url.isEmpty() ? *test::openStore(path, *loadShipped(), contents)
                                       : *Store::open(path, *loadShipped(), {database, {}, contents});
        registerBuiltins(hooks, actions, *store);
    }
    ~Company()
    {
        if (pipeline)
            pipeline->stop();
    }

    void start()
    {
        pipeline = std::make_unique<Pipeline>(Pipeline::Parts{*store, access, hooks, actions, clock});
        if (!pipeline->start())
            qFatal("no pipeline");
        const auto made = bootstrap(*pipeline, *store, clock, QStringLiteral("en"));
        if (!made)
            qFatal("%s", qPrintable(made.error().toLog()));
        first = *made;
        reader = *store->openReader();
        plans = std::make_unique<RecordPlans>(*reader);
    }

    std::vector<Acknowledgement> submit(const Actor &actor, std::vector<Mutation> mutations, bool together = false)
    {
        std::vector<Acknowledgement> answers;
        QSemaphore finished;
        const Pipeline::Completion done = [&](const std::vector<Acknowledgement> &given) {
            answers = given;
            finished.release();
        };
        if (together)
            pipeline->submitTogether(actor, std::move(mutations), done);
        else
            pipeline->submit(actor, std::move(mutations), done);
        finished.acquire();
        return answers;
    }

    Acknowledgement submit(const Actor &actor, const Mutation &mutation)
    {
        return submit(actor, std::vector{mutation}).front();
    }

    /// A user with a role, in a department of his own unless one is given.
    RecordId addUser(const QString &name, const QString &role, RecordId department = {})
    {
        if (department.isNull())
            department = create(entities::department::number, {{entities::department::field::name, Value(name)}});
        const RecordId user = create(entities::user::number,
            {{entities::user::field::login, Value(name)}, {entities::user::field::name, Value(name)},
                {systemfield::department, Value(department)}});
        create(entities::userRole::number,
            {{entities::userRole::field::user, Value(user)},
                {entities::userRole::field::role, Value(basics::role(role))}});
        return user;
    }

    /// By the system; aborts if it is refused.
    RecordId create(EntityNumber entity, const FieldValues &values, const Actor &actor = Actor::forSystem())
    {
        const Mutation mutation = creation(entity, values);
        const Acknowledgement answer = submit(actor, mutation);
        if (answer.error)
            qFatal("%s", qPrintable(answer.error->toLog()));
        return mutation.record;
    }

    static Mutation creation(EntityNumber entity, const FieldValues &values)
    {
        Mutation mutation;
        mutation.entity = entity;
        mutation.record = newRecordId();
        mutation.kind = MutationKind::Create;
        for (const auto &[field, value] : values)
            mutation.changes.push_back({field, Value(), value});
        return mutation;
    }

    static Mutation edit(
        EntityNumber entity, const RecordId &record, FieldNumber field, const Value &from, const Value &to)
    {
        Mutation mutation;
        mutation.entity = entity;
        mutation.record = record;
        mutation.changes = {{field, from, to}};
        return mutation;
    }

    static Mutation action(
        EntityNumber entity, const RecordId &record, const QString &name, const QCborMap &arguments = {})
    {
        Mutation mutation;
        mutation.entity = entity;
        mutation.record = record;
        mutation.kind = MutationKind::Action;
        mutation.action = name;
        mutation.arguments = arguments;
        return mutation;
    }

    static Actor actor(const RecordId &user, const RecordId &device = {})
    {
        return {user, device, QStringLiteral("test"), false};
    }

    std::optional<StoredRecord> find(EntityNumber entity, const RecordId &record)
    {
        return RecordStore(*reader, store->registry()).find(entity, record).valueOr(std::nullopt);
    }
    Value value(EntityNumber entity, const RecordId &record, FieldNumber field)
    {
        const auto row = find(entity, record);
        return row ? row->value(field) : Value();
    }
    std::vector<StoredRecord> all(EntityNumber entity)
    {
        RecordQuery query;
        query.entity = store->registry()->entity(entity)->name;
        return RecordStore(*reader, store->registry()).query(query).valueOr({});
    }
    PermissionsPointer permissions(const RecordId &user)
    {
        return access.permissions(*reader, store->registry(), user).valueOr(nullptr);
    }

    QTemporaryDir folder;
    SetClock clock;
    std::unique_ptr<Store> store;
    AccessResolver access;
    HookRegistry hooks;
    ActionRegistry actions;
    std::unique_ptr<Pipeline> pipeline;
    std::unique_ptr<Connection> reader;
    std::unique_ptr<RecordPlans> plans; ///< over `reader`
    FirstStart first;
};

}
