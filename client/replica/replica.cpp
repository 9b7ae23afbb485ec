// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/replica.h"

#include "client/replica/replica_p.h"
#include "client/replica/replicaschema.h"
#include "shared/database/transaction.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace tandem::client {

Replica::Replica(const Config &config)
    : d(std::make_unique<Private>(*this, config))
{
}

Replica::~Replica()
{
    if (d->store)
        (void)d->markOpen(false).ok();
}

Result<std::unique_ptr<Replica>> Replica::open(const Config &config)
{
    auto replica = std::unique_ptr<Replica>(new Replica(config));
    TANDEM_TRY(replica->d->open());
    return replica;
}

QString Replica::folder() const
{
    return d->config.folder;
}

QString Replica::readerPath() const
{
    return d->path();
}

RegistryPointer Replica::registry() const
{
    return d->registry;
}

bool Replica::wasDamaged() const
{
    return d->damaged;
}

std::optional<RescuedOutbox> Replica::rescuedOutbox() const
{
    return d->rescued;
}

RecordId Replica::device() const
{
    return d->outbox->device();
}

RecordId Replica::user() const
{
    return d->outbox->user();
}

QString Replica::server() const
{
    return d->outbox->server();
}

Result<void> Replica::setUser(const RecordId &user)
{
    return user == d->outbox->user() ? Result<void>() : d->outbox->setUser(user);
}

Result<void> Replica::setServer(const QString &address)
{
    return address == d->outbox->server() ? Result<void>() : d->outbox->setServer(address);
}

QString Replica::company() const
{
    return d->outbox->company();
}

Result<void> Replica::setCompany(const QString &name)
{
    if (name == d->outbox->company())
        return {};
    TANDEM_TRY(d->outbox->setCompany(name));
    emit companyChanged(name);
    return {};
}

Result<void> Replica::renewDevice()
{
    TANDEM_TRY(d->outbox->renewDevice());
    emit outboxChanged();
    const QList<RecordKey> shadows = d->store->rows.shadows();
    return d->recompute(std::vector<RecordKey>(shadows.begin(), shadows.end()));
}

Result<std::vector<RecordId>> Replica::formerDevices() const
{
    return d->outbox->formerDevices();
}

std::vector<EntityAccess> Replica::access() const
{
    return d->store->state.access();
}

Result<void> Replica::setAccess(const std::vector<EntityAccess> &access)
{
    if (access == d->store->state.access())
        return {};
    if (const Result<void> set = d->store->state.setAccess(access); !set.ok())
        return d->failed(set.error());
    emit accessChanged();
    return {};
}

QByteArray Replica::generation() const
{
    return d->store->state.generation();
}

qint64 Replica::lastNumber() const
{
    return d->outbox->lastNumber();
}

qint64 Replica::acknowledgedUpTo() const
{
    return d->outbox->acknowledgedUpTo();
}

bool Replica::Private::isMadeInOutbox(const RecordKey &key) const
{
    const std::vector<Mutation> mutations = outbox->mutationsOf(key, 0);
    return std::any_of(mutations.begin(), mutations.end(),
        [](const Mutation &mutation) { return mutation.kind == MutationKind::Create; });
}

Result<void> Replica::startGeneration(
    const QByteArray &generation, qint64 knownNumber, const QHash<RecordId, qint64> &formerNumbers)
{
    TANDEM_ASSIGN(const std::vector<RecordKey> waiting, d->outbox->reclaim(knownNumber, formerNumbers));
    // Also of what was not acknowledged yet: its content may have been sent to the server of before. Not of a file that
    // was only edited here: that is somebody else's to bring back, and until it is, its content is nobody's here. And
    // before the generation is noted, so that a crash in between repeats it.
    std::vector<RecordKey> made;
    std::copy_if(waiting.begin(), waiting.end(), std::back_inserter(made),
        [this](const RecordKey &key) { return d->isMadeInOutbox(key); });
    TANDEM_TRY(d->store->files.uploadAgain(made));
    ReplicaState &state = d->store->state;
    const Result<void> done = d->transact(0, [&](IncomingApplier &applier) -> Result<void> {
        TANDEM_TRY(state.forgetSnapshots());
        TANDEM_TRY(state.setCursor(0));
        TANDEM_TRY(state.setGeneration(generation));
        for (const RecordKey &key : waiting) {
            // What the row holds is of the server of before. This one learns of the record by its creation, and that
            // its snapshot does not name it is no farewell.
            if (d->isMadeInOutbox(key))
                TANDEM_TRY(d->store->rows.setShadow(key, {}));
            TANDEM_TRY(applier.recompute(key));
        }
        return {};
    });
    emit outboxChanged();
    return done;
}

Result<void> Replica::applyMetadata(const std::vector<CompanyDefinition> &company, qint64 revision)
{
    const ReadableLayer layer = readableLayer(d->config.shipped, company, revision);
    const RegistryPointer before = d->registry;
    const auto change = [&]() -> Result<void> {
        TANDEM_ASSIGN(Transaction transaction, Transaction::begin(*d->store->connection));
        TANDEM_ASSIGN(const std::vector<EntityNumber> outdated,
            entitiesWithOldColumns(*d->store->connection, *before, *layer.registry));
        for (const EntityNumber entity : outdated)
            TANDEM_TRY(d->store->state.setSnapshot(*layer.registry->entity(entity), {}));
        TANDEM_TRY(changeEntityTables(*d->store->connection, *before, *layer.registry));
        TANDEM_TRY(d->store->state.setCompanyLayer(company, revision));
        TANDEM_TRY(d->store->state.noteLeftOut(layer.leftOut));
        return transaction.commit();
    };
    if (const Result<void> changed = change(); !changed.ok())
        return d->failed(changed.error());
    d->setRegistry(layer.registry);
    d->walkWhatBecameSearchable(*before);
    emit registryChanged(d->registry);
    return d->settleDrafts();
}

qint64 Replica::cursor() const
{
    return d->store->state.cursor();
}

Result<void> Replica::setCursor(qint64 cursor)
{
    return d->transact(cursor, [&](IncomingApplier &) { return d->store->state.setCursor(cursor); });
}

Result<void> Replica::applyChanges(const IncomingChanges &changes)
{
    return d->transact(changes.cursor, [&](IncomingApplier &applier) -> Result<void> {
        for (const IncomingForgets &forgets : changes.forgets)
            TANDEM_TRY(applier.forget(forgets.entity, forgets.ids));
        for (const IncomingRows &rows : changes.rows)
            TANDEM_TRY(applier.rows(rows));
        return d->store->state.setCursor(changes.cursor);
    });
}

SnapshotState Replica::snapshot(EntityNumber entity) const
{
    return d->store->state.snapshot(entity);
}

Result<void> Replica::applySnapshotPage(const IncomingPage &page)
{
    const EntityDef *entity = d->registry->entity(page.rows.entity);
    if (!entity)
        return {};
    SnapshotState next = snapshot(entity->number);
    if (page.after.isNull() || next.phase != SnapshotState::Phase::Running)
        next = {SnapshotState::Phase::Running, {}, page.position, page.fingerprint};
    next.last = page.last;
    if (page.end) {
        next.phase = SnapshotState::Phase::Complete;
    }
    return d->transact(cursor(), [&](IncomingApplier &applier) -> Result<void> {
        TANDEM_TRY(applier.page(page));
        return d->store->state.setSnapshot(*entity, next);
    });
}

Result<void> Replica::restartSnapshot(EntityNumber entity)
{
    const EntityDef *definition = d->registry->entity(entity);
    if (!definition)
        return {};
    return d->transact(cursor(), [&](IncomingApplier &) { return d->store->state.setSnapshot(*definition, {}); });
}

Result<void> Replica::dropEntity(EntityNumber entity)
{
    const EntityDef *definition = d->registry->entity(entity);
    if (!definition)
        return {};
    return d->transact(cursor(), [&](IncomingApplier &applier) -> Result<void> {
        TANDEM_ASSIGN(const std::vector<RecordId> ids, d->store->rows.allIds(*definition));
        TANDEM_TRY(applier.forget(entity, ids));
        return d->store->state.setSnapshot(*definition, {});
    });
}

Result<std::vector<Mutation>> Replica::outboxAfter(qint64 number, int limit) const
{
    return d->outbox->waitingAfter(number, limit);
}

std::vector<Mutation> Replica::waitingOf(const RecordKey &key) const
{
    return d->outbox->mutationsOf(key, std::numeric_limits<qint64>::max());
}

Result<void> Replica::applyAcknowledgements(const std::vector<Acknowledgement> &acknowledgements)
{
    TANDEM_ASSIGN(const std::vector<RecordKey> lighter, d->outbox->acknowledge(acknowledgements, cursor(), d->now()));
    const Result<void> done = d->recompute(lighter);
    emit outboxChanged();
    return done;
}

Result<Record> Replica::read(const RecordKey &key) const
{
    TANDEM_ASSIGN(std::optional<FieldValues> values, d->store->rows.read(key));
    if (!values)
        return Error::notFound(toText(key.id));
    return Record{key, std::move(*values), d->outbox->has(key)};
}

FileCache &Replica::files()
{
    return d->store->files;
}

HistoryCache &Replica::history()
{
    return d->store->history;
}

Result<bool> Replica::indexSlice()
{
    Result<bool> more = d->store->indexer.slice([this](EntityNumber entity) -> std::optional<RecordId> {
        const SnapshotState state = snapshot(entity);
        return state.phase == SnapshotState::Phase::Running ? state.last : RecordId();
    });
    if (!more.ok())
        TANDEM_TRY(d->failed(more.error()));
    return more;
}

void Replica::reportDamage(const Error &error)
{
    if (error.code == ErrorCode::Corrupt)
        (void)d->beginAnew().ok();
}

bool Replica::needsCheck() const
{
    return d->needsCheck;
}

Result<void> Replica::quickCheck(const QString &readerPath)
{
    TANDEM_ASSIGN(const std::unique_ptr<Connection> connection,
        Connection::open({readerPath, DatabaseAddress::Mode::ReadOnly, DatabaseAddress::Durability::Normal}));
    TANDEM_ASSIGN(Statement check, connection->prepare(QStringLiteral("PRAGMA quick_check(1)")));
    TANDEM_TRY(check.step());
    const QString verdict = check.text(0);
    return verdict == u"ok" ? Result<void>() : Error::corrupt(verdict);
}

}
