// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/company.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;

Q_DECLARE_METATYPE(tandem::server::Pipeline::AnswerTime)

namespace account = tandem::entities::account;

/// What is told of a commit, to whom and when.
class TestCommits : public QObject
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

    void subscribersHearOfACommitAfterIt()
    {
        QSemaphore heard;
        CommitNoticePointer notice;
        const int subscription = m_company->pipeline->subscribe([&](const CommitNoticePointer &given) {
            notice = given;
            heard.release();
        });
        const RecordId id = newAccount();
        QVERIFY(heard.tryAcquire(1, 5000));
        m_company->pipeline->unsubscribe(subscription);
        QCOMPARE(notice->changes.size(), size_t(1));
        QCOMPARE(notice->changes.front().record, id);
        QVERIFY(!notice->changes.front().keysAfter.empty());
        QVERIFY(!notice->accessChanged);
    }

    void theNoticeBringsAlongWhatTheDatabaseHolds()
    {
        QSemaphore heard;
        std::vector<CommitNoticePointer> notices;
        const int subscription = m_company->pipeline->subscribe([&](const CommitNoticePointer &given) {
            notices.push_back(given);
            heard.release();
        });
        const RecordId id = newAccount();
        const Value name = m_company->value(account::number, id, account::field::name);
        m_company->submit(Actor::forSystem(),
            Company::edit(account::number, id, account::field::name, name, Value(QStringLiteral("Another"))));
        QVERIFY(heard.tryAcquire(2, 5000));
        m_company->pipeline->unsubscribe(subscription);
        const CommittedChange &change = notices.back()->changes.front();
        const auto stored = m_company->find(account::number, id);
        QVERIFY(stored && change.row);
        QCOMPARE(change.seq, stored->seq);
        QVERIFY(*change.row == stored->values);
        // The one before it still tells what was true then.
        QCOMPARE(valueIn(*notices.front()->changes.front().row, account::field::name), name);
    }

    void rowsTooLargeToWaitInMemoryAreLeftToTheReader()
    {
        CommitNoticePointer notice;
        const int subscription =
            m_company->pipeline->subscribe([&](const CommitNoticePointer &given) { notice = given; });
        const FieldValues large{{account::field::name, Value(QStringLiteral("Large"))},
            {account::field::preferences, Value(QString(100'000, QLatin1Char('x')))}};
        const auto answers = m_company->submit(Actor::forSystem(),
            std::vector{Company::creation(account::number, large), Company::creation(account::number, large)});
        m_company->pipeline->unsubscribe(subscription);
        QVERIFY(!answers.front().error && !answers.back().error);
        QCOMPARE(notice->changes.size(), size_t(2));
        QVERIFY(notice->changes.front().row);
        QVERIFY(!notice->changes.back().row);
    }

    void answersComeBeforeOrAfterTheNotice_data()
    {
        QTest::addColumn<Pipeline::AnswerTime>("time");
        QTest::addColumn<bool>("refused");
        QTest::addColumn<QStringList>("order");
        const QString answer = QStringLiteral("answer");
        const QString notice = QStringLiteral("notice");
        QTest::newRow("after") << Pipeline::AnswerTime::AfterTheNotice << false << QStringList{notice, answer};
        QTest::newRow("before") << Pipeline::AnswerTime::BeforeTheNotice << false << QStringList{answer, notice};
        QTest::newRow("after nothing") << Pipeline::AnswerTime::AfterTheNotice << true << QStringList{answer};
        QTest::newRow("before an empty one")
            << Pipeline::AnswerTime::BeforeTheNotice << true << QStringList{answer, notice};
    }

    void answersComeBeforeOrAfterTheNotice()
    {
        QFETCH(Pipeline::AnswerTime, time);
        QFETCH(bool, refused);
        QFETCH(QStringList, order);
        QSemaphore happened;
        QStringList log;
        const int subscription = m_company->pipeline->subscribe([&](const CommitNoticePointer &notice) {
            log.append(notice->changes.empty() == refused ? QStringLiteral("notice") : QStringLiteral("wrong"));
            happened.release();
        });
        const Mutation mutation = Company::creation(account::number,
            refused ? FieldValues() : FieldValues{{account::field::name, Value(QStringLiteral("Acme"))}});
        const bool isTaken = m_company->pipeline->submit(
            Company::actor(m_first), {mutation},
            [&](const std::vector<Acknowledgement> &) {
                log.append(QStringLiteral("answer"));
                happened.release();
            },
            time);
        QVERIFY(isTaken);
        QVERIFY(happened.tryAcquire(int(order.size()), 5000));
        m_company->pipeline->unsubscribe(subscription);
        QCOMPARE(log, order);
    }

    void whatIsNotTakenIsAnsweredAtOnce()
    {
        m_company->pipeline->stop();
        std::vector<Acknowledgement> answers;
        const bool isTaken = m_company->pipeline->submit(
            Company::actor(m_first), {Company::creation(account::number, {})},
            [&](const std::vector<Acknowledgement> &given) { answers = given; }, Pipeline::AnswerTime::BeforeTheNotice);
        QVERIFY(!isTaken);
        QCOMPARE(answers.size(), size_t(1));
        QCOMPARE(answers.front().error->reason, QStringLiteral("shuttingDown"));
    }

private:
    RecordId newAccount()
    {
        return m_company->create(
            account::number, {{account::field::name, Value(QStringLiteral("Acme"))}}, Company::actor(m_first));
    }

    std::unique_ptr<Company> m_company;
    RecordId m_first;
};

QTEST_GUILESS_MAIN(TestCommits)
#include "tst_commits.moc"
