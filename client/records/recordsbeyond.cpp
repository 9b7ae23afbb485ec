// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of Records for choices that reach beyond what is kept here: all that a list has at the server, and for what
// of it the right is there.

#include "client/records/records.h"
#include "client/records/records_p.h"

namespace tandem::client {

namespace {

constexpr int rowsPerQuestion = 200; ///< as many as the server gives at once

}

struct Records::Private::ServerWalk
{
    ListQuery query;
    QPointer<QObject> caller;
    QPointer<Job> job;
    Callback<std::vector<Record>> answer; ///< ends the job, too
    std::optional<Record> last; ///< behind which the next page begins
    std::vector<Record> found;
    QSet<RecordId> seen; ///< a row that is changed meanwhile may come twice
};

bool Records::isOnline() const
{
    return d->sync.phase == SyncState::Phase::Synced || d->sync.phase == SyncState::Phase::Syncing;
}

void Records::queryWholeServer(const ListQuery &query, QObject *context, Callback<std::vector<Record>> done)
{
    Job &job = d->jobs.start([] { return tr("Fetching records from the server"); });
    const auto walk = std::make_shared<Private::ServerWalk>();
    walk->query = query;
    walk->caller = context;
    walk->job = &job;
    walk->answer = d->ending<std::vector<Record>>(job, context, std::move(done), context);
    job.setCancel([answer = walk->answer] { answer(Error::cancelled()); });
    d->walkServer(walk);
}

void Records::Private::walkServer(const std::shared_ptr<ServerWalk> &walk)
{
    const auto take = [this, walk](Result<ServerPage> page) {
        if (!walk->job || !walk->job->isRunning())
            return;
        if (!walk->caller)
            return walk->job->markCancelled();
        if (!page.ok())
            return walk->answer(page.error());
        for (Record &record : page->records) {
            const qsizetype before = walk->seen.size();
            walk->seen.insert(record.key.id);
            if (walk->seen.size() > before)
                walk->found.push_back(std::move(record));
        }
        walk->job->setProgress(qint64(walk->found.size()), 0);
        if (walk->found.size() > size_t(mostFromServer)) {
            const QVariantMap limit{{QStringLiteral("limit"), mostFromServer}};
            return walk->answer(Error{ErrorCode::TooLarge, QStringLiteral("tooManyAtServer"), {}, limit, {}});
        }
        if (!page->more || !page->last)
            return walk->answer(std::move(walk->found));
        walk->last = page->last;
        walkServer(walk);
    };
    q->queryServer(walk->query, walk->last, rowsPerQuestion, q, take);
}

void Records::permitted(const RecordChoice &choice, WriteRight right, QObject *context, Callback<RecordChoice> done)
{
    RecordChoice kept{choice.entity, {}, choice.atServer};
    kept.atServer.removeIf(
        [&](const Record &record) { return right == WriteRight::Edit ? !mayEdit(record) : !mayRemove(record); });
    permitted(choice.entity, choice.here, right, context,
        [kept = std::move(kept), done = std::move(done)](Result<std::vector<RecordId>> here) {
            if (!here.ok())
                return done(here.error());
            done(RecordChoice{kept.entity, *std::move(here), kept.atServer});
        });
}

}
