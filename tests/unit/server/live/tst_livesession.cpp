// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakesocket.h"

#include "server/api/live/livehub.h"
#include "server/api/live/visiblerows.h"
#include "server/api/transport/httprequest.h"
#include "shared/protocol/features.h"
#include "shared/protocol/limits.h"
#include "tests/support/servercore.h"

#include <QRandomGenerator>
#include <QTest>

#include <atomic>

using namespace tandem;
using namespace tandem::server;
using namespace tandem::test;

namespace account = tandem::entities::account;

/// One client of the hub, spoken to message by message.
class Client
{
public:
    explicit Client(LiveHub &hub, const RecordId &device = newRecordId())
        : device(device)
        , socket(std::make_shared<FakeSocket>())
        , m_handler(hub.factory()(HttpRequest()))
    {
        m_handler->opened(socket);
    }
    ~Client() { m_handler->closed(WebSocketCloseCode::Normal); }

    void say(const Message &message) { m_handler->received(encode(message)); }
    void sayBytes(const QByteArray &bytes) { m_handler->received(bytes); }
    void drained() { m_handler->drained(); }

    Hello hello(const QString &login) const
    {
        Hello hello;
        hello.features = supportedFeatures();
        hello.device = device;
        hello.metadataRevision = 0;
        hello.password = PasswordSignIn{login, QStringLiteral("correct horse")};
        return hello;
    }

    /// Waits for the next message, which must be an M.
    template <typename M>
    std::optional<M> next()
    {
        (void)QTest::qWaitFor([this] {
            FakeSocket::runAll();
            return !socket->sent.empty();
        });
        return socket->take<M>();
    }

    std::optional<Welcome> signIn(const QString &login)
    {
        say(hello(login));
        return next<Welcome>();
    }

    /// Signs in and pulls until everything is there.
    bool goLive(const QString &login)
    {
        const auto welcome = signIn(login);
        if (!welcome)
            return false;
        say(Pull{welcome->cursor, 0});
        const auto changes = next<Changes>();
        cursor = changes ? changes->cursor : 0;
        return changes && !changes->more;
    }

    /// Pushes, and waits for the answer; passes over what comes before it.
    std::vector<Acknowledgement> push(const std::vector<Mutation> &mutations)
    {
        say(Push{mutations});
        std::optional<Ack> ack;
        (void)QTest::qWaitFor([&] {
            FakeSocket::runAll();
            while (!socket->sent.empty() && !ack) {
                ack = socket->take<Ack>();
                if (!ack)
                    socket->sent.pop_front();
            }
            return ack.has_value();
        });
        return ack.value_or(Ack()).acknowledgements;
    }

    Mutation createAccount(const QString &name)
    {
        Mutation mutation;
        mutation.id = {device, ++m_number};
        mutation.at = SystemClock::instance().now();
        mutation.entity = account::number;
        mutation.record = newRecordId();
        mutation.kind = MutationKind::Create;
        mutation.changes = {{account::field::name, Value(), Value(name)}};
        return mutation;
    }

    RecordId device;
    std::shared_ptr<FakeSocket> socket;
    qint64 cursor = 0;

private:
    std::unique_ptr<WebSocketHandler> m_handler;
    qint64 m_number = 0;
};

class TestLiveSession : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_core = std::make_unique<ServerCore>();
        m_rep = m_core->addUser(QStringLiteral("rep"), QStringLiteral("correct horse"), QStringLiteral("sales"));
        m_manager =
            m_core->addUser(QStringLiteral("manager"), QStringLiteral("correct horse"), QStringLiteral("manager"));
        m_hub = std::make_unique<LiveHub>(LiveHub::Parts{
            *m_core->store, m_core->access, m_core->authenticator, m_core->pipeline, SystemClock::instance(), [] {
                return QStringLiteral("Tandem Ltd");
            }});
        m_hub->start();
    }
    void cleanup()
    {
        m_hub.reset();
        m_core.reset();
    }

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

    void liveChangesReachThoseWhoSeeThem()
    {
        Client rep(*m_hub);
        Client manager(*m_hub);
        Client stranger(*m_hub);
        m_core->addUser(QStringLiteral("other"), QStringLiteral("correct horse"), QStringLiteral("sales"));
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        QVERIFY(manager.goLive(QStringLiteral("manager")));
        QVERIFY(stranger.goLive(QStringLiteral("other")));
        const Mutation mutation = rep.createAccount(QStringLiteral("海天"));
        rep.say(Push{{mutation}});
        const auto seen = changesOf(manager);
        QVERIFY(seen);
        QCOMPARE(seen->from, manager.cursor);
        QVERIFY(seen->cursor > seen->from);
        QCOMPARE(idsOf(*seen, account::number), QList<RecordId>{mutation.record});
        QVERIFY(changesOf(rep));
        // The stranger hears of the next thing that concerns him, and of nothing else.
        m_core->update(
            entities::department::number, basics::company(), {{entities::department::field::order, Value(5)}});
        const auto other = changesOf(stranger);
        QVERIFY(other);
        QVERIFY(idsOf(*other, account::number).isEmpty());
        QVERIFY(!idsOf(*other, entities::department::number).isEmpty());
    }

    void answerAndChangeComeInOneTurnOfTheNetworkThread()
    {
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        QCOMPARE(rep.socket->joinedBytes, qint64(limits::sequenceBytes));
        const Mutation mutation = rep.createAccount(QStringLiteral("海天"));
        rep.say(Push{{mutation}});
        QVERIFY(QTest::qWaitFor([&] { return FakeSocket::runAll(); }));
        QCOMPARE(rep.socket->sent.size(), size_t(2));
        const auto ack = rep.socket->take<Ack>();
        QVERIFY(ack);
        QCOMPARE(ack->acknowledgements.front().outcome, Outcome::Applied);
        const auto changes = rep.socket->take<Changes>();
        QVERIFY(changes);
        QCOMPARE(changes->from, rep.cursor);
        QCOMPARE(changes->cursor, ack->acknowledgements.front().seq);
        QCOMPARE(idsOf(*changes, account::number), QList<RecordId>{mutation.record});
    }

    void anOlderClientGetsEachMessageInAFrameOfItsOwn()
    {
        Client rep(*m_hub);
        Hello hello = rep.hello(QStringLiteral("rep"));
        hello.features.removeAll(feature::sequences);
        rep.say(hello);
        const auto welcome = rep.next<Welcome>();
        QVERIFY(welcome);
        QVERIFY(!welcome->features.contains(feature::sequences));
        QCOMPARE(rep.socket->joinedBytes, qint64(0));
    }

    void aRejectionIsAnsweredThoughNothingIsToTell()
    {
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        Mutation mutation = rep.createAccount(QStringLiteral("x"));
        mutation.changes.clear(); // lacks its name
        rep.say(Push{{mutation}});
        const auto ack = rep.next<Ack>();
        QVERIFY(ack);
        QCOMPARE(ack->acknowledgements.front().outcome, Outcome::Rejected);
    }

    void aServerThatGoesAwayAnswersToo()
    {
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        m_core->pipeline.stop();
        rep.say(Push{{rep.createAccount(QStringLiteral("x"))}});
        const auto ack = rep.next<Ack>();
        QVERIFY(ack);
        QCOMPARE(ack->acknowledgements.front().error->reason, QStringLiteral("shuttingDown"));
    }

    /// What comes with the notice and what is read are the same bytes.
    void aChangeIsToldAsItWouldBeRead()
    {
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        Mutation mutation = rep.createAccount(QStringLiteral("海天"));
        mutation.changes.push_back({account::field::phone, Value(), Value(QStringLiteral("13800001234"))});
        mutation.changes.push_back({account::field::employees, Value(), Value(12)});
        mutation.changes.push_back(
            {account::field::annualRevenue, Value(), Value(Money{12'300, QStringLiteral("CNY")})});
        rep.say(Push{{mutation}});
        const auto changes = changesOf(rep);
        QVERIFY(changes);
        QCOMPARE(changes->batches.size(), size_t(1));
        rep.socket->sent.clear();
        rep.say(FetchRequest{1, account::number, {mutation.record}});
        const auto fetched = rep.next<FetchReply>();
        QVERIFY(fetched);
        QCOMPARE(fetched->rows.count, 1);
        QVERIFY(changes->batches.front() == fetched->rows);
    }

    /// What a client has read already is never followed by what it was before.
    void whatWasReadIsNotToldAsItWasBefore_data()
    {
        QTest::addColumn<bool>("byItself");
        QTest::newRow("in a page of many") << false;
        QTest::newRow("by itself, since its commit did not bring it along") << true;
    }
    void whatWasReadIsNotToldAsItWasBefore()
    {
        QFETCH(bool, byItself);
        const RecordId id = newRecordId();
        m_core->create(account::number, id, {{account::field::name, Value(QStringLiteral("first"))}});
        std::vector<CommitNoticePointer> notices;
        const int subscription =
            m_core->pipeline.subscribe([&](const CommitNoticePointer &notice) { notices.push_back(notice); });
        for (const char *name : {"second", "third"})
            m_core->update(account::number, id, {{account::field::name, Value(QString::fromLatin1(name))}});
        m_core->pipeline.unsubscribe(subscription);
        QCOMPARE(notices.size(), size_t(2));

        const auto reads = *ReadSide::open(*m_core->store);
        const auto permissions = *m_core->access.permissions(reads->connection(), m_core->store->registry(), m_manager);
        const FieldViewPointer view = reads->view(*m_core->store->registry()->entity(account::number), *permissions);
        const auto toldAfter = [&](const CommitNoticePointer &notice) {
            const std::vector<CommitNoticePointer> told{notice};
            return VisibleRows::after(*reads, told).row(view, id).valueOr({});
        };
        QVERIFY(toldAfter(notices[0]).contains("second"));
        if (byItself) {
            CommitNotice without = *notices[0];
            without.changes.front().row.reset();
            QVERIFY(toldAfter(std::make_shared<const CommitNotice>(without)).contains("third"));
        } else {
            QVERIFY(VisibleRows::begin(*reads).ok());
        }
        QVERIFY(toldAfter(notices[0]).contains("third"));
        QVERIFY(toldAfter(notices[1]).contains("third"));
    }

    void whoLosesARecordForgetsIt()
    {
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        const Mutation mutation = rep.createAccount(QStringLiteral("海天"));
        rep.say(Push{{mutation}});
        QVERIFY(changesOf(rep));
        m_core->update(account::number, mutation.record, {{systemfield::owner, Value(m_manager)}});
        const auto changes = changesOf(rep);
        QVERIFY(changes);
        QVERIFY(changes->batches.empty());
        QCOMPARE(changes->forgets.size(), size_t(1));
        QCOMPARE(changes->forgets.front().ids, std::vector<RecordId>{mutation.record});
    }

    void snapshotPagesCoverEverythingVisible()
    {
        QSet<RecordId> own;
        for (int i = 0; i < 25; ++i) {
            const RecordId id = newRecordId();
            m_core->create(account::number, id,
                {{account::field::name, Value(QStringLiteral("a%1").arg(i))},
                    {systemfield::owner, Value(i % 5 ? m_rep : m_manager)}});
            if (i % 5)
                own.insert(id);
        }
        Client rep(*m_hub);
        const auto welcome = rep.signIn(QStringLiteral("rep"));
        QVERIFY(welcome);
        QSet<RecordId> got;
        SnapshotRequest request{account::number, {}, 7};
        for (bool end = false; !end;) {
            rep.say(request);
            const auto page = rep.next<SnapshotPage>();
            QVERIFY(page);
            QCOMPARE(page->after, request.after);
            QVERIFY(page->rows.count <= 7);
            for (const RecordId &id : idsOf(page->rows)) {
                QVERIFY(!got.contains(id));
                got.insert(id);
            }
            request.after = page->last;
            end = page->end;
        }
        QCOMPARE(got, own);
    }

    void aSlowClientIsLeftBehindAndCatchesUp()
    {
        Client manager(*m_hub);
        QVERIFY(manager.goLive(QStringLiteral("manager")));
        manager.socket->full = true;
        QSet<RecordId> expected;
        for (int i = 0; i < 20; ++i) {
            const RecordId id = newRecordId();
            expected.insert(id);
            m_core->create(account::number, id,
                {{account::field::name, Value(QStringLiteral("a%1").arg(i))},
                    {systemfield::department, Value(basics::company())}});
            FakeSocket::runAll();
        }
        QVERIFY(manager.socket->sent.empty());
        manager.socket->full = false;
        manager.drained();
        const auto changes = changesOf(manager);
        QVERIFY(changes);
        QCOMPARE(changes->from, manager.cursor);
        const QList<RecordId> ids = idsOf(*changes, account::number);
        QCOMPARE(QSet<RecordId>(ids.begin(), ids.end()), expected);
    }

    void aDisabledUserIsOutAtOnce()
    {
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        m_core->update(entities::user::number, m_rep, {{entities::user::field::active, Value(false)}});
        QVERIFY(QTest::qWaitFor([&] {
            FakeSocket::runAll();
            return rep.socket->isClosed;
        }));
        QCOMPARE(rep.socket->closeReason, QStringLiteral("userDisabled"));
        QCOMPARE(m_hub->sessionCount(), 0);
    }

    void nobodyMissesAChangeWhenASessionEndsMeanwhile()
    {
        m_core->addUser(QStringLiteral("second"), QStringLiteral("correct horse"), QStringLiteral("manager"));
        Client first(*m_hub);
        Client rep(*m_hub);
        Client last(*m_hub);
        QVERIFY(first.goLive(QStringLiteral("manager")));
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        QVERIFY(last.goLive(QStringLiteral("second")));
        const RecordId later = newRecordId();
        first.socket->whileSending = [&] {
            m_core->create(account::number, later,
                {{account::field::name, Value(QStringLiteral("later"))},
                    {systemfield::department, Value(basics::company())}});
        };
        m_core->update(entities::user::number, m_rep, {{entities::user::field::active, Value(false)}});
        QSet<RecordId> seen;
        QVERIFY(QTest::qWaitFor([&] {
            FakeSocket::runAll();
            while (!last.socket->sent.empty()) {
                if (const auto changes = last.socket->take<Changes>()) {
                    for (const EntityNumber entity : {entities::user::number, account::number}) {
                        for (const RecordId &id : idsOf(*changes, entity))
                            seen.insert(id);
                    }
                } else {
                    last.socket->sent.pop_front();
                }
            }
            return seen.contains(m_rep) && seen.contains(later);
        }));
        QVERIFY(rep.socket->isClosed);
    }

    void aNewRoleMeansNewRightsAndSnapshots()
    {
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        namespace userRole = entities::userRole;
        m_core->create(userRole::number, newRecordId(),
            {{userRole::field::user, Value(m_rep)},
                {userRole::field::role, Value(basics::role(QStringLiteral("manager")))}});
        const auto update = rep.next<PermissionsUpdate>();
        QVERIFY(update);
        const auto &snapshots = update->rights.snapshots;
        QVERIFY(std::find(snapshots.begin(), snapshots.end(), account::number) != snapshots.end());
        QVERIFY(std::find(snapshots.begin(), snapshots.end(), entities::department::number) == snapshots.end());
    }

    void aNewFieldComesBeforeDataThatNeedsIt()
    {
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        namespace customField = entities::customField;
        m_core->create(customField::number, newRecordId(),
            {{customField::field::entity, Value(QStringLiteral("account"))},
                {customField::field::name, Value(QStringLiteral("colour"))},
                {customField::field::label, Value(QStringLiteral("Colour"))},
                {customField::field::definition, Value(QStringLiteral("{\"type\":\"text\"}"))}});
        const auto update = rep.next<MetadataUpdate>();
        QVERIFY(update);
        QCOMPARE(update->layer.revision, m_core->store->registry()->revision());
        QCOMPARE(update->layer.definitions.size(), size_t(1));
        const auto client = withCompanyLayer(*loadShipped(), update->layer.definitions, update->layer.revision);
        QVERIFY(client.ok());
        QVERIFY((*client)->entity(account::number)->field(QStringLiteral("colour")));
    }

    void historySearchAndFetchAnswerWhatMayBeSeen()
    {
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        const Mutation mutation = rep.createAccount(QStringLiteral("海天味业"));
        rep.say(Push{{mutation}});
        QVERIFY(changesOf(rep));
        rep.socket->sent.clear();

        rep.say(HistoryRequest{1, account::number, mutation.record, 0, 10});
        const auto history = rep.next<HistoryReply>();
        QVERIFY(history && !history->error);
        QCOMPARE(history->entries.size(), size_t(1));
        QCOMPARE(history->entries.front().user, m_rep);

        rep.say(SearchRequest{2, QStringLiteral("天味"), {}, 10});
        const auto search = rep.next<SearchReply>();
        QVERIFY(search && !search->error);
        QCOMPARE(search->hits.size(), size_t(1));
        QCOMPARE(search->hits.front().title, QStringLiteral("海天味业"));

        const RecordId foreign = newRecordId();
        m_core->create(account::number, foreign,
            {{account::field::name, Value(QStringLiteral("天味"))}, {systemfield::owner, Value(m_manager)}});
        rep.say(FetchRequest{3, account::number, {mutation.record, foreign}});
        const auto fetched = rep.next<FetchReply>();
        QVERIFY(fetched && !fetched->error);
        QCOMPARE(idsOf(fetched->rows), QList<RecordId>{mutation.record});
    }

    void answersAreBoundedInSize()
    {
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        constexpr int many = 60;
        constexpr int length = 40'000;
        std::vector<RecordId> ids;
        for (int i = 0; i < many; ++i) {
            ids.push_back(newRecordId());
            m_core->create(account::number, ids.back(),
                {{account::field::name, Value(QStringLiteral("a%1").arg(i))},
                    {account::field::preferences, Value(QString(length, QLatin1Char('x')))},
                    {systemfield::owner, Value(m_rep)}});
        }
        for (int i = 0; i < many; ++i) {
            m_core->update(account::number, ids.front(),
                {{account::field::preferences, Value(QString(length, QLatin1Char(i % 2 ? 'x' : 'y')))}});
        }
        FakeSocket::runAll();
        rep.socket->sent.clear();

        rep.say(FetchRequest{1, account::number, {ids[0], ids[1], ids[0]}});
        auto fetched = rep.next<FetchReply>();
        QVERIFY(fetched && !fetched->more);
        QCOMPARE(fetched->rows.count, 2);
        rep.say(FetchRequest{2, account::number, ids});
        fetched = rep.next<FetchReply>();
        QVERIFY(fetched && fetched->more);
        const int first = fetched->rows.count;
        QVERIFY(first > 0 && first < many);
        rep.say(FetchRequest{3, account::number, {ids.begin() + first, ids.end()}});
        fetched = rep.next<FetchReply>();
        QVERIFY(fetched && !fetched->more);
        QCOMPARE(fetched->rows.count, many - first);

        rep.say(HistoryRequest{4, account::number, ids.front(), 0, 200});
        const auto history = rep.next<HistoryReply>();
        QVERIFY(history && history->more);
        QVERIFY(!history->entries.empty() && int(history->entries.size()) < many);
        rep.say(HistoryRequest{5, account::number, ids.front(), history->entries.back().seq, 200});
        const auto older = rep.next<HistoryReply>();
        QVERIFY(older);
        QVERIFY(older->entries.front().seq < history->entries.back().seq);
    }

    void whoReadsSlowlyIsReadFromAsSlowly()
    {
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        rep.socket->full = true;
        int asked = 0;
        while (rep.socket->isRead && asked < 100)
            rep.say(FetchRequest{++asked, account::number, {}});
        QVERIFY(!rep.socket->isRead && !rep.socket->isClosed);
        rep.drained();
        QVERIFY(!rep.socket->isRead); // it is full again at once
        rep.socket->full = false;
        rep.drained();
        QVERIFY(rep.socket->isRead);
        for (int i = 1; i <= asked; ++i) {
            const auto answer = rep.next<FetchReply>();
            QVERIFY(answer);
            QCOMPARE(answer->request, qint64(i));
        }
        rep.say(FetchRequest{++asked, account::number, {}});
        QVERIFY(rep.next<FetchReply>());
    }

    /// Of what it had asked for before it was read from no more.
    void whoDoesNotReadTheAnswersIsNotKeptInMemory()
    {
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        const RecordId id = newRecordId();
        m_core->create(account::number, id,
            {{account::field::name, Value(QStringLiteral("a"))},
                {account::field::preferences, Value(randomText(20'000))}, {systemfield::owner, Value(m_rep)}});
        FakeSocket::runAll();
        rep.socket->full = true;
        constexpr int moreThanFit = 1'900; // fewer than answers that may wait, but 60 KB each
        for (int i = 0; i < moreThanFit && !rep.socket->isClosed; ++i)
            rep.say(FetchRequest{i + 1, account::number, {id}});
        QCOMPARE(rep.socket->closeReason, QStringLiteral("slow"));
    }

private:
    static QString randomText(int length)
    {
        QString text;
        QRandomGenerator random(1);
        while (text.size() < length)
            text += QChar(char16_t(0x4e00 + random.bounded(0x4000)));
        return text;
    }

    /// The next changes, whatever else comes before them.
    static std::optional<Changes> changesOf(Client &client)
    {
        std::optional<Changes> changes;
        (void)QTest::qWaitFor([&] {
            FakeSocket::runAll();
            while (!changes && !client.socket->sent.empty()) {
                changes = client.socket->take<Changes>();
                if (!changes)
                    client.socket->sent.pop_front();
            }
            return changes.has_value();
        });
        return changes;
    }

    static QList<RecordId> idsOf(const RowBatch &batch)
    {
        QList<RecordId> ids;
        RowBatchReader rows(batch);
        while (rows.hasNext() && rows.beginRow().ok()) {
            ids.append(rows.id());
            if (!rows.endRow().ok())
                break;
        }
        return ids;
    }

    static QList<RecordId> idsOf(const Changes &changes, EntityNumber entity)
    {
        QList<RecordId> ids;
        for (const RowBatch &batch : changes.batches) {
            if (batch.entity == entity)
                ids += idsOf(batch);
        }
        return ids;
    }

    std::unique_ptr<ServerCore> m_core;
    std::unique_ptr<LiveHub> m_hub;
    RecordId m_rep;
    RecordId m_manager;
};

QTEST_GUILESS_MAIN(TestLiveSession)
#include "tst_livesession.moc"
