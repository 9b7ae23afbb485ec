// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/filescanner.h"

#include "server/jobs/administratornotice.h"
#include "server/store/audittrail.h"
#include "server/store/recordstore.h"
#include "shared/entities/entitynames.h"
#include "shared/expressions/filterbuilder.h"

#include <QLoggingCategory>

#include <chrono>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(scannerLog, "tandem.scanner", QtInfoMsg)

using namespace std::chrono_literals;

constexpr auto patience = 15s; ///< of who has just sent a content: laptops give up after 30
constexpr auto longest = 15min; ///< for a large one, when nobody waits
constexpr unsigned long pause = 30'000; ///< milliseconds between two looks at what waits
constexpr int uploadThreads = 2;

}

FileScanner::FileScanner(const Parts &parts)
    : m_parts(parts)
{
    m_uploads.setMaxThreadCount(uploadThreads);
}

FileScanner::~FileScanner()
{
    stop();
}

void FileScanner::start()
{
    m_later.reset(QThread::create([this] { run(); }));
    m_later->setObjectName(QStringLiteral("scanner"));
    m_later->start();
}

void FileScanner::stop()
{
    m_stopping = true;
    {
        const QMutexLocker lock(&m_mutex);
        m_changed.wakeAll();
    }
    m_uploads.waitForDone();
    if (m_later)
        m_later->wait();
    m_later.reset();
}

void FileScanner::check(const QString &hash, const RecordId &uploader, Done done)
{
    // From now on, not from when a thread is free: behind a scanner that hangs, others wait as well.
    const QDeadlineTimer deadline(patience);
    m_uploads.start([this, content = Quarantine::Waiting{hash, uploader}, deadline, done = std::move(done)] {
        const Result<void> verdict = judge(content, Occasion::Upload, deadline);
        const bool isUnreachable = !verdict && verdict.error().code == ErrorCode::Unavailable;
        if (!isUnreachable)
            return done(verdict);
        done(m_parts.refusesUnchecked ? refuse(content.hash, verdict.error()) : Result<void>());
    });
}

/// It is as if it had never come, so that it is sent again when the scanner is back.
Result<void> FileScanner::refuse(const QString &hash, const Error &error)
{
    TANDEM_TRY(m_parts.files.withdraw(hash, [&] { return isNamed(hash); }));
    return Error{ErrorCode::Conflict, QStringLiteral("scannerUnreachable"), QStringLiteral("file"), {}, error.detail};
}

/// By a record, also of the recycle bin. On the writer's thread, so that what is just being named counts too.
Result<bool> FileScanner::isNamed(const QString &hash) const
{
    namespace file = entities::file;
    const RegistryPointer registry = m_parts.store.registry();
    RecordQuery query;
    query.entity = file::entityName();
    query.filter = buildFilter({{registry->entity(file::number)->field(file::field::sha256)->name,
        FilterCondition::Operator::Equal, {Value(hash)}, ExpressionType::Text}});
    query.fields = {file::field::sha256};
    query.deleted = RecordQuery::Deleted::With;
    query.limit = 1;
    bool isNamed = false;
    TANDEM_TRY(writeAndWait(m_parts.pipeline, [&](Connection &connection) -> Result<void> {
        TANDEM_ASSIGN(const auto records, RecordStore(connection, registry).query(query));
        isNamed = !records.empty();
        return {};
    }));
    return isNamed;
}

void FileScanner::run()
{
    while (!m_stopping) {
        lookAtWaiting();
        const QMutexLocker lock(&m_mutex);
        if (!m_stopping)
            m_changed.wait(&m_mutex, pause);
    }
}

void FileScanner::lookAtWaiting()
{
    for (const Quarantine::Waiting &content : m_parts.files.quarantine().waiting()) {
        if (m_stopping)
            return;
        const Result<void> verdict = judge(content, Occasion::Later, QDeadlineTimer(longest));
        if (!verdict && verdict.error().code == ErrorCode::Unavailable)
            qCWarning(scannerLog).noquote() << content.hash << "waits:" << verdict.error().toLog();
    }
}

Result<void> FileScanner::judge(const Quarantine::Waiting &content, Occasion occasion, const QDeadlineTimer &deadline)
{
    if (!claim(content.hash))
        return {}; // somebody is at it already
    const Result<void> verdict = scan(content, occasion, deadline);
    unclaim(content.hash);
    return verdict;
}

bool FileScanner::claim(const QString &hash)
{
    const QMutexLocker lock(&m_mutex);
    if (m_underway.contains(hash))
        return false;
    m_underway.insert(hash);
    return true;
}

void FileScanner::unclaim(const QString &hash)
{
    const QMutexLocker lock(&m_mutex);
    m_underway.remove(hash);
}

Result<void> FileScanner::scan(const Quarantine::Waiting &content, Occasion occasion, const QDeadlineTimer &deadline)
{
    const Quarantine &quarantine = m_parts.files.quarantine();
    if (!quarantine.isWaiting(content.hash))
        return m_parts.files.checkServable(content.hash); // looked at meanwhile
    if (!m_parts.files.contains(content.hash))
        return quarantine.releaseAbandoned(content.hash);
    TANDEM_ASSIGN(const std::unique_ptr<QFile> file, m_parts.files.open(content.hash));
    TANDEM_ASSIGN(const QString finding, clamd::scan(m_parts.address, *file, deadline, m_stopping));
    file->close(); // it is moved away, or served
    if (finding.isEmpty())
        return quarantine.release(content.hash);
    TANDEM_TRY(m_parts.files.lockAway(content.hash, finding));
    report(content, finding, occasion);
    return Quarantine::infected(finding);
}

/// That it is locked away is done already, and does not depend on any of this.
void FileScanner::report(const Quarantine::Waiting &content, const QString &finding, Occasion occasion) const
{
    qCWarning(scannerLog).noquote() << content.hash << "is locked away:" << finding;
    const AuditEvent event{0, m_parts.clock.now(), auditevent::fileInfected, content.uploader, {},
        QStringLiteral("%1 (%2)").arg(finding, content.hash.left(12)), {}};
    const Result<void> kept = writeAndWait(
        m_parts.pipeline, [&event](Connection &connection) { return AuditTrail(connection).append(event); });
    if (!kept)
        qCWarning(scannerLog).noquote() << "not in the audit trail:" << kept.error().toLog();
    AdministratorNotice notice;
    notice.key = QStringLiteral("fileInfected");
    notice.name = content.hash;
    const QString name = namesOf(content.hash);
    notice.arguments = {{QStringLiteral("finding"), finding}, {QStringLiteral("name"), name}};
    notice.text = QStringLiteral("The virus scanner found %1 in “%2”. The file is locked away.").arg(finding, name);
    Result<void> told = notifyAdministrators(m_parts.pipeline, m_parts.store, m_parts.clock, notice);
    // Who waits for the end of the upload gets it as the answer.
    if (told && occasion == Occasion::Later && !content.uploader.isNull())
        told = notifyUsers(m_parts.pipeline, m_parts.store, m_parts.clock, notice, {content.uploader});
    if (!told)
        qCWarning(scannerLog).noquote() << "not everybody was told:" << told.error().toLog();
}

/// Of the records that have the content; of one that nobody has named yet the beginning of its hash.
QString FileScanner::namesOf(const QString &hash) const
{
    namespace file = entities::file;
    QStringList names;
    if (const auto reader = m_parts.store.openReader(); reader) {
        RecordStore records(**reader, m_parts.store.registry());
        const auto found = records.findBy(file::number, file::field::sha256, Value(hash));
        for (const StoredRecord &record : found.valueOr({}))
            names.append(record.value(file::field::name).toText());
    }
    names.removeDuplicates();
    return names.isEmpty() ? hash.left(12) : names.join(QLatin1String(", "));
}

}
