// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/profile.h"
#include "client/connection/serveraddress.h"
#include "shared/base/errortext.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem;
using namespace tandem::client;

class TestServerAddress : public QObject
{
    Q_OBJECT

private slots:
    void whatPeopleTypeIsUnderstood_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::newRow("name") << QStringLiteral("crm.example.com") << QStringLiteral("crm.example.com")
                              << int(ServerAddress::defaultPort);
        QTest::newRow("port") << QStringLiteral(" crm.example.com:8000 ") << QStringLiteral("crm.example.com") << 8000;
        QTest::newRow("scheme") << QStringLiteral("HTTPS://crm.example.com:8000/") << QStringLiteral("crm.example.com")
                                << 8000;
        QTest::newRow("IPv6") << QStringLiteral("[::1]:9000") << QStringLiteral("::1") << 9000;
    }
    void whatPeopleTypeIsUnderstood()
    {
        QFETCH(QString, text);
        QFETCH(QString, host);
        QFETCH(int, port);
        const auto address = ServerAddress::fromText(text);
        QVERIFY(address.ok());
        QCOMPARE(address->host, host);
        QCOMPARE(int(address->port), port);
        const auto again = ServerAddress::fromText(address->toText());
        QVERIFY(again.ok());
        QVERIFY(*again == *address);
    }

    void nonsenseIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "   ", "a b", "host:0", "host:99999", "host/path", "user@host", "host?x"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void nonsenseIsRefused()
    {
        QFETCH(QString, text);
        const auto address = ServerAddress::fromText(text);
        QVERIFY(!address.ok());
        QCOMPARE(address.error().code, ErrorCode::Invalid);
        QCOMPARE(address.error().field, QStringLiteral("server"));
        QVERIFY2(errorText(address.error()).contains(QStringLiteral("tandem.example.com:7443")),
            qPrintable(errorText(address.error())));
    }

    void profileComesBack()
    {
        QTemporaryDir folder;
        QCOMPARE(Profile::load(folder.path()).error().code, ErrorCode::NotFound);
        const Profile profile{
            {QStringLiteral("crm.example.com"), 8000}, QByteArray(32, '\x1f'), QStringLiteral("王伟")};
        QVERIFY(profile.save(folder.path()).ok());
        const auto loaded = Profile::load(folder.path());
        QVERIFY(loaded.ok());
        QVERIFY(*loaded == profile);
    }

    void aBrokenProfileIsCorrupt()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("profile.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"server\":");
        file.close();
        QCOMPARE(Profile::load(folder.path()).error().code, ErrorCode::Corrupt);
    }
};

QTEST_APPLESS_MAIN(TestServerAddress)
#include "tst_serveraddress.moc"
