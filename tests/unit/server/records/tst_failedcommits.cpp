// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/company.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;

namespace account = tandem::entities::account;

/// What becomes of a commit that the file of the database does not take. A server of a database has its own disk.
class TestFailedCommits : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        m_company->start();
        m_first = m_company->addUser(QStringLiteral("first"), QStringLiteral("service"));
    }
    void cleanup() { m_company.reset(); }

    void aFullDiskRefusesAndRecovers()
    {
        const auto pragma = [this](const QString &sql) {
            QSemaphore done;
            m_company->pipeline->write([sql](Connection &connection) { return connection.execute(sql); },
                [&](const Result<void> &) { done.release(); });
            done.acquire();
        };
        const RecordId before = m_company->create(
            account::number, {{account::field::name, Value(QStringLiteral("Acme"))}}, Company::actor(m_first));
        pragma(QStringLiteral("PRAGMA max_page_count = 1"));
        const Value big = QString(4000, QLatin1Char('x'));
        Acknowledgement answer;
        for (int i = 0; i < 200 && !answer.error; ++i)
            answer = m_company->submit(Company::actor(m_first),
                Company::creation(account::number,
                    {{account::field::name, Value(QStringLiteral("N"))}, {account::field::preferences, big}}));
        QVERIFY(answer.error.has_value());
        QCOMPARE(answer.error->code, ErrorCode::Unavailable);
        QCOMPARE(m_company->pipeline->figures().writeError->reason, QStringLiteral("diskFull"));
        QVERIFY(m_company->find(account::number, before)); // reading goes on
        pragma(QStringLiteral("PRAGMA max_page_count = 1000000"));
        QCOMPARE(m_company
                     ->submit(Company::actor(m_first),
                         Company::creation(account::number, {{account::field::name, Value(QStringLiteral("After"))}}))
                     .outcome,
            Outcome::Applied);
        QVERIFY(!m_company->pipeline->figures().writeError);
    }

    void withoutAnyWriteItIsNoticedThatWritingWorksAgain()
    {
        const auto other = Connection::open({m_company->store->database().url});
        QVERIFY(other.ok());
        QVERIFY((*other)->execute(QStringLiteral("BEGIN IMMEDIATE")).ok());
        const Acknowledgement answer = m_company->submit(Company::actor(m_first),
            Company::creation(account::number, {{account::field::name, Value(QStringLiteral("N"))}}));
        QVERIFY(answer.error.has_value());
        QCOMPARE(m_company->pipeline->figures().writeError->reason, QStringLiteral("databaseLocked"));
        QVERIFY((*other)->execute(QStringLiteral("ROLLBACK")).ok());
        QTRY_VERIFY_WITH_TIMEOUT(!m_company->pipeline->figures().writeError, 30'000);
        QCOMPARE(m_company->pipeline->figures().failedCommits, qint64(1)); // tries are not commits
    }

private:
    std::unique_ptr<Company> m_company;
    RecordId m_first;
};

QTEST_GUILESS_MAIN(TestFailedCommits)
#include "tst_failedcommits.moc"
