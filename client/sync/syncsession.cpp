// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/sync/syncsession.h"

#include "client/sync/wireforms.h"
#include "shared/protocol/features.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(logSync, "tandem.sync")

namespace tandem::client {

SyncSession::SyncSession(Replica &replica, ServerLink &link, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_replica(replica)
    , m_link(link)
    , m_clock(clock)
{
}

void SyncSession::sayHello(const HelloContext &context)
{
    m_link.send(hello(context));
}

Hello SyncSession::hello(const HelloContext &context) const
{
    Hello hello;
    hello.protocolOldest = protocolOldest;
    hello.protocolNewest = protocolNewest;
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
    } else if (const auto *metadata = std::get_if<MetadataUpdate>(&message)) {
        check(adopt(metadata->layer));
    } else if (const auto *rights = std::get_if<PermissionsUpdate>(&message)) {
        check(adopt(rights->rights, false));
        if (!m_requested && m_phase == Phase::Live && !m_snapshots.empty())
            next();
    }
}

void SyncSession::take(const Welcome &welcome)
{
    if (m_phase != Phase::Hello)
        return check(Error::corrupt(QStringLiteral("a second welcome")));
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
    emit welcomed(welcome.token);
    next();
}

Result<void> SyncSession::adopt(const Welcome &welcome)
{
    if (!m_replica.user().isNull() && m_replica.user() != welcome.user)
        return Error::conflict(QStringLiteral("otherUser"));
    TANDEM_TRY(m_replica.setUser(welcome.user));
    TANDEM_TRY(m_replica.setCompany(welcome.companyName));
    if (m_replica.generation() != welcome.generation)
        TANDEM_TRY(m_replica.startGeneration(welcome.generation, welcome.knownNumber));
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
    return m_replica.applyMetadata(layer.definitions, layer.revision);
}

/// `goOn`: half-fetched entities are continued where they stopped.
Result<void> SyncSession::adopt(const Rights &rights, bool goOn)
{
    // First: what leaves the offline policy is another thing than what may not be seen.
    TANDEM_TRY(m_replica.setAccess(toAccess(rights.entities)));
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
        if (m_replica.registry()->entity(entity) && state.phase != SnapshotState::Phase::Complete)
            return requestPage(entity, state.phase == SnapshotState::Phase::Running ? state.last : RecordId());
        m_snapshots.pop_front();
    }
    if (m_phase == Phase::Snapshots)
        pull();
    else
        emit progressed();
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
