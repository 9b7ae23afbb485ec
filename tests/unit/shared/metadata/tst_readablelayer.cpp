// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/entities/shipped.h"
#include "shared/metadata/readablelayer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace tandem;
using namespace Qt::Literals::StringLiterals;

/// Company definitions of a server that knows more than this build.
class TestReadableLayer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_shipped = *loadShipped(); }

    void whatIsUnderstoodIsAsEver()
    {
        const std::vector<CompanyDefinition> company{
            field(u"account"_s, R"({"number": 10000, "name": "size", "type": "integer"})")};
        const ReadableLayer layer = readableLayer(m_shipped, company, 7);
        QVERIFY(layer.leftOut.isEmpty());
        QCOMPARE(layer.registry->revision(), qint64(7));
        QVERIFY(layer.registry->entities() == (*withCompanyLayer(m_shipped, company, 7))->entities());
    }

    void aFieldThatIsNotUnderstoodIsLeftOut_data()
    {
        QTest::addColumn<QByteArray>("definition");
        QTest::newRow("type") << QByteArray(R"({"number": 10001, "name": "site", "type": "geoPosition"})");
        QTest::newRow("target") << QByteArray(
            R"({"number": 10001, "name": "site", "type": "link", "target": "warehouse"})");
        QTest::newRow("roll-up") << QByteArray(R"({"number": 10001, "name": "site", "type": "rollUp",
            "rollUp": {"entity": "contact", "link": "account", "function": "median", "field": "name"}})");
        QTest::newRow("shipped here under this name")
            << QByteArray(R"({"number": 10001, "name": "phone", "type": "text"})");
    }
    void aFieldThatIsNotUnderstoodIsLeftOut()
    {
        QFETCH(QByteArray, definition);
        const ReadableLayer layer = readableLayer(m_shipped,
            {field(u"account"_s, definition),
                field(u"account"_s, R"({"number": 10002, "name": "size", "type": "integer"})")},
            7);
        const EntityDef *account = layer.registry->entity(u"account"_s);
        QVERIFY(!account->fieldOrRemoved(FieldNumber(10001)));
        QVERIFY(account->field(FieldNumber(10002)));
        QCOMPARE(layer.leftOut, QStringList{u"account/10001"_s});
        QCOMPARE(layer.registry->revision(), qint64(7));
    }

    void furtherKeysAndWordsArePassedOverAndKept()
    {
        const ReadableLayer layer = readableLayer(m_shipped,
            {field(u"account"_s, R"({"number": 10001, "name": "colour", "type": "choice", "widget": "swatches",
                "merge": "majority", "default": "blue",
                "options": [{"key": "red", "sound": "ping"}, {"key": "green"}]})")},
            7);
        const FieldDef *colour = layer.registry->entity(u"account"_s)->field(FieldNumber(10001));
        QVERIFY(colour);
        QCOMPARE(colour->options.size(), size_t(2));
        QCOMPARE(colour->further.value("widget"_L1).toString(), u"swatches"_s);
        QCOMPARE(colour->further.value("merge"_L1).toString(), u"majority"_s);
        QCOMPARE(colour->options.front().further, (QJsonObject{{u"sound"_s, u"ping"_s}}));
        QVERIFY(colour->options.back().further.isEmpty() && !colour->further.contains("options"_L1));
        QVERIFY(colour->defaultValue.isNull());
        QVERIFY(layer.leftOut.isEmpty());
    }

    void anEntityIsShownAsFarAsItIsUnderstood()
    {
        const ReadableLayer layer = readableLayer(m_shipped,
            {entity(u"machine"_s, R"({"number": 10000, "name": "machine", "titleField": "serial", "shape": "round",
                "traits": ["mobile"], "list": {"columns": ["serial", "site"]}, "fields": [
                {"number": 10000, "name": "serial", "type": "text", "required": true},
                {"number": 10001, "name": "site", "type": "geoPosition"}]})"),
                entity(u"place"_s, R"({"number": 10001, "name": "place", "titleField": "site", "fields": [
                {"number": 10000, "name": "site", "type": "geoPosition"}]})"),
                field(u"place"_s, R"({"number": 10002, "name": "size", "type": "integer"})"),
                field(u"account"_s, R"({"number": 10003, "name": "place", "type": "link", "target": "place"})")},
            7);
        const EntityDef *machine = layer.registry->entity(u"machine"_s);
        QVERIFY(machine);
        QCOMPARE(machine->list.columns, QStringList{u"serial"_s});
        // Nothing names a record of it here.
        QVERIFY(!layer.registry->entity(u"place"_s));
        QCOMPARE(layer.leftOut, (QStringList{u"machine/10001"_s, u"account/10003"_s}));
    }

private:
    static QJsonObject object(const QByteArray &json) { return QJsonDocument::fromJson(json).object(); }
    static CompanyDefinition field(const QString &entity, const QByteArray &json)
    {
        return {CompanyDefinition::Kind::Field, entity, object(json)};
    }
    static CompanyDefinition entity(const QString &name, const QByteArray &json)
    {
        return {CompanyDefinition::Kind::Entity, name, object(json)};
    }

    RegistryPointer m_shipped;
};

QTEST_APPLESS_MAIN(TestReadableLayer)
#include "tst_readablelayer.moc"
