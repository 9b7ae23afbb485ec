// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/flowgame.h"

#include <QRandomGenerator>
#include <QTest>

#include <set>

using namespace tandem;
using namespace tandem::test;

class TestFlowEngine : public QObject
{
    Q_OBJECT

private slots:
    void votes_data()
    {
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<QByteArray>("votes"); ///< "+a" agrees, "-a" refuses
        QTest::addColumn<QString>("status");
        const QByteArray all = R"("method": "all")";
        const QByteArray any = R"("method": "any")";
        const QByteArray sequential = R"("method": "sequential")";
        QTest::newRow("all: all agree") << all << QByteArray("+b+a+c") << "approved";
        QTest::newRow("all: two of three are not enough") << all << QByteArray("+a+b") << "running";
        QTest::newRow("all: one refusal ends it") << all << QByteArray("+a-b") << "rejected";
        QTest::newRow("any: one agrees") << any << QByteArray("+c") << "approved";
        QTest::newRow("any: one refuses") << any << QByteArray("-c") << "rejected";
        QTest::newRow("any: only all refusals count")
            << QByteArray(R"("method": "any", "refuseRule": "all")") << QByteArray("-a-b+c") << "approved";
        QTest::newRow("any: all refused")
            << QByteArray(R"("method": "any", "refuseRule": "all")") << QByteArray("-a-b-c") << "rejected";
        QTest::newRow("sequential: in turn") << sequential << QByteArray("+a+b+c") << "approved";
        QTest::newRow("sequential: stops at a refusal") << sequential << QByteArray("+a-b") << "rejected";
        QTest::newRow("two thirds") << QByteArray(R"("method": "all", "passPercent": 66, "refuseRule": "all")")
                                    << QByteArray("+a-b+c") << "approved";
        QTest::newRow("two thirds out of reach")
            << QByteArray(R"("method": "all", "passPercent": 66, "refuseRule": "all")") << QByteArray("-a-b")
            << "rejected";
        QTest::newRow("67 of three are three")
            << QByteArray(R"("method": "all", "passPercent": 67, "refuseRule": "all")") << QByteArray("+a+b")
            << "running";
        QTest::newRow("back to the initiator instead of the end")
            << QByteArray(R"("method": "any", "rejectRule": "starter")") << QByteArray("-a") << "returnedToStarter";
    }

    void votes()
    {
        QFETCH(QByteArray, settings);
        QFETCH(QByteArray, votes);
        QFETCH(QString, status);
        Game game = board(settings);
        QCOMPARE(game.submit(), QString());
        for (qsizetype i = 0; i < votes.size(); i += 2) {
            const char name[] = {votes.at(i + 1), '\0'};
            QCOMPARE(votes.at(i) == '+' ? game.approve(name) : game.reject(name), QString());
        }
        QCOMPARE(instanceStatusName(game.state.status), status);
        const bool ended = status != QLatin1String("running");
        for (const FlowTask &task : game.state.tasks)
            QVERIFY(!ended || !isLive(task.status));
    }

    void whoComesTooLateLearnsWhoDecided()
    {
        Game game = board(R"("method": "any")");
        game.submit();
        const int late = game.openTask(person("b"));
        QCOMPARE(game.approve("a"), QString());
        QCOMPARE(game.step({FlowEvent::Kind::Approve, person("b"), 0, late, {}, {}, {}}), QStringLiteral("taskClosed"));
        QCOMPARE(game.error.arguments.value(QStringLiteral("by")).toString(), toText(person("a")));
        QCOMPARE(game.error.arguments.value(QStringLiteral("at")).toLongLong(), 1001);
    }

    void onlyTheAssigneeDecidesAndOnlyInTurn()
    {
        Game game = board(R"("method": "sequential")");
        game.submit();
        const int first = game.openTask(person("a"));
        QCOMPARE(
            game.step({FlowEvent::Kind::Approve, person("b"), 0, first, {}, {}, {}}), QStringLiteral("notYourTask"));
        QCOMPARE(game.approve("b"), QStringLiteral("notYourTurn"));
        QCOMPARE(game.step({FlowEvent::Kind::Approve, person("a"), 0, 99, {}, {}, {}}), QStringLiteral("notFound"));
        QCOMPARE(game.approve("a"), QString());
        QCOMPARE(game.approve("b"), QString());
    }

    void nobodyApprovesHisOwnSilently_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<bool>("hasManager");
        QTest::addColumn<QByteArray>("assignee");
        QTest::newRow("the manager instead") << QByteArray("manager") << true << QByteArray("boss");
        QTest::newRow("without one an administrator") << QByteArray("manager") << false << QByteArray("admin");
        QTest::newRow("unless the node says so") << QByteArray("self") << true << QByteArray("rep");
        QTest::newRow("left out, and told") << QByteArray("skip") << true << QByteArray();
    }

    void nobodyApprovesHisOwnSilently()
    {
        QFETCH(QByteArray, rule);
        QFETCH(bool, hasManager);
        QFETCH(QByteArray, assignee);
        Game game = board(QByteArray(R"("selfRule": "RULE")").replace("RULE", rule), {"rep"});
        if (hasManager)
            game.directory.managers[person("rep")] = person("boss");
        QCOMPARE(game.submit(), QString());
        if (assignee.isEmpty()) {
            QCOMPARE(game.state.status, InstanceStatus::Approved);
            QCOMPARE(game.state.tasks.front().status, TaskStatus::Skipped);
            QVERIFY(game.told(FlowEntry::Kind::Skipped));
        } else {
            QVERIFY(game.openTask(person(assignee.constData())) != 0);
            QCOMPARE(game.told(FlowEntry::Kind::Escalated), rule == "manager");
        }
    }

    void anEmptyNodeFollowsItsRule()
    {
        Game administrator = board(R"("emptyRule": "administrator")", {});
        QCOMPARE(administrator.submit(), QString());
        QVERIFY(administrator.openTask(person("admin")) != 0);
        QVERIFY(administrator.told(FlowEntry::Kind::Escalated));
        Game skip = board(R"("emptyRule": "skip")", {});
        QCOMPARE(skip.submit(), QString());
        QCOMPARE(skip.state.status, InstanceStatus::Approved);
        QVERIFY(skip.told(FlowEntry::Kind::Skipped));
        Game refuse = board(R"("emptyRule": "reject")", {});
        QCOMPARE(refuse.submit(), QString());
        QCOMPARE(refuse.state.status, InstanceStatus::Rejected);
        Game lost = board(R"("emptyRule": "administrator")", {});
        lost.directory.admins.clear();
        QCOMPARE(lost.submit(), QStringLiteral("noApprover"));
        QCOMPARE(lost.state, FlowState());
    }

    void conditionsChooseTheWay()
    {
        Game game;
        game.flow = flowOf(R"({"nodes": [{"id": "s", "type": "start"},
            {"id": "c", "type": "condition", "branches": [{"when": "big", "next": "boss"}], "otherwise": "tell"},
            {"id": "boss", "type": "approver", "who": {"kind": "role", "role": "boss"}, "next": "tell"},
            {"id": "tell", "type": "cc", "who": {"kind": "role", "role": "books"}}, {"id": "e", "type": "end"}]})");
        game.directory.roles[QStringLiteral("boss")] = {person("boss")};
        game.directory.roles[QStringLiteral("books")] = {person("clerk")};
        Game small = game;
        QCOMPARE(small.submit(), QString());
        QCOMPARE(small.state.status, InstanceStatus::Approved);
        QVERIFY(small.told(FlowEntry::Kind::Copied));
        game.directory.conditions[QStringLiteral("big")] = true;
        QCOMPARE(game.submit(), QString());
        QCOMPARE(game.state.status, InstanceStatus::Running);
        QCOMPARE(game.approve("boss"), QString());
        QCOMPARE(game.state.status, InstanceStatus::Approved);
    }

    void returnGoesBackAndForthAgain()
    {
        Game game;
        game.flow = flowOf(R"({"nodes": [{"id": "s", "type": "start"},
            {"id": "one", "type": "approver", "who": {"kind": "role", "role": "one"}},
            {"id": "two", "type": "approver", "method": "all", "who": {"kind": "role", "role": "two"}},
            {"id": "e", "type": "end"}]})");
        game.directory.roles[QStringLiteral("one")] = {person("a")};
        game.directory.roles[QStringLiteral("two")] = {person("b"), person("c")};
        game.submit();
        QCOMPARE(game.act(FlowEvent::Kind::Return, person("a"), QStringLiteral("two")), QStringLiteral("notPassed"));
        game.approve("a");
        game.approve("b");
        QCOMPARE(game.act(FlowEvent::Kind::Return, person("c"), QStringLiteral("one")), QString());
        QVERIFY(game.openTask(person("a")) != 0);
        QCOMPARE(game.openTask(person("b")), 0);
        game.approve("a");
        // A new run of the second node: b votes again.
        QCOMPARE(game.approve("b"), QString());
        QCOMPARE(game.act(FlowEvent::Kind::Return, person("c")), QString());
        QCOMPARE(game.state.status, InstanceStatus::ReturnedToStarter);
        QCOMPARE(game.submit(person("other")), QStringLiteral("notTheInitiator"));
        QCOMPARE(game.submit(), QString());
        // What was passed before the initiator had it again does not count any more.
        QCOMPARE(game.act(FlowEvent::Kind::Return, person("a"), QStringLiteral("one")), QStringLiteral("notPassed"));
        game.approve("a");
        game.approve("b");
        game.approve("c");
        QCOMPARE(game.state.status, InstanceStatus::Approved);
    }

    void withdrawalFollowsTheFlow()
    {
        Game game = board(R"("method": "all")");
        game.submit();
        QCOMPARE(game.act(FlowEvent::Kind::Withdraw, person("a")), QStringLiteral("notTheInitiator"));
        game.flow.withdrawal = FlowDefinition::Withdrawal::Never;
        QCOMPARE(game.act(FlowEvent::Kind::Withdraw, person("rep")), QStringLiteral("withdrawalNotAllowed"));
        game.flow.withdrawal = FlowDefinition::Withdrawal::UntilDecided;
        Game late = game;
        late.approve("a");
        QCOMPARE(late.act(FlowEvent::Kind::Withdraw, person("rep")), QStringLiteral("withdrawalNotAllowed"));
        QCOMPARE(game.act(FlowEvent::Kind::Withdraw, person("rep")), QString());
        QCOMPARE(game.state.status, InstanceStatus::Withdrawn);
        QCOMPARE(game.state.tasks.front().closedBy, person("rep"));
        QCOMPARE(game.act(FlowEvent::Kind::Withdraw, person("rep")), QStringLiteral("notRunning"));
    }

    void whomTheInitiatorChooses()
    {
        Game game;
        game.flow = flowOf(R"({"nodes": [{"id": "s", "type": "start"},
            {"id": "n", "type": "approver", "who": {"kind": "initiatorChosen"}}, {"id": "e", "type": "end"}]})");
        QCOMPARE(game.submit(), QStringLiteral("required"));
        QCOMPARE(game.error.field, QStringLiteral("chosen"));
        FlowEvent event{
            FlowEvent::Kind::Submit, person("rep"), 0, 0, {}, {}, {{QStringLiteral("n"), {person("friend")}}}};
        QCOMPARE(game.step(event), QString());
        QVERIFY(game.openTask(person("friend")) != 0);
    }

    void wrongFlowsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("field");
        const QByteArray who = R"("who": {"kind": "role", "role": "x"})";
        QTest::newRow("no start") << QByteArray(R"({"nodes": [{"id": "e", "type": "end"}]})") << "noStart"
                                  << "nodes";
        QTest::newRow("no end") << QByteArray(R"({"nodes": [{"id": "s", "type": "start"}]})") << "noEnd"
                                << "nodes";
        QTest::newRow("circle") << QByteArray(
            R"({"nodes": [{"id": "s", "type": "start"}, {"id": "n", "type": "approver",
            "next": "n", )"
            + who + R"(}, {"id": "e", "type": "end"}]})")
                                << "cycle"
                                << "n";
        QTest::newRow("leads nowhere") << QByteArray(R"({"nodes": [{"id": "s", "type": "start", "next": "x"},
            {"id": "e", "type": "end"}]})")
                                       << "unknownNode"
                                       << "s";
        QTest::newRow("island") << QByteArray(R"({"nodes": [{"id": "s", "type": "start", "next": "e"}, {"id": "n",
            "type": "approver", )"
            + who + R"(}, {"id": "e", "type": "end"}]})")
                                << "unreachable"
                                << "n";
        QTest::newRow("twice") << QByteArray(R"({"nodes": [{"id": "s", "type": "start"}, {"id": "s", "type": "end"}]})")
                               << "duplicateNode"
                               << "s";
        QTest::newRow("a flag that is none") << QByteArray(R"({"nodes": [{"id": "s", "type": "start"}, {"id": "n",
            "type": "approver", "transferable": "no", )"
            + who + R"(}, {"id": "e", "type": "end"}]})")
                                             << "notBoolean"
                                             << "nodes[1].transferable";
        QTest::newRow("misspelt kind") << QByteArray(R"({"nodes": [{"id": "s", "type": "start"}, {"id": "n",
            "type": "approver", "who": {"kind": "rolle"}}, {"id": "e", "type": "end"}]})")
                                       << "unknownValue"
                                       << "nodes[1].who.kind";
    }

    void wrongFlowsAreNamed()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, reason);
        QFETCH(QString, field);
        const auto flow = parseFlow(QJsonDocument::fromJson(json).object());
        QVERIFY(!flow.ok());
        QCOMPARE(flow.error().reason, reason);
        QCOMPARE(flow.error().field, field);
    }

    /// Random flows under random acts: whatever happens, the state stays in order.
    void whateverHappensTheStateIsSound()
    {
        int finished = 0;
        for (quint32 seed = 1; seed <= 400; ++seed) {
            QRandomGenerator random(seed);
            Game game = randomGame(random);
            QCOMPARE(game.submit(), QString());
            for (int i = 0; i < 60; ++i) {
                const FlowState before = game.state;
                const FlowEvent event = randomEvent(random, game.state);
                const QString refusal = game.step(event);
                if (!refusal.isEmpty())
                    QVERIFY(game.state == before);
                if (isFinal(before.status))
                    QVERIFY2(!refusal.isEmpty(), "an event after the end");
                checkSound(game.state, seed);
                if (QTest::currentTestFailed())
                    return;
            }
            finished += isFinal(game.state.status) ? 1 : 0;
            const auto stored = stateFromJson(stateToJson(game.state));
            QVERIFY(stored.ok() && *stored == game.state);
            const auto flow = parseFlow(flowToJson(game.flow));
            QVERIFY(flow.ok() && *flow == game.flow);
            QVERIFY(replayed(game) == game.state);
        }
        QVERIFY2(finished > 100, qPrintable(QString::number(finished)));
    }

private:
    static Game randomGame(QRandomGenerator &random)
    {
        Game game;
        QByteArray nodes = "{'id': 's', 'type': 'start'}";
        const int count = 1 + int(random.bounded(4));
        for (int i = 0; i < count; ++i) {
            const QByteArray id = QByteArray::number(i);
            if (random.bounded(4) == 0) {
                nodes += ",{'id': 'cID', 'type': 'condition', 'branches': [{'when': 'wID', 'next': 'e'}]}";
                nodes.replace("ID", id);
            }
            const char *methods[] = {"all", "any", "sequential"};
            const char *refusals[] = {"any", "all"};
            const char *rejects[] = {"end", "starter"};
            nodes += ",{'id': 'nID', 'type': 'approver', 'method': 'METHOD', 'refuseRule': 'REFUSE', 'rejectRule': "
                     "'REJECT', 'emptyRule': 'skip', 'who': {'kind': 'role', 'role': 'rID'}}";
            nodes.replace("ID", id);
            nodes.replace("METHOD", methods[random.bounded(3)]);
            nodes.replace("REFUSE", refusals[random.bounded(2)]);
            nodes.replace("REJECT", rejects[random.bounded(2)]);
            for (const char *member : {"a", "b", "c", "rep"}) {
                if (random.bounded(2) == 0)
                    game.directory.roles[QStringLiteral("r%1").arg(i)].push_back(person(member));
            }
            game.directory.conditions[QStringLiteral("w%1").arg(i)] = random.bounded(3) == 0;
        }
        const QByteArray flow = "{'nodes': [" + nodes + ",{'id': 'e', 'type': 'end'}]}";
        game.flow = flowOf(QByteArray(flow).replace('\'', '"'));
        game.directory.managers[person("rep")] = person("boss");
        return game;
    }

    static FlowEvent randomEvent(QRandomGenerator &random, const FlowState &state)
    {
        FlowEvent event;
        const quint32 kind = random.bounded(26);
        event.kind = kind < 12 ? FlowEvent::Kind::Approve
            : kind < 15        ? FlowEvent::Kind::Reject
            : kind < 17        ? FlowEvent::Kind::Return
            : kind < 19        ? FlowEvent::Kind::Transfer
            : kind < 21        ? FlowEvent::Kind::AddBefore
            : kind < 23        ? FlowEvent::Kind::AddAfter
            : kind < 25        ? FlowEvent::Kind::Submit
                               : FlowEvent::Kind::Withdraw;
        event.by = person("rep");
        const char *others[] = {"a", "b", "c", "x", "y"};
        event.to = person(others[random.bounded(5)]);
        if (kind < 23 && !state.tasks.empty()) {
            const FlowTask &task = state.tasks[random.bounded(quint32(state.tasks.size()))];
            event.task = task.number;
            event.by = random.bounded(8) == 0 ? person("stranger") : task.assignee;
            event.target = random.bounded(2) ? QString() : QStringLiteral("n%1").arg(random.bounded(3));
        }
        return event;
    }

    static void checkSound(const FlowState &state, quint32 seed)
    {
        const auto context = qPrintable(QStringLiteral("seed %1").arg(seed));
        int openRuns = 0;
        for (const NodeRun &run : state.runs) {
            int open = 0;
            std::set<RecordId> people;
            for (const FlowTask &task : state.tasks) {
                if (task.run != run.number)
                    continue;
                open += task.status == TaskStatus::Open ? 1 : 0;
                QVERIFY2(run.status == RunStatus::Open || !isLive(task.status), context);
                const bool holds = !task.assignee.isNull() && task.status != TaskStatus::Transferred;
                QVERIFY2(!holds || people.insert(task.assignee).second, context);
                QVERIFY2((task.source == 0) == (task.origin == TaskOrigin::Seat), context);
                QVERIFY2(task.source < task.number, context);
                QVERIFY2(task.status != TaskStatus::Closed || !task.closedBy.isNull(), context);
            }
            openRuns += run.status == RunStatus::Open ? 1 : 0;
            QVERIFY2(run.status != RunStatus::Open || open > 0, context);
        }
        QVERIFY2(openRuns == (state.status == InstanceStatus::Running ? 1 : 0), context);
    }

    static FlowState replayed(const Game &game)
    {
        FlowState state;
        for (const FlowEvent &event : game.events)
            state = advance(game.flow, state, event, game.directory)->state;
        return state;
    }
};

QTEST_APPLESS_MAIN(TestFlowEngine)
#include "tst_flowengine.moc"
