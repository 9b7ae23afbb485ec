// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/jsonlines.h"
#include "shared/metadata/loader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace tandem;
using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject object(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

}

class TestParsing : public QObject
{
    Q_OBJECT

private slots:
    void linesOfValues()
    {
        const JsonLines lines("{\n\"a\": 1,\n\"b\": [\n{ \"c\": \"}\\\"{\" },\n{\n\"c\": 2 } ] }");
        QCOMPARE(lines.lineOf(u""_s), 1);
        QCOMPARE(lines.lineOf(u"a"_s), 2);
        QCOMPARE(lines.lineOf(u"b[0].c"_s), 4);
        QCOMPARE(lines.lineOf(u"b[1]"_s), 5);
        QCOMPARE(lines.lineOf(u"b[1].c"_s), 6);
        QCOMPARE(lines.lineOf(u"b[1].missing"_s), 5);
        QCOMPARE(lines.lineOf(u"b[7].c"_s), 3);
        QVERIFY(lines.duplicate().isEmpty());
    }

    void duplicateKeysAreFound() { QCOMPARE(JsonLines("{\"a\": {\"b\": 1, \"b\": 2}}").duplicate(), u"a.b"_s); }

    void anyTextIsSurvived()
    {
        for (const char *text : {"", "{", "{\"", "{\"a", "{\"a\":", "[", "[[[[", "{\"a\":[1,", "\\", "{\"a\\"})
            QVERIFY(JsonLines(text).lineOf(u"a.b[1]"_s) >= 1);
        QVERIFY(JsonLines(QByteArray(100000, '[')).lineOf({}) == 1);
    }

    void columnAndTypeFollowFromTheDefinition()
    {
        const auto field = parseField(object(R"({"number": 20, "name": "closeDate", "type": "date"})"), Layer::Module);
        QVERIFY(field.ok());
        QCOMPARE(field->column, u"close_date"_s);
        const auto file = parseField(object(R"({"number": 20, "name": "logo", "type": "image"})"), Layer::Module);
        QCOMPARE(file->target, u"file"_s);
        const auto tags = parseField(object(R"({"number": 20, "name": "tags", "type": "tags"})"), Layer::Module);
        QCOMPARE(tags->merge, MergeRule::Union);
        const auto own = parseField(object(R"({"number": 10001, "name": "size", "type": "text"})"), Layer::Company);
        QCOMPARE(own->column, u"c10001"_s);
    }

    void fieldRoundTrip()
    {
        const auto field = parseField(object(R"({"number": 10001, "name": "size", "type": "choice", "required": true,
            "byProgram": true, "default": "s",
            "options": [{"key": "s", "colour": "green", "labels": {"en": "Small", "zh_CN": "小"}},
            {"key": "m", "active": false}], "visibleWhen": "level = 'a'", "labels": {"zh_CN": "尺寸"},
            "validWhen": "size != 'm' or level = 'b'", "validTexts": {"en": "Too big", "zh_CN": "太大"}})"),
            Layer::Company);
        QVERIFY2(field.ok(), field.ok() ? "" : qPrintable(field.error().toLog()));
        QCOMPARE(field->defaultValue.toText(), u"s"_s);
        QVERIFY(field->byProgram);
        QCOMPARE(field->optionLabels.value(u"s"_s).value(u"zh_CN"_s), u"小"_s);
        QCOMPARE(field->validWhen, u"size != 'm' or level = 'b'"_s);
        QCOMPARE(field->validTexts.value(u"zh_CN"_s), u"太大"_s);
        const auto again = parseField(fieldToJson(*field), Layer::Company);
        QVERIFY(again.ok());
        QVERIFY(*again == *field);
    }

    void declaredContentRoundTrip()
    {
        const auto field = parseField(
            object(R"({"number": 20, "name": "kept", "type": "json", "content": "offlineRules"})"), Layer::Module);
        QVERIFY(field.ok());
        QCOMPARE(field->content, JsonContent::OfflineRules);
        QVERIFY(*parseField(fieldToJson(*field), Layer::Module) == *field);
    }

    void badFields_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const char *rest, const QString &place, const QString &reason) {
            QTest::newRow(name) << QByteArray("{\"number\": 20, \"name\": \"a\", ") + rest + '}' << place << reason;
        };
        row("no type", "\"required\": true", u"type"_s, u"missing"_s);
        row("unknown type", "\"type\": \"colour\"", u"type"_s, u"unknownWord"_s);
        row("unknown key", "\"type\": \"text\", \"requierd\": true", u"requierd"_s, u"unknownKey"_s);
        row("text for boolean", "\"type\": \"text\", \"required\": \"yes\"", u"required"_s, u"notBoolean"_s);
        row("fraction", "\"type\": \"text\", \"maxLength\": 1.5", u"maxLength"_s, u"notAnInteger"_s);
        row("no options", "\"type\": \"choice\"", u"options"_s, u"missing"_s);
        row("options of text", "\"type\": \"text\", \"options\": [{\"key\": \"a\"}]", u"options"_s,
            u"notForThisType"_s);
        row("option twice", "\"type\": \"choice\", \"options\": [{\"key\": \"a\"}, {\"key\": \"a\"}]",
            u"options[1].key"_s, u"twice"_s);
        row("bad default", "\"type\": \"choice\", \"options\": [{\"key\": \"a\"}], \"default\": \"b\"", u"default"_s,
            u"unknownOption"_s);
        row("no target", "\"type\": \"link\"", u"target"_s, u"missing"_s);
        row("no junction", "\"type\": \"links\", \"target\": \"contact\"", u"via"_s, u"missing"_s);
        row("no formula", "\"type\": \"formula\"", u"formula"_s, u"missing"_s);
        row("no roll-up", "\"type\": \"rollUp\"", u"rollUp"_s, u"missing"_s);
        row("unknown function",
            "\"type\": \"rollUp\", \"rollUp\": {\"entity\": \"b\", \"link\": \"a\", \"function\": \"mean\"}",
            u"rollUp.function"_s, u"unknownWord"_s);
        row("sum of nothing",
            "\"type\": \"rollUp\", \"rollUp\": {\"entity\": \"b\", \"link\": \"a\", \"function\": \"sum\"}",
            u"rollUp.field"_s, u"missing"_s);
        row("empty range", "\"type\": \"integer\", \"minimum\": 5, \"maximum\": 4", u"maximum"_s, u"outOfRange"_s);
        row("unknown content", "\"type\": \"json\", \"content\": \"poems\"", u"content"_s, u"unknownWord"_s);
        row("content of text", "\"type\": \"text\", \"content\": \"permissions\"", u"content"_s, u"notForThisType"_s);
        row("unknown mask", "\"type\": \"phone\", \"mask\": \"half\"", u"mask"_s, u"unknownWord"_s);
        QTest::newRow("system number") << QByteArray(R"({"number": 7, "name": "a", "type": "text"})") << u"number"_s
                                       << u"outOfRange"_s;
        QTest::newRow("company number") << QByteArray(R"({"number": 10000, "name": "a", "type": "text"})")
                                        << u"number"_s << u"outOfRange"_s;
        QTest::newRow("no name") << QByteArray(R"({"number": 20, "type": "text"})") << u"name"_s << u"missing"_s;
        QTest::newRow("name with a space")
            << QByteArray(R"({"number": 20, "name": "a b", "type": "text"})") << u"name"_s << u"notAName"_s;
    }

    void badFields()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, place);
        QFETCH(QString, reason);
        const auto field = parseField(object(json.constData()), Layer::Module);
        QVERIFY(!field.ok());
        QCOMPARE(field.error().reason, reason);
        QCOMPARE(field.error().field, place);
        QCOMPARE(field.error().code, ErrorCode::Invalid);
    }

    void companyEntityComplete()
    {
        const auto entity = parseEntity(object(R"({"number": 10001, "name": "machine", "titleField": "name",
            "labels": {"en": "Machine", "zh_CN": "设备"}, "pluralLabels": {"en": "Machines"},
            "fields": [{"number": 10000, "name": "name", "type": "text", "required": true}]})"),
            Layer::Company);
        QVERIFY2(entity.ok(), entity.ok() ? "" : qPrintable(entity.error().toLog()));
        QCOMPARE(entity->table, u"company_10001"_s);
        QCOMPARE(entity->access.byRole.value(u"administrator"_s).read, Scope::All);
        QCOMPARE(entity->access.byRole.value(u"employee"_s).read, Scope::Own);
        QVERIFY(entity->field(systemfield::owner));
        const QJsonObject written = entityToJson(*entity);
        QVERIFY(!written.contains(u"actionsWhen"_s)); // unknown to builds of before, which refuse what they do not know
        const auto again = parseEntity(written, Layer::Company);
        QVERIFY(again.ok());
        QVERIFY(*again == *entity);
    }

    void fieldsOfTheCompanyAreOnTheFormBeforeTheyHaveAPlace()
    {
        EntityDef entity;
        for (const QString &name : {u"shipped"_s, u"placed"_s, u"new"_s, u"gone"_s}) {
            FieldDef field;
            field.number = FieldNumber(20 + entity.fields.size());
            field.name = name;
            field.layer = name == u"shipped"_s ? Layer::Module : Layer::Company;
            field.deleted = name == u"gone"_s;
            entity.fields.push_back(field);
        }
        entity.detail.sections = {{u"main"_s, {u"placed"_s}, {}, false}};
        const std::vector<DetailSection> sections = entity.formSections();
        QCOMPARE(sections.size(), size_t(2));
        QCOMPARE(sections[0].name, u"main"_s);
        QCOMPARE(sections[1].name, QString());
        QCOMPARE(sections[1].fields, QStringList{u"new"_s});
        entity.detail.sections.front().fields.append(u"new"_s);
        QCOMPARE(entity.formSections().size(), size_t(1));
    }
};

QTEST_APPLESS_MAIN(TestParsing)
#include "tst_parsing.moc"
