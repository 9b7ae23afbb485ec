// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/definitionnames.h"
#include "shared/metadata/fieldtypes/celltext.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

#include <QTest>

using namespace tandem;
using namespace Qt::Literals::StringLiterals;

/// What spreadsheets hold, and what it means.
class TestImportForms : public QObject
{
    Q_OBJECT

private slots:
    void meansOneValue_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("cell");
        QTest::addColumn<Value>("value");
        const auto row = [](const char *type, const QString &cell, const Value &value) {
            QTest::addRow("%s %s", type, qPrintable(cell)) << QString::fromLatin1(type) << cell << value;
        };
        row("text", u"  a \r\n b "_s, Value(u"a b"_s));
        row("text", u"   "_s, Value());
        row("integer", u"１，２３４"_s, Value(1234));
        row("integer", u"(12)"_s, Value(-12));
        row("integer", u"12.0"_s, Value(12));
        row("decimal", u"1,234.5"_s, Value(123450));
        row("decimal", u"32.3800"_s, Value(3238));
        row("decimal", u".5"_s, Value(50));
        row("percent", u"35%"_s, Value(35));
        row("percent", u"３５％"_s, Value(35));
        row("money", u"1,200.50"_s, Value(Money{120050, u"CNY"_s}));
        row("money", u"￥99"_s, Value(Money{9900, u"CNY"_s}));
        row("money", u"100元"_s, Value(Money{10000, u"CNY"_s}));
        row("money", u"-$12.30"_s, Value(Money{-1230, u"USD"_s}));
        row("money", u"EUR 7"_s, Value(Money{700, u"EUR"_s}));
        row("money", u"500 jpy"_s, Value(Money{500, u"JPY"_s}));
        row("boolean", u"是"_s, Value(true));
        row("boolean", u"否"_s, Value(false));
        row("boolean", u"YES"_s, Value(true));
        row("boolean", u"0"_s, Value(false));
        row("date", u"2026-11-23"_s, Value(u"2026-11-23"_s));
        row("date", u"2026/11/3"_s, Value(u"2026-11-03"_s));
        row("date", u"2026年11月3日"_s, Value(u"2026-11-03"_s));
        row("date", u"11/23/2026"_s, Value(u"2026-11-23"_s));
        row("date", u"23/11/2026"_s, Value(u"2026-11-23"_s));
        row("date", u"5/5/2026"_s, Value(u"2026-05-05"_s));
        row("date", u"20261123"_s, Value(u"2026-11-23"_s));
        row("date", u"1996-07-04 00:00:00.000"_s, Value(u"1996-07-04"_s));
        row("dateTime", u"2026-11-23 16:30"_s, Value(qint64(1795422600000)));
        row("dateTime", u"2026-11-23T08:30:00Z"_s, Value(qint64(1795422600000)));
        row("dateTime", u"2026年11月23日 下午4:30"_s, Value(qint64(1795422600000)));
        row("dateTime", u"11/23/2026 4:30 PM"_s, Value(qint64(1795422600000)));
        row("duration", u"1:30"_s, Value(5400));
        row("duration", u"1h 30m"_s, Value(5400));
        row("duration", u"2小时30分钟"_s, Value(9000));
        row("duration", u"90 min"_s, Value(5400));
        row("duration", u"45"_s, Value(45));
        row("choice", u"HIGH"_s, Value(u"high"_s));
        row("choice", u"高"_s, Value(u"high"_s));
        row("multiChoice", u"高；low"_s, Value(QStringList{u"high"_s, u"low"_s}));
        row("tags", u"展会, 重点、展会"_s, Value(QStringList{u"展会"_s, u"重点"_s}));
        row("email", u"mailto:Li@EXAMPLE.cn"_s, Value(u"Li@example.cn"_s));
        row("phone", u"１３８ ００１３ ８０００"_s, Value(u"138 0013 8000"_s));
        row("phone", u"13800138000.0"_s, Value(u"13800138000"_s));
        row("phone", u"(503) 555-9831"_s, Value(u"(503) 555-9831"_s));
        row("phone", u"0621-08460"_s, Value(u"0621-08460"_s));
        row("url", u"www.example.cn"_s, Value(u"https://www.example.cn"_s));
        row("address", u"Obere Str. 57"_s, Value(u"{\"street\":\"Obere Str. 57\"}"_s));
        row("address", u"{\"city\": \"Berlin\"}"_s, Value(u"{\"city\":\"Berlin\"}"_s));
        row("json", u"[1, 2]"_s, Value(u"[1,2]"_s));
    }

    void meansOneValue()
    {
        QFETCH(QString, type);
        QFETCH(QString, cell);
        QFETCH(Value, value);
        const auto read = import(type, cell);
        QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().toLog()));
        QVERIFY2(*read == value, qPrintable(read->toDebug()));
    }

    void isRefused_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *type, const QString &cell, const QString &reason) {
            QTest::addRow("%s %s", type, qPrintable(cell)) << QString::fromLatin1(type) << cell << reason;
        };
        row("integer", u"12,34"_s, u"notANumber"_s);
        row("integer", u"1.5"_s, u"tooManyDecimals"_s);
        row("integer", u"about 5"_s, u"notANumber"_s);
        row("integer", u"99999999999999999999"_s, u"outOfRange"_s);
        row("decimal", u"1.200,50"_s, u"notANumber"_s);
        row("money", u"12.345"_s, u"tooManyDecimals"_s);
        row("money", u"12万"_s, u"notANumber"_s);
        row("boolean", u"maybe"_s, u"notABoolean"_s);
        row("date", u"04/07/1996"_s, u"ambiguousDate"_s);
        row("date", u"2026-02-30"_s, u"notADate"_s);
        row("date", u"13/13/2026"_s, u"notADate"_s);
        row("date", u"1996-07-04 12:30:00"_s, u"timeInDate"_s);
        row("dateTime", u"2026-11-23 25:00"_s, u"notADate"_s);
        row("dateTime", u"2026-11-23 13:00 PM"_s, u"notADate"_s);
        row("duration", u"1:75"_s, u"notADuration"_s);
        row("choice", u"middle"_s, u"unknownOption"_s);
        row("link", u"Acme"_s, u"notAnId"_s);
        row("email", u"nobody"_s, u"notAnEmail"_s);
        row("url", u"no url"_s, u"notAUrl"_s);
        row("json", u"[1,"_s, u"notJson"_s);
        row("json", u"1, 2"_s, u"notJson"_s);
    }

    void isRefused()
    {
        QFETCH(QString, type);
        QFETCH(QString, cell);
        QFETCH(QString, reason);
        const auto read = import(type, cell);
        QVERIFY(!read.ok());
        QCOMPARE(read.error().reason, reason);
    }

    void signOfACurrencyFollowsTheContext()
    {
        m_context.currency = u"JPY"_s;
        QCOMPARE(import(u"money"_s, u"¥120"_s)->toMoney(), (Money{120, u"JPY"_s}));
        m_context.currency = u"AUD"_s;
        QCOMPARE(import(u"money"_s, u"$1"_s)->toMoney(), (Money{100, u"AUD"_s}));
        m_context.currency.clear();
        QCOMPARE(import(u"money"_s, u"1"_s).error().reason, u"noCurrency"_s);
    }

    void callingCodeIsPutBeforeLocalNumbersOnly()
    {
        m_context.callingCode = u"+86"_s;
        QCOMPARE(import(u"phone"_s, u"13800138000"_s)->toText(), u"+86 13800138000"_s);
        QCOMPARE(import(u"phone"_s, u"+49 30 1234567"_s)->toText(), u"+49 30 1234567"_s);
    }

    void scaledNumbersGoBothWays()
    {
        QCOMPARE(scaledToText(-5, 2), u"-0.05"_s);
        QCOMPARE(scaledToText(std::numeric_limits<qint64>::min(), 3), u"-9223372036854775.808"_s);
        QCOMPARE(*scaledFromText(u"-9223372036854775.808"_s, 3), std::numeric_limits<qint64>::min());
    }

    void init()
    {
        m_context = {};
        m_context.currency = u"CNY"_s;
        m_context.utcOffsetSeconds = 8 * 3600;
        m_context.optionByLabel = {{u"高"_s, u"high"_s}, {u"low priority"_s, u"low"_s}};
    }

private:
    Result<Value> import(const QString &typeName, const QString &cell) const
    {
        FieldDef field;
        field.name = u"subject"_s;
        field.type = *fieldTypeFromName(typeName);
        field.scale = defaultScale(field.type);
        field.options = {{u"low"_s, {}, true}, {u"high"_s, {}, true}};
        return fieldTypeInfo(field.type).fromImport(field, cell, m_context);
    }

    FieldTypeInfo::ImportContext m_context;
};

QTEST_APPLESS_MAIN(TestImportForms)
#include "tst_importforms.moc"
