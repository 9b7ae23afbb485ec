// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/filescanner.h"

#include "server/jobs/administratornotice.h"
#include "server/jobs/namedcontents.h"
#include "server/store/audittrail.h"
#include "server/store/recordstore.h"
#include "shared/base/bytesize.h"
#include "shared/entities/entitynames.h"

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
// At once of what came before: whoever attaches something meanwhile does not wait for more than that.
constexpr int mostAgain = 100;
constexpr qint64 mostBytesAgain = 256 * MiB;

}

FileScanner::FileScanner(const Parts &parts)
    : m_parts(parts)
    , m_round(parts.files, parts.againDays)
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
    TANDEM_TRY(m_parts.files.withdraw(hash, [&] { return isNamedContent(m_parts.pipeline, m_parts.store, hash); }));
    return Error{ErrorCode::Conflict, QStringLiteral("scannerUnreachable"), QStringLiteral("file"), {}, error.detail};
}

void FileScanner::run()
{
    while (!m_stopping) {
        tellUntold();
        lookAtWaiting();
        lookAgain();
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

/// One without a verdict, for whatever reason, has its next turn in the next round.
void FileScanner::lookAgain()
{
    qint64 bytes = 0;
    for (int looks = 0; looks < mostAgain && bytes < mostBytesAgain && !m_stopping; ++looks) {
        const std::optional<QString> hash = m_round.next();
        if (!hash)
            return;
        bytes += m_parts.files.size(*hash).valueOr(0);
        const Result<void> verdict = judge({*hash, {}}, Occasion::Again, QDeadlineTimer(longest));
        if (!verdict && verdict.error().code == ErrorCode::Unavailable) {
            qCWarning(scannerLog).noquote() << *hash << "is looked at later:" << verdict.error().toLog();
            return;
        }
    }
}

/// What a crash, or a full disk, kept from being told.
void FileScanner::tellUntold() const
{
    for (const Quarantine::Untold &found : m_parts.files.quarantine().untold())
        report(found, Occasion::Later);
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
    const bool isDue = occasion == Occasion::Again ? m_round.isDue(content.hash) : quarantine.isWaiting(content.hash);
    if (!isDue)
        return m_parts.files.checkServable(content.hash); // looked at meanwhile
    if (!m_parts.files.contains(content.hash))
        return quarantine.releaseAbandoned(content.hash);
    TANDEM_ASSIGN(const std::unique_ptr<QFile> file, m_parts.files.open(content.hash));
    TANDEM_ASSIGN(const QString finding, clamd::scan(m_parts.address, *file, deadline, m_stopping));
    file->close(); // it is moved away, or served
    if (finding.isEmpty())
        return quarantine.pass(content.hash);
    TANDEM_TRY(m_parts.files.lockAway(content.hash, finding, content.uploader));
    report({content.hash, content.uploader, finding, false}, occasion);
    return Quarantine::infected(finding);
}

/// That it is locked away is done already, and does not depend on any of this. What does not succeed is tried again.
void FileScanner::report(const Quarantine::Untold &found, Occasion occasion) const
{
    qCWarning(scannerLog).noquote() << found.hash << "is locked away:" << found.finding;
    const Result<void> recorded = found.isRecorded ? Result<void>() : record(found);
    if (!recorded)
        qCWarning(scannerLog).noquote() << "not in the audit trail:" << recorded.error().toLog();
    const Result<void> told = notify(found, occasion);
    if (!told)
        qCWarning(scannerLog).noquote() << "not everybody was told:" << told.error().toLog();
    if (!recorded || !told)
        return;
    if (const Result<void> noted = m_parts.files.quarantine().noteTold(found.hash); !noted)
        qCWarning(scannerLog).noquote() << "told, and not noted:" << noted.error().toLog();
}

Result<void> FileScanner::record(const Quarantine::Untold &found) const
{
    const AuditEvent event{0, m_parts.clock.now(), auditevent::fileInfected, found.uploader, {},
        QStringLiteral("%1 (%2)").arg(found.finding, found.hash.left(12)), {}};
    TANDEM_TRY(writeAndWait(
        m_parts.pipeline, [&event](Connection &connection) { return AuditTrail(connection).append(event); }));
    return m_parts.files.quarantine().noteRecorded(found);
}

/// Whoever has been told already is not told again.
Result<void> FileScanner::notify(const Quarantine::Untold &found, Occasion occasion) const
{
    AdministratorNotice notice;
    notice.key = QStringLiteral("fileInfected");
    notice.name = found.hash;
    const QString name = namesOf(found.hash);
    notice.arguments = {{QStringLiteral("finding"), found.finding}, {QStringLiteral("name"), name}};
    notice.text =
        QStringLiteral("The virus scanner found %1 in “%2”. The file is locked away.").arg(found.finding, name);
    TANDEM_TRY(notifyAdministrators(m_parts.pipeline, m_parts.store, m_parts.clock, notice));
    // Who waits for the end of the upload gets it as the answer.
    if (occasion == Occasion::Upload || found.uploader.isNull())
        return {};
    return notifyUsers(m_parts.pipeline, m_parts.store, m_parts.clock, notice, {found.uploader});
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
