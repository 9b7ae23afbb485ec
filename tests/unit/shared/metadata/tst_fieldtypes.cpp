// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/definitionnames.h"
#include "shared/metadata/fieldtypes/anylinktype.h"
#include "shared/metadata/fieldtypes/fieldtype.h"
#include "shared/metadata/fieldtypes/phonetype.h"
#include "shared/metadata/validator.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tandem;
using namespace Qt::Literals::StringLiterals;

namespace {

FieldDef fieldOf(const QString &typeName)
{
    FieldDef field;
    field.number = FieldDef::firstOwnFieldNumber;
    field.name = u"subject"_s;
    field.column = u"subject"_s;
    field.type = *fieldTypeFromName(typeName);
    field.scale = defaultScale(field.type);
    field.options = {{u"low"_s, {}, true}, {u"high"_s, {}, true}, {u"zh_CN"_s, {}, false}};
    return field;
}

QJsonValue jsonOf(const QString &text)
{
    return QJsonDocument::fromJson(u"[%1]"_s.arg(text).toUtf8()).array().at(0);
}

const QString someId = u"0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"_s;

}

class TestFieldTypes : public QObject
{
    Q_OBJECT

private slots:
    void everyTypeHasANameAndAClass()
    {
        for (int i = 0; i <= int(FieldType::Json); ++i) {
            const auto type = FieldType(i);
            QCOMPARE(fieldTypeFromName(fieldTypeName(type)), std::optional(type));
            FieldDef field;
            field.type = type;
            field.column = u"c"_s;
            QCOMPARE(fieldTypeInfo(type).columns(field).empty(), !field.isStored());
        }
    }

    void moneyHasTwoColumns()
    {
        const auto columns = fieldTypeInfo(FieldType::Money).columns(fieldOf(u"money"_s));
        QCOMPARE(columns.size(), std::size_t(2));
        QCOMPARE(columns[0], (ColumnDef{u"subject"_s, ColumnDef::Storage::Integer}));
        QCOMPARE(columns[1], (ColumnDef{u"subject_currency"_s, ColumnDef::Storage::Text}));
    }

    void jsonRoundTrip_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("json");
        QTest::addColumn<Value>("value");
        QTest::newRow("text") << u"text"_s << u"\"客户\""_s << Value(u"客户"_s);
        QTest::newRow("lines") << u"longText"_s << u"\"a\\nb\""_s << Value(u"a\nb"_s);
        QTest::newRow("integer") << u"integer"_s << u"9007199254740993"_s << Value(qint64(9007199254740993));
        QTest::newRow("decimal") << u"decimal"_s << u"\"-0.05\""_s << Value(-5);
        QTest::newRow("percent") << u"percent"_s << u"\"35\""_s << Value(35);
        QTest::newRow("money") << u"money"_s << u"{\"amount\":\"12.50\",\"currency\":\"CNY\"}"_s
                               << Value(Money{1250, u"CNY"_s});
        QTest::newRow("boolean") << u"boolean"_s << u"true"_s << Value(true);
        QTest::newRow("date") << u"date"_s << u"\"2026-11-23\""_s << Value(u"2026-11-23"_s);
        QTest::newRow("moment") << u"dateTime"_s << u"\"2026-11-23T08:30:00.250Z\""_s << Value(qint64(1795422600250));
        QTest::newRow("duration") << u"duration"_s << u"5400"_s << Value(5400);
        QTest::newRow("choice") << u"choice"_s << u"\"high\""_s << Value(u"high"_s);
        QTest::newRow("inactive choice") << u"choice"_s << u"\"zh_CN\""_s << Value(u"zh_CN"_s);
        QTest::newRow("choices") << u"multiChoice"_s << u"[\"high\",\"low\"]"_s
                                 << Value(QStringList{u"high"_s, u"low"_s});
        QTest::newRow("tags") << u"tags"_s << u"[\"展会\",\"重点\"]"_s << Value(QStringList{u"展会"_s, u"重点"_s});
        QTest::newRow("link") << u"link"_s << u"\"%1\""_s.arg(someId) << Value(recordIdFromText(someId));
        QTest::newRow("links") << u"links"_s << u"[\"%1\"]"_s.arg(someId) << Value(QStringList{someId});
        QTest::newRow("any link") << u"anyLink"_s << u"\"account/%1\""_s.arg(someId) << Value(u"account/"_s + someId);
        QTest::newRow("e-mail") << u"email"_s << u"\"li@example.cn\""_s << Value(u"li@example.cn"_s);
        QTest::newRow("phone") << u"phone"_s << u"\"+86 138 0013 8000\""_s << Value(u"+86 138 0013 8000"_s);
        QTest::newRow("URL") << u"url"_s << u"\"https://例子.cn/路径\""_s << Value(u"https://例子.cn/路径"_s);
        QTest::newRow("address") << u"address"_s << u"{\"city\":\"杭州\",\"street\":\"文三路 1 号\"}"_s
                                 << Value(u"{\"city\":\"杭州\",\"street\":\"文三路 1 号\"}"_s);
        QTest::newRow("JSON text") << u"json"_s << u"\"a\""_s << Value(u"\"a\""_s);
        QTest::newRow("JSON list") << u"json"_s << u"[1,{\"a\":null}]"_s << Value(u"[1,{\"a\":null}]"_s);
    }

    void jsonRoundTrip()
    {
        QFETCH(QString, type);
        QFETCH(QString, json);
        QFETCH(Value, value);
        const FieldDef field = fieldOf(type);
        const FieldTypeInfo &info = fieldTypeInfo(field.type);
        const auto read = info.fromJson(field, jsonOf(json));
        QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().toLog()));
        QVERIFY2(*read == value, qPrintable(read->toDebug()));
        QVERIFY(info.validate(field, value).ok());
        QCOMPARE(value.kind(), info.kind());
        QCOMPARE(info.toJson(field, value), jsonOf(json));
        QVERIFY(info.fromJson(field, QJsonValue::Null)->isNull());
        QVERIFY(info.toJson(field, Value()).isNull());
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("reason");
        QTest::newRow("number for text") << u"text"_s << u"5"_s << u"notText"_s;
        QTest::newRow("line break") << u"text"_s << u"\"a\\nb\""_s << u"lineBreak"_s;
        QTest::newRow("zero byte") << u"text"_s << u"\"a\\u0000b\""_s << u"invalidCharacters"_s;
        QTest::newRow("half a character") << u"text"_s << u"\"\\ud800\""_s << u"invalidCharacters"_s;
        QTest::newRow("too long") << u"text"_s << u"\"%1\""_s.arg(QString(256, u'x')) << u"tooLong"_s;
        QTest::newRow("fraction") << u"integer"_s << u"1.5"_s << u"notAnInteger"_s;
        QTest::newRow("third decimal") << u"decimal"_s << u"\"1.005\""_s << u"tooManyDecimals"_s;
        QTest::newRow("grouped in JSON") << u"decimal"_s << u"\"1,000\""_s << u"notANumber"_s;
        QTest::newRow("too large") << u"decimal"_s << u"\"99999999999999999999\""_s << u"outOfRange"_s;
        QTest::newRow("amount as number") << u"money"_s << u"{\"amount\":1,\"currency\":\"CNY\"}"_s << u"notAnAmount"_s;
        QTest::newRow("no currency") << u"money"_s << u"{\"amount\":\"1\"}"_s << u"notAnAmount"_s;
        QTest::newRow("word for boolean") << u"boolean"_s << u"\"yes\""_s << u"notABoolean"_s;
        QTest::newRow("30 February") << u"date"_s << u"\"2026-02-30\""_s << u"notADate"_s;
        QTest::newRow("short date") << u"date"_s << u"\"2026-2-3\""_s << u"notADate"_s;
        QTest::newRow("moment without zone") << u"dateTime"_s << u"\"2026-11-23T08:30:00\""_s << u"noTimeZone"_s;
        QTest::newRow("unknown option") << u"choice"_s << u"\"middle\""_s << u"unknownOption"_s;
        QTest::newRow("one unknown option") << u"multiChoice"_s << u"[\"low\",\"middle\"]"_s << u"unknownOption"_s;
        QTest::newRow("list of numbers") << u"tags"_s << u"[1]"_s << u"notAList"_s;
        QTest::newRow("long tag") << u"tags"_s << u"[\"%1\"]"_s.arg(QString(61, u'x')) << u"tooLong"_s;
        QTest::newRow("not an id") << u"link"_s << u"\"account\""_s << u"notAnId"_s;
        QTest::newRow("any link without record") << u"anyLink"_s << u"\"account/\""_s << u"notALink"_s;
        QTest::newRow("two @") << u"email"_s << u"\"a@b@c.cn\""_s << u"notAnEmail"_s;
        QTest::newRow("no domain") << u"email"_s << u"\"li@localhost\""_s << u"notAnEmail"_s;
        QTest::newRow("dot before @") << u"email"_s << u"\"li.@example.cn\""_s << u"notAnEmail"_s;
        QTest::newRow("words for phone") << u"phone"_s << u"\"call me\""_s << u"notAPhone"_s;
        QTest::newRow("script") << u"url"_s << u"\"javascript:alert(1)\""_s << u"notAUrl"_s;
        QTest::newRow("no host") << u"url"_s << u"\"https:///x\""_s << u"notAUrl"_s;
        QTest::newRow("unknown part") << u"address"_s << u"{\"planet\":\"Mars\"}"_s << u"unknownPart"_s;
        QTest::newRow("formula") << u"formula"_s << u"1"_s << u"computed"_s;
    }

    void refusals()
    {
        QFETCH(QString, type);
        QFETCH(QString, json);
        QFETCH(QString, reason);
        const FieldDef field = fieldOf(type);
        const auto read = fieldTypeInfo(field.type).fromJson(field, jsonOf(json));
        if (!read.ok()) {
            QCOMPARE(read.error().reason, reason);
            return;
        }
        const auto valid = validateValue(field, *read);
        QVERIFY(!valid.ok());
        QCOMPARE(valid.error().reason, reason);
        QCOMPARE(valid.error().field, field.name);
    }

    void limitsOfTheFieldCount()
    {
        FieldDef field = fieldOf(u"integer"_s);
        field.minimum = 1;
        field.maximum = 10;
        QVERIFY(validateValue(field, Value(10)).ok());
        const auto above = validateValue(field, Value(11));
        QCOMPARE(above.error().reason, u"outOfRange"_s);
        QCOMPARE(above.error().arguments.value(u"maximum"_s).toInt(), 10);
        QCOMPARE(validateValue(field, Value(u"5"_s)).error().reason, u"wrongKind"_s);
    }

    void emptySetsAreNull()
    {
        for (const auto type : {FieldType::Tags, FieldType::MultiChoice, FieldType::Links}) {
            const auto read = fieldTypeInfo(type).fromJson({}, QJsonArray());
            QVERIFY(read.ok());
            QVERIFY(read->isNull());
        }
    }

    void equalAddressesAreEqualTexts()
    {
        const FieldDef field = fieldOf(u"address"_s);
        const auto &type = fieldTypeInfo(FieldType::Address);
        const auto one = type.fromJson(field, jsonOf(u"{\"street\":\"1\",\"city\":\" 杭州 \",\"postcode\":\"\"}"_s));
        const auto other = type.fromJson(field, jsonOf(u"{\"city\":\"杭州\",\"street\":\"1\"}"_s));
        QVERIFY(one.ok() && other.ok());
        QVERIFY(*one == *other);
        QVERIFY(type.fromJson(field, QJsonObject())->isNull());
    }

    void emailDomainIsLowerCase()
    {
        const auto read = fieldTypeInfo(FieldType::Email).fromJson({}, u" Li.Wei@Example.CN "_s);
        QCOMPARE(read->toText(), u"Li.Wei@example.cn"_s);
    }

    void phonesAreComparedByTheirNumber()
    {
        QCOMPARE(phoneKey(u"+86 138-0013-8000"_s), u"13800138000"_s);
        QCOMPARE(phoneKey(u"0086 13800138000"_s), u"13800138000"_s);
        QCOMPARE(phoneKey(u"１３８００１３８０００"_s), u"13800138000"_s);
        QCOMPARE(phoneKey(u"0571-8888 1234 转 12"_s), u"057188881234"_s);
        QVERIFY(phoneKey(u"+1 415 555 0100"_s) != phoneKey(u"415 555 0100"_s));
    }

    void anyLinkKnowsItsParts()
    {
        const RecordId id = recordIdFromText(someId);
        const auto link = anyLinkFromText(anyLinkText(u"contact"_s, id));
        QVERIFY(link.has_value());
        QCOMPARE(*link, (AnyLink{u"contact"_s, id}));
        QVERIFY(!anyLinkFromText(u"/"_s + someId));
    }

    void requiredIsJudgedOnTheRecord()
    {
        EntityDef entity;
        entity.fields = {fieldOf(u"text"_s)};
        entity.fields[0].required = true;
        QCOMPARE(validateRecord(entity, {}).error().reason, u"required"_s);
        QCOMPARE(validateRecord(entity, {{FieldNumber(20), Value(QString())}}).error().field, u"subject"_s);
        QVERIFY(validateRecord(entity, {{FieldNumber(20), Value(u"x"_s)}}).ok());
        QCOMPARE(validateRecord(entity, {{FieldNumber(20), Value(u"x"_s)}, {FieldNumber(21), Value()}}).error().reason,
            u"unknownField"_s);
    }
};

QTEST_APPLESS_MAIN(TestFieldTypes)
#include "tst_fieldtypes.moc"
