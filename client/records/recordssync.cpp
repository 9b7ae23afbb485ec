// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of Records that tells what waits, what failed, and what two people disagree about.

#include "client/records/conflictitems.h"
#include "client/records/records_p.h"

#include <limits>

namespace tandem::client {

namespace {

/// Actions have nothing to show but their record.
std::vector<RecordKey> keysOf(const std::vector<Mutation> &mutations)
{
    std::vector<RecordKey> keys;
    for (const Mutation &mutation : mutations)
        keys.push_back({mutation.entity, mutation.record});
    return keys;
}

/// A record that the server refused to make is not there and has no title; what was typed has one.
QString typedTitle(const Registry &registry, const Mutation &mutation)
{
    const EntityDef *entity = registry.entity(mutation.entity);
    const FieldDef *field = entity ? entity->field(entity->titleField) : nullptr;
    for (const FieldChange &change : mutation.changes) {
        if (field && change.field == field->number)
            return change.to.toText();
    }
    return {};
}

}

void Records::syncNow()
{
    d->order<void>(this, {}, [](ReplicaHost &host) -> Result<void> {
        if (host.sync())
            host.sync()->syncNow();
        return {};
    });
}

void Records::setNetwork(SyncControl::Network network)
{
    d->order<void>(this, {}, [network](ReplicaHost &host) -> Result<void> {
        if (host.sync())
            host.sync()->setNetwork(network);
        return {};
    });
}

void Records::signIn(const QString &name, const QString &password, QObject *context, Callback<void> done)
{
    d->askSync<void>(context, std::move(done),
        [name, password](SyncControl &sync, const auto &answer) { sync.signIn(name, password, answer); });
}

void Records::signInWithCode(
    const QString &name, const QString &code, const QString &newPassword, QObject *context, Callback<void> done)
{
    d->askSync<void>(context, std::move(done), [name, code, newPassword](SyncControl &sync, const auto &answer) {
        sync.signInWithCode(name, code, newPassword, answer);
    });
}

void Records::trustCertificate(const QByteArray &pin)
{
    d->order<void>(this, {}, [pin](ReplicaHost &host) -> Result<void> {
        if (host.sync())
            host.sync()->trustCertificate(pin);
        return {};
    });
}

void Records::signOut()
{
    d->order<void>(this, {}, [](ReplicaHost &host) -> Result<void> {
        if (host.sync())
            host.sync()->signOut();
        return {};
    });
}

void Records::Private::nameWaiting(const QPointer<QObject> &caller, std::vector<Mutation> mutations, qint64 sentUpTo,
    std::function<void(std::vector<OutboxItem>)> done)
{
    const std::vector<RecordKey> keys = keysOf(mutations);
    const auto withTitles = [mutations = std::move(mutations), sentUpTo, done = std::move(done)](
                                const Result<QHash<RecordKey, QString>> &found) {
        std::vector<OutboxItem> items;
        for (const Mutation &mutation : mutations) {
            const RecordKey key{mutation.entity, mutation.record};
            items.push_back({mutation, found.ok() ? found->value(key) : QString(), mutation.id.number <= sentUpTo});
        }
        done(std::move(items));
    };
    q->titles(keys, caller, withTitles);
}

void Records::devices(QObject *context, Callback<std::vector<SignedInDevice>> done)
{
    d->askSync<std::vector<SignedInDevice>>(
        context, std::move(done), [](SyncControl &sync, const auto &answer) { sync.fetchDevices(answer); });
}

void Records::signOutDevice(const RecordId &session, QObject *context, Callback<void> done)
{
    d->askSync<void>(context, std::move(done),
        [session](SyncControl &sync, const auto &answer) { sync.signOutDevice(session, answer); });
}

void Records::changePassword(
    const QString &oldPassword, const QString &newPassword, QObject *context, Callback<void> done)
{
    d->askSync<void>(context, std::move(done), [oldPassword, newPassword](SyncControl &sync, const auto &answer) {
        sync.changePassword(oldPassword, newPassword, answer);
    });
}

void Records::outbox(QObject *context, Callback<std::vector<OutboxItem>> done, int limit)
{
    using Waiting = std::pair<std::vector<Mutation>, qint64>;
    const auto withTitles = [this, caller = QPointer<QObject>(context), done = std::move(done)](
                                const Result<Waiting> &waiting) {
        if (!caller)
            return;
        if (waiting.ok())
            d->nameWaiting(caller, waiting->first, waiting->second, done);
        else
            done(waiting.error());
    };
    d->order<Waiting>(this, withTitles, [limit](ReplicaHost &host) -> Result<Waiting> {
        const int most = limit > 0 ? limit : std::numeric_limits<int>::max();
        TANDEM_ASSIGN(std::vector<Mutation> mutations, host.replica().outboxAfter(0, most));
        return Waiting(std::move(mutations), host.replica().sentUpTo());
    });
}

void Records::whatGoesWith(qint64 number, QObject *context, Callback<TakenBack> done)
{
    const auto withTitles = [this, caller = QPointer<QObject>(context), done = std::move(done)](
                                const Result<TakeBack> &found) {
        if (!caller)
            return;
        if (!found.ok()) {
            done(found.error());
            return;
        }
        d->nameWaiting(caller, found->gone, 0, [dangling = found->dangling, done](std::vector<OutboxItem> items) {
            done(TakenBack{std::move(items), dangling});
        });
    };
    d->order<TakeBack>(this, withTitles, [number](ReplicaHost &host) { return host.replica().whatGoesWith(number); });
}

void Records::takeBack(const std::vector<qint64> &numbers, QObject *context, Callback<void> done)
{
    using Keys = std::vector<RecordKey>;
    // With this object as context: undo must learn of it even when the caller is gone.
    const auto finish = [this, caller = QPointer<QObject>(context), done = std::move(done)](const Result<Keys> &taken) {
        d->flushChanges();
        if (taken.ok())
            d->forgetSteps(*taken);
        if (caller && done)
            done(taken.ok() ? Result<void>() : Result<void>(taken.error()));
    };
    d->order<Keys>(this, finish, [numbers](ReplicaHost &host) { return host.replica().takeBack(numbers); });
}

void Records::waitingOf(const RecordKey &key, QObject *context, Callback<std::vector<Mutation>> done)
{
    d->order<std::vector<Mutation>>(
        context, std::move(done), [key](ReplicaHost &host) { return host.replica().waitingOf(key); });
}

void Records::problems(QObject *context, Callback<std::vector<ProblemItem>> done)
{
    const auto withTitles = [this, caller = QPointer<QObject>(context), done = std::move(done)](
                                Result<std::vector<Problem>> problems) {
        if (!caller)
            return;
        if (!problems.ok()) {
            done(problems.error());
            return;
        }
        std::vector<RecordKey> keys;
        for (const Problem &problem : *problems)
            keys.push_back({problem.mutation.entity, problem.mutation.record});
        titles(keys, caller, [this, problems = *problems, done](const Result<QHash<RecordKey, QString>> &found) {
            std::vector<ProblemItem> items;
            for (const Problem &problem : problems) {
                const RecordKey key{problem.mutation.entity, problem.mutation.record};
                const QString title = found.ok() ? found->value(key) : QString();
                items.push_back({problem, title.isEmpty() ? typedTitle(*registry(), problem.mutation) : title});
            }
            done(std::move(items));
        });
    };
    d->order<std::vector<Problem>>(this, withTitles, [](ReplicaHost &host) { return host.replica().problems(); });
}

void Records::resendProblem(qint64 id, const FieldValues &to, QObject *context, Callback<void> done)
{
    d->order<void>(context, std::move(done), [id, to](ReplicaHost &host) -> Result<void> {
        TANDEM_TRY(host.replica().resendProblem(id, to));
        return {};
    });
}

void Records::editProblem(qint64 id, const FieldValues &to, QObject *context, Callback<void> done)
{
    d->order<void>(
        context, std::move(done), [id, to](ReplicaHost &host) { return host.replica().editProblem(id, to); });
}

void Records::discardProblem(qint64 id, QObject *context, Callback<void> done)
{
    d->order<void>(context, std::move(done), [id](ReplicaHost &host) { return host.replica().discardProblem(id); });
}

// ── conflicts ──────────────────────────────────────────────────────────────────────────────────────────────────────

void Records::Private::countConflicts()
{
    const auto take = [this](const Result<qint64> &counted) {
        if (!counted.ok() || *counted == conflicts)
            return;
        conflicts = *counted;
        updateCounts();
    };
    ask<qint64>(threads.lookup, q, take, countOpenConflicts);
}

void Records::conflicts(QObject *context, Callback<std::vector<ConflictItem>> done)
{
    d->ask<std::vector<ConflictItem>>(d->threads.lookup, context, std::move(done),
        [user = d->user](Reader &reader) { return openConflicts(reader, user); });
}

void Records::resolveConflicts(
    const std::vector<std::pair<ConflictItem, ConflictChoice>> &choices, QObject *context, Callback<void> done)
{
    submit(settlingRequests(*d->registry, choices), context,
        [done = std::move(done)](const Result<std::vector<MutationId>> &written) {
            if (done)
                done(written.ok() ? Result<void>() : Result<void>(written.error()));
        });
}

}
