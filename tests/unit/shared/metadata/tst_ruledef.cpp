// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/ruledef.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem;
using namespace Qt::Literals::StringLiterals;

class TestRuleDef : public QObject
{
    Q_OBJECT

private slots:
    void everyStepIsRead()
    {
        const auto rule = parse(R"({"name": "won", "on": {"entity": "deal", "event": "action", "action": "win",
            "when": "amount > 0"}, "steps": [
            {"create": {"entity": "contract", "as": "c", "values": {"title": "name"}}},
            {"update": {"record": "account", "values": {"class": "'customer'"}}},
            {"startApproval": {"flow": "contract", "record": "c"}},
            {"notify": {"to": "owner", "text": "dealWon"}},
            {"action": {"record": "c", "name": "print", "values": {"copies": "2"}, "when": "true"}}]})");
        QVERIFY2(rule.ok(), rule.ok() ? "" : qPrintable(rule.error().toLog()));
        QCOMPARE(rule->trigger, (RuleTrigger{u"deal"_s, {RuleTrigger::Event::Action}, u"win"_s, u"amount > 0"_s}));
        QCOMPARE(rule->steps.size(), std::size_t(5));
        QCOMPARE(rule->steps[0].values, (std::vector<RuleValue>{{u"title"_s, u"name"_s}}));
        QCOMPARE(rule->steps[0].as, u"c"_s);
        QCOMPARE(rule->steps[1].record, u"account"_s);
        QCOMPARE(rule->steps[2].flow, u"contract"_s);
        QCOMPARE(rule->steps[3].record, u"record"_s);
        QCOMPARE(rule->steps[4].action, u"print"_s);
        QCOMPARE(rule->steps[4].when, u"true"_s);
    }

    void whatStartsItAndWhatStopsIt()
    {
        const auto rule = parse(R"({"name": "won", "on": {"entity": "deal", "event": ["created", "updated"],
            "unless": {"entity": "contract", "link": "deal", "when": "amount > 0"}},
            "steps": [{"notify": {"to": "owner", "text": "dealWon"}}]})");
        QVERIFY2(rule.ok(), rule.ok() ? "" : qPrintable(rule.error().toLog()));
        QVERIFY(rule->trigger.isOn(RuleTrigger::Event::Created));
        QVERIFY(rule->trigger.isOn(RuleTrigger::Event::Updated));
        QVERIFY(!rule->trigger.isOn(RuleTrigger::Event::Imported));
        QVERIFY(rule->trigger.unless == std::optional(RuleRelated{u"contract"_s, u"deal"_s, u"amount > 0"_s}));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const char *on, const char *steps, const QString &place,
                             const QString &reason) {
            QTest::newRow(name) << QByteArray("{\"name\": \"r\", \"on\": ") + on + ", \"steps\": [" + steps + "]}"
                                << place << reason;
        };
        const char *on = R"({"entity": "deal", "event": "updated"})";
        row("no steps", on, "", u"steps"_s, u"missing"_s);
        row("unknown event", R"({"entity": "deal", "event": "seen"})", "{}", u"on.event"_s, u"unknownWord"_s);
        row("unknown event among others", R"({"entity": "deal", "event": ["created", "seen"]})", "{}", u"on.event"_s,
            u"unknownWord"_s);
        row("no event", R"({"entity": "deal", "event": []})", "{}", u"on.event"_s, u"missing"_s);
        row("stopped by what", R"({"entity": "deal", "unless": {"link": "deal"}})", "{}", u"on.unless.entity"_s,
            u"missing"_s);
        row("action without name", R"({"entity": "deal", "event": "action"})", "{}", u"on.action"_s, u"missing"_s);
        row("two in one", on, R"({"create": {}, "update": {}})", u"steps[0]"_s, u"notOneStep"_s);
        row("unknown step", on, R"({"dance": {}})", u"steps[0].dance"_s, u"unknownWord"_s);
        row("create nothing", on, R"({"create": {}})", u"steps[0].create.entity"_s, u"missing"_s);
        row("unknown key", on, R"({"notify": {"to": "owner", "text": "t", "by": "mail"}})", u"steps[0].notify.by"_s,
            u"unknownKey"_s);
    }

    void refusals()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, place);
        QFETCH(QString, reason);
        const auto rule = parse(json.constData());
        QVERIFY(!rule.ok());
        QCOMPARE(rule.error().field, place);
        QCOMPARE(rule.error().reason, reason);
    }

    void fileAndLineOfAMistake()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(u"joint/rules"_s));
        QFile file(folder.filePath(u"joint/rules/a.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\n\"name\": \"a\",\n\"on\": { \"entity\": \"deal\" },\n\"steps\": [\n{ \"crate\": {} } ]\n}");
        file.close();
        const auto rules = loadRules(folder.path());
        QVERIFY(!rules.ok());
        QCOMPARE(rules.error().code, ErrorCode::Corrupt);
        QCOMPARE(rules.error().field, u"joint/rules/a.json:5: steps[0].crate"_s);
    }

private:
    static Result<RuleDef> parse(const char *json) { return parseRule(QJsonDocument::fromJson(json).object()); }
};

QTEST_APPLESS_MAIN(TestRuleDef)
#include "tst_ruledef.moc"
