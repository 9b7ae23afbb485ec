// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/sync/syncsession.h"

#include "client/replica/incomingreader.h"
#include "client/sync/wireforms.h"

#include <QLoggingCategory>

#include <algorithm>

Q_LOGGING_CATEGORY(logSync, "tandem.sync")

namespace tandem::client {

namespace {

/// What people look for and open, other than what such records are read by.
bool isWork(const EntityDef &entity)
{
    const bool isPart = entity.traits.testFlag(Trait::Internal) || entity.traits.testFlag(Trait::Junction);
    return !isPart && entity.traits && entity.area != QLatin1String("core");
}

/// The time in a UUIDv7.
Timestamp madeAt(const RecordId &id)
{
    Timestamp time = 0;
    const QByteArray bytes = toBytes(id);
    for (const char byte : bytes.first(6))
        time = time * 256 + uchar(byte);
    return time;
}

/// When the first record of a page was made; of an empty one, when those were up to which it goes. 0: nobody knows.
Timestamp beginOf(const SnapshotPage &page)
{
    const IncomingRows rows = toIncoming(page.rows);
    IncomingReader reader(rows);
    return reader.hasNext() && reader.beginRow().ok() ? madeAt(reader.id()) : page.end ? 0 : madeAt(page.last);
}

}

SyncSession::SyncSession(Replica &replica, ServerLink &link, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_replica(replica)
    , m_link(link)
    , m_clock(clock)
{
}

void SyncSession::sayHello(const HelloContext &context)
{
    m_protocol = context.protocol;
    m_formerDevices = m_replica.formerDevices().valueOr({});
    m_link.send(hello(context));
}

Hello SyncSession::hello(const HelloContext &context) const
{
    Hello hello;
    hello.protocolOldest = context.protocol.oldest;
    hello.protocolNewest = context.protocol.newest;
    hello.features = supportedFeatures();
    hello.device = m_replica.device();
    hello.deviceName = context.deviceName;
    hello.token = context.token;
    hello.password = context.password;
    hello.code = context.code;
    hello.clientVersion = context.clientVersion;
    hello.language = context.language;
    hello.metadataRevision = m_replica.registry()->revision();
    hello.generation = m_replica.generation();
    hello.cursor = m_replica.cursor();
    hello.acknowledgedUpTo = m_replica.acknowledgedUpTo();
    hello.lastNumber = m_replica.lastNumber();
    hello.formerDevices = m_formerDevices;
    for (const EntityDef &entity : m_replica.registry()->entities()) {
        const SnapshotState snapshot = m_replica.snapshot(entity.number);
        if (snapshot.phase == SnapshotState::Phase::Complete)
            hello.views.push_back({entity.number, snapshot.fingerprint});
    }
    return hello;
}

void SyncSession::take(const Message &message)
{
    if (const auto *pong = std::get_if<Pong>(&message)) {
        m_clockOffset = pong->serverTime - m_clock.now();
        return;
    }
    if (const auto *refusal = std::get_if<Refused>(&message)) {
        emit refused(refusal->error, refusal->retryAfterSeconds);
        return;
    }
    if (const auto *welcome = std::get_if<Welcome>(&message))
        return take(*welcome);
    if (m_phase == Phase::Hello)
        return check(Error::corrupt(QStringLiteral("a message before the welcome")));
    if (const auto *page = std::get_if<SnapshotPage>(&message)) {
        take(*page);
    } else if (const auto *changes = std::get_if<Changes>(&message)) {
        take(*changes);
    } else if (const auto *firstOnes = std::get_if<ListReply>(&message)) {
        take(*firstOnes);
    } else if (const auto *metadata = std::get_if<MetadataUpdate>(&message)) {
        check(adopt(metadata->layer));
        goOnFetching();
    } else if (const auto *rights = std::get_if<PermissionsUpdate>(&message)) {
        check(adopt(rights->rights, false));
        goOnFetching();
    }
}

void SyncSession::take(const Welcome &welcome)
{
    if (m_phase != Phase::Hello)
        return check(Error::corrupt(QStringLiteral("a second welcome")));
    // A server that does not negotiate; one that does says so itself.
    if (!m_protocol.contains(welcome.protocol)) {
        const bool isOlder = welcome.protocol < m_protocol.oldest;
        const Error error{ErrorCode::Unsupported,
            isOlder ? QStringLiteral("clientTooNew") : QStringLiteral("clientTooOld"), {}, {}, {}};
        emit refused(error, 0);
        return;
    }
    m_clockOffset = welcome.serverTime - m_clock.now();
    m_features = welcome.features;
    // The server knows more of this device than it knows itself: an older copy of it has come back to life. What waits
    // here may have been judged in the meantime; it is sent under the old name first, to get its first answers again.
    const bool isOlder = welcome.generation == m_replica.generation() && welcome.knownNumber > m_replica.lastNumber();
    if (isOlder && m_replica.outboxCount() == 0) {
        emit cloned();
        return;
    }
    if (const auto adopted = adopt(welcome); !adopted.ok())
        return check(adopted);
    m_phase = Phase::Snapshots;
    m_planned = m_snapshots.size();
    emit welcomed(welcome.token);
    next();
}

Result<void> SyncSession::adopt(const Welcome &welcome)
{
    if (!m_replica.user().isNull() && m_replica.user() != welcome.user)
        return Error::conflict(QStringLiteral("otherUser"));
    TANDEM_TRY(m_replica.setUser(welcome.user));
    TANDEM_TRY(m_replica.setCompany(welcome.companyName));
    if (m_replica.generation() != welcome.generation) {
        QHash<RecordId, qint64> formerNumbers;
        for (size_t i = 0; i < std::min(m_formerDevices.size(), welcome.formerNumbers.size()); ++i)
            formerNumbers.insert(m_formerDevices[i], welcome.formerNumbers[i]);
        TANDEM_TRY(m_replica.startGeneration(welcome.generation, welcome.knownNumber, formerNumbers));
    }
    if (welcome.metadata)
        TANDEM_TRY(adopt(*welcome.metadata));
    // With another cursor nothing that was begun can be continued.
    const bool goOn = welcome.cursor == m_replica.cursor();
    TANDEM_TRY(adopt(welcome.rights, goOn));
    // Last: before this, what must be fetched anew is marked as missing, so that a crash in between loses nothing.
    return goOn ? Result<void>() : m_replica.setCursor(welcome.cursor);
}

Result<void> SyncSession::adopt(const CompanyLayer &layer)
{
    QSet<EntityNumber> begun;
    for (const EntityDef &entity : m_replica.registry()->entities()) {
        if (m_replica.snapshot(entity.number).phase != SnapshotState::Phase::Missing)
            begun.insert(entity.number);
    }
    TANDEM_TRY(m_replica.applyMetadata(layer.definitions, layer.revision));
    // Its views have not changed for the server, so only this side knows that it is wanted.
    for (const EntityNumber entity : begun) {
        const bool isOutdated = m_replica.snapshot(entity).phase == SnapshotState::Phase::Missing;
        if (isOutdated && std::find(m_snapshots.begin(), m_snapshots.end(), entity) == m_snapshots.end())
            m_snapshots.push_back(entity);
    }
    return {};
}

/// What has become wanted while all was here already.
void SyncSession::goOnFetching()
{
    if (!m_requested && m_phase == Phase::Live && !m_snapshots.empty())
        next();
}

/// `goOn`: half-fetched entities are continued where they stopped.
Result<void> SyncSession::adopt(const Rights &rights, bool goOn)
{
    // First: what leaves the offline policy is another thing than what may not be seen.
    TANDEM_TRY(m_replica.setAccess(rights.entities));
    QSet<EntityNumber> held;
    for (const EntityView &view : rights.views)
        held.insert(view.entity);
    for (const EntityDef &entity : m_replica.registry()->entities()) {
        const bool here = m_replica.snapshot(entity.number).phase != SnapshotState::Phase::Missing;
        if (here && !held.contains(entity.number))
            TANDEM_TRY(m_replica.dropEntity(entity.number));
    }
    std::erase_if(m_snapshots, [&](EntityNumber entity) { return !held.contains(entity); });
    for (const EntityNumber entity : rights.snapshots) {
        if (!goOn || m_replica.snapshot(entity).phase != SnapshotState::Phase::Running)
            TANDEM_TRY(m_replica.restartSnapshot(entity));
        if (std::find(m_snapshots.begin(), m_snapshots.end(), entity) == m_snapshots.end())
            m_snapshots.push_back(entity);
    }
    return {};
}

void SyncSession::next()
{
    while (!m_snapshots.empty()) {
        const EntityNumber entity = m_snapshots.front();
        const SnapshotState state = m_replica.snapshot(entity);
        // An entity that this build does not know keeps no state: it is fetched by the build that does.
        const EntityDef *definition = m_replica.registry()->entity(entity);
        if (definition && state.phase != SnapshotState::Phase::Complete) {
            if (m_phase == Phase::Snapshots && !m_firstRows && isWork(*definition))
                planFirstRows();
            if (m_firstRows && !m_firstRows->empty())
                return requestFirstRows();
            return requestPage(entity, state.phase == SnapshotState::Phase::Running ? state.last : RecordId());
        }
        m_snapshots.pop_front();
    }
    if (m_phase == Phase::Snapshots)
        pull();
    else
        emit progressed();
}

// ── the first useful rows ──────────────────────────────────────────────────────────────────────────────────────────

/// Of what is not here at all: one's own records and those that somebody touched last, so that work can begin while the
/// rest comes. Entities in the order of the snapshots; for all of them the own ones first. Of an entity that is kept in
/// part the touched ones may be none of that part.
void SyncSession::planFirstRows()
{
    m_firstRows.emplace();
    if (!m_features.contains(feature::lists))
        return;
    for (const QString &filter : {QStringLiteral("owner = me()"), QString()}) {
        for (const EntityNumber entity : m_snapshots) {
            const EntityDef *definition = m_replica.registry()->entity(entity);
            const bool isMissing = m_replica.snapshot(entity).phase == SnapshotState::Phase::Missing;
            const bool isFitting = !filter.isEmpty() || !m_replica.isPartial(entity);
            if (definition && isMissing && isFitting && isWork(*definition))
                m_firstRows->emplace_back(entity, filter);
        }
    }
}

void SyncSession::requestFirstRows()
{
    const auto &[entity, filter] = m_firstRows->front();
    const EntityDef *definition = m_replica.registry()->entity(entity);
    const SortKey latest{definition->field(systemfield::modifiedAt)->name, true};
    // 0: numbers above belong to the questions beside the sync.
    m_link.send(ListRequest{0, entity, filter, {latest}, {}, {}, firstRows, false});
}

/// They are written as changes are, and stand until the snapshot's pages confirm or remove them. That they could not be
/// read is no harm: all of it comes with the pages.
void SyncSession::take(const ListReply &firstOnes)
{
    if (!m_firstRows || m_firstRows->empty())
        return check(Error::corrupt(QStringLiteral("a list that nobody asked for")));
    m_firstRows->pop_front();
    if (!firstOnes.error && firstOnes.rows.count > 0) {
        IncomingChanges incoming;
        incoming.cursor = m_replica.cursor();
        incoming.rows.push_back(toIncoming(firstOnes.rows));
        if (const auto applied = m_replica.applyChanges(incoming); !applied.ok())
            return check(applied);
        emit stored();
        emit progressed();
    }
    next();
}

/// Nobody counts what is to come. Ids begin with the time they were made at, so the last one tells how far an entity
/// is.
double SyncSession::fetchedPart() const
{
    if (m_planned == 0 || m_snapshots.empty())
        return 1;
    const auto left = double(std::min(m_snapshots.size(), m_planned));
    const SnapshotState state = m_replica.snapshot(m_snapshots.front());
    double current = 0;
    if (state.phase == SnapshotState::Phase::Running && m_firstId > 0) {
        const double all = double(m_clock.now() - m_firstId);
        current = all > 0 ? std::clamp(double(madeAt(state.last) - m_firstId) / all, 0.0, 1.0) : 0;
    }
    return (double(m_planned) - left + current) / double(m_planned);
}

void SyncSession::requestPage(EntityNumber entity, const RecordId &after)
{
    m_requested = {entity, after};
    m_link.send(SnapshotRequest{entity, after, rowsPerPage});
}

void SyncSession::take(const SnapshotPage &page)
{
    if (!m_requested || *m_requested != std::pair(page.rows.entity, page.after))
        return check(Error::corrupt(QStringLiteral("a page that nobody asked for")));
    m_requested.reset();
    // The next page is on its way while this one is written.
    const bool goesOn = !page.end && !m_snapshots.empty() && m_snapshots.front() == page.rows.entity
        && (page.after.isNull() || m_replica.snapshot(page.rows.entity).fingerprint == page.fingerprint);
    if (goesOn)
        requestPage(page.rows.entity, page.last);
    if (const auto applied = apply(page); !applied.ok())
        return check(applied);
    m_rowsReceived += page.rows.count;
    if (page.after.isNull())
        m_firstId = beginOf(page);
    if (page.rows.count > 0)
        emit stored();
    emit progressed();
    if (!goesOn)
        next();
}

Result<void> SyncSession::apply(const SnapshotPage &page)
{
    const EntityNumber entity = page.rows.entity;
    const SnapshotState state = m_replica.snapshot(entity);
    const bool first = page.after.isNull();
    // Rights changed between two pages, or the snapshot was begun again while this one was under way.
    if (!first && (state.phase != SnapshotState::Phase::Running || state.last != page.after))
        return {};
    if (!first && state.fingerprint != page.fingerprint)
        return m_replica.restartSnapshot(entity);
    return m_replica.applySnapshotPage(toIncoming(page));
}

void SyncSession::pull()
{
    m_phase = Phase::Pulling;
    m_link.send(Pull{m_replica.cursor(), rowsPerPage});
}

void SyncSession::take(const Changes &changes)
{
    // Not what follows on what is here: told already, or something was missed.
    if (changes.from != m_replica.cursor()) {
        if (changes.cursor > m_replica.cursor())
            pull();
        return;
    }
    if (const auto applied = m_replica.applyChanges(toIncoming(changes)); !applied.ok())
        return check(applied);
    for (const RowBatch &batch : changes.batches)
        m_rowsReceived += batch.count;
    if (!changes.batches.empty())
        emit stored();
    if (changes.more)
        return pull();
    const bool wasPulling = std::exchange(m_phase, Phase::Live) != Phase::Live;
    if (wasPulling && !m_snapshots.empty() && !m_requested)
        next();
    emit caughtUp();
}

void SyncSession::check(const Result<void> &result)
{
    if (result.ok())
        return;
    qCWarning(logSync) << result.error().toLog();
    emit failed(result.error());
}

}
