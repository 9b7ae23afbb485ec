// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/contentsaway.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/namedcontent.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem::test;

/// A daemon that backs itself up: what an administrator configures, sees when it fails, and restores in the end.
class ScheduledBackupTest : public QObject
{
    Q_OBJECT

    /// Into the place of a daemon that was never started.
    static int restoreInto(const DaemonProcess &daemon, const QString &backup, const QStringList &options = {})
    {
        const QStringList words{QStringLiteral("restore"), backup};
        const QString folder = daemon.dataFolder();
        return CtlProcess::run(folder, words + CtlProcess::databaseOf(folder) + options).code;
    }
    static QJsonObject backupOf(const DaemonProcess &daemon)
    {
        return CtlProcess::run(daemon.dataFolder(), {QStringLiteral("status"), QStringLiteral("--json")})
            .json()
            .value(QLatin1String("backup"))
            .toObject();
    }
    static QJsonArray jobsOf(const DaemonProcess &daemon)
    {
        return CtlProcess::run(daemon.dataFolder(), {QStringLiteral("jobs"), QStringLiteral("--json")})
            .json()
            .value(QLatin1String("jobs"))
            .toArray();
    }
    static int findingsOf(const QString &folder, const QString &check, const QString &level)
    {
        const QStringList words{QStringLiteral("doctor"), QStringLiteral("--json")};
        const QJsonArray findings = CtlProcess::run(folder, words + CtlProcess::databaseOf(folder))
                                        .json()
                                        .value(QLatin1String("findings"))
                                        .toArray();
        return int(std::count_if(findings.begin(), findings.end(), [&](const QJsonValue &value) {
            const QJsonObject finding = value.toObject();
            return finding.value(QLatin1String("check")).toString() == check
                && finding.value(QLatin1String("level")).toString() == level;
        }));
    }

private slots:
    void itIsWrittenByItselfAndRestoresIntoAnEmptyPlace()
    {
        QTemporaryDir shelf;
        const QByteArray content("a contract");
        DaemonProcess daemon({QStringLiteral("--backup-folder"), shelf.path()});
        {
            // Data first: the schedule's first backup comes with the first start that knows a folder.
            DaemonProcess before;
            before.setDataFolder(daemon.dataFolder());
            QVERIFY2(before.start(), before.standardError().constData());
            QVERIFY(before.signInAsAdministrator());
            QCOMPARE(before
                         .send("POST", QStringLiteral("/api/v1/account"),
                             {{QStringLiteral("name"), QStringLiteral("远景科技")}})
                         .status,
                201);
            uploadNamed(before, content);
            QVERIFY2(moveContentsAway(before), before.standardError().constData());
            QCOMPARE(findingsOf(before.dataFolder(), QStringLiteral("backup"), QStringLiteral("warning")), 1);
            QVERIFY(before.stop());
        }
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QTRY_VERIFY_WITH_TIMEOUT(!backupOf(daemon).isEmpty(), 60'000);
        const QJsonObject last = backupOf(daemon);
        const QString folder = last.value(QLatin1String("folder")).toString();
        QVERIFY(last.value(QLatin1String("scheduled")).toBool());
        QCOMPARE(QFileInfo(folder).path(), shelf.path());
        QCOMPARE(findingsOf(daemon.dataFolder(), QStringLiteral("backup"), QStringLiteral("good")), 1);
        QVERIFY(daemon.stop());

        DaemonProcess restored;
        QCOMPARE(restoreInto(restored, folder), 0);
        QVERIFY2(restored.start(), restored.standardError().constData());
        QVERIFY(restored.signIn(QStringLiteral("admin"), QStringLiteral("correct horse")));
        const auto list = restored.ask("GET", QStringLiteral("/api/v1/account?filter=name = '远景科技'"));
        QCOMPARE(list.json().value(QLatin1String("items")).toArray().size(), 1);
        QVERIFY2(moveContentsAway(restored), restored.standardError().constData());
        QCOMPARE(restored.ask("GET", pathOf(content)).body, content);
        QTRY_COMPARE_WITH_TIMEOUT(jobsOf(restored).size(), 0, 20'000); // the job of then is none of today's

        QVERIFY(QDir(folder).removeRecursively());
        QCOMPARE(findingsOf(daemon.dataFolder(), QStringLiteral("backup"), QStringLiteral("warning")), 1);
    }

    void aFolderThatIsNotThereIsToldAndRetried()
    {
        QTemporaryDir folder;
        const QString shelf = folder.filePath(QStringLiteral("not mounted"));
        DaemonProcess configured({QStringLiteral("--backup-folder"), shelf});
        QVERIFY2(configured.start(), configured.standardError().constData());
        QVERIFY(configured.signInAsAdministrator());
        const auto notices = [&] {
            return configured.ask("GET", QStringLiteral("/api/v1/notification?filter=textKey = 'backupFailed'"))
                .json()
                .value(QLatin1String("items"))
                .toArray();
        };
        QTRY_COMPARE_WITH_TIMEOUT(notices().size(), 1, 30'000);
        const QJsonArray jobs = jobsOf(configured);
        QCOMPARE(jobs.size(), 1);
        QVERIFY(jobs.first()
                    .toObject()
                    .value(QLatin1String("error"))
                    .toString()
                    .contains(QStringLiteral("backupFolderMissing")));
        const CtlProcess failing = CtlProcess::run(configured.dataFolder(), {QStringLiteral("status")});
        QCOMPARE(failing.code, 4);
        QVERIFY2(failing.out.contains("The scheduled backup fails: "), failing.out.constData());
        QVERIFY(QDir().mkpath(shelf));
        const QString id = jobs.first().toObject().value(QLatin1String("id")).toString();
        QCOMPARE(
            CtlProcess::run(configured.dataFolder(), {QStringLiteral("jobs"), QStringLiteral("retry"), id}).code, 0);
        QTRY_VERIFY_WITH_TIMEOUT(!backupOf(configured).isEmpty(), 30'000);
        QTRY_COMPARE(jobsOf(configured).size(), 0);
        QCOMPARE(CtlProcess::run(configured.dataFolder(), {QStringLiteral("status")}).code, 0);
        QCOMPARE(
            CtlProcess::run(configured.dataFolder(), {QStringLiteral("jobs"), QStringLiteral("discard"), id}).code, 1);
    }

    void withAKeyFileItIsEncryptedAndRestoresWithItOnly()
    {
        QTemporaryDir folder;
        const QString key = folder.filePath(QStringLiteral("key"));
        QFile file(key);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(64, 'c') + '\n') == 65);
        file.close();
        DaemonProcess daemon({QStringLiteral("--backup-key-file"), key});
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.signInAsAdministrator());
        QCOMPARE(daemon
                     .send("POST", QStringLiteral("/api/v1/account"),
                         {{QStringLiteral("name"), QStringLiteral("Confidential Ltd")}})
                     .status,
            201);
        const auto ask = [&](const QStringList &words) {
            return CtlProcess::run(daemon.dataFolder(), QStringList{QStringLiteral("--json")} + words);
        };
        const QString backup = folder.filePath(QStringLiteral("backup"));
        const CtlProcess written = ask({QStringLiteral("backup"), backup});
        QVERIFY2(written.code == 0, written.out.constData());
        QVERIFY(written.json().value(QLatin1String("encrypted")).toBool());
        QFile database(backup + QStringLiteral("/tandem.db"));
        QVERIFY(database.open(QIODevice::ReadOnly));
        QVERIFY(!database.readAll().contains("Confidential Ltd"));
        QCOMPARE(
            ask({QStringLiteral("backup"), QStringLiteral("--incremental"), backup + QStringLiteral("2")}).code, 0);

        const QStringList verify{QStringLiteral("restore"), QStringLiteral("--verify"), backup};
        QVERIFY(ask(verify).out.contains("backupKeyMissing"));
        const CtlProcess whole = ask(verify + QStringList{QStringLiteral("--key-file"), key});
        QVERIFY2(whole.code == 0, whole.out.constData());
        QVERIFY(whole.json().value(QLatin1String("rows")).toInteger() > 20);

        DaemonProcess restored;
        QCOMPARE(restoreInto(restored, backup, {QStringLiteral("--key-file"), key}), 0);
        QVERIFY2(restored.start(), restored.standardError().constData());
        QVERIFY(restored.signIn(QStringLiteral("admin"), QStringLiteral("correct horse")));
        const auto list = restored.ask("GET", QStringLiteral("/api/v1/account?filter=name = 'Confidential Ltd'"));
        QCOMPARE(list.json().value(QLatin1String("items")).toArray().size(), 1);
    }

    void aKeyThatIsNoneIsNoReasonToWriteInTheOpen()
    {
        DaemonProcess daemon({QStringLiteral("--backup-key-file"), QStringLiteral(TANDEM_SOURCE_DIR "/README.md")});
        QVERIFY(!daemon.start());
        QCOMPARE(daemon.process().exitCode(), 2);
        QVERIFY2(daemon.standardError().contains("README.md"), daemon.standardError().constData());
    }

    void aDaemonThatIsKilledMeanwhileBeginsAnew()
    {
        QTemporaryDir shelf;
        DaemonProcess daemon({QStringLiteral("--backup-folder"), shelf.path()});
        for (int i = 0; i < 3; ++i) {
            QVERIFY2(daemon.start(), daemon.standardError().constData());
            daemon.kill(); // at whatever point the first backup is
        }
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QTRY_VERIFY_WITH_TIMEOUT(!backupOf(daemon).isEmpty(), 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(jobsOf(daemon).size(), 0, 60'000);
        const QStringList entries = QDir(shelf.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QVERIFY2(!entries.isEmpty() && entries.filter(QStringLiteral(".partial")).isEmpty(),
            qPrintable(entries.join(QLatin1Char(' '))));
        QCOMPARE(CtlProcess::run(daemon.dataFolder(),
                     {QStringLiteral("restore"), QStringLiteral("--verify"), shelf.filePath(entries.first())})
                     .code,
            0);
    }
};

QTEST_GUILESS_MAIN(ScheduledBackupTest)
#include "tst_scheduledbackup.moc"
