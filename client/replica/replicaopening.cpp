// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a replica is opened, put right after a crash, and begun anew when its file is damaged.

#include "client/replica/outboxrescue.h"
#include "client/replica/replica_p.h"
#include "client/replica/replicaschema.h"
#include "shared/base/clock.h"
#include "shared/database/transaction.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>

namespace tandem::client {

Q_LOGGING_CATEGORY(replicaLog, "tandem.client.replica")

namespace {

/// A closed database with what may lie beside it.
Result<void> renameDatabase(const QString &from, const QString &to)
{
    for (const QLatin1String suffix : {QLatin1String(), QLatin1String("-wal"), QLatin1String("-shm")}) {
        if (QFile::exists(from + suffix) && !QFile::rename(from + suffix, to + suffix))
            return Error::unavailable(QStringLiteral("cannotWrite"), to + suffix);
    }
    return {};
}

}

Replica::Private::Store::Store(std::unique_ptr<Connection> opened, const QString &filesFolder, Connection &outbox)
    : connection(std::move(opened))
    , state(*connection)
    , rows(*connection)
    , indexer(*connection)
    , history(*connection)
    , files(filesFolder, *connection, outbox)
    , guests(*connection)
{
}

Result<void> Replica::Private::open()
{
    if (!QDir().mkpath(config.folder))
        return Error::unavailable(QStringLiteral("diskReadOnly"), config.folder);
    TANDEM_TRY(openOutbox());
    return openOrSetAside();
}

/// One of a later build is whole, and stays; a damaged one must not keep anybody from his work.
Result<void> Replica::Private::openOutbox()
{
    TANDEM_TRY(finishRescue());
    Result<void> read = readOutbox();
    if (!read.ok() && read.error().code == ErrorCode::Corrupt) {
        qCWarning(replicaLog).noquote() << "the outbox is set aside and read as far as it goes:"
                                        << read.error().toLog();
        TANDEM_TRY(rescueOutbox());
        read = readOutbox();
    }
    if (read.ok() && rescued)
        rescued->waiting = outbox->waitingCount();
    return read;
}

/// With the drafts, which the rows need as well.
Result<void> Replica::Private::readOutbox()
{
    TANDEM_ASSIGN(std::unique_ptr<Outbox> opened, Outbox::open(outboxPath()));
    auto typed = std::make_unique<DraftStore>(opened->connection());
    TANDEM_TRY(typed->all());
    outbox = std::move(opened);
    drafts = std::move(typed);
    return {};
}

/// The new file is complete before it takes the place of the damaged one.
Result<void> Replica::Private::rescueOutbox()
{
    TANDEM_ASSIGN(const bool isWhole, OutboxRescue::run(outboxPath(), rescuedPath()));
    TANDEM_ASSIGN(const QString aside, moveAside(outboxPath()));
    TANDEM_TRY(renameDatabase(rescuedPath(), outboxPath()));
    rescued = RescuedOutbox{aside, 0, isWhole};
    return {};
}

/// Where a crash, or a file that somebody else held, came between the two renames: without this an empty outbox would
/// be begun, and what was saved never be sent.
Result<void> Replica::Private::finishRescue()
{
    const QDir folder(config.folder);
    const QStringList aside = folder.entryList({QStringLiteral("outbox-*.damaged.db")}, QDir::Files, QDir::Name);
    if (aside.isEmpty() || QFile::exists(outboxPath()) || !QFile::exists(rescuedPath()))
        return {};
    const QString damaged = folder.filePath(aside.last());
    // A log that stayed behind would be taken for that of the new file.
    TANDEM_TRY(renameDatabase(outboxPath(), damaged));
    TANDEM_TRY(renameDatabase(rescuedPath(), outboxPath()));
    rescued = RescuedOutbox{damaged, 0, false}; // nobody knows any more whether it was all
    return {};
}

Result<void> Replica::Private::openOrSetAside()
{
    const Result<void> opened = openStore();
    // A file of a later build is of as little use as a damaged one, and the server has everything that is in it.
    const bool useless =
        !opened.ok() && (opened.error().code == ErrorCode::Corrupt || opened.error().code == ErrorCode::Unsupported);
    if (!useless)
        return opened;
    qCWarning(replicaLog).noquote() << "the replica is set aside and fetched anew:" << opened.error().toLog();
    TANDEM_TRY(setAside());
    damaged = true;
    return openStore();
}

Result<void> Replica::Private::openStore()
{
    TANDEM_ASSIGN(std::unique_ptr<Connection> connection,
        Connection::open({path(), DatabaseAddress::Mode::ReadWrite, DatabaseAddress::Durability::Normal}));
    TANDEM_TRY(prepareReplicaTables(*connection));
    store =
        std::make_unique<Store>(std::move(connection), config.folder + QStringLiteral("/files"), outbox->connection());
    TANDEM_ASSIGN(const ReadableLayer layer, layerOfStore());
    TANDEM_TRY(prepareEntityTables(*store->connection, *layer.registry));
    setRegistry(layer.registry);
    TANDEM_TRY(store->state.load(*registry));
    TANDEM_TRY(store->state.fetchWhatIsReadableNow(*registry, layer.leftOut));
    TANDEM_TRY(store->rows.load());
    TANDEM_TRY(store->guests.load());
    TANDEM_TRY(markOpen(true));
    // Whatever waits may have been sent by who did not note it, or whose note was lost with the power.
    if (!store->state.sentUpTo() || needsCheck)
        TANDEM_TRY(store->state.noteSent(outbox->lastNumber()));
    TANDEM_TRY(settleDrafts());
    return reconcile();
}

/// The company layer as it was last received, as far as this build reads it.
Result<ReadableLayer> Replica::Private::layerOfStore() const
{
    TANDEM_ASSIGN(const std::vector<CompanyDefinition> company, store->state.companyLayer());
    if (company.empty())
        return ReadableLayer{config.shipped, {}};
    TANDEM_ASSIGN(const qint64 revision, store->state.storedRevision());
    return readableLayer(config.shipped, company, revision);
}

/// The mark tells the next opening that this one did not end properly.
Result<void> Replica::Private::markOpen(bool open)
{
    if (open) {
        TANDEM_ASSIGN(Statement mark,
            store->connection->prepare(QStringLiteral("SELECT 1 FROM replica_meta WHERE key = 'open'")));
        TANDEM_ASSIGN(needsCheck, mark.step());
        if (needsCheck)
            return {};
    }
    return store->connection->execute(open ? QStringLiteral("INSERT INTO replica_meta(key, value) VALUES('open', 1)")
                                           : QStringLiteral("DELETE FROM replica_meta WHERE key = 'open'"));
}

/// After whatever ended the last run, between or within the two files: every record that has entries or a shadow is
/// computed again. For those that were right already nothing changes.
Result<void> Replica::Private::reconcile()
{
    TANDEM_TRY(outbox->settle(store->state.cursor()));
    QSet<RecordKey> keys;
    const QList<RecordKey> waiting = outbox->records();
    const QList<RecordKey> shadows = store->rows.shadows();
    keys.reserve(waiting.size() + shadows.size());
    for (const RecordKey &key : waiting)
        keys.insert(key);
    for (const RecordKey &key : shadows)
        keys.insert(key);
    return recompute(std::vector<RecordKey>(keys.begin(), keys.end()));
}

void Replica::Private::setRegistry(RegistryPointer made)
{
    registry = std::move(made);
    store->rows.setRegistry(registry);
    store->indexer.setRegistry(registry);
}

void Replica::Private::walkWhatBecameSearchable(const Registry &before)
{
    const auto searchable = [](const EntityDef *entity) {
        std::vector<FieldNumber> fields;
        if (entity) {
            for (const FieldDef &field : entity->fields) {
                if (field.searchable && !field.deleted)
                    fields.push_back(field.number);
            }
        }
        return fields;
    };
    for (const EntityDef &entity : registry->entities()) {
        if (searchable(&entity) != searchable(before.entity(entity.number)))
            (void)store->indexer.walkAgain(entity.number).ok();
    }
}

Result<void> Replica::Private::setAside()
{
    store.reset();
    const auto moved = moveAside(path());
    return moved.ok() ? Result<void>() : moved.error();
}

/// Gives where the file is then.
Result<QString> Replica::Private::moveAside(const QString &path) const
{
    const QString time = utcTime(now()).toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    const QString aside =
        QStringLiteral("%1/%2-%3.damaged.db").arg(config.folder, QFileInfo(path).completeBaseName(), time);
    TANDEM_TRY(renameDatabase(path, aside));
    return aside;
}

Result<void> Replica::Private::beginAnew()
{
    emit q.aboutToBeginAnew();
    const RegistryPointer before = registry;
    TANDEM_TRY(setAside());
    damaged = true;
    TANDEM_TRY(openStore());
    emit q.registryChanged(registry);
    emit q.begunAnew();
    return {};
}

Result<void> Replica::Private::failed(const Error &error)
{
    const bool isDamage = error.code == ErrorCode::Corrupt && error.reason == u"damaged";
    qCWarning(replicaLog).noquote() << error.toLog();
    if (isDamage) {
        TANDEM_TRY(beginAnew());
        return error;
    }
    TANDEM_TRY(store->rows.load());
    TANDEM_TRY(store->guests.load());
    TANDEM_TRY(store->state.reload());
    return error;
}

Result<void> Replica::Private::transact(qint64 cursor, const std::function<Result<void>(IncomingApplier &)> &work)
{
    const qint64 problemsBefore = outbox->problemCount();
    const std::vector<RecordKey> arrived = outbox->arrivedUpTo(cursor);
    IncomingApplier applier(
        {*store->connection, store->rows, *outbox, *drafts, store->indexer, store->history, store->files, store->guests,
            [this](EntityNumber entity) {
                return q.isPartial(entity);
            }},
        cursor, now());
    const auto run = [&]() -> Result<void> {
        TANDEM_ASSIGN(Transaction transaction, Transaction::begin(*store->connection));
        TANDEM_TRY(work(applier));
        for (const RecordKey &key : arrived)
            TANDEM_TRY(applier.arrived(key));
        return transaction.commit();
    };
    if (const Result<void> done = run(); !done.ok())
        return failed(done.error());
    // Only now, when the rows hold them: the other way round a crash between the two would show the old values.
    const Result<void> settled = outbox->settle(cursor);
    if (!applier.changes().isEmpty())
        emit q.changed(applier.changes());
    if (!arrived.empty() || outbox->problemCount() != problemsBefore)
        emit q.outboxChanged();
    return settled;
}

Result<void> Replica::Private::recompute(const std::vector<RecordKey> &keys)
{
    if (keys.empty())
        return {};
    return transact(store->state.cursor(), [&keys](IncomingApplier &applier) -> Result<void> {
        for (const RecordKey &key : keys)
            TANDEM_TRY(applier.recompute(key));
        return {};
    });
}

}
