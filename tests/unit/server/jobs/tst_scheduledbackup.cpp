// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/backupdue.h"
#include "server/jobs/backupshelf.h"
#include "server/jobs/lastbackup.h"
#include "server/jobs/scheduledbackup.h"
#include "server/store/filestore.h"
#include "tests/support/company.h"
#include "tests/support/filecontent.h"

#include <QDateTime>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tandem;
using namespace tandem::server;

/// The backup that nobody has to think of.
class TestScheduledBackup : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        m_company->start();
        m_folder = m_company->folder.path() + QStringLiteral("/backups");
        QVERIFY(QDir().mkpath(m_folder));
        startWith({3});
    }
    void cleanup()
    {
        m_queue.reset();
        m_backup.reset();
        m_company.reset();
    }

    void itIsWrittenVerifiedAndRemembered()
    {
        m_company->create(entities::account::number, {{entities::account::field::name, Value(QStringLiteral("Acme"))}});
        backUp();
        const auto last = lastbackup::read(*m_company->reader);
        QVERIFY(last.ok() && last->has_value());
        QCOMPARE((*last)->createdAt, m_company->clock.now());
        QCOMPARE(QFileInfo((*last)->folder).path(), m_folder);
        QVERIFY((*last)->bytes > 0);
        QVERIFY(backup::verify((*last)->folder).ok());
        const QString restored = m_company->folder.path() + QStringLiteral("/restored");
        QVERIFY(backup::restore((*last)->folder, restored).ok());
        const auto store = Store::open(restored, *loadShipped());
        QVERIFY(store.ok());
        QVERIFY((*store)->generation() != m_company->store->generation());
        QVERIFY(notices().empty());
    }

    void whatShouldBeThereAndIsNotIsOverdue()
    {
        const QList<QTime> times{QTime(2, 30)};
        const auto at = [](int day, const QTime &time) {
            return QDateTime(QDate(2026, 11, day), time).toMSecsSinceEpoch();
        };
        const Timestamp last = at(20, QTime(2, 31));
        QVERIFY(!isBackupOverdue(times, last, at(20, QTime(23, 0))));
        QVERIFY(!isBackupOverdue(times, last, at(21, QTime(4, 0)))); // it is being written, or tried again
        QVERIFY(isBackupOverdue(times, last, at(21, QTime(5, 0))));
        QVERIFY(!isBackupOverdue(times, at(21, QTime(4, 50)), at(21, QTime(5, 0))));
        QVERIFY(!isBackupOverdue({}, last, at(25, QTime(5, 0))));
        QVERIFY(!isBackupOverdue(times, 0, at(21, QTime(5, 0))));
    }

    void theNewestAreKeptAndNothingElseIsTouched()
    {
        const QStringList others = makeThingsThatAreNotOurs();
        for (int i = 0; i < 6; ++i) {
            backUp();
            m_company->clock.advance(day);
        }
        QCOMPARE(shelf().own().size(), size_t(3));
        for (const QString &name : others)
            QVERIFY2(QFileInfo::exists(shelf().path(name)), qPrintable(name));
        const std::vector<backup::Summary> own = shelf().own();
        QVERIFY(std::all_of(own.begin(), own.end(), [](const auto &one) { return backup::verify(one.folder).ok(); }));
    }

    void theNewestOfEachWeekBeforeIsKeptToo()
    {
        startWith({3, 2});
        // From a Monday on, by noon, so that no change of the clocks counts.
        const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_company->clock.now());
        const QDateTime monday(now.date().addDays(8 - now.date().dayOfWeek()), QTime(12, 0));
        m_company->clock.advance(now.msecsTo(monday));
        for (int i = 0; i < 24; ++i) {
            backUp();
            m_company->clock.advance(day);
        }
        QList<qint64> days; // since the first one
        for (const backup::Summary &one : shelf().own())
            days.append((one.createdAt - monday.toMSecsSinceEpoch()) / day);
        // The last Wednesday, Tuesday and Monday; then the Sundays of the two weeks before.
        QCOMPARE(days, (QList<qint64>{23, 22, 21, 20, 13}));
    }

    void aClockThatWasSetBackCostsNoGoodBackup()
    {
        for (int i = 0; i < 3; ++i) {
            backUp();
            m_company->clock.advance(day);
        }
        m_company->clock.advance(-30 * day);
        backUp();
        const auto last = lastbackup::read(*m_company->reader);
        QVERIFY(backup::verify((*last)->folder).ok());
        QCOMPARE(shelf().own().size(), size_t(3));
    }

    void aFailureIsToldOnceToAdministratorsAndRetried()
    {
        const RecordId seller = m_company->addUser(QStringLiteral("seller"), QStringLiteral("sales"));
        const RecordId second = m_company->addUser(QStringLiteral("second"), QStringLiteral("administrator"));
        QVERIFY(QDir(m_folder).removeRecursively());
        QVERIFY(m_backup->request(*m_queue).ok());
        QVERIFY(m_backup->request(*m_queue).ok()); // the first one is not done yet: no second one
        QTRY_VERIFY_WITH_TIMEOUT(jobs().dead == 1, 20'000);
        QTRY_COMPARE(notices(QStringLiteral("backupGivenUp")).size(), size_t(2));
        QCOMPARE(notices(QStringLiteral("backupFailed")).size(), size_t(2));
        QSet<RecordId> told;
        for (const StoredRecord &notice : notices())
            told.insert(notice.value(systemfield::owner).toId());
        QCOMPARE(told, (QSet<RecordId>{basics::administrator(), second}));
        QVERIFY(!told.contains(seller));
        const QByteArray arguments =
            notices().front().value(entities::notification::field::arguments).toText().toUtf8();
        QCOMPARE(QJsonDocument::fromJson(arguments).object().value(QLatin1String("reason")).toString(),
            QStringLiteral("backupFolderMissing"));

        // When the next one succeeds there is nothing left to look at.
        QVERIFY(QDir().mkpath(m_folder));
        backUp();
        QCOMPARE(jobs().dead, qint64(0));
    }

    void itGoesOnByItselfWhenTheFolderIsBack()
    {
        startWith({3}, 6);
        QVERIFY(QDir(m_folder).removeRecursively());
        QVERIFY(m_backup->request(*m_queue).ok());
        QTRY_COMPARE_WITH_TIMEOUT(notices(QStringLiteral("backupFailed")).size(), size_t(1), 20'000);
        QVERIFY(QDir().mkpath(m_folder));
        m_company->clock.advance(day);
        m_queue->wake();
        QTRY_COMPARE_WITH_TIMEOUT(notices(QStringLiteral("backupWorksAgain")).size(), size_t(1), 20'000);
        QCOMPARE(shelf().own().size(), size_t(1));
    }

    void aRestoredServerDoesNotRepeatTheJobOfThen()
    {
        backUp();
        const QString restored = m_company->folder.path() + QStringLiteral("/restored");
        QVERIFY(backup::restore(shelf().own().front().folder, restored).ok());
        const auto copy = Connection::open({restored + QStringLiteral("/tandem.db")});
        QCOMPARE(JobStore(**copy).count()->waiting, qint64(1)); // the job that wrote it, as it was then

        const Job job = **JobStore(**copy).nextDue(m_company->clock.now());
        QVERIFY(writeAndWait(*m_company->pipeline, [&](Connection &connection) {
            Job stale = job;
            stale.payload.insert(QStringLiteral("generation"), toText(newRecordId()));
            return JobStore(connection).add(stale);
        }).ok());
        m_queue->wake();
        QTRY_COMPARE_WITH_TIMEOUT(jobs().waiting, qint64(0), 20'000);
        QCOMPARE(jobs().dead, qint64(0));
        QCOMPARE(shelf().own().size(), size_t(1));
    }

    void whatWasDamagedBeforeIsTakenAndCounted()
    {
        FileStore files(m_company->store->filesFolder(), 1000);
        const QString hash = *test::putContent(files, "content");
        const auto stored = files.open(hash);
        QFile content((*stored)->fileName());
        content.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        QVERIFY(content.open(QIODevice::WriteOnly));
        content.write("something else");
        content.close();
        backUp();
        const auto last = lastbackup::read(*m_company->reader);
        QCOMPARE((*last)->damaged, 1);
        QVERIFY(backup::verify((*last)->folder).ok());
    }

private:
    static constexpr qint64 day = 24LL * 3600 * 1000;

    void startWith(const BackupShelf::Kept &kept, int attempts = 2)
    {
        m_queue.reset();
        m_backup = std::make_unique<ScheduledBackup>(
            *m_company->pipeline, *m_company->store, m_company->clock, ScheduledBackup::Settings{m_folder, kept});
        m_queue = std::make_unique<JobQueue>(*m_company->pipeline, *m_company->store, m_company->clock,
            JobQueue::Limits{attempts, attempts == 2 ? 0 : 1000});
        m_backup->registerWith(*m_queue);
        if (!m_queue->start())
            qFatal("no queue");
    }

    BackupShelf shelf() const { return BackupShelf(m_folder, m_company->store->generation()); }
    JobStore::Count jobs() { return *JobStore(*m_company->reader).count(); }

    void backUp()
    {
        QVERIFY(m_backup->request(*m_queue).ok());
        QTRY_COMPARE_WITH_TIMEOUT(jobs().waiting, qint64(0), 20'000);
    }

    std::vector<StoredRecord> notices(const QString &key = {})
    {
        std::vector<StoredRecord> found = m_company->all(entities::notification::number);
        std::erase_if(found, [&](const StoredRecord &row) {
            return !key.isEmpty() && row.value(entities::notification::field::textKey).toText() != key;
        });
        return found;
    }

    /// By name, by manifest or by generation somebody else's.
    QStringList makeThingsThatAreNotOurs()
    {
        const QString byHand = QStringLiteral("tandem-20200101-000000");
        const QString renamed = QStringLiteral("before the upgrade");
        const QString foreign = QStringLiteral("tandem-20200102-000000");
        const QString noBackup = QStringLiteral("tandem-20200103-000000");
        const auto make = [&](const QString &name, backup::Origin origin) {
            if (!backup::create(*m_company->store, shelf().path(name), m_company->clock, {origin}))
                qFatal("no backup");
        };
        make(byHand, backup::Origin::Person);
        make(renamed, backup::Origin::Schedule);
        make(foreign, backup::Origin::Schedule);
        QFile manifest(shelf().path(foreign + QStringLiteral("/manifest.json")));
        if (!manifest.open(QIODevice::ReadOnly))
            qFatal("no manifest");
        QJsonObject json = QJsonDocument::fromJson(manifest.readAll()).object();
        json.insert(QStringLiteral("generation"), toText(newRecordId()));
        manifest.close();
        if (!manifest.open(QIODevice::WriteOnly) || manifest.write(QJsonDocument(json).toJson()) < 0)
            qFatal("no manifest");
        QDir(m_folder).mkpath(noBackup);
        m_company->clock.advance(day);
        return {byHand, renamed, foreign, noBackup};
    }

    std::unique_ptr<Company> m_company;
    std::unique_ptr<ScheduledBackup> m_backup;
    std::unique_ptr<JobQueue> m_queue;
    QString m_folder;
};

QTEST_GUILESS_MAIN(TestScheduledBackup)
#include "tst_scheduledbackup.moc"
