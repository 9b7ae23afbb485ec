// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/records/joblist.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace tandem::client;
using namespace std::chrono_literals;

class TestJobList : public QObject
{
    Q_OBJECT

private slots:
    void whatIsOverAtOnceIsNeverShown()
    {
        JobList jobs;
        QSignalSpy ended(&jobs, &JobList::ended);
        Job &job = jobs.start(text(QStringLiteral("Export")));
        job.finish(text(QStringLiteral("Done")), Job::Notice::Wanted);
        QCOMPARE(ended.size(), 1); // who wants to tell of it can
        QVERIFY(jobs.shown().empty());
    }

    void whatLastsIsShownUntilItIsCleared()
    {
        JobList jobs;
        Job &job = begin(jobs, QStringLiteral("Export"));
        job.setProgress(1, 4);
        QCOMPARE(job.permille(), 250);
        job.setProgress(1, 0);
        QCOMPARE(job.permille(), -1);
        job.finish(text(QStringLiteral("12 rows")), Job::Notice::Given);
        QCOMPARE(job.result(), QStringLiteral("12 rows"));
        job.fail(text(QStringLiteral("too late")), Job::Notice::Given);
        QCOMPARE(job.state(), Job::State::Done);
        Job &other = begin(jobs, QStringLiteral("Import"));
        QCOMPARE(jobs.shown(), (std::vector<Job *>{&other, &job}));
        jobs.clearEnded();
        QCOMPARE(jobs.shown(), std::vector<Job *>{&other});
    }

    void cancellingAsksTheWork()
    {
        JobList jobs;
        Job &job = begin(jobs, QStringLiteral("Export"));
        QVERIFY(!job.canCancel());
        int asked = 0;
        job.setCancel([&asked] { ++asked; });
        job.cancel();
        QCOMPARE(asked, 1);
        QVERIFY(job.isRunning()); // it says itself when it has stopped
        job.markCancelled();
        QCOMPARE(job.state(), Job::State::Cancelled);
        job.cancel();
        QCOMPARE(asked, 1);
    }

    void aWorkThatGoesAwayWithoutAWordIsCancelled()
    {
        JobList jobs;
        jobs.setPatience(0ms);
        auto worker = std::make_unique<QObject>();
        Job &job = jobs.start(text(QStringLiteral("Import")), worker.get());
        QVERIFY(job.isOfWindow());
        QTRY_COMPARE(jobs.shown().size(), size_t(1));
        worker.reset();
        QCOMPARE(job.state(), Job::State::Cancelled);
    }

    void onlyTheLastOnesAreKept()
    {
        JobList jobs;
        for (size_t i = 0; i <= JobList::mostEnded; ++i)
            begin(jobs, QString::number(i)).finish(text(QStringLiteral("Done")), Job::Notice::Given);
        QCOMPARE(jobs.shown().size(), JobList::mostEnded);
        QCOMPARE(jobs.shown().back()->title(), QStringLiteral("1"));
    }

private:
    static Job::Text text(const QString &text)
    {
        return [text] {
            return text;
        };
    }

    static Job &begin(JobList &jobs, const QString &title)
    {
        Job &job = jobs.start(text(title));
        job.showAtOnce();
        return job;
    }
};

QTEST_GUILESS_MAIN(TestJobList)
#include "tst_joblist.moc"
