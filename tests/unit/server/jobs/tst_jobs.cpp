// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/backup.h"
#include "server/jobs/jobqueue.h"
#include "server/jobs/retention.h"
#include "server/jobs/scheduler.h"
#include "server/jobs/stagereminders.h"
#include "server/store/audittrail.h"
#include "server/store/changelog.h"
#include "server/store/filestore.h"
#include "tests/support/company.h"
#include "tests/support/filecontent.h"

#include <QDateTime>
#include <QDir>
#include <QTest>

using namespace tandem;
using namespace tandem::server;

/// Durable jobs, the schedule, backups, reminders.
class TestJobs : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        m_company->start();
    }
    void cleanup() { m_company.reset(); }

    void aJobRunsUntilItSucceeds()
    {
        JobQueue queue(*m_company->pipeline, *m_company->store, m_company->clock, {8, 0});
        QSemaphore done;
        std::atomic<int> runs = 0;
        queue.handle(QStringLiteral("mail"), [&](const Job &job) -> Result<void> {
            if (job.payload.value(QStringLiteral("to")).toString() != QLatin1String("li.wei"))
                return Error::internal(QStringLiteral("wrong payload"));
            if (++runs < 3)
                return Error::unavailable(QStringLiteral("noServer"));
            done.release();
            return {};
        });
        QVERIFY(queue.start().ok());
        queue.enqueue(QStringLiteral("mail"), {{QStringLiteral("to"), QStringLiteral("li.wei")}});
        QVERIFY(done.tryAcquire(1, 10'000));
        queue.stop();
        QCOMPARE(runs.load(), 3);
        QVERIFY(!JobStore(*m_company->reader).nextTime()->has_value());
        QVERIFY(JobStore(*m_company->reader).dead(10)->empty());
    }

    void whatFailsTooOftenIsKeptAsADeadLetter()
    {
        JobQueue queue(*m_company->pipeline, *m_company->store, m_company->clock, {2, 0});
        queue.handle(QStringLiteral("hook"),
            [](const Job &) -> Result<void> { return Error::unavailable(QStringLiteral("never")); });
        QVERIFY(queue.start().ok());
        queue.enqueue(QStringLiteral("hook"), {});
        QTRY_COMPARE_WITH_TIMEOUT(JobStore(*m_company->reader).dead(10)->size(), size_t(1), 10'000);
        queue.stop();
        const Job dead = JobStore(*m_company->reader).dead(10)->front();
        QCOMPARE(dead.attempts, 2);
        QVERIFY(dead.error.contains(QStringLiteral("never")));
    }

    void aDeadLetterGetsAnotherRoundOrGoes()
    {
        JobQueue queue(*m_company->pipeline, *m_company->store, m_company->clock, {1, 0});
        std::atomic<bool> works = false;
        std::atomic<int> failures = 0;
        queue.handle(
            QStringLiteral("hook"),
            [&](const Job &) -> Result<void> {
                return works ? Result<void>() : Result<void>(Error::unavailable(QStringLiteral("diskFull")));
            },
            [&](const Job &job, const Error &error) {
                if (job.dead && error.reason == QLatin1String("diskFull"))
                    ++failures;
            });
        QVERIFY(queue.start().ok());
        queue.enqueue(QStringLiteral("hook"), {});
        queue.enqueue(QStringLiteral("hook"), {});
        const auto count = [&] {
            return *JobStore(*m_company->reader).count();
        };
        QTRY_COMPARE_WITH_TIMEOUT(count().dead, qint64(2), 10'000);
        QTRY_COMPARE(failures.load(), 2);
        works = true;
        const std::vector<Job> dead = *JobStore(*m_company->reader).all(10);
        QVERIFY(dead.front().dead);
        const auto outcome = [&](void (JobQueue::*change)(const RecordId &, DatabaseWriter::Done), const RecordId &id) {
            QSemaphore done;
            Result<void> result;
            (queue.*change)(id, [&](const Result<void> &given) {
                result = given;
                done.release();
            });
            done.acquire();
            return result;
        };
        QVERIFY(outcome(&JobQueue::retry, dead[0].id).ok());
        QTRY_COMPARE_WITH_TIMEOUT(count().dead + count().waiting, qint64(1), 10'000);
        QVERIFY(outcome(&JobQueue::discard, dead[1].id).ok());
        QCOMPARE(count().dead, qint64(0));
        QCOMPARE(outcome(&JobQueue::discard, dead[1].id).error().code, ErrorCode::NotFound);
        QCOMPARE(outcome(&JobQueue::retry, dead[0].id).error().code, ErrorCode::NotFound);
    }

    void ofSeveralDaemonsOneRunsAJobAndAnotherTheNext()
    {
        if (!test::testdatabase::isPostgresql())
            QSKIP("one process owns a file");
        JobQueue first(*m_company->pipeline, *m_company->store, m_company->clock);
        JobQueue second(*m_company->pipeline, *m_company->store, m_company->clock);
        std::atomic<int> runs = 0;
        QSemaphore running;
        QSemaphore goOn;
        QSemaphore finished;
        for (JobQueue *queue : {&first, &second}) {
            queue->handle(QStringLiteral("long"), [&](const Job &) -> Result<void> {
                ++runs;
                running.release();
                goOn.acquire();
                return {};
            });
            queue->handle(QStringLiteral("short"), [&](const Job &) -> Result<void> {
                finished.release();
                return {};
            });
            QVERIFY(queue->start().ok());
        }
        first.enqueue(QStringLiteral("long"), {});
        second.wake();
        running.acquire();
        second.enqueue(QStringLiteral("short"), {}, [&](const Result<void> &) { first.wake(); });
        QVERIFY(finished.tryAcquire(1, 10'000));
        QCOMPARE(runs.load(), 1);
        goOn.release();
        QTRY_COMPARE_WITH_TIMEOUT(JobStore(*m_company->reader).count()->waiting, qint64(0), 10'000);
        first.stop();
        second.stop();
        QCOMPARE(runs.load(), 1);
    }

    void aJobOfADaemonThatDiedIsFree()
    {
        if (!test::testdatabase::isPostgresql())
            QSKIP("one process owns a file");
        const Timestamp now = m_company->clock.now();
        QVERIFY(writeAndWait(*m_company->pipeline, [now](Connection &connection) -> Result<void> {
            TANDEM_TRY(JobStore::createTable(connection));
            return JobStore(connection).add({newRecordId(), QStringLiteral("mail"), {}, 0, now, {}, false});
        }).ok());
        auto one = *m_company->store->openReader();
        const auto other = *m_company->store->openReader();
        QVERIFY(JobStore(*one).claimDue(now)->has_value());
        QVERIFY(!JobStore(*other).claimDue(now)->has_value());
        one.reset();
        QTRY_VERIFY(JobStore(*other).claimDue(now)->has_value());
    }

    void aDailyTaskRunsOnceForEachTimeOfDay()
    {
        int runs = 0;
        const auto runDue = [&] {
            Scheduler scheduler(*m_company->pipeline, *m_company->store, m_company->clock);
            scheduler.daily(QStringLiteral("backup"), {QTime(2, 30), QTime(14, 0)}, [&]() -> Result<void> {
                ++runs;
                return {};
            });
            scheduler.runDue();
            scheduler.runDue();
        };
        const auto advanceTo = [&](const QTime &time) {
            const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_company->clock.now());
            QDateTime next(now.date(), time);
            if (next <= now)
                next = QDateTime(now.date().addDays(1), time);
            m_company->clock.advance(now.msecsTo(next));
        };
        runDue();
        QCOMPARE(runs, 1); // the first one shows at once whether it works
        advanceTo(QTime(2, 29));
        runs = 0;
        runDue();
        const int before = runs; // the slot of the afternoon may lie between
        advanceTo(QTime(2, 30));
        runDue();
        QCOMPARE(runs, before + 1);
        advanceTo(QTime(13, 59));
        runDue();
        QCOMPARE(runs, before + 1);
        advanceTo(QTime(14, 1)); // nobody looked at the very minute
        runDue();
        QCOMPARE(runs, before + 2);
        m_company->clock.advance(3LL * 24 * 3600 * 1000); // it was off for days
        runDue();
        QCOMPARE(runs, before + 3);
    }

    void aClockThatIsSetBackRepeatsNoTaskAndStopsNone()
    {
        constexpr qint64 hour = 3'600'000;
        int runs = 0;
        Scheduler scheduler(*m_company->pipeline, *m_company->store, m_company->clock);
        scheduler.every(QStringLiteral("hourly"), hour, [&]() -> Result<void> {
            ++runs;
            return {};
        });
        const auto runsAfter = [&](qint64 milliseconds) {
            m_company->clock.advance(milliseconds);
            scheduler.runDue();
            return runs;
        };
        QCOMPARE(runsAfter(0), 1);
        QCOMPARE(runsAfter(-hour), 1);
        QCOMPARE(runsAfter(hour), 1);
        QCOMPARE(runsAfter(hour), 2);
        QCOMPARE(runsAfter(-365 * 24 * hour), 3);
        QCOMPARE(runsAfter(hour), 4);
    }

    /// A job that has failed waits as long as it shall, whatever the clock does meanwhile.
    void aClockThatIsSetBackDelaysNoJob()
    {
        constexpr qint64 hour = 3'600'000;
        constexpr qint64 wait = 60'000;
        JobQueue queue(*m_company->pipeline, *m_company->store, m_company->clock, {8, wait});
        std::atomic<int> runs = 0;
        queue.handle(QStringLiteral("mail"), [&](const Job &) -> Result<void> {
            return ++runs < 2 ? Result<void>(Error::unavailable(QStringLiteral("noServer"))) : Result<void>();
        });
        QVERIFY(queue.start().ok());
        queue.enqueue(QStringLiteral("mail"), {});
        const auto dueIn = [&] {
            const auto next = JobStore(*m_company->reader).nextTime();
            return next.ok() && *next ? **next - m_company->clock.now() : -1;
        };
        QTRY_COMPARE(dueIn(), wait);
        m_company->clock.advance(-hour);
        queue.wake();
        QTRY_COMPARE(dueIn(), wait);
        QCOMPARE(runs.load(), 1);
        m_company->clock.advance(wait);
        queue.wake();
        QTRY_COMPARE(runs.load(), 2);
        queue.stop();
    }

    void aScheduledTaskKeepsItsIntervalOverARestart()
    {
        int runs = 0;
        for (int start = 0; start < 2; ++start) {
            Scheduler scheduler(*m_company->pipeline, *m_company->store, m_company->clock);
            scheduler.every(QStringLiteral("daily"), 1000, [&]() -> Result<void> {
                ++runs;
                return {};
            });
            scheduler.runDue();
            scheduler.runDue();
        }
        QCOMPARE(runs, 1);
        m_company->clock.advance(1000);
        Scheduler scheduler(*m_company->pipeline, *m_company->store, m_company->clock);
        scheduler.every(QStringLiteral("daily"), 1000, [&]() -> Result<void> {
            ++runs;
            return {};
        });
        scheduler.runDue();
        QCOMPARE(runs, 2);
    }

    void aBackupIsWholeAndKnowsDamage()
    {
        namespace account = entities::account;
        const RecordId id = m_company->create(account::number, {{account::field::name, Value(QStringLiteral("Acme"))}});
        FileStore contents(m_company->store->filesFolder(), 1000);
        QVERIFY(test::putContent(contents, "content").ok());
        const QString target = m_company->folder.path() + QStringLiteral("/it's a backup");
        const auto made = backup::create(*m_company->store, target, m_company->clock);
        QVERIFY2(made.ok(), made.ok() ? "" : qPrintable(made.error().toLog()));
        QCOMPARE(made->files, 2);
        QVERIFY(backup::verify(target).ok());
        QCOMPARE(
            backup::create(*m_company->store, target, m_company->clock).error().reason, QStringLiteral("folderExists"));

        // It is a data folder that opens by itself.
        const auto copy = Connection::open({target + QStringLiteral("/tandem.db"), DatabaseAddress::Mode::ReadOnly});
        QVERIFY(RecordStore(**copy, m_company->store->registry()).find(account::number, id)->has_value());

        QDir files(target + QStringLiteral("/files"));
        const QString first = files.entryList(QDir::Dirs | QDir::NoDotAndDotDot).constFirst();
        QDir inner(files.filePath(first));
        QFile content(inner.filePath(inner.entryList(QDir::Files).constFirst()));
        content.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        QVERIFY(content.open(QIODevice::Append));
        content.write("x");
        content.close();
        QCOMPARE(backup::verify(target).error().reason, QStringLiteral("damaged"));
    }

    void oldHistoryGoesAndTheRestStaysProvable()
    {
        namespace account = entities::account;
        constexpr qint64 day = 24 * 3'600'000;
        PasswordHasher hasher(PasswordHasher::Cost::Minimal);
        Authenticator authenticator(*m_company->pipeline, hasher, *m_company->store, m_company->clock);
        const FieldValues named{{account::field::name, Value(QStringLiteral("Acme"))}};
        const RecordId old = m_company->create(account::number, named);
        m_company->clock.advance(40 * day);
        const RecordId young = m_company->create(account::number, named);
        ChangeLog log(*m_company->reader);
        Retention retention;
        const auto apply = [&] {
            return applyRetention(*m_company->pipeline, authenticator, *m_company->store, retention, m_company->clock)
                .ok();
        };
        QVERIFY(apply());
        QCOMPARE(log.horizon().valueOr(-1), 0);
        QCOMPARE(log.history(account::number, old, 0, 10)->size(), size_t(1));

        retention.historyBefore = m_company->clock.now() - 30 * day;
        QVERIFY(apply());
        QVERIFY(log.horizon().valueOr(-1) > 0);
        QVERIFY(log.history(account::number, old, 0, 10)->empty());
        QCOMPARE(log.history(account::number, young, 0, 10)->size(), size_t(1));
        QVERIFY(!m_company->value(account::number, old, systemfield::createdAt).isNull());
        QCOMPARE(log.verifyChain()->damage, hashchain::Damage::None);
        AuditTrail trail(*m_company->reader);
        QCOMPARE(trail.newest(0, 1)->front().name, auditevent::historyTrimmed);
        QCOMPARE(trail.verifyChain()->damage, hashchain::Damage::None);
        const qint64 events = trail.newest(0, 1)->front().number;
        QVERIFY(apply()); // nothing more to do, nothing more to tell
        QCOMPARE(trail.newest(0, 1)->front().number, events);
    }

    void contentsThatNoRecordNamesGoInTheEnd()
    {
        namespace file = entities::file;
        PasswordHasher hasher(PasswordHasher::Cost::Minimal);
        Authenticator authenticator(*m_company->pipeline, hasher, *m_company->store, m_company->clock);
        FileStore files(m_company->store->filesFolder(), 1000);
        const QString named = *test::putContent(files, "named");
        const QString unnamed = *test::putContent(files, "unnamed");
        const QString young = *test::putContent(files, "young");
        const QString resent = *test::putContent(files, "resent");
        const QDateTime old = QDateTime::currentDateTimeUtc().addDays(-1);
        for (const QString &hash : {named, unnamed, young, resent})
            test::setAge(m_company->store->filesFolder(), hash, old);
        QCOMPARE(files.received(young).valueOr(-1), 5); // somebody is about to name it
        QCOMPARE(files.write(resent, 0, 6, "resent", newRecordId()).valueOr(-1), 6); // so is somebody else
        const RecordId record = m_company->create(file::number,
            {{file::field::name, Value(QStringLiteral("a.txt"))}, {file::field::size, Value(5)},
                {file::field::sha256, Value(named)}});
        Mutation removal;
        removal.entity = file::number;
        removal.record = record;
        removal.kind = MutationKind::Delete;
        QVERIFY(!m_company->submit(Actor::forSystem(), removal).error);
        SetClock clock; // such that the limit is an hour ago
        const Retention retention;
        clock.advance(
            QDateTime::currentMSecsSinceEpoch() - clock.now() - 3'600'000 + retention.unnamedFileDays * 24 * 3'600'000);
        QVERIFY(applyRetention(*m_company->pipeline, authenticator, *m_company->store, retention, clock).ok());
        QVERIFY(files.contains(named));
        QVERIFY(files.contains(young));
        QVERIFY(files.contains(resent));
        QVERIFY(!files.contains(unnamed));
    }

    void aDealThatStaysTooLongIsRemindedOnce()
    {
        using namespace entities::opportunity;
        const RecordId seller = m_company->addUser(QStringLiteral("seller"), QStringLiteral("sales"));
        m_company->create(number,
            {{field::name, Value(QStringLiteral("Deal"))}, {field::pipeline, Value(basics::pipeline())},
                {field::stage, Value(basics::stage(QStringLiteral("new")))}},
            Company::actor(seller));
        QCOMPARE(*sendStageReminders(*m_company->pipeline, *m_company->store, m_company->clock), 0);
        m_company->clock.advance(15LL * 24 * 3600 * 1000);
        QCOMPARE(*sendStageReminders(*m_company->pipeline, *m_company->store, m_company->clock), 1);
        QCOMPARE(*sendStageReminders(*m_company->pipeline, *m_company->store, m_company->clock), 0);
        const auto notices = m_company->all(entities::notification::number);
        QCOMPARE(notices.size(), size_t(1));
        QCOMPARE(notices.front().value(systemfield::owner).toId(), seller);
    }

private:
    std::unique_ptr<Company> m_company;
};

QTEST_GUILESS_MAIN(TestJobs)
#include "tst_jobs.moc"
