// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/writerstate.h"

#include "server/records/foreignchanges.h"
#include "server/store/announcement.h"
#include "server/store/databasepast.h"
#include "shared/base/bytesize.h"

#include <QLoggingCategory>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(pastLog, "tandem.pipeline")

/// Notices may wait in memory for a slow network thread: beyond this, the rows of a commit are read by who tells of it.
constexpr qsizetype mostRowBytes = 256 * KiB;

qsizetype roughSize(const FieldValues &row)
{
    constexpr qsizetype ofValue = 100; // a node of the map
    qsizetype size = 0;
    for (const auto &[field, value] : row)
        size += ofValue + (value.kind() == Value::Kind::Text ? value.toText().size() * qsizetype(sizeof(QChar)) : 0);
    return size;
}

}

WriterState::WriterState(const Pipeline::Parts &parts, const Pipeline::Limits &limits)
    : m_parts(parts)
    , m_limits(limits)
    , m_connection(parts.store.writer())
    , m_audience(m_connection, AudienceStore::Memory::LastRecord)
    , m_log(m_connection)
    , m_devices(m_connection, DeviceStore::Memory::LastNumbers)
    , m_numbers(m_connection)
    , m_learnt(parts.store.openedAt())
{
    reset();
}

void WriterState::reset()
{
    m_audience.forget();
    m_devices.forget();
    use(m_parts.store.registry());
    m_generation = m_parts.store.generation();
    m_permissions.clear();
    m_notice = {};
    m_rowBytes = 0;
    m_foreign = {};
    m_afterCommit.clear();
    m_sequence.reset();
}

void WriterState::use(RegistryPointer registry)
{
    if (registry == m_registry)
        return;
    m_registry = std::move(registry);
    m_records = std::make_unique<RecordStore>(m_connection, m_registry);
    m_rules = std::make_unique<RuleBook>(m_registry);
    m_permissions.clear();
}

Result<void> WriterState::begin()
{
    TANDEM_ASSIGN(m_sequence, Sequence::take(m_connection));
    m_permissions.clear();
    m_notice = {};
    m_rowBytes = 0;
    m_audience.forget();
    m_devices.forget();
    m_afterCommit.clear();
    TANDEM_TRY(settlePast());
    TANDEM_TRY(learnUpTo(m_sequence->last()));
    m_now = m_parts.clock.now();
    m_utcOffset = localUtcOffset(m_now);
    return {};
}

bool WriterState::isAheadOf(const DatabasePast &past, qint64 committed) const
{
    return past.generation == m_parts.store.generation() && past.hasLost(m_learnt, committed);
}

/// Before a number is given out: what a promoted standby lacks must not be taken for what is written to it now.
Result<void> WriterState::settlePast()
{
    const qint64 committed = m_sequence->last();
    TANDEM_ASSIGN(auto past, DatabasePast::read(m_connection));
    if (!past)
        return {};
    if (past->isPromoted())
        qCWarning(pastLog).noquote() << "the database has failed over:" << m_connection.server() << "on timeline"
                                     << past->timeline << "goes on after change" << committed;
    const bool isAhead = isAheadOf(*past, committed);
    TANDEM_TRY(past->note(m_connection, *m_sequence));
    if (isAhead) {
        qCWarning(pastLog) << "commits are lost, up to change" << m_learnt
                           << "at least; clients send again what is theirs";
        TANDEM_TRY(DatabasePast::renew(m_connection, past->generation));
        TANDEM_ASSIGN(past, DatabasePast::read(m_connection));
    }
    m_generation = past->generation;
    return {};
}

Result<bool> WriterState::catchUp()
{
    TANDEM_ASSIGN(const qint64 seq, Sequence::committed(m_connection));
    TANDEM_ASSIGN(const auto past, DatabasePast::read(m_connection));
    if (past) {
        m_generation = past->generation;
        if (past->isToBeNoted() || isAheadOf(*past, seq))
            return false;
    }
    TANDEM_TRY(learnUpTo(seq));
    return true;
}

/// Before anything is judged by them: rights and definitions that another daemon changed hold here too.
Result<void> WriterState::learnUpTo(qint64 seq)
{
    const bool anotherPast = m_generation != m_parts.store.generation();
    if (seq <= m_learnt && !anotherPast)
        return {};
    TANDEM_ASSIGN(m_foreign, foreignChanges(m_connection, m_learnt, seq));
    // What is no more stands in no log, so all that was made of it is made anew.
    m_foreign.anotherPast = anotherPast;
    m_foreign.metadataChanged = m_foreign.metadataChanged || anotherPast;
    m_foreign.accessChanged = m_foreign.accessChanged || anotherPast;
    if (m_foreign.metadataChanged) {
        TANDEM_ASSIGN(RegistryPointer registry, Store::readRegistry(m_connection, m_parts.store.shipped()));
        m_parts.store.setRegistry(registry);
        use(std::move(registry));
    }
    if (m_foreign.accessChanged || m_foreign.metadataChanged)
        m_parts.access.invalidate(seq);
    return {};
}

Result<void> WriterState::finish()
{
    if (!m_notice.changes.empty())
        TANDEM_TRY(Announcement::changes(m_connection, m_sequence->last()));
    return m_sequence->save(m_connection);
}

CommitNotice WriterState::takeForeignNotice()
{
    m_learnt = std::max({m_learnt, m_foreign.lastSeq, m_sequence ? m_sequence->last() : 0});
    m_parts.store.setGeneration(m_generation);
    return std::exchange(m_foreign, {});
}

WriterState::Mark WriterState::mark() const
{
    return {m_registry, m_notice.changes.size(), m_rowBytes, m_sequence ? m_sequence->head() : QByteArray(),
        m_afterCommit.size(), m_notice.accessChanged, m_notice.metadataChanged};
}

void WriterState::backTo(const Mark &mark)
{
    m_notice.changes.erase(m_notice.changes.begin() + std::ptrdiff_t(mark.changes), m_notice.changes.end());
    m_rowBytes = mark.rowBytes;
    // The numbers of entries that are taken back stay unused; the chain knows nothing of them.
    if (m_sequence)
        m_sequence->head() = mark.chainHead;
    m_afterCommit.erase(m_afterCommit.begin() + std::ptrdiff_t(mark.afterCommit), m_afterCommit.end());
    if (m_notice.accessChanged != mark.accessChanged || m_registry != mark.registry)
        m_permissions.clear();
    m_notice.accessChanged = mark.accessChanged;
    m_notice.metadataChanged = mark.metadataChanged;
    use(mark.registry);
    m_audience.forget(); // what they remember may have been taken back
    m_devices.forget();
}

Result<PermissionsPointer> WriterState::permissions(const RecordId &user)
{
    if (const PermissionsPointer known = m_permissions.value(user))
        return known;
    const bool ownView = m_notice.accessChanged || m_notice.metadataChanged;
    TANDEM_ASSIGN(const PermissionsPointer fresh,
        ownView ? AccessResolver::compute(m_connection, m_registry, user)
                : m_parts.access.permissions(m_connection, m_registry, user));
    m_permissions.insert(user, fresh);
    return fresh;
}

void WriterState::accessHasChanged()
{
    m_notice.accessChanged = true;
    m_permissions.clear();
}

Result<void> WriterState::changeMetadata(RegistryPointer candidate)
{
    TANDEM_TRY(m_parts.store.prepareRegistry(m_connection, *candidate));
    use(std::move(candidate));
    m_notice.metadataChanged = true;
    return {};
}

void WriterState::keepRow(size_t place, FieldValues row)
{
    Q_ASSERT(place < m_notice.changes.size());
    m_rowBytes += roughSize(row);
    if (m_rowBytes <= mostRowBytes)
        m_notice.changes[place].row = std::make_shared<const FieldValues>(std::move(row));
}

CommitNotice WriterState::takeNotice()
{
    CommitNotice notice = std::exchange(m_notice, {});
    if (!notice.changes.empty()) {
        notice.firstSeq = notice.changes.front().seq;
        notice.lastSeq = notice.changes.back().seq;
    }
    return notice;
}

}
