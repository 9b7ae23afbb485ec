// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/backup.h"
#include "server/jobs/jobqueue.h"
#include "server/jobs/scheduler.h"
#include "server/jobs/stagereminders.h"
#include "server/store/filestore.h"
#include "tests/support/company.h"

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
        QVERIFY(FileStore(m_company->store->filesFolder(), 1000).put("content").ok());
        const QString target = m_company->folder.path() + QStringLiteral("/it's a backup");
        const auto made = backup::create(*m_company->store, target, m_company->clock);
        QVERIFY2(made.ok(), made.ok() ? "" : qPrintable(made.error().toLog()));
        QCOMPARE(made->files, 2);
        QVERIFY(backup::verify(target).ok());
        QCOMPARE(backup::create(*m_company->store, target, m_company->clock).error().reason, QStringLiteral("exists"));

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
