// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/ctlprocess.h"

#include <QDir>
#include <QtTest>

using namespace tandem::test;

/// A company that began on the file of its data folder goes on in PostgreSQL, its attached files in a shared folder.
class MigrateTest : public QObject
{
    Q_OBJECT

    /// Of the file, whatever the tests run on; the last flag counts.
    DaemonProcess m_daemon{QStringList{QStringLiteral("--database"), QString()}};
    QString m_hash; ///< of a content that a laptop attached

    QString url() const { return testdatabase::urlOfFolder(m_daemon.path(QStringLiteral("moved"))); }
    CtlProcess run(const QStringList &words) const
    {
        return CtlProcess::run(m_daemon.dataFolder(), QStringList{QStringLiteral("--json")} + words);
    }
    CtlProcess migrate(const QStringList &words = {}) const
    {
        return run(QStringList{QStringLiteral("migrate"), QStringLiteral("--to"), url()} + words);
    }
    static QString reasonOf(const CtlProcess &process)
    {
        return process.json().value(QLatin1String("error")).toObject().value(QLatin1String("reason")).toString();
    }
    /// As a backup's manifest tells it; it needs a running daemon.
    QString generation(const QString &name) const
    {
        const QString folder = m_daemon.path(name);
        if (run({QStringLiteral("backup"), folder}).code != 0)
            return {};
        QFile manifest(folder + QStringLiteral("/manifest.json"));
        return manifest.open(QIODevice::ReadOnly)
            ? QJsonDocument::fromJson(manifest.readAll()).object().value(QLatin1String("generation")).toString()
            : QString();
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        QVERIFY(m_daemon.signInAsAdministrator());
        QCOMPARE(
            m_daemon
                .send("POST", QStringLiteral("/api/v1/account"), {{QStringLiteral("name"), QStringLiteral("远景科技")}})
                .status,
            201);
        m_hash = m_daemon.upload("what a laptop attached");
        QVERIFY(QFile::exists(m_daemon.dataFolder() + QStringLiteral("/tandem.db")));
    }

    void theWholeCompanyMovesAndGoesOn()
    {
        const QString before = generation(QStringLiteral("before"));
        QVERIFY(!before.isEmpty());
        QCOMPARE(run({QStringLiteral("migrate")}).code, 2);
        QCOMPARE(reasonOf(run({QStringLiteral("migrate"), QStringLiteral("--to"), QStringLiteral("mysql://x/y")})),
            QStringLiteral("badDatabaseUrl"));
        QCOMPARE(reasonOf(migrate()), QStringLiteral("folderInUse"));
        QVERIFY(m_daemon.stop());

        const QString shared = m_daemon.path(QStringLiteral("shared"));
        QVERIFY(QDir().mkpath(shared + QStringLiteral("/something")));
        QCOMPARE(reasonOf(migrate({QStringLiteral("--files"), shared})), QStringLiteral("folderNotEmpty"));
        QVERIFY(QFile::exists(shared + QStringLiteral("/something")));
        QVERIFY(QDir(shared + QStringLiteral("/something")).removeRecursively());
        // They lie where the configuration had them.
        const QString own = m_daemon.path(QStringLiteral("own"));
        QVERIFY(QDir().rename(m_daemon.dataFolder() + QStringLiteral("/files"), own));
        QCOMPARE(reasonOf(migrate({QStringLiteral("--files"), shared, QStringLiteral("--files-from"),
                     m_daemon.path(QStringLiteral("nowhere"))})),
            QStringLiteral("cannotRead"));
        const CtlProcess moved = migrate({QStringLiteral("--files"), shared, QStringLiteral("--files-from"), own});
        QVERIFY2(moved.code == 0, moved.out.constData());
        QVERIFY(moved.json().value(QLatin1String("tables")).toInt() > 20);
        QVERIFY(moved.json().value(QLatin1String("rows")).toInteger() > 20);
        QCOMPARE(moved.json().value(QLatin1String("files")).toInt(), 1);
        QVERIFY(moved.json().value(QLatin1String("configuration")).toString().contains(shared));
        QVERIFY(QFile::exists(shared + QLatin1Char('/') + m_hash.left(2) + QLatin1Char('/') + m_hash.mid(2)));
        // The original is as it was, and what is there now is not written over.
        QVERIFY(QFile::exists(m_daemon.dataFolder() + QStringLiteral("/tandem.db")));
        QCOMPARE(reasonOf(migrate()), QStringLiteral("databaseNotEmpty"));

        DaemonProcess daemon({QStringLiteral("--database"), url(), QStringLiteral("--files-folder"), shared});
        daemon.setDataFolder(m_daemon.dataFolder());
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.signIn(QStringLiteral("admin"), QStringLiteral("correct horse")));
        const auto list = daemon.ask("GET", QStringLiteral("/api/v1/account?filter=name = '远景科技'"));
        QCOMPARE(list.json().value(QLatin1String("items")).toArray().size(), 1);
        QCOMPARE(daemon
                     .send("POST", QStringLiteral("/api/v1/account"),
                         {{QStringLiteral("name"), QStringLiteral("Later Ltd")}})
                     .status,
            201);
        // No restored company: laptops have nothing to send again.
        QCOMPARE(generation(QStringLiteral("after")), before);
    }

    void withoutADatabaseThereIsNothingToMove()
    {
        QCOMPARE(reasonOf(CtlProcess::run(m_daemon.path(QStringLiteral("nowhere")),
                     {QStringLiteral("--json"), QStringLiteral("migrate"), QStringLiteral("--to"), url()})),
            QStringLiteral("noDatabase"));
        QVERIFY(!QFile::exists(m_daemon.path(QStringLiteral("nowhere"))));
    }
};

QTEST_GUILESS_MAIN(MigrateTest)
#include "tst_migrate.moc"
