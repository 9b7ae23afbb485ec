// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/accessresolver.h"
#include "server/access/actor.h"
#include "server/records/actionregistry.h"
#include "server/records/commitnotice.h"
#include "server/records/hookregistry.h"
#include "server/store/databasewriter.h"
#include "server/store/store.h"
#include "shared/base/clock.h"
#include "shared/replication/mutation.h"

#include <limits>

namespace tandem::server {

/// The one way in for every change, from laptops, REST, imports and the server's own rules alike. One writer thread
/// takes everything that waits, runs each mutation so that a refused one is taken back alone, and commits them
/// together; answers are given when they are durable. Any thread may call submit(), write() and subscribe().
class Pipeline final : public DatabaseWriter
{
public:
    struct Parts
    {
        Store &store;
        AccessResolver &access;
        const HookRegistry &hooks;
        const ActionRegistry &actions;
        const Clock &clock;
    };
    struct Limits
    {
        int batch = 500; ///< mutations per commit
        int waiting = 50000; ///< mutations in the queue; beyond: TooMany ("busy")
        int depth = 8; ///< of hooks that cause hooks
        int firstProbe =
            1000; ///< milliseconds after a commit that failed until it is tried whether writing works again
        int longestProbe = 30'000; ///< doubled after each try that fails, up to this
    };

    Pipeline(const Parts &parts, Limits limits);
    explicit Pipeline(const Parts &parts)
        : Pipeline(parts, Limits())
    {
    }
    ~Pipeline() override;

    /// Starts the thread; from now on the store's write connection belongs to it.
    Result<void> start();
    /// Instead of start(): no thread; runBatch() is the writer, on whatever thread calls it. For simulations, which
    /// decide when a commit happens.
    Result<void> startWithoutThread();
    /// Runs and commits one batch of what waits, answers and tells of it; false if nothing waits.
    bool runBatch();
    /// Finishes what waits, then ends the thread. Later submissions are answered with Unavailable ("shuttingDown").
    void stop();

    /// One acknowledgement per mutation, in their order; called on the writer thread after the commit is durable.
    /// A rejection with the code Unavailable or TooMany is no verdict: nothing was kept, send it again later.
    using Completion = std::function<void(const std::vector<Acknowledgement> &)>;
    /// BeforeTheNotice is for a subscriber, who passes the answer on together with what he is told of the same commit;
    /// he is told something then even if nothing has changed.
    /// Everybody else can rely on it that all have been told when he gets his answer.
    enum class AnswerTime { BeforeTheNotice, AfterTheNotice };
    /// Mutations of one call run in order, each accepted or rejected for itself. A mutation without a device
    /// (`id.device` null: REST, import) is not remembered for exactly-once.
    /// False: refused at once, and answered so already; no notice follows.
    /// `generation`, unless it is null: that of the data which whoever sends them has seen. None of them is taken if it
    /// is another by now (Unavailable, "serverRestored"): those sent before may be lost, and come first.
    bool submit(const Actor &actor, std::vector<Mutation> mutations, Completion done,
        AnswerTime time = AnswerTime::AfterTheNotice, const RecordId &generation = {});
    /// All or none: the first rejection takes back the ones before it, and each is answered with that error.
    void submitTogether(const Actor &actor, std::vector<Mutation> mutations, Completion done);

    void write(Work work, Done done) override;

    /// The company is being moved: refuses from now on what the store's gate refuses, for as long as that does. `done`
    /// is called on the writer thread when all that was taken before is durable. Any thread; it waits for a piece of an
    /// attached file that is just being written.
    void hold(Done done);

    /// Another daemon on the same database has committed up to `seq`: the writer thread learns it from the change log
    /// and tells the subscribers, as if it had been a commit of its own. Any thread; never blocks.
    void catchUp(qint64 seq);
    /// For catchUp(): whatever is there, as something may have been missed, or the database's server is another one.
    static constexpr qint64 newest = std::numeric_limits<qint64>::max();

    /// Called on the writer thread after each commit that changed records, and after answers BeforeTheNotice. Must
    /// return quickly: hand over, don't work.
    using Subscriber = std::function<void(const CommitNoticePointer &)>;
    int subscribe(Subscriber subscriber);
    void unsubscribe(int subscription); ///< when it returns, the subscriber runs no more

    /// For metrics.
    struct Figures
    {
        qint64 applied = 0;
        qint64 rejected = 0;
        qint64 conflicted = 0;
        qint64 commits = 0;
        qint64 failedCommits = 0;
        int waiting = 0;
        qint64 lastSeq = 0;
        /// Why the last commit failed, e.g. a full disk, or why none is taken; nothing while writing works. Without any
        /// submission it is tried again and again, so that this is true of now.
        std::optional<Error> writeError;
    };
    Figures figures() const;

private:
    class Writer;
    std::unique_ptr<Writer> m_writer;
};

}
