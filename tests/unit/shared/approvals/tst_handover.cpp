// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/flowgame.h"

#include <QTest>

using namespace tandem;
using namespace tandem::test;

/// Approvers draw others in, the applicant reminds them, and what is still to come is known.
class TestHandover : public QObject
{
    Q_OBJECT

private slots:
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
};

QTEST_APPLESS_MAIN(TestHandover)
#include "tst_handover.moc"
