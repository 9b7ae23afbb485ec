// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/jsonwriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <limits>

using namespace tandem::server;

class TestJsonWriter : public QObject
{
    Q_OBJECT

private slots:
    void writesValuesAsTheyAreReadBack_data()
    {
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("null") << QJsonValue();
        QTest::newRow("true") << QJsonValue(true);
        QTest::newRow("false") << QJsonValue(false);
        QTest::newRow("zero") << QJsonValue(0);
        QTest::newRow("negative") << QJsonValue(-17);
        QTest::newRow("beyond what a double holds") << QJsonValue(qint64(9'007'199'254'740'993));
        QTest::newRow("largest") << QJsonValue(std::numeric_limits<qint64>::max());
        QTest::newRow("smallest") << QJsonValue(std::numeric_limits<qint64>::min());
        QTest::newRow("fraction") << QJsonValue(0.1);
        QTest::newRow("tiny") << QJsonValue(1e-300);
        QTest::newRow("huge") << QJsonValue(-1.5e300);
        QTest::newRow("empty text") << QJsonValue(QString());
        QTest::newRow("two scripts") << QJsonValue(QStringLiteral("上海 Trading 😀"));
        QTest::newRow("signs of JSON") << QJsonValue(QStringLiteral("\"quoted\" \\ / {[,:]}"));
        QTest::newRow("control characters")
            << QJsonValue(QStringLiteral("a\n\r\t\b\f\x01\x1f\x7f") + QChar(0) + QLatin1Char('z'));
        QTest::newRow("array") << QJsonValue(QJsonArray{1, QStringLiteral("b"), QJsonValue()});
        QTest::newRow("object") << QJsonValue(QJsonObject{{QStringLiteral("a\"b"), QJsonArray{true}}});
    }

    void writesValuesAsTheyAreReadBack()
    {
        QFETCH(QJsonValue, value);
        JsonWriter json;
        json.beginArray();
        json.value(value);
        json.endArray();
        const QByteArray text = json.take();
        QJsonParseError error;
        const QJsonArray read = QJsonDocument::fromJson(text, &error).array();
        QVERIFY2(error.error == QJsonParseError::NoError, text.constData());
        QCOMPARE(read.size(), 1);
        QCOMPARE(read.first(), value);
        QCOMPARE(read.first().toInteger(), value.toInteger());
    }

    void whatIsNoNumberIsNull()
    {
        JsonWriter json;
        json.value(std::numeric_limits<double>::infinity());
        QCOMPARE(json.take(), QByteArray("null"));
    }

    void setsCommasBetweenMembersAndItems()
    {
        JsonWriter json;
        json.beginObject();
        json.name(u"none");
        json.beginArray();
        json.endArray();
        json.name(u"some");
        json.beginArray();
        for (int i = 0; i < 3; ++i) {
            json.beginObject();
            json.member(u"i", i);
            json.member(u"twice", 2 * i);
            json.endObject();
        }
        json.value(QStringLiteral("end"));
        json.endArray();
        json.member(u"q\"", true);
        json.endObject();
        QCOMPARE(json.take(),
            QByteArray("{\"none\":[],\"some\":[{\"i\":0,\"twice\":0},{\"i\":1,\"twice\":2},"
                       "{\"i\":2,\"twice\":4},\"end\"],\"q\\\"\":true}"));
    }
};

QTEST_APPLESS_MAIN(TestJsonWriter)
#include "tst_jsonwriter.moc"
