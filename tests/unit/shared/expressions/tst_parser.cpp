// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/expression.h"

#include <QTest>

using namespace tandem;

class TestParser : public QObject
{
    Q_OBJECT

private slots:
    void understands_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        const auto row = [](const char *name, const char *text, const char *canonical) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(canonical);
        };
        row("and before or", "a or b and c", "a or b and c");
        row("parentheses kept where needed", "(a or b) and c", "(a or b) and c");
        row("parentheses dropped where not", "((a)) = (1)", "a = 1");
        row("not before and", "not a and b", "not a and b");
        row("products before sums", "1 + 2 * 3 - 4", "1 + 2 * 3 - 4");
        row("right operand of minus", "1 - (2 - 3)", "1 - (2 - 3)");
        row("quote inside text", "name = 'it''s'", "name = 'it''s'");
        row("Chinese text", "name contains '\xe5\x90\x8c\xe8\xa1\x8c'", "name contains '\xe5\x90\x8c\xe8\xa1\x8c'");
        row("path", "account.owner.name startsWith 'A'", "account.owner.name startsWith 'A'");
        row("in", "stage in ('a','b' , 'c')", "stage in ('a', 'b', 'c')");
        row("not in", "stage not in ('a')", "not stage in ('a')");
        row("between binds its and", "a between 1 and 2 and b", "a between 1 and 2 and b");
        row("negative number", "a > -5", "a > -5");
        row("negated field", "-a + -(b)", "-a + -b");
        row("signs before signs", "-(-a) = --(1) - --2", "--a = --(1) - --2");
        row("as many signs as there may be", QByteArray(62, '-') + "a", QByteArray(62, '-') + "a");
        row("date", "d >= date('2026-11-23')", "d >= date('2026-11-23')");
        row("moment in its zone", "t < datetime('2026-11-23T08:00:00+08:00')",
            "t < datetime('2026-11-23T00:00:00.000Z')");
        row("money", "amount > money(1000.5, 'CNY')", "amount > money(1000.50, 'CNY')");
        row("money of more digits than a double", "amount > money(90071992547409931.25, 'CNY')",
            "amount > money(90071992547409931.25, 'CNY')");
        row("negative money", "amount > money(-90071992547409931, 'JPY')", "amount > money(-90071992547409931, 'JPY')");
        row("trailing word form", "notes isEmpty or notes isNotEmpty", "isEmpty(notes) or isNotEmpty(notes)");
        row("functions", "if(done,today(),addDays( now(),1)) = null", "if(done, today(), addDays(now(), 1)) = null");
        row("a field may be called like a function", "date = today()", "date = today()");
        row("blank", "  \n ", "");
    }

    void understands()
    {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        const auto parsed = parseExpression(text);
        QVERIFY2(parsed.ok(), qPrintable(parsed.ok() ? QString() : parsed.error().toLog()));
        QCOMPARE(parsed->toText(), canonical);
        QCOMPARE(*parseExpression(canonical), *parsed);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<int>("position");
        QTest::newRow("stray character") << "a = #"
                                         << "unexpectedCharacter" << 4;
        QTest::newRow("full-width quote") << QString::fromUtf8("a = \xe2\x80\x98x") << "unexpectedCharacter" << 4;
        QTest::newRow("open text") << "name = 'abc"
                                   << "unterminatedText" << 7;
        QTest::newRow("nothing after and") << "a and "
                                           << "unexpectedEnd" << 6;
        QTest::newRow("two operators") << "a = = b"
                                       << "unexpectedToken" << 4;
        QTest::newRow("comparisons do not chain") << "1 < 2 < 3"
                                                  << "unexpectedToken" << 6;
        QTest::newRow("open parenthesis") << "(a or b"
                                          << "unexpectedEnd" << 7;
        QTest::newRow("empty list") << "a in ()"
                                    << "unexpectedToken" << 6;
        QTest::newRow("unknown function") << "a = sleep(5)"
                                          << "unknownFunction" << 4;
        QTest::newRow("too many arguments") << "lower(a, b)"
                                            << "wrongArgumentCount" << 0;
        QTest::newRow("number too large") << "a = 99999999999999999999"
                                          << "badNumber" << 4;
        QTest::newRow("no such day") << "d = date('2026-02-30')"
                                     << "badDate" << 4;
        QTest::newRow("moment without zone") << "t = datetime('2026-02-03T10:00:00')"
                                             << "badDate" << 4;
        QTest::newRow("moment after the year 9999") << "t = datetime('9999-12-31T23:59:59-12:00')"
                                                    << "badDate" << 4;
        QTest::newRow("more digits than any number")
            << QStringLiteral("a = ") + QString(400, QLatin1Char('9')) + QLatin1String(".0") << "badNumber" << 4;
        QTest::newRow("third decimal of a cent") << "m = money(1.234, 'CNY')"
                                                 << "badAmount" << 4;
        QTest::newRow("no currency") << "m = money(1, 'yuan')"
                                     << "badAmount" << 4;
        QTest::newRow("changed() of no field") << "changed(1 + 1)"
                                               << "unexpectedToken" << 8;
        QTest::newRow("reserved word as field") << "in = 1"
                                                << "unexpectedToken" << 0;
        QTest::newRow("path too long") << "a.b.c.d.e.f = 1"
                                       << "tooDeep" << 10;
    }

    void refuses()
    {
        QFETCH(QString, text);
        QFETCH(QString, reason);
        QFETCH(int, position);
        const auto parsed = parseExpression(text);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().code, ErrorCode::Invalid);
        QCOMPARE(parsed.error().reason, reason);
        QCOMPARE(parsed.error().arguments.value(QStringLiteral("position")).toInt(), position);
    }

    void hostileInputCostsLittle_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("parentheses") << QString(8000, u'(');
        QTest::newRow("not") << QStringLiteral("not ").repeated(4000);
        QTest::newRow("minus") << QString(16'000, u'-');
        QTest::newRow("long sum") << QStringLiteral("1+").repeated(8000) + u'1';
        QTest::newRow("calls") << QStringLiteral("lower(").repeated(2500);
        QTest::newRow("long list") << QStringLiteral("a in (") + QStringLiteral("1,").repeated(8000)
                + QStringLiteral("1)");
        QTest::newRow("long text") << QString(20'000, u'a');
    }

    void hostileInputCostsLittle()
    {
        QFETCH(QString, text);
        const auto parsed = parseExpression(text);
        QVERIFY(!parsed.ok());
        const QStringList limits{QStringLiteral("tooDeep"), QStringLiteral("tooLong")};
        QVERIFY2(limits.contains(parsed.error().reason), qPrintable(parsed.error().toLog()));
    }

    void longChainsOfConditionsAreFine()
    {
        const auto parsed = parseExpression(QStringLiteral("a = 1 or ").repeated(300) + QStringLiteral("b"));
        QVERIFY(parsed.ok());
        QCOMPARE(parsed->root().children.size(), size_t(301));
    }
};

QTEST_APPLESS_MAIN(TestParser)
#include "tst_parser.moc"
