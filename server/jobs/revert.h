// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/accessresolver.h"
#include "server/jobs/jobqueue.h"
#include "server/records/pipeline.h"

#include <atomic>

namespace tandem::server {

/// Takes an undertaking back (an import, a mass change): what it created is deleted, what it changed gets its former
/// values, what it deleted is restored, as far as nobody has worked on it since. The action "revert" of the
/// undertaking's record asks for it and is allowed once; the job then works record by record through the pipeline, in
/// the name and with the rights of who asked. What it has done stands in the change log under an origin of its own, so
/// that an attempt after an interruption goes on where the last one ended. A merge, which was one step, is taken back
/// in one.
class Revert
{
public:
    struct Parts
    {
        Pipeline &pipeline;
        AccessResolver &access;
        const Store &store;
        const Clock &clock;
    };

    explicit Revert(const Parts &parts);

    /// The actions. `wake` is called on the writer thread when a job is due.
    static void registerActions(ActionRegistry &actions, const std::function<void()> &wake);
    /// Before the queue's start().
    void registerWith(JobQueue &queue);
    /// Ends a running one between two batches; it goes on with the next start. Any thread.
    void cancel() { m_cancelled = true; }

private:
    Result<void> run(const Job &job);
    void giveUp(const Job &job);

    const Parts m_parts;
    std::atomic<bool> m_cancelled = false;
};

}
