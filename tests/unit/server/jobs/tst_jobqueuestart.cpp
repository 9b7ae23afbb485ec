// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/jobqueue.h"
#include "tests/support/company.h"

#include <QFile>
#include <QSemaphore>
#include <QTest>

#include <utility>

using namespace tandem;
using namespace tandem::server;

namespace {

/// Hears, as long as it lives, what the queue complains of.
class Complaints
{
public:
    Complaints()
        : m_before(qInstallMessageHandler(&Complaints::hear))
    {
        heard.acquire(heard.available()); // those of an earlier test
    }
    ~Complaints() { qInstallMessageHandler(m_before); }
    Complaints(const Complaints &) = delete;
    Complaints &operator=(const Complaints &) = delete;

    bool waitForOne() const { return heard.tryAcquire(1, 10'000); }

private:
    static void hear(QtMsgType, const QMessageLogContext &context, const QString &)
    {
        if (qstrcmp(context.category, "tandem.jobs") == 0)
            heard.release();
    }

    static inline QSemaphore heard{0};
    QtMessageHandler m_before;
};

/// Takes the file of a company's database out of reach for who opens it; the writer, who has it open, goes on.
class DatabaseAway
{
public:
    explicit DatabaseAway(const Store &store)
        : m_path(Store::databasePath(store.folder()))
        , m_isAway(QFile::rename(m_path, m_path + QStringLiteral(".away")))
    {
    }
    ~DatabaseAway() { comeBack(); }
    DatabaseAway(const DatabaseAway &) = delete;
    DatabaseAway &operator=(const DatabaseAway &) = delete;

    bool isAway() const { return m_isAway; }
    bool comeBack()
    {
        return !std::exchange(m_isAway, false) || QFile::rename(m_path + QStringLiteral(".away"), m_path);
    }

private:
    const QString m_path;
    bool m_isAway;
};

}

/// Jobs of a database that cannot be reached when the queue starts. Here it is a file, which can be moved away.
class TestJobQueueStart : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        m_company->start();
    }
    void cleanup() { m_company.reset(); }

    void aDatabaseThatIsAwayAtTheStartIsWaitedFor()
    {
        const Complaints complaints;
        QSemaphore done;
        JobQueue queue(*m_company->pipeline, *m_company->store, m_company->clock);
        queue.handle(QStringLiteral("mail"), [&](const Job &) -> Result<void> {
            done.release();
            return {};
        });
        DatabaseAway database(*m_company->store);
        QVERIFY(database.isAway());
        QVERIFY(queue.start().ok());
        QVERIFY(complaints.waitForOne());
        QVERIFY(complaints.waitForOne()); // and again
        QVERIFY(database.comeBack());
        queue.enqueue(QStringLiteral("mail"), {});
        QVERIFY(done.tryAcquire(1, 10'000));
        queue.stop();
    }

    void aQueueThatWaitsForTheDatabaseEnds()
    {
        const Complaints complaints;
        JobQueue queue(*m_company->pipeline, *m_company->store, m_company->clock);
        const DatabaseAway database(*m_company->store);
        QVERIFY(database.isAway());
        QVERIFY(queue.start().ok());
        QVERIFY(complaints.waitForOne());
        queue.stop();
    }

private:
    std::unique_ptr<Company> m_company;
};

QTEST_GUILESS_MAIN(TestJobQueueStart)
#include "tst_jobqueuestart.moc"
