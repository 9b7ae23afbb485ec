// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/companymove.h"
#include "tests/support/company.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;

namespace account = tandem::entities::account;

/// The pipeline of a company that is moved to another database.
class TestHeldWrites : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        m_company->start();
        m_first = m_company->addUser(QStringLiteral("first"), QStringLiteral("service"));
    }
    void cleanup()
    {
        m_lock.reset();
        m_company.reset();
    }

    void whileItMovesNothingIsTakenAndAllCanBeRead()
    {
        const RecordId before = m_company->create(
            account::number, {{account::field::name, Value(QStringLiteral("Before"))}}, Company::actor(m_first));
        hold();
        const Acknowledgement answer = write();
        QVERIFY(answer.error.has_value());
        QCOMPARE(answer.error->code, ErrorCode::Unavailable); // no verdict: it is sent again
        QCOMPARE(answer.error->reason, QStringLiteral("companyBeingMoved"));
        QCOMPARE(m_company->pipeline->figures().writeError->reason, QStringLiteral("companyBeingMoved"));
        QVERIFY(m_company->find(account::number, before));
        QVERIFY(!m_company->store->gate().pass().ok());

        // Whoever moved it gave up, or is gone with his lock.
        m_lock.reset();
        QCOMPARE(write().outcome, Outcome::Applied);
        QVERIFY(!m_company->pipeline->figures().writeError);
        QVERIFY(m_company->store->gate().pass().ok());
    }

    void afterTheMoveNothingIsTakenAnyMore()
    {
        hold();
        QVERIFY(companymove::end(m_company->store->folder()).ok());
        m_lock.reset();
        QCOMPARE(write().error->reason, QStringLiteral("companyMoved"));
        const auto again = companymove::begin(m_company->store->folder());
        QVERIFY(!again.ok());
        QCOMPARE(again.error().reason, QStringLiteral("companyMoved"));
    }

    void whatWasTakenBeforeIsCommitted()
    {
        m_lock = *companymove::begin(m_company->store->folder());
        QSemaphore done;
        Outcome outcome = Outcome::Rejected;
        m_company->pipeline->submit(Company::actor(m_first), {creation()},
            [&](const std::vector<Acknowledgement> &answers) { outcome = answers.front().outcome; });
        m_company->pipeline->hold([&](const Result<void> &) { done.release(); });
        done.acquire();
        QCOMPARE(outcome, Outcome::Applied);
    }

    void aHoldWithoutALockEndsByItself()
    {
        m_lock = *companymove::begin(m_company->store->folder());
        m_lock.reset();
        QVERIFY(holdAndWait().ok());
        QCOMPARE(write().outcome, Outcome::Applied);
    }

private:
    static Mutation creation()
    {
        return Company::creation(account::number, {{account::field::name, Value(QStringLiteral("N"))}});
    }
    Acknowledgement write() { return m_company->submit(Company::actor(m_first), creation()); }
    Result<void> holdAndWait()
    {
        QSemaphore done;
        Result<void> held;
        m_company->pipeline->hold([&](const Result<void> &answer) {
            held = answer;
            done.release();
        });
        done.acquire();
        return held;
    }
    void hold()
    {
        auto lock = companymove::begin(m_company->store->folder());
        QVERIFY(lock.ok());
        m_lock = *std::move(lock);
        QVERIFY(holdAndWait().ok());
    }

    std::unique_ptr<Company> m_company;
    std::unique_ptr<QLockFile> m_lock;
    RecordId m_first;
};

QTEST_GUILESS_MAIN(TestHeldWrites)
#include "tst_heldwrites.moc"
