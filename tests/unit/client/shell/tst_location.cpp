// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/location.h"

#include <QTest>

using namespace tandem;
using client::Location;

class TestLocation : public QObject
{
    Q_OBJECT

private slots:
    void aNewRecordAlwaysHasItsId()
    {
        for (const char *text : {"tandem://new/account", "tandem://new/account/garbage"}) {
            const auto location = Location::fromText(QLatin1String(text));
            QVERIFY(location);
            QCOMPARE(location->kind(), Location::Kind::NewRecord);
            QVERIFY2(!recordIdFromText(location->detail()).isNull(), "a draft without an id is not kept");
        }
    }

    void textRoundTrip_data()
    {
        QTest::addColumn<QString>("text");
        const QString id = toText(namedRecordId(QStringLiteral("a")));
        QTest::newRow("list") << "tandem://list/account";
        QTest::newRow("list with a view") << "tandem://list/account/mine";
        QTest::newRow("board") << "tandem://board/opportunity";
        QTest::newRow("record") << QStringLiteral("tandem://record/account/") + id;
        QTest::newRow("new record") << QStringLiteral("tandem://new/account/") + id;
        QTest::newRow("special view") << "tandem://view/approvals";
    }

    void textRoundTrip()
    {
        QFETCH(QString, text);
        const auto location = Location::fromText(text);
        QVERIFY(location.has_value());
        QCOMPARE(location->toText(), text);
        QVERIFY(Location::fromText(location->toText()) == location);
    }

    void partsAreRead()
    {
        const RecordId id = namedRecordId(QStringLiteral("a"));
        const auto record = Location::fromText(QStringLiteral("tandem://record/contact/") + toText(id));
        QCOMPARE(record->kind(), Location::Kind::Record);
        QCOMPARE(record->entity(), QStringLiteral("contact"));
        QCOMPARE(record->record(), id);
        QCOMPARE(Location::fromText(QStringLiteral("tandem://view/home"))->entity(), QString());
    }

    void nonsenseIsNoLocation_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << "";
        QTest::newRow("another scheme") << "https://list/account";
        QTest::newRow("unknown kind") << "tandem://delete/account";
        QTest::newRow("no entity") << "tandem://list/";
        QTest::newRow("record without an id") << "tandem://record/account";
        QTest::newRow("record with a wrong id") << "tandem://record/account/42";
        QTest::newRow("too many parts") << "tandem://list/account/a/b";
        QTest::newRow("endless") << QStringLiteral("tandem://list/") + QString(1000, QLatin1Char('x'));
    }

    void nonsenseIsNoLocation()
    {
        QFETCH(QString, text);
        QVERIFY(!Location::fromText(text).has_value());
    }
};

QTEST_APPLESS_MAIN(TestLocation)
#include "tst_location.moc"
