// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/search/wordindexer.h"

#include "server/store/changelog.h"
#include "server/store/databasepast.h"
#include "server/store/fileroom.h"
#include "server/store/sequence.h"
#include "shared/database/dialects/dialect.h"
#include "shared/database/entitycolumns.h"
#include "shared/database/transaction.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QMutexLocker>

#include <algorithm>
#include <set>
#include <utility>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(searchLog, "tandem.search", QtInfoMsg)

constexpr qint64 longestRest = 60'000; ///< milliseconds; also after a failure

/// "id", and what its words are made of.
QString selectOf(const EntityDef &entity, const EntityColumns &columns)
{
    return QStringLiteral("SELECT \"id\", %1 FROM %2").arg(columns.sql(), Dialect::quoted(entity.table));
}

IndexedTexts textsOf(const EntityDef &entity, const FieldValues &values, Pinyin &pinyin)
{
    const bool isDeleted = values.contains(systemfield::deletedAt);
    return isDeleted ? IndexedTexts()
                     : IndexedTexts{RecordWords::of(entity, values, pinyin), textparts::of(entity, values)};
}

QByteArray fingerprintOf(const EntityDef &entity)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(entity.titleField.toUtf8());
    for (const FieldNumber number : RecordWords::fieldsOf(entity)) {
        const FieldDef *field = entity.field(number);
        if (!field)
            continue;
        hash.addData(QByteArray::number(number) + ':' + fieldTypeName(field->type).toUtf8() + ' ');
        hash.addData(field->name.toUtf8());
    }
    return hash.result();
}

}

WordIndexer::WordIndexer(const Store &store, Limits limits)
    : m_store(store)
    , m_limits(limits)
{
}

WordIndexer::~WordIndexer()
{
    stop();
}

QString WordIndexer::path(const QString &folder)
{
    return folder + QLatin1String("/search.db");
}

void WordIndexer::start()
{
    m_thread.reset(QThread::create([this] { run(); }));
    m_thread->setObjectName(QStringLiteral("words"));
    m_thread->start(QThread::LowPriority);
}

void WordIndexer::stop()
{
    {
        const QMutexLocker lock(&m_mutex);
        m_isStopping = true;
        m_changed.wakeAll();
    }
    if (m_thread)
        m_thread->wait();
    m_thread.reset();
}

void WordIndexer::wake()
{
    const QMutexLocker lock(&m_mutex);
    ++m_commits;
    if (m_isIdle)
        m_changed.wakeAll();
}

void WordIndexer::run()
{
    QElapsedTimer turn; // work, and the rest before it
    turn.start();
    quint64 before = 0;
    for (;;) {
        quint64 commits = 0;
        {
            const QMutexLocker lock(&m_mutex);
            if (m_isStopping)
                break;
            commits = m_commits;
        }
        QElapsedTimer work;
        work.start();
        const Result<bool> more = step();
        const qint64 worked = work.elapsed();
        const double perSecond = double(commits - before) * 1000 / double(std::max(qint64(1), turn.restart()));
        before = commits;
        if (more.ok() && more.value())
            rest(restAfter(worked, perSecond), {});
        else
            rest(longestRest, more.ok() ? std::optional(commits) : std::nullopt);
    }
    // Connections end on the thread that opened them.
    m_file.reset();
    m_reader.reset();
}

/// While there is more to do, as long as it has worked: others need the processor and the disk, too. While others
/// write, nine times as long, and thirty times if they write a lot, long enough for their commits to become one of its
/// own: people wait for those, and nobody for this.
qint64 WordIndexer::restAfter(qint64 worked, double commitsPerSecond)
{
    constexpr double alot = 20;
    if (commitsPerSecond <= 0)
        return std::max(worked, qint64(1));
    return commitsPerSecond < alot ? std::max(9 * worked, qint64(100)) : std::max(30 * worked, qint64(300));
}

/// Who has nothing left to do rests until there are other commits than `known`.
void WordIndexer::rest(qint64 milliseconds, std::optional<quint64> known)
{
    const QMutexLocker lock(&m_mutex);
    const QDeadlineTimer end(milliseconds);
    m_isIdle = known.has_value();
    while (!m_isStopping && (!known || *known == m_commits) && !end.hasExpired())
        m_changed.wait(&m_mutex, end);
    m_isIdle = false;
}

Result<bool> WordIndexer::step()
{
    const Result<bool> more = advance();
    if (more.ok()) {
        note({});
        return more;
    }
    if (more.error().code == ErrorCode::Corrupt)
        m_isDamaged = true;
    m_reader.reset(); // it may be the connection that is lost
    note(more.error());
    return more;
}

/// Said once, and not each minute.
void WordIndexer::note(const std::optional<Error> &trouble)
{
    const QMutexLocker lock(&m_mutex);
    if (trouble && (!m_progress.trouble || m_progress.trouble->reason != trouble->reason))
        qCWarning(searchLog).noquote() << "the index of words does not go on:" << trouble->toLog();
    const bool isWhole = !trouble && m_wholeFor && m_wholeFor == m_registry;
    if (isWhole && !m_progress.isWhole)
        qCInfo(searchLog) << "the index of words is whole, at change" << m_position;
    m_progress = {isWhole, m_position, trouble};
}

Result<bool> WordIndexer::advance()
{
    TANDEM_TRY(makeRoom());
    TANDEM_TRY(open());
    TANDEM_TRY(settlePast());
    TANDEM_TRY(takeDefinitions(m_store.registry()));
    TANDEM_ASSIGN(const int followed, follow());
    if (followed >= m_limits.rowsPerBatch)
        return true;
    // Also while others write a little all the time.
    TANDEM_ASSIGN(const bool walked, walkOn());
    return followed > 0 || walked;
}

/// Of an entity that is searched by other fields now, nothing is in the index any more. Noted before a change is cut by
/// the new ones: the old ones may come back later, and that change would lack their texts.
Result<void> WordIndexer::takeDefinitions(const RegistryPointer &registry)
{
    if (registry == m_registry)
        return {};
    const Fingerprints searched = fingerprints(registry);
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(m_file->connection()));
    for (const EntityDef &entity : registry->entities()) {
        TANDEM_ASSIGN(const std::optional<WordIndexFile::Part> known, m_file->part(entity.number));
        if (known && known->fingerprint != searched.value(entity.number))
            TANDEM_TRY(m_file->setPart(entity.number, {searched.value(entity.number), {}, false}));
    }
    TANDEM_TRY(transaction.commit());
    m_registry = registry;
    return {};
}

Result<void> WordIndexer::makeRoom()
{
    if (m_isDamaged) {
        m_isReadable = false;
        m_file.reset();
        if (!WordIndexFile::remove(path(m_store.folder())))
            return Error::unavailable(QStringLiteral("cannotWrite"), path(m_store.folder()));
        m_isDamaged = false;
        qCWarning(searchLog) << "the index of words is damaged and made anew";
    }
    const qint64 free = m_limits.reserve > 0 ? FileRoom::freeBytes(m_store.folder()) : -1;
    if (free >= 0 && free < m_limits.reserve)
        return Error::unavailable(QStringLiteral("diskFull"), QStringLiteral("what is left is for the database"));
    return {};
}

Result<void> WordIndexer::open()
{
    if (!m_file) {
        TANDEM_ASSIGN(m_file, WordIndexFile::open(path(m_store.folder()), DatabaseAddress::Mode::ReadWrite));
    }
    if (!m_reader) {
        TANDEM_ASSIGN(m_reader, m_store.openReader());
    }
    return {};
}

/// It goes on where it was, unless the database is another one, or no longer has the changes since then.
Result<void> WordIndexer::settlePast()
{
    TANDEM_ASSIGN(const qint64 committed, Sequence::committed(*m_reader));
    TANDEM_ASSIGN(const std::optional<RecordId> generation, DatabasePast::readGeneration(*m_reader));
    TANDEM_ASSIGN(const qint64 horizon, ChangeLog(*m_reader).horizon());
    TANDEM_ASSIGN(const std::optional<WordIndexFile::State> state, m_file->state());
    const RecordId past = generation.value_or(RecordId());
    if (state && state->generation == past && state->position >= horizon && state->position <= committed) {
        m_position = state->position;
    } else {
        m_isReadable = false;
        m_wholeFor.reset();
        TANDEM_TRY(m_file->begin({past, committed}));
        m_position = committed;
    }
    m_isReadable = true;
    return {};
}

/// How many changes were there.
Result<int> WordIndexer::follow()
{
    TANDEM_ASSIGN(
        const std::vector<ChangeLog::Mark> marks, ChangeLog(*m_reader).marksAfter(m_position, m_limits.rowsPerBatch));
    if (marks.empty())
        return 0;
    std::set<std::pair<EntityNumber, RecordId>> changed;
    for (const ChangeLog::Mark &mark : marks)
        changed.insert({mark.entity, mark.record});
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(m_file->connection()));
    for (const auto &[entity, record] : changed)
        TANDEM_TRY(index(entity, record));
    TANDEM_TRY(m_file->setPosition(marks.back().seq));
    TANDEM_TRY(transaction.commit());
    m_position = marks.back().seq;
    return int(marks.size());
}

/// As it is now: whatever the log says of it later is read then.
Result<void> WordIndexer::index(EntityNumber number, const RecordId &record)
{
    const EntityDef *entity = m_registry->entity(number);
    const std::vector<FieldNumber> fields = entity ? RecordWords::fieldsOf(*entity) : std::vector<FieldNumber>();
    if (fields.empty())
        return {};
    const EntityColumns columns(*entity, fields);
    TANDEM_ASSIGN(Statement row, m_reader->prepare(selectOf(*entity, columns) + QStringLiteral(" WHERE \"id\" = ?1")));
    TANDEM_ASSIGN(const bool found, row.bind(1, record).step());
    const IndexedTexts texts =
        found ? textsOf(*entity, columns.read(row, 1), m_pinyin) : IndexedTexts(); // removed for good
    return m_file->put(number, record, texts, WordIndexFile::End::Newest);
}

Result<bool> WordIndexer::walkOn()
{
    if (m_wholeFor == m_registry)
        return false;
    const Fingerprints searched = fingerprints(m_registry);
    for (const EntityDef &entity : m_registry->entities()) {
        if (entity.deleted || !RecordWords::areOf(entity))
            continue;
        TANDEM_ASSIGN(const std::optional<WordIndexFile::Part> known, m_file->part(entity.number));
        const QByteArray fingerprint = searched.value(entity.number);
        if (known && known->fingerprint == fingerprint && known->isWhole)
            continue;
        const bool goesOn = known && known->fingerprint == fingerprint;
        TANDEM_TRY(walk(entity, goesOn ? *known : WordIndexFile::Part{fingerprint, {}, false}));
        return true;
    }
    m_wholeFor = m_registry;
    return false;
}

/// Rows that come or change meanwhile stand in the log, behind the position.
Result<void> WordIndexer::walk(const EntityDef &entity, WordIndexFile::Part part)
{
    const EntityColumns columns(entity, RecordWords::fieldsOf(entity));
    const QString older = part.walked.isNull() ? QString() : QStringLiteral(" WHERE \"id\" < ?2");
    TANDEM_ASSIGN(Statement rows,
        m_reader->prepare(selectOf(entity, columns) + older + QStringLiteral(" ORDER BY \"id\" DESC LIMIT ?1")));
    rows.bind(1, m_limits.rowsPerBatch);
    if (!part.walked.isNull())
        rows.bind(2, part.walked);
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(m_file->connection()));
    int walked = 0;
    for (;;) {
        TANDEM_ASSIGN(const bool more, rows.step());
        if (!more)
            break;
        ++walked;
        part.walked = rows.id(0);
        const IndexedTexts texts = textsOf(entity, columns.read(rows, 1), m_pinyin);
        TANDEM_TRY(m_file->put(entity.number, part.walked, texts, WordIndexFile::End::Oldest));
    }
    part.isWhole = walked < m_limits.rowsPerBatch;
    TANDEM_TRY(m_file->setPart(entity.number, part));
    return transaction.commit();
}

std::unique_ptr<WordIndexFile> WordIndexer::openReader() const
{
    if (!m_isReadable || m_isDamaged)
        return nullptr;
    auto file = WordIndexFile::open(path(m_store.folder()), DatabaseAddress::Mode::ReadOnly);
    return file.ok() ? *std::move(file) : nullptr;
}

void WordIndexer::distrust(const Error &error)
{
    qCWarning(searchLog).noquote() << "a search goes without the index of words:" << error.toLog();
    if (error.code != ErrorCode::Corrupt)
        return;
    m_isDamaged = true;
    wake();
}

WordIndexer::Progress WordIndexer::progress() const
{
    const QMutexLocker lock(&m_mutex);
    return m_progress;
}

WordIndexer::Fingerprints WordIndexer::fingerprints(const RegistryPointer &registry)
{
    const QMutexLocker lock(&m_mutex);
    if (m_fingerprintsOf != registry) {
        m_fingerprints.clear();
        for (const EntityDef &entity : registry->entities())
            m_fingerprints.insert(entity.number, fingerprintOf(entity));
        m_fingerprintsOf = registry;
    }
    return m_fingerprints;
}

}
