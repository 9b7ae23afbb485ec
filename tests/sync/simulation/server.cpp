// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/server.h"

#include "server/jobs/retention.h"
#include "server/jobs/revert.h"
#include "server/jobs/revertrun.h"
#include "server/records/builtins.h"
#include "shared/entities/shipped.h"

#include <QThread>

#include <thread>

namespace tandem::sim {

namespace {

std::unique_ptr<server::Store> openStore(const QString &folder, const QString &databaseUrl)
{
    static const RegistryPointer shipped = *loadShipped();
    auto store = server::Store::open(folder, shipped, {{databaseUrl}, {}});
    must(store);
    return std::move(*store);
}

}

Server::Server(const QString &folder, const Clock &clock, Writer writer, const QString &databaseUrl)
    : store(openStore(folder, databaseUrl))
{
    registerFeatures();
    pipeline = std::make_unique<server::Pipeline>(server::Pipeline::Parts{*store, access, hooks, actions, clock});
    must(writer == Writer::Thread ? pipeline->start() : pipeline->startWithoutThread());
    authenticator = std::make_unique<server::Authenticator>(*pipeline, hasher, *store, clock);
    pipeline->subscribe([this](const server::CommitNoticePointer &notice) {
        if (notice->accessChanged)
            authenticator->endSessionsOfDisabledUsers();
    });
    // Small pages, so that cuts fall between them.
    server::LiveHub::Limits limits;
    limits.listsApart = false;
    limits.rowsPerPage = 25;
    live = std::make_unique<server::LiveHub>(
        server::LiveHub::Parts{*store, access, *authenticator, *pipeline, clock, {}}, limits);
    live->start();
    http = std::make_unique<HttpDoor>(HttpDoor::Parts{*store, access, *authenticator, *pipeline, actions, clock});
}

Server::~Server()
{
    live.reset();
    http.reset();
    pipeline->stop();
    authenticator.reset();
}

void Server::registerFeatures()
{
    server::registerBuiltins(hooks, actions, *store);
    server::StageService::registerHooks(hooks);
    server::LineAmounts::registerHooks(hooks);
    approvals.registerActions(actions);
    server::Revert::registerActions(actions, [this] { m_takesBack = true; });
    auto declared = loadShippedRules();
    must(declared);
    rules = std::make_unique<server::RuleEngine>(std::move(*declared));
    rules->registerHooks(hooks, *store->registry());
}

std::unique_ptr<Connection> Server::reader() const
{
    auto reader = store->openReader();
    must(reader);
    return std::move(*reader);
}

void Server::writeUntil(const std::atomic<bool> &done)
{
    while (!done) {
        if (!pipeline->runBatch())
            QThread::yieldCurrentThread();
    }
}

void Server::takeBackWhatIsAsked(const Clock &clock)
{
    m_takesBack = false;
    const auto connection = reader();
    server::RecordStore records(*connection, registry());
    for (const server::Undertaking &undertaking : server::undertakings()) {
        const auto asked = records.findBy(undertaking.entity, undertaking.state, Value(QStringLiteral("reverting")));
        must(asked);
        for (const server::StoredRecord &record : *asked) {
            if (!takeBack(undertaking, record, clock))
                m_takesBack = true;
        }
    }
}

void Server::besideTheWriter(const std::function<void()> &work)
{
    // What others want is not to come between in one run and not in another.
    while (pipeline->runBatch())
        ;
    std::atomic<bool> done = false;
    std::thread job([&] {
        work();
        done = true;
    });
    writeUntil(done);
    job.join();
}

void Server::trimHistory(Timestamp before, Timestamp now)
{
    besideTheWriter([&] { (void)server::trimHistory(*pipeline, before, now).ok(); });
}

Result<void> Server::takeBack(
    const server::Undertaking &undertaking, const server::StoredRecord &record, const Clock &clock)
{
    const auto work = [&]() -> Result<void> {
        const auto connection = reader();
        const RecordId user = record.value(undertaking.revertedBy).toId();
        server::PermissionsPointer permissions;
        if (!user.isNull()) {
            TANDEM_ASSIGN(permissions, access.permissions(*connection, registry(), user));
        }
        const std::atomic<bool> cancelled = false;
        server::RevertRun run({*pipeline, *connection, registry(), permissions, clock, cancelled}, undertaking, record);
        return run.takeAllBack();
    };
    Result<void> outcome;
    besideTheWriter([&] { outcome = work(); });
    return outcome;
}

}
