// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/records/records.h"

#include "client/records/records_p.h"

namespace tandem::client {

Records::Records(std::unique_ptr<Private> data)
    : d(std::move(data))
{
    d->q = this;
    d->draftTimer.setSingleShot(true);
    connect(&d->draftTimer, &QTimer::timeout, this, [this] { d->flushDrafts(); });
    d->connectHosts();
    d->countConflicts();
}

Records::~Records() = default;

// ── definitions and rights ─────────────────────────────────────────────────────────────────────────────────────────

RegistryPointer Records::registry() const
{
    return d->registry;
}

const EntityDef *Records::entity(EntityNumber number) const
{
    return d->registry->entity(number);
}

const EntityDef *Records::entity(const QString &name) const
{
    return d->registry->entity(name);
}

const Labels &Records::labels() const
{
    return *d->labels;
}

std::shared_ptr<const Labels> Records::sharedLabels() const
{
    return d->labels;
}

QString Records::language() const
{
    return d->labels->language();
}

void Records::setLanguage(const QString &language)
{
    if (language == d->labels->language())
        return;
    *d->labels = Labels(language);
    emit languageChanged();
}

std::optional<RescuedOutbox> Records::rescuedOutbox() const
{
    return d->rescued;
}

RecordId Records::currentUser() const
{
    return d->user;
}

QString Records::company() const
{
    return d->company;
}

QString Records::folder() const
{
    return d->folder;
}

EntityAccess Records::access(EntityNumber entity) const
{
    if (d->accessKnown)
        return d->access.value(
            entity, EntityAccess{entity, Scope::None, Scope::None, Scope::None, false, false, false, {}, {}});
    // Before the first contact nothing is known; what is typed then is judged when it arrives.
    return {entity, Scope::All, Scope::All, Scope::All, true, true, true, {}, {}};
}

FieldAccess Records::fieldAccess(EntityNumber entity, FieldNumber field) const
{
    return access(entity).fieldAccess(field);
}

bool Records::mayCreate(EntityNumber entity) const
{
    return access(entity).create;
}

bool Records::offersNew(EntityNumber entity) const
{
    const EntityDef *definition = this->entity(entity);
    return definition && !definition->traits.testFlag(Trait::ByProgram) && mayCreate(entity);
}

bool Records::mayEdit(const Record &record) const
{
    return d->covers(access(record.key.entity).edit, record);
}

bool Records::mayRemove(const Record &record) const
{
    return d->covers(access(record.key.entity).remove, record);
}

void Records::permitted(EntityNumber entity, const std::vector<RecordId> &ids, WriteRight right, QObject *context,
    Callback<std::vector<RecordId>> done)
{
    const EntityAccess rights = access(entity);
    const Scope scope = right == WriteRight::Edit ? rights.edit : rights.remove;
    if (scope != Scope::Own)
        return Private::deliver<std::vector<RecordId>>(
            this, context, std::move(done), scope == Scope::None ? std::vector<RecordId>() : ids);
    const auto keepOwn = [this, done = std::move(done)](const Result<std::vector<Record>> &records) {
        if (!records.ok())
            return done(records.error());
        std::vector<RecordId> own;
        for (const Record &record : *records) {
            if (d->covers(Scope::Own, record))
                own.push_back(record.key.id);
        }
        done(std::move(own));
    };
    d->askAboutMany<std::vector<Record>>(d->threads.query, ids.size(), context, keepOwn, [entity, ids](Reader &reader) {
        return reader.rows(entity, ids, {systemfield::owner, systemfield::createdBy});
    });
}

bool Records::mayAct(const Record &record, const QString &action) const
{
    const EntityAccess rights = access(record.key.entity);
    const auto found = rights.actions.find(action);
    return d->covers(found == rights.actions.end() ? rights.edit : found->second, record);
}

/// Who is in which team or department is the server's to say; a scope between own and all counts as covering, since
/// only what is visible is here at all.
bool Records::Private::covers(Scope scope, const Record &record) const
{
    switch (scope) {
    case Scope::None:
        return false;
    case Scope::Own:
        return record.value(systemfield::owner).toId() == user || record.value(systemfield::createdBy).toId() == user;
    default:
        return true;
    }
}

// ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────────

void Records::queryIds(const ListQuery &query, QObject *context, Callback<std::vector<RecordId>> done)
{
    d->ask<std::vector<RecordId>>(
        d->threads.query, context, std::move(done), [query](Reader &reader) { return reader.ids(query); });
}

void Records::readMany(EntityNumber entity, const std::vector<RecordId> &ids, const std::vector<FieldNumber> &fields,
    QObject *context, Callback<std::vector<Record>> done)
{
    d->ask<std::vector<Record>>(d->threads.lookup, context, std::move(done),
        [entity, ids, fields](Reader &reader) { return reader.rows(entity, ids, fields); });
}

void Records::count(const ListQuery &query, QObject *context, Callback<qint64> done)
{
    d->ask<qint64>(d->threads.query, context, std::move(done), [query](Reader &reader) { return reader.count(query); });
}

void Records::groups(const ListQuery &query, FieldNumber groupBy, FieldNumber sum, QObject *context,
    Callback<std::vector<GroupSummary>> done)
{
    d->ask<std::vector<GroupSummary>>(d->threads.query, context, std::move(done),
        [query, groupBy, sum](Reader &reader) { return reader.groups(query, groupBy, sum); });
}

void Records::search(const QString &text, int limitPerEntity, QObject *context, Callback<std::vector<SearchGroup>> done)
{
    d->ask<std::vector<SearchGroup>>(d->threads.query, context, std::move(done),
        [text, limitPerEntity](Reader &reader) { return reader.searchAll(text, limitPerEntity); });
}

void Records::searchEntity(
    EntityNumber entity, const QString &text, int limit, QObject *context, Callback<std::vector<SearchHit>> done)
{
    d->ask<std::vector<SearchHit>>(d->threads.lookup, context, std::move(done),
        [entity, text, limit](Reader &reader) { return reader.search(entity, text, limit); });
}

// ── notices ────────────────────────────────────────────────────────────────────────────────────────────────────────

void Records::Private::addChanges(const ChangeSet &changes)
{
    pendingChanges.add(changes);
    if (changesScheduled)
        return;
    changesScheduled = true;
    QTimer::singleShot(0, q, [this] { flushChanges(); });
}

void Records::Private::flushChanges()
{
    changesScheduled = false;
    if (pendingChanges.isEmpty())
        return;
    const ChangeSet changes = std::exchange(pendingChanges, {});
    refreshTitles(changes);
    const EntityDef *conflict = registry->entity(QStringLiteral("conflict"));
    if (conflict && changes.touches(conflict->number))
        countConflicts();
    emit q->changed(changes);
}

void Records::Private::connectHosts()
{
    Replica *replica = &threads.replica->replica();
    QObject::connect(replica, &Replica::changed, q, [this](const ChangeSet &changes) { addChanges(changes); });
    QObject::connect(replica, &Replica::registryChanged, q, [this](const RegistryPointer &made) { setRegistry(made); });
    // In the replica's thread, so that what is carried over belongs together.
    QObject::connect(replica, &Replica::accessChanged, threads.replica, [this, replica] {
        QMetaObject::invokeMethod(
            q, [this, all = replica->access(), who = replica->user()] { setAccess(all, who); }, Qt::QueuedConnection);
    });
    QObject::connect(replica, &Replica::companyChanged, q, [this](const QString &name) { company = name; });
    for (ReaderHost *host : {threads.lookup, threads.query}) {
        QObject::connect(replica, &Replica::registryChanged, host,
            [host](const RegistryPointer &made) { host->reader.setRegistry(made); });
        // The reader threads never wait for the replica's, so this cannot lock.
        QObject::connect(
            replica, &Replica::aboutToBeginAnew, host, [host] { host->reader.close(); }, Qt::BlockingQueuedConnection);
    }
    QObject::connect(replica, &Replica::begunAnew, q, [this] {
        for (const EntityDef &entity : registry->entities())
            pendingChanges.addEntity(entity.number);
        addChanges({});
        emit q->replicaReplaced();
    });
    QObject::connect(threads.replica, &ReplicaHost::outboxCounted, q, [this](qint64 waits, qint64 failed) {
        waiting = waits;
        problems = failed;
        updateCounts();
        emit q->outboxChanged();
    });
    if (SyncControl *control = threads.replica->sync())
        connectSync(*control);
}

void Records::Private::reportDamage(const Error &error)
{
    ReplicaHost *host = threads.replica;
    QMetaObject::invokeMethod(
        host, [host, error] { host->replica().reportDamage(error); }, Qt::QueuedConnection);
}

void Records::Private::setRegistry(const RegistryPointer &made)
{
    registry = made;
    emit q->registryChanged();
}

void Records::Private::setAccess(const std::vector<EntityAccess> &all, const RecordId &newUser)
{
    user = newUser;
    access.clear();
    accessKnown = !all.empty();
    for (const EntityAccess &entry : all)
        access.insert(entry.entity, entry);
    renewDistantTitles();
    for (ReaderHost *host : {threads.lookup, threads.query})
        QMetaObject::invokeMethod(
            host, [host, newUser] { host->reader.setUser(newUser); }, Qt::QueuedConnection);
    emit q->accessChanged();
}

void Records::Private::setSync(const SyncState &state)
{
    const SyncState::Phase before = std::exchange(sync, state).phase;
    followSync();
    followConnection(before);
    updateCounts();
}

void Records::Private::updateCounts()
{
    sync.waiting = waiting;
    sync.problems = problems;
    sync.conflicts = conflicts;
    emit q->syncStateChanged(sync);
}

SyncState Records::syncState() const
{
    return d->sync;
}

}
