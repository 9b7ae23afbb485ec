// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "livesessionfixture.h"

#include "server/api/live/visiblerows.h"
#include "shared/protocol/limits.h"

using namespace tandem;
using namespace tandem::server;
using namespace tandem::test;

namespace account = tandem::entities::account;

class TestLiveSession : public QObject, private LiveSessionFixture
{
    Q_OBJECT

private slots:
    void init() { startHub(); }
    void cleanup() { stopHub(); }

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

        rep.say(SearchRequest{2, QStringLiteral("天味"), {}, 10, false});
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
};

QTEST_GUILESS_MAIN(TestLiveSession)
#include "tst_livesession.moc"
