// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/hashpath.h"
#include "shared/entities/entitynames.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/laptop.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTest>

using namespace tandem;
using namespace tandem::test;

namespace account = tandem::entities::account;

/// A company that began on the file of its data folder goes on in PostgreSQL, its attached files in a shared folder.
class MigrateTest : public QObject
{
    Q_OBJECT

    /// Of the file, whatever the tests run on; the last flag counts.
    DaemonProcess m_daemon{QStringList{QStringLiteral("--database"), QString()}};
    QString m_hash; ///< of a content that a laptop has sent and names later
    QString m_unchecked; ///< of one that the virus scanner has not looked at yet
    std::unique_ptr<Laptop> m_laptop;

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
    qsizetype accountsNamed(const QString &name)
    {
        const auto list = m_daemon.ask("GET", QStringLiteral("/api/v1/account?filter=name = '%1'").arg(name));
        return list.json().value(QLatin1String("items")).toArray().size();
    }
    /// A record of a file, by whom it is signed in as.
    int nameContent(const QString &hash)
    {
        return m_daemon
            .send("POST", QStringLiteral("/api/v1/file"),
                {{QStringLiteral("name"), QStringLiteral("letter.txt")}, {QStringLiteral("sha256"), hash},
                    {QStringLiteral("size"), 10}})
            .status;
    }
    /// What a daemon with a scanner leaves of a content that waits for it.
    static void markUnchecked(const QString &files, const QString &hash)
    {
        QVERIFY(QDir().mkpath(files + QStringLiteral("/incoming/unchecked")));
        QFile mark(files + QStringLiteral("/incoming/unchecked/") + hash);
        QVERIFY(mark.open(QIODevice::WriteOnly) && mark.write(toText(newRecordId()).toLatin1()) > 0 && mark.flush());
        QVERIFY(mark.setFileTime(QDateTime::currentDateTimeUtc().addDays(-3), QFileDevice::FileModificationTime));
    }
    void openLaptop()
    {
        QVERIFY(m_daemon.addUser(QStringLiteral("rep"), QStringLiteral("sales")));
        m_laptop = std::make_unique<Laptop>(
            client::ServerAddress{QStringLiteral("127.0.0.1"), m_daemon.port()}, QStringLiteral("rep"), m_daemon.pin());
        QVERIFY(m_laptop->sync());
        m_laptop->goOffline();
        QVERIFY(!m_laptop->create(account::number, {{account::field::name, Value(QStringLiteral("Waiting Ltd"))}})
                     .isNull());
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
        m_unchecked = m_daemon.upload("what nobody has looked at");
        QCOMPARE(nameContent(m_unchecked), 201);
        const QString clean = m_daemon.upload("a picture");
        QCOMPARE(nameContent(clean), 201);
        QCOMPARE(m_daemon.ask("PUT", QStringLiteral("/files/%1/preview").arg(clean), "small").status, 201);
        QVERIFY(QFile::exists(m_daemon.dataFolder() + QStringLiteral("/tandem.db")));
        openLaptop();
    }

    void theWholeCompanyMovesAndGoesOn()
    {
        const QString before = generation(QStringLiteral("before"));
        QVERIFY(!before.isEmpty());
        QCOMPARE(run({QStringLiteral("migrate")}).code, 2);
        QCOMPARE(reasonOf(run({QStringLiteral("migrate"), QStringLiteral("--to"), QStringLiteral("mysql://x/y")})),
            QStringLiteral("badDatabaseUrl"));
        QVERIFY(m_daemon.stop());

        const QString shared = m_daemon.path(QStringLiteral("shared"));
        QVERIFY(QDir().mkpath(shared + QStringLiteral("/something")));
        QCOMPARE(reasonOf(migrate({QStringLiteral("--files"), shared})), QStringLiteral("folderNotEmpty"));
        QVERIFY(QFile::exists(shared + QStringLiteral("/something")));
        QVERIFY(QDir(shared + QStringLiteral("/something")).removeRecursively());
        // They lie where the configuration had them.
        const QString own = m_daemon.path(QStringLiteral("own"));
        QVERIFY(QDir().rename(m_daemon.dataFolder() + QStringLiteral("/files"), own));
        markUnchecked(own, m_unchecked);
        QCOMPARE(reasonOf(migrate({QStringLiteral("--files"), shared, QStringLiteral("--files-from"),
                     m_daemon.path(QStringLiteral("nowhere"))})),
            QStringLiteral("cannotRead"));
        const CtlProcess moved = migrate({QStringLiteral("--files"), shared, QStringLiteral("--files-from"), own});
        QVERIFY2(moved.code == 0, moved.out.constData());
        QVERIFY(moved.json().value(QLatin1String("tables")).toInt() > 20);
        QVERIFY(moved.json().value(QLatin1String("rows")).toInteger() > 20);
        QCOMPARE(moved.json().value(QLatin1String("files")).toInt(), 3);
        QVERIFY(moved.json().value(QLatin1String("configuration")).toString().contains(shared));
        QVERIFY(QFile::exists(shared + QLatin1Char('/') + hashPath(m_hash)));
        // The original is as it was, and says that it is not the company any more.
        QVERIFY(QFile::exists(m_daemon.dataFolder() + QStringLiteral("/tandem.db")));
        QCOMPARE(reasonOf(migrate()), QStringLiteral("companyMoved"));
        QVERIFY(!m_daemon.start());
        QCOMPARE(m_daemon.process().exitCode(), 2);
        // What is there now is not written over.
        const QString mark = m_daemon.dataFolder() + QStringLiteral("/moved.txt");
        QVERIFY(QFile::rename(mark, m_daemon.path(QStringLiteral("mark"))));
        QCOMPARE(reasonOf(migrate()), QStringLiteral("databaseNotEmpty"));
        QVERIFY(QFile::rename(m_daemon.path(QStringLiteral("mark")), mark));

        // With a scanner that nobody reaches.
        m_daemon.setArguments({QStringLiteral("--database"), url(), QStringLiteral("--files-folder"), shared,
            QStringLiteral("--file-scanner"), QStringLiteral("clamd://127.0.0.1:1")});
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        QVERIFY(m_daemon.signIn(QStringLiteral("admin"), QStringLiteral("correct horse")));
        QCOMPARE(accountsNamed(QStringLiteral("远景科技")), qsizetype(1));
        QCOMPARE(m_daemon
                     .send("POST", QStringLiteral("/api/v1/account"),
                         {{QStringLiteral("name"), QStringLiteral("Later Ltd")}})
                     .status,
            201);
        // No restored company: laptops have nothing to send again.
        QCOMPARE(generation(QStringLiteral("after")), before);
    }

    void whatLiesBesideTheFilesCameAlong()
    {
        QCOMPARE(
            m_daemon.ask("GET", QStringLiteral("/files/") + m_unchecked).reason(), QStringLiteral("fileBeingChecked"));
        const QFileInfo mark(m_daemon.path(QStringLiteral("shared/incoming/unchecked/")) + m_unchecked);
        QVERIFY(mark.lastModified() < QDateTime::currentDateTimeUtc().addDays(-2));
        const QString clean =
            QString::fromLatin1(QCryptographicHash::hash("a picture", QCryptographicHash::Sha256).toHex());
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/files/") + clean).body, QByteArray("a picture"));
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/files/%1/preview").arg(clean)).body, QByteArray("small"));
        // It is still known who has sent it.
        QCOMPARE(nameContent(m_hash), 201);
    }

    void aLaptopSendsWhatWaited()
    {
        QCOMPARE(m_laptop->replica->outboxCount(), qint64(1));
        QVERIFY(m_laptop->sync());
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
        QCOMPARE(accountsNamed(QStringLiteral("Waiting Ltd")), qsizetype(1));
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
