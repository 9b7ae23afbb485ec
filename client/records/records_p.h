// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/hosts.h"
#include "client/records/records.h"

#include <QPointer>
#include <QThread>
#include <QTimer>

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
    };

    Records *q = nullptr;
    RecordThreads threads;
    QString folder;
    const Clock *clock = &SystemClock::instance();
    RegistryPointer registry;
    std::unique_ptr<Labels> labels;
    RecordId user;
    QString company;
    QHash<EntityNumber, EntityAccess> access;
    bool accessKnown = false;

    ChangeSet pendingChanges;
    bool changesScheduled = false;

    QHash<RecordKey, QString> titles;
    QSet<RecordKey> withoutRecord; ///< keys of `titles` of which no record is here
    QSet<RecordKey> wantedTitles;
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

    void reportDamage(const Error &error);
    void connectHosts();
    void addChanges(const ChangeSet &changes);
    void flushChanges();
    void refreshTitles(const ChangeSet &changes);
    void fetchTitles();
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
    void takeStep(std::vector<UndoStep> &steps, Kind kind, QObject *context, Callback<void> done);
    QString describe(const std::vector<WriteRequest> &requests) const;
    void submit(const std::vector<WriteRequest> &requests, QObject *context, Callback<std::vector<MutationId>> done,
        const QString &text, Kind kind);
    FieldValues withDefaults(const EntityDef &entity, FieldValues values) const;
    void flushDrafts();
    void writeDrafts(const QHash<RecordKey, Draft> &drafts, std::function<Result<void>(ReplicaHost &)> write);
    void draftsWritten(const QHash<RecordKey, Draft> &drafts, const Result<void> &written);
    void setDraftTrouble(const std::optional<Error> &trouble);
    ConflictItem conflictOf(const Registry &definitions, const Record &record) const;
};

}
