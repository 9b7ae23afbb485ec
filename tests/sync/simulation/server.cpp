// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/server.h"

#include "server/records/builtins.h"
#include "shared/entities/shipped.h"

namespace tandem::sim {

namespace {

std::unique_ptr<server::Store> openStore(const QString &folder)
{
    static const RegistryPointer shipped = *loadShipped();
    auto store = server::Store::open(folder, shipped);
    must(store);
    return std::move(*store);
}

}

Server::Server(const QString &folder, const Clock &clock, Writer writer)
    : store(openStore(folder))
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
    limits.rowsPerPage = 25;
    live = std::make_unique<server::LiveHub>(
        server::LiveHub::Parts{*store, access, *authenticator, *pipeline, clock, {}}, limits);
    live->start();
}

Server::~Server()
{
    live.reset();
    pipeline->stop();
    authenticator.reset();
}

void Server::registerFeatures()
{
    server::registerBuiltins(hooks, actions, *store);
    server::StageService::registerHooks(hooks);
    server::LineAmounts::registerHooks(hooks);
    approvals.registerActions(actions);
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

}
