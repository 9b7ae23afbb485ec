// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "livesessionfixture.h"

#include "shared/protocol/limits.h"

#include <atomic>

using namespace tandem;
using namespace tandem::server;
using namespace tandem::test;

namespace account = tandem::entities::account;

/// How a session begins, and what it takes from its client.
class TestLiveSignIn : public QObject, private LiveSessionFixture
{
    Q_OBJECT

private slots:
    void init() { startHub(); }
    void cleanup() { stopHub(); }

    void aPasswordOpensASessionAndATokenOpensTheNext()
    {
        Client first(*m_hub);
        const auto welcome = first.signIn(QStringLiteral("rep"));
        QVERIFY(welcome);
        QCOMPARE(welcome->user, m_rep);
        QCOMPARE(welcome->companyName, QStringLiteral("Tandem Ltd"));
        QVERIFY(!welcome->token.isEmpty());
        QVERIFY(!welcome->metadata);
        QVERIFY(!welcome->rights.snapshots.empty());

        Client second(*m_hub, first.device);
        Hello hello = second.hello({});
        hello.password.reset();
        hello.token = welcome->token;
        hello.generation = welcome->generation;
        hello.cursor = welcome->cursor;
        hello.views = welcome->rights.views;
        second.say(hello);
        const auto again = second.next<Welcome>();
        QVERIFY(again);
        QVERIFY(again->token.isEmpty());
        QCOMPARE(again->cursor, welcome->cursor);
        QVERIFY(again->rights.snapshots.empty());
        QCOMPARE(m_hub->sessionCount(), 2);
    }

    void aClientOfAnotherPastFetchesEverythingAnew_data()
    {
        QTest::addColumn<bool>("otherGeneration");
        QTest::addColumn<qint64>("ahead");
        QTest::newRow("restored from a backup") << true << qint64(0);
        QTest::newRow("a cursor that was never given out") << false << qint64(1000);
    }
    void aClientOfAnotherPastFetchesEverythingAnew()
    {
        QFETCH(bool, otherGeneration);
        QFETCH(qint64, ahead);
        Client first(*m_hub);
        const auto welcome = first.signIn(QStringLiteral("rep"));
        QVERIFY(welcome);
        Client second(*m_hub, first.device);
        Hello hello = second.hello(QStringLiteral("rep"));
        hello.generation = otherGeneration ? QByteArray(16, 'x') : welcome->generation;
        hello.cursor = welcome->cursor + ahead;
        hello.views = welcome->rights.views;
        second.say(hello);
        const auto again = second.next<Welcome>();
        QVERIFY(again);
        QCOMPARE(again->rights.snapshots.size(), welcome->rights.views.size());
        QVERIFY(again->cursor < welcome->cursor + 1000);
        // Under the same number it may know other definitions.
        QCOMPARE(again->metadata.has_value(), otherGeneration);
    }

    void whoIsNotKnownIsRefused_data()
    {
        QTest::addColumn<QString>("login");
        QTest::addColumn<QString>("password");
        QTest::newRow("password") << QStringLiteral("rep") << QStringLiteral("wrong");
        QTest::newRow("name") << QStringLiteral("nobody") << QStringLiteral("correct horse");
    }
    void whoIsNotKnownIsRefused()
    {
        QFETCH(QString, login);
        QFETCH(QString, password);
        Client client(*m_hub);
        Hello hello = client.hello(login);
        hello.password->password = password;
        client.say(hello);
        const auto refused = client.next<Refused>();
        QVERIFY(refused);
        QCOMPARE(refused->error.reason, QStringLiteral("wrongPassword"));
        QVERIFY(client.socket->isClosed);
        QCOMPARE(m_hub->sessionCount(), 0);
    }

    void otherProtocolsAreToldWhichOnesWork()
    {
        Client newer(*m_hub);
        Hello hello = newer.hello(QStringLiteral("rep"));
        hello.protocolOldest = 7;
        hello.protocolNewest = 9;
        newer.say(hello);
        const auto refused = newer.next<Refused>();
        QVERIFY(refused);
        QCOMPARE(refused->error.code, ErrorCode::Unsupported);
        QCOMPARE(refused->error.reason, QStringLiteral("clientTooNew"));
        QCOMPARE(refused->error.arguments.value(QStringLiteral("newest")).toInt(), protocolNewest);
    }

    void theNewestVersionOfBothIsSpoken_data()
    {
        QTest::addColumn<int>("oldest");
        QTest::addColumn<int>("newest");
        QTest::addColumn<int>("spoken");
        QTest::newRow("the same") << 4 << 5 << 5;
        QTest::newRow("one ahead") << 5 << 6 << 5;
        QTest::newRow("one behind") << 3 << 4 << 4;
    }
    void theNewestVersionOfBothIsSpoken()
    {
        LiveHub::Limits limits;
        limits.protocol = {4, 5};
        LiveHub hub(
            {*m_core->store, m_core->access, m_core->authenticator, m_core->pipeline, SystemClock::instance(), {}},
            limits);
        Client client(hub);
        Hello hello = client.hello(QStringLiteral("rep"));
        QFETCH(int, oldest);
        QFETCH(int, newest);
        hello.protocolOldest = oldest;
        hello.protocolNewest = newest;
        client.say(hello);
        const auto welcome = client.next<Welcome>();
        QVERIFY(welcome);
        QTEST(welcome->protocol, "spoken");
    }

    void violationsEndTheSession_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("garbage") << QByteArray("\xff\x00garbage", 9);
        QTest::newRow("pull before hello") << encode(Pull{0, 10});
        QTest::newRow("a server's message") << encode(Ack{});
    }
    void violationsEndTheSession()
    {
        QFETCH(QByteArray, frame);
        Client client(*m_hub);
        client.sayBytes(frame);
        const auto bye = client.next<Bye>();
        QVERIFY(bye);
        QCOMPARE(bye->reason, QStringLiteral("protocolError"));
        QVERIFY(client.socket->isClosed);
    }

    void onlyWhoHasSignedInSendsLongMessages()
    {
        Client client(*m_hub);
        QCOMPARE(client.socket->maxMessageBytes, qint64(limits::helloBytes));
        QVERIFY(client.goLive(QStringLiteral("rep")));
        QCOMPARE(client.socket->maxMessageBytes, qint64(limits::messageBytes));
    }

    void noHelloMeansNoSession()
    {
        Client client(*m_hub);
        QCOMPARE(client.socket->later.size(), size_t(1));
        client.socket->later.front()();
        QVERIFY(client.socket->isClosed);
    }

    void pushesAreAnsweredInOrderAndOnce()
    {
        Client client(*m_hub);
        QVERIFY(client.goLive(QStringLiteral("rep")));
        std::vector<Mutation> mutations;
        for (int i = 0; i < 30; ++i)
            mutations.push_back(client.createAccount(QStringLiteral("account %1").arg(i)));
        mutations[7].changes.clear(); // lacks its name
        client.say(Push{{mutations.begin(), mutations.begin() + 10}});
        client.say(Push{{mutations.begin() + 10, mutations.end()}});
        std::vector<Acknowledgement> answers;
        QVERIFY(QTest::qWaitFor([&] {
            FakeSocket::runAll();
            while (!client.socket->sent.empty()) {
                if (const auto ack = client.socket->take<Ack>())
                    answers.insert(answers.end(), ack->acknowledgements.begin(), ack->acknowledgements.end());
                else
                    client.socket->sent.pop_front();
            }
            return answers.size() >= mutations.size();
        }));
        for (size_t i = 0; i < mutations.size(); ++i) {
            QVERIFY(answers[i].id == mutations[i].id);
            QCOMPARE(answers[i].outcome, i == 7 ? Outcome::Rejected : Outcome::Applied);
        }
        client.say(Push{{mutations[3]}});
        QVERIFY(QTest::qWaitFor([&] {
            FakeSocket::runAll();
            return !client.socket->sent.empty();
        }));
        const auto again = client.socket->take<Ack>();
        QVERIFY(again);
        QVERIFY(again->acknowledgements.front() == answers[3]);
    }

    /// Else the later one would be the newest of its device, and the earlier one could never be told apart from a copy.
    void whatComesBehindAnUnjudgedMutationWaitsForIt()
    {
        std::atomic<bool> diskIsFull = true;
        m_core->hooks.before(
            account::number, RecordEvent::Create, [&](MutationContext &, RecordChange &) -> Result<void> {
                return diskIsFull ? Result<void>(Error::unavailable(QStringLiteral("diskFull"))) : Result<void>();
            });
        Client client(*m_hub);
        QVERIFY(client.goLive(QStringLiteral("rep")));
        const std::vector<Mutation> mutations{
            client.createAccount(QStringLiteral("first")), client.createAccount(QStringLiteral("second"))};
        auto answers = client.push({mutations[0]});
        QCOMPARE(answers.size(), size_t(1));
        QCOMPARE(answers[0].error->code, ErrorCode::Unavailable);
        diskIsFull = false;
        answers = client.push({mutations[1]}); // was on its way already
        QCOMPARE(answers.size(), size_t(1));
        QCOMPARE(answers[0].outcome, Outcome::Rejected);
        QCOMPARE(answers[0].error->code, ErrorCode::Unavailable);
        answers = client.push(mutations);
        QCOMPARE(answers.size(), size_t(2));
        for (const Acknowledgement &answer : answers)
            QCOMPARE(answer.outcome, Outcome::Applied);
    }

    /// Else the copy, which sends all of it again under a new name, would have done it twice.
    void nothingIsTakenBehindTheNumberOfACopy()
    {
        Client client(*m_hub);
        QVERIFY(client.goLive(QStringLiteral("rep")));
        Mutation taken = client.createAccount(QStringLiteral("original"));
        QCOMPARE(client.push({taken}).front().outcome, Outcome::Applied);
        taken.changes.front().to = QStringLiteral("copy");
        const Mutation second = client.createAccount(QStringLiteral("second"));
        const Mutation third = client.createAccount(QStringLiteral("third"));
        const auto together = client.push({taken, second});
        QCOMPARE(together.size(), size_t(2));
        const auto behind = client.push({third}); // was on its way already
        QCOMPARE(behind.size(), size_t(1));
        for (const Acknowledgement &answer : {together[0], together[1], behind[0]}) {
            QCOMPARE(answer.outcome, Outcome::Rejected);
            QCOMPARE(answer.error->reason, QStringLiteral("deviceCloned"));
        }
        QVERIFY(!m_core->find(account::number, second.record));
        QVERIFY(!m_core->find(account::number, third.record));
    }

    void anotherDevicesMutationIsAViolation()
    {
        Client client(*m_hub);
        QVERIFY(client.goLive(QStringLiteral("rep")));
        Mutation mutation = client.createAccount(QStringLiteral("x"));
        mutation.id.device = newRecordId();
        client.say(Push{{mutation}});
        QVERIFY(client.next<Bye>());
    }

    void tooManyInFlightIsAViolation()
    {
        Client client(*m_hub);
        QVERIFY(client.goLive(QStringLiteral("rep")));
        for (int i = 0; i < 3 && !client.socket->isClosed; ++i) {
            std::vector<Mutation> mutations;
            for (int n = 0; n < limits::mutationsPerPush; ++n)
                mutations.push_back(client.createAccount(QStringLiteral("x")));
            client.say(Push{mutations});
        }
        QVERIFY(client.socket->isClosed);
    }
};

QTEST_GUILESS_MAIN(TestLiveSignIn)
#include "tst_livesignin.moc"
