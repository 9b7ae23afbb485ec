// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/app/configuration.h"
#include "server/app/exitcode.h"
#include "server/app/filesbucket.h"
#include "shared/base/errortext.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTime>

using namespace tandem;
using namespace tandem::server;

class ConfigurationTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString file(const QByteArray &content)
    {
        QFile file(m_folder.filePath(QStringLiteral("tandemd.conf")));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(content);
        return file.fileName();
    }

private slots:
    void laterSourcesWin()
    {
        ConfigurationReader reader;
        QCOMPARE(reader.configuration().port, 7443);
        QVERIFY(reader
                    .readFile(
                        file("# comment\n\n port = 1000 \ncompanyName = \"北京 远景 \"\nnames = a.example, 10.0.0.1\n"))
                    .ok());
        QCOMPARE(reader.configuration().port, 1000);
        QCOMPARE(reader.configuration().companyName, QStringLiteral("北京 远景 "));
        QCOMPARE(reader.configuration().names, QStringList({QStringLiteral("a.example"), QStringLiteral("10.0.0.1")}));
        QVERIFY(reader
                    .readEnvironment({{QStringLiteral("TANDEM_PORT"), QStringLiteral("2000")},
                        {QStringLiteral("HOME"), QStringLiteral("/x")}})
                    .ok());
        QCOMPARE(reader.configuration().port, 2000);
        QVERIFY(reader
                    .readFlags({{QStringLiteral("port"), QStringLiteral("3000")},
                        {QStringLiteral("metrics-port"), QStringLiteral("9100")}})
                    .ok());
        QCOMPARE(reader.configuration().port, 3000);
        QCOMPARE(reader.configuration().metricsPort, 9100);
    }

    void timesOfDayAreRead()
    {
        ConfigurationReader reader;
        QCOMPARE(reader.configuration().backupTimes, QList<QTime>{QTime(2, 30)});
        QVERIFY(reader.readFile(file("backupTimes = 12:30, 7:05\nbackupFolder = relative\n")).ok());
        QCOMPARE(reader.configuration().backupTimes, (QList<QTime>{QTime(12, 30), QTime(7, 5)}));
        QVERIFY(QDir::isAbsolutePath(reader.configuration().backupFolder));
        for (const char *wrong : {"backupTimes = noon", "backupTimes = 25:00", "backupTimes =", "backupTimes = 12:30,"})
            QCOMPARE(reader.readFile(file(wrong)).error().reason, QStringLiteral("badValue"));
        QCOMPARE(reader.readFile(file("backupKeep = 0")).error().reason, QStringLiteral("badValue"));
        QCOMPARE(reader.readFile(file("\nbackupKeepWeekly = some")).error().reason, QStringLiteral("badValue"));
        QVERIFY(reader.readFile(file("\nbackupKeepWeekly = -1"))
                    .error()
                    .field.endsWith(QStringLiteral(":2: backupKeepWeekly")));
        QVERIFY(reader.readFile(file("backupKeepWeekly = 0\nbackupKeyFile = /etc/tandemd.key\n")).ok());
        QCOMPARE(reader.configuration().backupKeepWeekly, 0);
    }

    void roomForAttachedFilesIsRead()
    {
        ConfigurationReader reader;
        QCOMPARE(reader.configuration().filesQuotaMegabytes, 0);
        QCOMPARE(reader.configuration().diskReserveMegabytes, 256);
        QVERIFY(reader.readFile(file("filesQuotaMegabytes = 500000\ndiskReserveMegabytes = 0\n")).ok());
        QCOMPARE(reader.configuration().filesQuotaMegabytes, 500000);
        QCOMPARE(reader.configuration().diskReserveMegabytes, 0);
        for (const char *key : {"filesQuotaMegabytes", "diskReserveMegabytes", "maxFileMegabytes"}) {
            const Error wrong = reader.readFile(file(QByteArray("\n") + key + " = -1\n")).error();
            QCOMPARE(wrong.reason, QStringLiteral("badValue"));
            QVERIFY2(wrong.field.endsWith(QStringLiteral(":2: ") + QLatin1String(key)), qPrintable(wrong.field));
        }
    }

    void aScannerHasAnAddress()
    {
        ConfigurationReader reader;
        QVERIFY(reader.readFile(file("fileScanner = clamd://10.0.0.7:3310\nfileScannerUnreachable = refuse\n")).ok());
        QCOMPARE(reader.configuration().fileScanner, QStringLiteral("clamd://10.0.0.7:3310"));
        QVERIFY(reader.readFile(file("\nfileScanner = localhost:3310\n"))
                    .error()
                    .field.endsWith(QLatin1String(":2: fileScanner")));
        QCOMPARE(reader.readFile(file("fileScannerUnreachable = maybe\n")).error().reason, QStringLiteral("badValue"));
    }

    void aBucketHasAnAddressAndKeys()
    {
        ConfigurationReader reader;
        QVERIFY(reader
                    .readFile(file("filesBucket = s3://files/company\nfilesBucketEndpoint = https://oss.example.com\n"
                                   "filesBucketStyle = path\n"))
                    .ok());
        QCOMPARE(filesBucketOf(reader.configuration()).error().field, QStringLiteral("filesBucketAccessKey"));
        QVERIFY(reader.readFile(file("filesBucketAccessKey = key\n")).ok());
        QCOMPARE(filesBucketOf(reader.configuration()).error().field, QStringLiteral("filesBucketSecretKey"));
        QVERIFY(reader.readEnvironment({{QStringLiteral("TANDEM_FILES_BUCKET_SECRET_KEY"), QStringLiteral("s")}}).ok());
        const auto bucket = filesBucketOf(reader.configuration());
        QVERIFY(bucket.ok());
        QVERIFY(*bucket != nullptr);
        QVERIFY(*filesBucketOf(Configuration()) == nullptr);
    }

    void whatIsWrongWithABucketIsNamed_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("place");
        QTest::newRow("no scheme") << QByteArray("filesBucket = files") << QStringLiteral(":2: filesBucket");
        QTest::newRow("in the open") << QByteArray("filesBucketEndpoint = http://10.0.0.7:9000")
                                     << QStringLiteral(":2: filesBucketEndpoint");
        QTest::newRow("region") << QByteArray("filesBucketRegion = eu west") << QStringLiteral(":2: filesBucketRegion");
        QTest::newRow("style") << QByteArray("filesBucketStyle = dns") << QStringLiteral(":2: filesBucketStyle");
    }

    void whatIsWrongWithABucketIsNamed()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, place);
        ConfigurationReader reader;
        const auto read = reader.readFile(file("\n" + line + "\n"));
        QVERIFY2(read.error().field.endsWith(place), qPrintable(read.error().field));
    }

    void historyIsKeptAMonthOrForEver()
    {
        ConfigurationReader reader;
        QCOMPARE(reader.configuration().historyDays, 0);
        QVERIFY(reader.readFile(file("historyDays = 365\n")).ok());
        QCOMPARE(reader.configuration().historyDays, 365);
        QVERIFY(reader.readFile(file("historyDays = 0\n")).ok());
        for (const char *wrong : {"historyDays = 7", "historyDays = -1", "historyDays = long"})
            QCOMPARE(reader.readFile(file(wrong)).error().reason, QStringLiteral("badValue"));
    }

    void whoWroteAWrongValueIsToldWhatFits()
    {
        ConfigurationReader reader;
        QVERIFY(errorText(reader.readFile(file("port = 70000\n")).error()).contains(QStringLiteral("0–65535")));
        QVERIFY(errorText(reader.readFile(file("language = fr\n")).error()).contains(QLatin1String("zh_CN or en")));
    }

    void theRecycleBinIsKeptThreeMonthsOrForEver()
    {
        ConfigurationReader reader;
        QCOMPARE(reader.configuration().recycleBinDays, 90);
        QVERIFY(reader.readFile(file("recycleBinDays = 0\n")).ok());
        QCOMPARE(reader.configuration().recycleBinDays, 0);
        QCOMPARE(reader.readFile(file("recycleBinDays = -1")).error().reason, QStringLiteral("badValue"));
    }

    void theScannerLooksAgainAfterAMonth()
    {
        ConfigurationReader reader;
        QCOMPARE(reader.configuration().fileScannerAgainDays, 30);
        QVERIFY(reader.readFlags({{QStringLiteral("file-scanner-again-days"), QStringLiteral("7")}}).ok());
        QCOMPARE(reader.configuration().fileScannerAgainDays, 7);
        QVERIFY(!reader.readFlags({{QStringLiteral("file-scanner-again-days"), QStringLiteral("-1")}}).ok());
    }

    void namesPlaceAndReason_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("reason");
        QTest::newRow("unknown") << QByteArray("port = 1\nprot = 2\n") << QStringLiteral(":2: prot")
                                 << QStringLiteral("unknownKey");
        QTest::newRow("no database") << QByteArray("database = mysql://host/db\n") << QStringLiteral(":1: database")
                                     << QStringLiteral("badDatabaseUrl");
        QTest::newRow("no number") << QByteArray("port = many\n") << QStringLiteral(":1: port")
                                   << QStringLiteral("badValue");
        QTest::newRow("out of range") << QByteArray("\n\nport = 70000\n") << QStringLiteral(":3: port")
                                      << QStringLiteral("badValue");
        QTest::newRow("language") << QByteArray("language = fr\n") << QStringLiteral(":1: language")
                                  << QStringLiteral("badValue");
        QTest::newRow("no equals sign") << QByteArray("port 1\n") << QStringLiteral(":1: port 1")
                                        << QStringLiteral("noEqualsSign");
    }

    void namesPlaceAndReason()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, place);
        QFETCH(QString, reason);
        ConfigurationReader reader;
        const auto read = reader.readFile(file(content));
        QVERIFY(!read.ok());
        QCOMPARE(read.error().reason, reason);
        QVERIFY2(read.error().field.endsWith(place), qPrintable(read.error().field));
        QCOMPARE(exitCodeOf(read.error()), int(ExitConfiguration));
    }

    void otherSourcesNameTheirs()
    {
        ConfigurationReader reader;
        QCOMPARE(
            reader.readEnvironment({{QStringLiteral("TANDEM_NETWORK_THREADS"), QStringLiteral("x")}}).error().field,
            QStringLiteral("TANDEM_NETWORK_THREADS"));
        QCOMPARE(reader.readFlags({{QStringLiteral("network-threads"), QStringLiteral("0")}}).error().field,
            QStringLiteral("--network-threads"));
        QCOMPARE(reader.readFile(QStringLiteral("/nowhere/tandemd.conf")).error().reason, QStringLiteral("cannotRead"));
    }

    void itsTemplateIsTheDefaults()
    {
        QString text = configurationTemplate();
        QVERIFY(text.contains(QStringLiteral("#metricsPort = 0\n")));
        // With every key switched on it still says the same.
        text.replace(QRegularExpression(QStringLiteral("^#(\\w+ =)"), QRegularExpression::MultilineOption),
            QStringLiteral("\\1"));
        ConfigurationReader reader;
        const auto read = reader.readFile(file(text.toUtf8()));
        QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().toLog()));
        QVERIFY(reader.configuration() == ConfigurationReader().configuration());
    }
};

QTEST_GUILESS_MAIN(ConfigurationTest)
#include "tst_configuration.moc"
