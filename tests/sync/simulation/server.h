// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/authenticator.h"
#include "server/api/live/livehub.h"
#include "server/features/crm/lines/lineamounts.h"
#include "server/features/crm/pipeline/stageservice.h"
#include "server/flows/approvalservice.h"
#include "server/flows/ruleengine.h"
#include "server/records/pipeline.h"
#include "server/records/undertakings.h"
#include "server/store/recordstore.h"
#include "tests/sync/simulation/httpdoor.h"

#include <atomic>

namespace tandem::sim {

/// The daemon's parts behind the network, on a data folder, with or without a thread of the writer's. To destroy it is
/// to end the process. The database is the file in the folder, unless a URL says otherwise.
class Server
{
public:
    enum class Writer { Thread, Stepped };

    Server(const QString &folder, const Clock &clock, Writer writer, const QString &databaseUrl = {});
    ~Server();

    const RegistryPointer registry() const { return store->registry(); }
    /// A connection that reads what is committed.
    std::unique_ptr<Connection> reader() const;

    /// Does the writer's work until another thread, which waits for it, has set `done`. With Writer::Stepped.
    void writeUntil(const std::atomic<bool> &done);
    /// Forgets what the change log has from before, as retention does it; not if the disk does not take it now.
    void trimHistory(Timestamp before, Timestamp now);

    /// Somebody has asked to take an import or a mass change back, perhaps in an earlier life of the process.
    bool hasSomethingToTakeBack() const { return m_takesBack; }
    /// Does it, as the job does, with no time passing; what cannot be done now is left to the next call.
    void takeBackWhatIsAsked(const Clock &clock);

    std::unique_ptr<server::Store> store;
    server::AccessResolver access;
    server::ApprovalService approvals;
    std::unique_ptr<server::RuleEngine> rules;
    server::HookRegistry hooks;
    server::ActionRegistry actions;
    std::unique_ptr<server::Pipeline> pipeline;
    server::PasswordHasher hasher{server::PasswordHasher::Cost::Minimal};
    std::unique_ptr<server::Authenticator> authenticator;
    std::unique_ptr<server::LiveHub> live;
    std::unique_ptr<HttpDoor> http;

private:
    void registerFeatures();
    /// Runs what blocks until the writer has done something in a thread of its own, with no time passing.
    void besideTheWriter(const std::function<void()> &work);
    Result<void> takeBack(
        const server::Undertaking &undertaking, const server::StoredRecord &record, const Clock &clock);

    bool m_takesBack = true;
};

/// Ends the program with the error's text: for what must not fail in a test's own machinery.
template <typename T>
void must(const Result<T> &result)
{
    if (!result.ok())
        qFatal("%s", qPrintable(result.error().toLog()));
}

}
