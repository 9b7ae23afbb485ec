// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/approvals/flowengine.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <set>

using namespace tandem;

namespace {

RecordId person(const char *name)
{
    return namedRecordId(QString::fromLatin1(name));
}

/// A company in a table: roles by name, managers by name, conditions by their text.
class FakeDirectory final : public ApprovalDirectory
{
public:
    QMap<QString, std::vector<RecordId>> roles;
    std::map<RecordId, RecordId> managers;
    std::vector<RecordId> admins{person("admin")};
    QMap<QString, bool> conditions;

    Result<std::vector<RecordId>> approvers(const ApproverRule &rule, const RecordId &) const override
    {
        return rule.kind == ApproverRule::Kind::Users ? rule.users : roles.value(rule.role);
    }
    RecordId managerOf(const RecordId &user) const override
    {
        const auto found = managers.find(user);
        return found == managers.end() ? RecordId() : found->second;
    }
    std::vector<RecordId> administrators() const override { return admins; }
    bool isActive(const RecordId &user) const override { return user != person("gone"); }
    Result<bool> holds(const QString &condition) const override { return conditions.value(condition); }
};

FlowDefinition flowOf(const QByteArray &json)
{
    const auto flow = parseFlow(QJsonDocument::fromJson(json).object());
    if (!flow)
        qFatal("%s", qPrintable(flow.error().toLog()));
    return *flow;
}

/// One approver node whose people are the role "board", with these settings.
FlowDefinition single(const QByteArray &settings)
{
    return flowOf("{\"nodes\": [{\"id\": \"s\", \"type\": \"start\"}, {\"id\": \"n\", \"type\": \"approver\", "
                  "\"who\": {\"kind\": \"role\", \"role\": \"board\"}, "
        + settings + "}, {\"id\": \"e\", \"type\": \"end\"}]}");
}

}

class TestFlowEngine : public QObject
{
    Q_OBJECT

private:
    /// A flow being played; `step` answers the error's reason or "".
    struct Game
    {
        FlowDefinition flow;
        FakeDirectory directory;
        FlowState state;
        std::vector<FlowEvent> events;
        std::vector<FlowEntry> entries;
        Error error;

        QString step(FlowEvent event)
        {
            event.at = 1000 + qint64(events.size());
            const auto effects = advance(flow, state, event, directory);
            if (!effects) {
                error = effects.error();
                return error.reason;
            }
            state = effects->state;
            events.push_back(event);
            entries.insert(entries.end(), effects->entries.begin(), effects->entries.end());
            return {};
        }
        QString submit(const RecordId &by = person("rep"))
        {
            return step({FlowEvent::Kind::Submit, by, 0, 0, {}, {}, {}});
        }
        int openTask(const RecordId &who) const
        {
            const auto found = std::find_if(state.tasks.begin(), state.tasks.end(),
                [&](const FlowTask &task) { return task.assignee == who && isLive(task.status); });
            return found == state.tasks.end() ? 0 : found->number;
        }
        QString act(FlowEvent::Kind kind, const RecordId &who, const QString &target = {})
        {
            return step({kind, who, 0, openTask(who), target, {}, {}});
        }
        QString approve(const char *who) { return act(FlowEvent::Kind::Approve, person(who)); }
        QString reject(const char *who) { return act(FlowEvent::Kind::Reject, person(who)); }
        QString draw(FlowEvent::Kind kind, const char *who, const char *to)
        {
            return step({kind, person(who), 0, openTask(person(who)), {}, QStringLiteral("please"), {}, person(to)});
        }
        QString transfer(const char *who, const char *to) { return draw(FlowEvent::Kind::Transfer, who, to); }
        QString before(const char *who, const char *to) { return draw(FlowEvent::Kind::AddBefore, who, to); }
        QString after(const char *who, const char *to) { return draw(FlowEvent::Kind::AddAfter, who, to); }
        /// "b" open, "c?" waiting: who has still to decide, in the order of their tasks.
        QStringList awaited() const
        {
            QStringList names;
            for (const FlowTask &task : state.tasks) {
                for (const char *name : {"a", "b", "c", "x", "y"}) {
                    if (task.assignee == person(name) && isLive(task.status))
                        names.append(QLatin1String(name)
                            + (task.status == TaskStatus::Waiting ? QStringLiteral("?") : QString()));
                }
            }
            return names;
        }
        bool told(FlowEntry::Kind kind) const
        {
            return std::any_of(entries.begin(), entries.end(), [&](const FlowEntry &e) { return e.kind == kind; });
        }
    };

    static Game board(const QByteArray &settings, std::initializer_list<const char *> members = {"a", "b", "c"})
    {
        Game game;
        game.flow = single(settings);
        for (const char *member : members)
            game.directory.roles[QStringLiteral("board")].push_back(person(member));
        return game;
    }

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

    void whoeverIsDrawnInVotesForTheSeat_data()
    {
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<QByteArray>("acts"); ///< "+a", "-a" vote; "a>x" transfers, "a<x" asks x before, "a&x" after
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("awaited");
        const QByteArray all = R"("method": "all")";
        const QByteArray any = R"("method": "any")";
        const QByteArray oneByOne = R"("method": "sequential")";
        const QByteArray lenient = R"("method": "all", "passPercent": 66, "refuseRule": "all")";
        const auto row = [](const char *name) -> QTestData & {
            return QTest::newRow(name);
        };
        row("all: handed over") << all << QByteArray("a>x +b +c") << "running"
                                << "x";
        row("all: who has it now counts") << all << QByteArray("a>x +b +c +x") << "approved"
                                          << "";
        row("all: his refusal counts") << all << QByteArray("a>x -x") << "rejected"
                                       << "";
        row("all: handed on and back") << all << QByteArray("a>x x>y y>a +a +b +c") << "approved"
                                       << "";
        row("any: handed over") << any << QByteArray("a>x +x") << "approved"
                                << "";
        row("any: the others need not wait") << any << QByteArray("a>x +b") << "approved"
                                             << "";
        row("sequential: his turn is the same") << oneByOne << QByteArray("a>x +x") << "running"
                                                << "b,c?";
        row("all: asked before") << all << QByteArray("a<x") << "running"
                                 << "a?,b,c,x";
        row("all: it comes back") << all << QByteArray("a<x +x") << "running"
                                  << "a,b,c";
        row("all: and is decided by who asked") << all << QByteArray("a<x +b +c +x +a") << "approved"
                                                << "";
        row("any: a word from before does not pass") << any << QByteArray("a<x +x") << "running"
                                                     << "a,b,c";
        row("before: no means no") << any << QByteArray("a<x -x") << "rejected"
                                   << "";
        row("before: asked in turn") << any << QByteArray("a<x x<y +y") << "running"
                                     << "a?,b,c,x";
        row("before: handed over") << any << QByteArray("a<x x>y +y +a") << "approved"
                                   << "";
        row("before: one after the other") << any << QByteArray("a<x +x a<y +y +a") << "approved"
                                           << "";
        row("before: who is asked has it looked at after him") << any << QByteArray("a<x x&y") << "running"
                                                               << "a?,b,c,y";
        row("any: asked after") << any << QByteArray("a&x") << "running"
                                << "b,c,x";
        row("any: both have to agree") << any << QByteArray("a&x +x") << "approved"
                                       << "";
        row("any: the last one refuses") << any << QByteArray("a&x -x") << "rejected"
                                         << "";
        row("any: another one is faster") << any << QByteArray("a&x +b") << "approved"
                                          << "";
        row("all: asked after") << all << QByteArray("+b +c a&x +x") << "approved"
                                << "";
        row("sequential: the next one waits for both") << oneByOne << QByteArray("a&x") << "running"
                                                       << "b?,c?,x";
        row("sequential: then it goes on") << oneByOne << QByteArray("a&x +x") << "running"
                                           << "b,c?";
        row("two thirds: a seat is one vote") << lenient << QByteArray("a&x +x +b") << "approved"
                                              << "";
        row("two thirds: refused once, nobody waits") << lenient << QByteArray("a<x -x") << "running"
                                                      << "b,c";
        row("two thirds: out of reach") << lenient << QByteArray("a<x -x -b") << "rejected"
                                        << "";
    }

    void whoeverIsDrawnInVotesForTheSeat()
    {
        QFETCH(QByteArray, settings);
        QFETCH(QByteArray, acts);
        QFETCH(QString, status);
        QFETCH(QString, awaited);
        Game game = board(settings);
        QCOMPARE(game.submit(), QString());
        for (const QByteArray &act : acts.split(' ')) {
            const char first[] = {act.at(0), '\0'};
            const char last[] = {act.back(), '\0'};
            const QString refusal = act.at(0) == '+' ? game.approve(last)
                : act.at(0) == '-'                   ? game.reject(last)
                : act.at(1) == '>'                   ? game.transfer(first, last)
                : act.at(1) == '<'                   ? game.before(first, last)
                                                     : game.after(first, last);
            QVERIFY2(refusal.isEmpty(), qPrintable(QString::fromLatin1(act) + QStringLiteral(": ") + refusal));
        }
        QCOMPARE(instanceStatusName(game.state.status), status);
        QCOMPARE(game.awaited().join(QLatin1Char(',')), awaited);
    }

    void whatIsHandedOverIsToldAndStored()
    {
        Game game = board(R"("method": "all")");
        game.submit();
        QCOMPARE(game.transfer("a", "x"), QString());
        QCOMPARE(game.entries.back(),
            (FlowEntry{FlowEntry::Kind::Transferred, person("a"), QStringLiteral("n"), 1, {person("x")}, {},
                QStringLiteral("please")}));
        QCOMPARE(game.state.task(1)->status, TaskStatus::Transferred);
        QCOMPARE(game.state.task(4)->origin, TaskOrigin::Transfer);
        QCOMPARE(game.state.task(4)->source, 1);
        QCOMPARE(game.step({FlowEvent::Kind::Approve, person("a"), 0, 1, {}, {}, {}}), QStringLiteral("taskClosed"));
        QCOMPARE(game.after("b", "y"), QString());
        QCOMPARE(game.entries.back().kind, FlowEntry::Kind::Added);
        QCOMPARE(game.entries.back().reason, QStringLiteral("after"));
        // The reason stands with the agreement, once.
        QCOMPARE(game.entries.back().comment, QString());
        QCOMPARE(game.entries[game.entries.size() - 2].comment, QStringLiteral("please"));
        const auto stored = stateFromJson(stateToJson(game.state));
        QVERIFY(stored.ok() && *stored == game.state);
    }

    void notEverybodyCanBeDrawnIn()
    {
        Game game = board(R"("method": "all")");
        game.submit();
        QCOMPARE(game.transfer("a", "b"), QStringLiteral("alreadyApprover"));
        QCOMPARE(game.before("a", "a"), QStringLiteral("alreadyApprover"));
        QCOMPARE(game.transfer("a", "gone"), QStringLiteral("notActive"));
        QCOMPARE(game.after("a", "rep"), QStringLiteral("ownCase"));
        QCOMPARE(game.step({FlowEvent::Kind::Transfer, person("a"), 0, 1, {}, {}, {}}), QStringLiteral("required"));
        QCOMPARE(game.step({FlowEvent::Kind::AddBefore, person("b"), 0, 1, {}, {}, {}, person("x")}),
            QStringLiteral("notYourTask"));
        Game own = board(R"("selfRule": "self")");
        own.submit();
        QCOMPARE(own.transfer("a", "rep"), QString());
        Game strict = board(R"("transferable": false, "extendable": false)");
        strict.submit();
        QCOMPARE(strict.transfer("a", "x"), QStringLiteral("transferNotAllowed"));
        QCOMPARE(strict.before("a", "x"), QStringLiteral("addingNotAllowed"));
        QCOMPARE(strict.after("a", "x"), QStringLiteral("addingNotAllowed"));
    }

    void handingOnHasAnEnd()
    {
        Game game = board(R"("method": "any")", {"a"});
        game.submit();
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(game.transfer("a", "x"), QString());
            QCOMPARE(game.transfer("x", "a"), QString());
        }
        QCOMPARE(game.transfer("a", "x"), QStringLiteral("tooManyHandovers"));
        QCOMPARE(game.approve("a"), QString());
        QCOMPARE(game.state.status, InstanceStatus::Approved);
    }

    void whoTookOverDecidesAgainAfterAReturn()
    {
        Game game;
        game.flow = flowOf(R"({"nodes": [{"id": "s", "type": "start"},
            {"id": "one", "type": "approver", "method": "all", "who": {"kind": "role", "role": "one"}},
            {"id": "two", "type": "approver", "who": {"kind": "role", "role": "two"}}, {"id": "e", "type": "end"}]})");
        game.directory.roles[QStringLiteral("one")] = {person("a"), person("b")};
        game.directory.roles[QStringLiteral("two")] = {person("c")};
        game.submit();
        game.transfer("a", "x");
        game.after("b", "y");
        game.approve("x");
        game.approve("y");
        QCOMPARE(game.awaited(), QStringList({QStringLiteral("c")}));
        QCOMPARE(game.act(FlowEvent::Kind::Return, person("c"), QStringLiteral("one")), QString());
        // The seats as they were held; y was asked that once.
        QCOMPARE(game.awaited(), QStringList({QStringLiteral("x"), QStringLiteral("b")}));
        QCOMPARE(game.before("x", "y"), QString());
        QCOMPARE(game.act(FlowEvent::Kind::Return, person("y")), QString());
        QCOMPARE(game.state.status, InstanceStatus::ReturnedToStarter);
        QCOMPARE(game.awaited(), QStringList());
        QCOMPARE(game.submit(), QString());
        QCOMPARE(game.before("a", "x"), QString());
        QCOMPARE(game.act(FlowEvent::Kind::Withdraw, person("rep")), QString());
        QCOMPARE(game.awaited(), QStringList());
    }

    void handingOverIsNoDecisionForAWithdrawal()
    {
        Game game = board(R"("method": "all")");
        game.flow.withdrawal = FlowDefinition::Withdrawal::UntilDecided;
        game.submit();
        game.transfer("a", "x");
        game.before("b", "y");
        QCOMPARE(game.act(FlowEvent::Kind::Withdraw, person("rep")), QString());
    }

    void remindersLeaveTimeToAnswer()
    {
        Game game = board(R"("method": "sequential")");
        const auto remind = [&game](const char *who, Timestamp at) {
            const auto effects = advance(
                game.flow, game.state, {FlowEvent::Kind::Remind, person(who), at, 0, {}, {}, {}}, game.directory);
            if (!effects) {
                game.error = effects.error();
                return effects.error().reason;
            }
            game.state = effects->state;
            game.entries = effects->entries;
            return QString();
        };
        QCOMPARE(remind("admin", 5'000), QStringLiteral("notRunning"));
        game.submit();
        QCOMPARE(remind("a", 5'000), QStringLiteral("notTheInitiator"));
        QCOMPARE(remind("rep", 5'000), QString());
        // Whose turn has not come is not reminded.
        QCOMPARE(game.entries.back().users, std::vector<RecordId>{person("a")});
        QCOMPARE(remind("admin", 5'000 + reminderPause - 1), QStringLiteral("remindedRecently"));
        QCOMPARE(game.error.arguments.value(QStringLiteral("again")).toLongLong(), 5'000 + reminderPause);
        QCOMPARE(remind("admin", 5'000 + reminderPause), QString());
        game.reject("a");
        QCOMPARE(remind("rep", 5'000 + 3 * reminderPause), QStringLiteral("notRunning"));
    }

    void whatWillComeIsForeseen()
    {
        Game game;
        game.flow = flowOf(R"({"nodes": [{"id": "s", "type": "start"},
            {"id": "one", "type": "approver", "who": {"kind": "role", "role": "one"}},
            {"id": "c", "type": "condition", "branches": [{"when": "big", "next": "boss"}], "otherwise": "tell"},
            {"id": "boss", "type": "approver", "who": {"kind": "role", "role": "boss"}},
            {"id": "tell", "type": "cc", "who": {"kind": "role", "role": "books"}},
            {"id": "none", "type": "approver", "emptyRule": "skip", "who": {"kind": "role", "role": "none"}},
            {"id": "e", "type": "end"}]})");
        game.directory.roles[QStringLiteral("one")] = {person("a")};
        game.directory.roles[QStringLiteral("boss")] = {person("b")};
        game.directory.roles[QStringLiteral("books")] = {person("c")};
        QVERIFY(foresee(game.flow, game.state, game.directory).empty());
        game.submit();
        const ForeseenStep tell{QStringLiteral("tell"), true, {person("c")}};
        QCOMPARE(foresee(game.flow, game.state, game.directory), std::vector<ForeseenStep>{tell});
        game.directory.conditions[QStringLiteral("big")] = true;
        const ForeseenStep boss{QStringLiteral("boss"), false, {person("b")}};
        QCOMPARE(foresee(game.flow, game.state, game.directory), (std::vector<ForeseenStep>{boss, tell}));
        game.approve("a");
        QCOMPARE(foresee(game.flow, game.state, game.directory), std::vector<ForeseenStep>{tell});
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
