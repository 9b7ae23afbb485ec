// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/postgresql/opendatabase.h"

#include <QTest>

using namespace tandem;

/// What an administrator writes as the address of a database.
class TestDatabaseAddress : public QObject
{
    Q_OBJECT

private slots:
    void aMalformedUrlIsRefusedBeforeAnybodyIsAsked()
    {
        for (const char *url : {"postgresql://[::1/db", "postgresql://a,b:x/db", "postgresql://a:0/db",
                 "postgresql://a:70000/db", "postgresql://a/db?nonsense=1"}) {
            const auto address = databaseAddress(QLatin1String(url), {});
            QVERIFY2(!address.ok(), url);
            QCOMPARE(address.error().reason, QStringLiteral("badDatabaseUrl"));
        }
        QVERIFY(databaseAddress(QStringLiteral("postgresql://me@a:5433,b/db"), {}).ok());
        QVERIFY(databaseAddress(QStringLiteral("postgresql:///db?host=/run/postgresql"), {}).ok());
    }

    void aPasswordIsNeverInAnError_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("nobody there") << "postgresql://me:s3cret@127.0.0.1:1/db";
        QTest::newRow("nobody at any of them") << "postgresql://me:s3cret@127.0.0.1:1,127.0.0.1:2/db";
        QTest::newRow("more ports than hosts") << "postgresql://me:s3cret@127.0.0.1,127.0.0.1/db?port=1,2,3";
        QTest::newRow("malformed") << "postgresql://me:s3cret@[::1/db";
        QTest::newRow("other scheme") << "mysql://me:s3cret@host/db";
    }

    void aPasswordIsNeverInAnError()
    {
        QFETCH(QString, url);
        const auto address = databaseAddress(url, {});
        const auto opened = address ? openDatabase(*address) : address.error();
        QVERIFY(!opened.ok());
        QVERIFY2(!opened.error().toLog().contains(QLatin1String("s3cret")), qPrintable(opened.error().toLog()));
        // Nor where nobody has looked at the address before.
        if (!DatabaseAddress{url}.isPostgresql())
            return;
        const auto unchecked = openDatabase({url});
        QVERIFY(!unchecked.ok());
        QVERIFY2(!unchecked.error().toLog().contains(QLatin1String("s3cret")), qPrintable(unchecked.error().toLog()));
    }
};

QTEST_APPLESS_MAIN(TestDatabaseAddress)
#include "tst_databaseaddress.moc"
