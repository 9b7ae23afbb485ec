// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/errortext.h"
#include "shared/metadata/jsoncontent.h"

#include <QTest>

using namespace tandem;
using namespace Qt::Literals::StringLiterals;

/// JSON whose parts are known: what is wrong is named with its place, and what was there before is left alone.
class JsonContentTest : public QObject
{
    Q_OBJECT

private slots:
    void wrongWordsAreNamedWithTheirPlace_data()
    {
        QTest::addColumn<int>("content");
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("place");
        const auto row = [](JsonContent content, const char *name, const char *json, const char *reason,
                             const char *place) {
            QTest::newRow(name) << int(content) << QString::fromLatin1(json) << QString::fromLatin1(reason)
                                << QString::fromLatin1(place);
        };
        constexpr auto offline = JsonContent::OfflineRules;
        row(offline, "good", R"({"thing": {"keep": "recent", "days": 9}})", "", "");
        row(offline, "a list", "[]", "notAnObject", "");
        row(offline, "no such entity", R"({"thnig": {"keep": "all"}})", "unknownEntity", "thnig");
        row(offline, "no object", R"({"thing": "all"})", "notAnObject", "thing");
        row(offline, "no such word", R"({"thing": {"keep": "some"}})", "notOneOf", "thing.keep");
        row(offline, "no word", R"({"thing": {"days": 9}})", "missing", "thing.keep");
        row(offline, "no days", R"({"thing": {"keep": "recent"}})", "daysMissing", "thing.days");
        row(offline, "days of all", R"({"thing": {"keep": "all", "days": 9}})", "daysNotCounted", "thing.days");
        row(offline, "too many", R"({"thing": {"keep": "recent", "days": 99999}})", "outOfRange", "thing.days");
        row(offline, "no such key", R"({"thing": {"keep": "all", "since": 1}})", "unknownKey", "thing.since");
        constexpr auto rights = JsonContent::Permissions;
        row(rights, "good rights", R"({"thing": {"read": "team", "fields": {"name": "read"}}})", "", "");
        row(rights, "no such scope", R"({"thing": {"read": "most"}})", "notOneOf", "thing.read");
        row(rights, "no such access", R"({"thing": {"fields": {"name": "dim"}}})", "notOneOf", "thing.fields.name");
        row(rights, "no such field", R"({"thing": {"fields": {"nmae": "read"}}})", "unknownField", "thing.fields.nmae");
    }

    void wrongWordsAreNamedWithTheirPlace()
    {
        QFETCH(int, content);
        QFETCH(QString, json);
        QFETCH(QString, reason);
        QFETCH(QString, place);
        const Result<void> checked = check(JsonContent(content), Value(), Value(json));
        QCOMPARE(checked.ok(), reason.isEmpty());
        if (checked.ok())
            return;
        QCOMPARE(checked.error().reason, reason);
        QCOMPARE(checked.error().field, u"rules"_s);
        QCOMPARE(checked.error().arguments.value(u"place"_s).toString(), place);
        QVERIFY(hasErrorText(reason));
        if (reason == u"notOneOf")
            QVERIFY(!errorText(checked.error()).contains(u'{'));
    }

    void whatStoodThereBeforeIsNotJudgedAgain()
    {
        const Value before(uR"({"gone": {"keep": "all"}, "thing": {"keep": "some"}})"_s);
        QVERIFY(check(JsonContent::OfflineRules, before, before).ok());
        const Value more(uR"({"gone": {"keep": "all"}, "thing": {"keep": "none"}})"_s);
        QVERIFY(check(JsonContent::OfflineRules, before, more).ok());
        const Value changed(uR"({"gone": {"keep": "none"}, "thing": {"keep": "none"}})"_s);
        QCOMPARE(check(JsonContent::OfflineRules, before, changed).error().reason, u"unknownEntity"_s);
        QVERIFY(check(JsonContent::OfflineRules, before, Value()).ok());
        QVERIFY(check(JsonContent::Any, Value(), Value(u"[1]"_s)).ok());
    }

private:
    static Result<void> check(JsonContent content, const Value &before, const Value &now)
    {
        EntityDef entity;
        entity.number = 100;
        entity.name = u"thing"_s;
        FieldDef name;
        name.number = 20;
        name.name = u"name"_s;
        entity.fields = {name};
        FieldDef rules;
        rules.name = u"rules"_s;
        rules.type = FieldType::Json;
        rules.content = content;
        return checkJsonContent(Registry({entity}, 0), rules, before, now);
    }
};

QTEST_GUILESS_MAIN(JsonContentTest)
#include "tst_jsoncontent.moc"
