// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/hosts.h"
#include "client/records/records.h"
#include "client/replica/filecache.h"
#include "shared/base/errortext.h"

#include <QPointer>
#include <QThread>
#include <QTimer>

#include <atomic>

namespace tandem::client {

/// The threads behind Records. Short questions have a reader of their own, so that a page of a list or a title never
/// waits for the sorting of a million rows; whole files are read and copied beside both.
struct RecordThreads
{
    QThread replicaThread;
    QThread lookupThread;
    QThread queryThread;
    QThread filesThread;
    ReplicaHost *replica = nullptr;
    ReaderHost *lookup = nullptr;
    ReaderHost *query = nullptr;
    QObject *files = nullptr;
};

struct Records::Private
{
    struct UndoStep
    {
        std::vector<WriteRequest> requests;
        QString text;
        bool isMassChange = false;
    };

    Records *q = nullptr;
    RecordThreads threads;
    QString folder;
    const Clock *clock = &SystemClock::instance();
    RegistryPointer registry;
    std::shared_ptr<Labels> labels; ///< made anew in place, for all who hold it
    RecordId user;
    QString company;
    std::optional<RescuedOutbox> rescued;
    QHash<EntityNumber, EntityAccess> access;
    bool accessKnown = false;

    ChangeSet pendingChanges;
    bool changesScheduled = false;

    QHash<RecordKey, QString> titles;
    QSet<RecordKey> withoutRecord; ///< keys of `titles` of which no record is here
    QSet<RecordKey> wantedTitles;
    QSet<RecordKey> distantTitles; ///< that the server is being asked for
    QSet<RecordKey> unreachedTitles; ///< that only the server knows, asked for without a connection
    bool titlesScheduled = false;

    QHash<RecordKey, Draft> unsavedDrafts;
    QHash<RecordKey, Timestamp> newestDrafts; ///< from when the last one of a record is; a removed one is not wanted
    int draftWrites = 0; ///< under way
    std::optional<Error> draftTrouble;
    QTimer draftTimer;
    std::vector<UndoStep> undoSteps;
    std::vector<UndoStep> redoSteps; ///< what was undone, the last at the end

    SyncState sync;
    qint64 waiting = 0;
    qint64 problems = 0;
    qint64 conflicts = 0;

    struct Fetched
    {
        QPointer<Job> job;
        qint64 size = 0; ///< bytes
    };
    JobList jobs;
    QHash<QByteArray, Fetched> fetched; ///< contents that somebody waits for, by their SHA-256
    QPointer<Job> sending; ///< files to the server
    QPointer<Job> receiving; ///< the records of the first contact

    static constexpr size_t longWork = 500; ///< records from which on a write or a question is a job
    static constexpr int mostTitles = 20'000;
    static constexpr int mostUndoSteps = 100;
    static constexpr int draftMilliseconds = 500;
    static constexpr int draftRetryMilliseconds = 3000;

    template <typename T>
    static void deliver(Records *records, QPointer<QObject> context, Callback<T> done, Result<T> result)
    {
        QMetaObject::invokeMethod(
            records,
            [context, done = std::move(done), result = std::move(result)]() mutable {
                if (context && done)
                    done(std::move(result));
            },
            Qt::QueuedConnection);
    }

    /// Asks a reader; damage that it meets is reported to the replica.
    template <typename T>
    void ask(ReaderHost *host, QObject *context, Callback<T> done, std::function<Result<T>(Reader &)> question)
    {
        QMetaObject::invokeMethod(
            host,
            [this, host, context = QPointer<QObject>(context), done = std::move(done),
                question = std::move(question)]() mutable {
                if (!context)
                    return;
                Result<T> answer = question(host->reader);
                if (!answer.ok() && answer.error().code == ErrorCode::Corrupt)
                    reportDamage(answer.error());
                deliver<T>(q, std::move(context), std::move(done), std::move(answer));
            },
            Qt::QueuedConnection);
    }

    /// Has the replica do something; it is done even if the context is gone.
    template <typename T>
    void order(QObject *context, Callback<T> done, std::function<Result<T>(ReplicaHost &)> work)
    {
        ReplicaHost *host = threads.replica;
        QMetaObject::invokeMethod(
            host,
            [this, host, context = QPointer<QObject>(context), done = std::move(done),
                work = std::move(work)]() mutable { deliver<T>(q, std::move(context), std::move(done), work(*host)); },
            Qt::QueuedConnection);
    }

    /// Asks the server; where there is no sync, the answer is offline().
    template <typename T>
    void askSync(QPointer<QObject> context, Callback<T> done,
        std::function<void(SyncControl &sync, const Callback<T> &answer)> question)
    {
        ReplicaHost *host = threads.replica;
        QMetaObject::invokeMethod(
            host,
            [this, host, context = std::move(context), done = std::move(done), question = std::move(question)] {
                const Callback<T> answer = [this, context, done](Result<T> result) {
                    deliver<T>(q, context, done, std::move(result));
                };
                if (host->sync())
                    question(*host->sync(), answer);
                else
                    answer(offline());
            },
            Qt::QueuedConnection);
    }

    /// Reads and copies whole files, which may take minutes; it is done even if the context is gone.
    template <typename T>
    void withFiles(QPointer<QObject> context, Callback<T> done, std::function<Result<T>()> work)
    {
        QMetaObject::invokeMethod(
            threads.files,
            [this, context = std::move(context), done = std::move(done), work = std::move(work)]() mutable {
                deliver<T>(q, std::move(context), std::move(done), work());
            },
            Qt::QueuedConnection);
    }

    /// What an order to the server comes to where there is no sync.
    static Error offline()
    {
        return Error::unavailable(QStringLiteral("offline"), QStringLiteral("no server is set up"));
    }
    PreviewMaker makePreview; ///< of what is attached here; empty: nobody does
    QString filesFolder() const { return folder + QStringLiteral("/files"); }
    /// The content of an attached file with the file's record, fetched from the server if it is not here. Answers in
    /// the replica's thread.
    void findContent(const RecordId &file, Job &job,
        std::function<void(const Result<CachedFile> &content, const Record &file)> done);
    void keep(const KeptFile &file, const std::function<Result<FileCache::Content>()> &import, QObject *context,
        Callback<KeptFile> done);

    /// Hands an answer on and ends the job with it. The first answer counts: so a job that is cancelled while nobody
    /// can be stopped is answered at once, and what comes later is not heard.
    /// A failure is told elsewhere if `caller`, who would show it, is gone.
    template <typename T>
    Callback<T> ending(Job &job, QPointer<QObject> context, Callback<T> done, QPointer<QObject> caller)
    {
        return [job = QPointer<Job>(&job), context = std::move(context), done = std::move(done),
                   caller = std::move(caller)](Result<T> answer) {
            if (!job || !job->isRunning())
                return;
            if (answer.ok())
                job->finish(doneText, Job::Notice::Given);
            else if (answer.error().code == ErrorCode::Cancelled)
                job->markCancelled();
            else
                job->fail([error = answer.error()] { return errorText(error); },
                    caller ? Job::Notice::Given : Job::Notice::Wanted);
            if (context && done)
                done(std::move(answer));
        };
    }

    /// A question about `count` records. If they are many it is a job, and cancelled it is answered at once.
    template <typename T>
    void askAboutMany(
        ReaderHost *host, size_t count, QObject *context, Callback<T> done, std::function<Result<T>(Reader &)> question)
    {
        if (count < longWork)
            return ask<T>(host, context, std::move(done), std::move(question));
        Job &job = jobs.start([count] { return lookingText(count); });
        Callback<T> answer = ending<T>(job, context, std::move(done), q);
        job.setCancel([answer] { answer(Error::cancelled()); });
        ask<T>(host, q, std::move(answer), std::move(question));
    }

    /// For who works in another thread: tells the job how far it is, and says no once the job is to stop.
    GoOn watch(Job &job, qint64 total);
    Job &beginFetching(const RecordKey &file);
    /// From the replica's thread: this content is asked for, and what comes of it is the job's progress.
    void expectFile(const CachedFile &file, const QPointer<Job> &job);
    static QString doneText();
    static QString lookingText(size_t count);

    void connectSync(const SyncControl &control);
    void followFile(const QByteArray &sha256, qint64 done, qint64 total);
    void followSync();
    void reportDamage(const Error &error);
    void connectHosts();
    void addChanges(const ChangeSet &changes);
    void flushChanges();
    void refreshTitles(const ChangeSet &changes);
    void scheduleTitles();
    void fetchTitles();
    void fetchDistantTitles(const std::vector<RecordKey> &keys);
    void renewDistantTitles();
    void followConnection(SyncState::Phase before);
    void takeTitles(const QHash<RecordKey, QString> &found, const QSet<RecordKey> &asked);
    void setRegistry(const RegistryPointer &made);
    void setAccess(const std::vector<EntityAccess> &all, const RecordId &newUser);
    void setSync(const SyncState &state);
    void updateCounts();
    void countConflicts();
    bool covers(Scope scope, const Record &record) const;
    /// What a step taken leads to: it can be undone, or, having been undone, done again, or it is no step.
    enum class Kind { New, Undone, Redone, Quiet };
    void remember(UndoStep step, Kind kind);
    void putBack(UndoStep step, Kind kind);
    void forgetSteps(const std::vector<RecordKey> &records);
    void takeStep(std::vector<UndoStep> &steps, Kind kind, QObject *context, Callback<void> done);
    QString describe(const WriteRequest &first, size_t count) const;
    void submit(const std::vector<WriteRequest> &requests, QObject *context, Callback<std::vector<MutationId>> done,
        const QString &text, Kind kind);
    std::vector<WriteRequest> asOneChange(std::vector<WriteRequest> requests) const;
    void submitAsOne(std::vector<WriteRequest> requests, QObject *context, Callback<std::vector<MutationId>> done);
    struct ServerWalk;
    void walkServer(const std::shared_ptr<ServerWalk> &walk);
    FieldValues withDefaults(const EntityDef &entity, FieldValues values) const;
    void flushDrafts();
    void writeDrafts(const QHash<RecordKey, Draft> &drafts, std::function<Result<void>(ReplicaHost &)> write);
    void draftsWritten(const QHash<RecordKey, Draft> &drafts, const Result<void> &written);
    void setDraftTrouble(const std::optional<Error> &trouble);
    void nameWaiting(const QPointer<QObject> &caller, std::vector<Mutation> mutations, qint64 sentUpTo,
        std::function<void(std::vector<OutboxItem>)> done);
};

}
