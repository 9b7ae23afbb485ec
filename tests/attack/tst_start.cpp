// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/daemonprocess.h"
#include "tests/support/testdatabase.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem;
using namespace tandem::test;

/// A daemon that cannot start says in one line why, and what is there stays as it is.
class TestStart : public QObject
{
    Q_OBJECT

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(content), content.size());
    }

    /// The last line is the one for people.
    static QByteArray lastLine(const DaemonProcess &daemon)
    {
        return daemon.standardError().trimmed().split('\n').last();
    }

    static void copyDefinitions(const QString &target)
    {
        const QString source = QStringLiteral(TANDEM_SOURCE_DIR "/shared/entities");
        QDirIterator files(source, {QStringLiteral("*.json")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString to = target + files.next().mid(source.size());
            QVERIFY(QDir().mkpath(QFileInfo(to).path()));
            QVERIFY(QFile::copy(files.filePath(), to));
        }
    }

private slots:
    void dataFolderThatCannotBeWritten_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("no folder below it") << QStringLiteral("/proc/tandem/data");
        QTest::newRow("read-only") << QStringLiteral("/proc");
        QTest::newRow("a file") << QStringLiteral(TANDEM_SOURCE_DIR "/README.md");
        QTest::newRow("below a file") << QStringLiteral(TANDEM_SOURCE_DIR "/README.md/data");
    }

    void dataFolderThatCannotBeWritten()
    {
        QFETCH(QString, folder);
        if (!QFileInfo::exists(QStringLiteral("/proc/self")))
            QSKIP("a folder that even an administrator cannot write to is needed");
        DaemonProcess daemon;
        daemon.setDataFolder(folder);
        QVERIFY(!daemon.start());
        QCOMPARE(daemon.process().exitStatus(), QProcess::NormalExit);
        QCOMPARE(daemon.process().exitCode(), 5);
        QVERIFY2(lastLine(daemon).contains(folder.toUtf8()), daemon.standardError().constData());
    }

    void secondDaemonLeavesTheFirstAlone()
    {
        DaemonProcess first;
        QVERIFY2(first.start(), first.standardError().constData());
        QVERIFY(first.signInAsAdministrator());
        DaemonProcess second;
        second.setDataFolder(first.dataFolder());
        QVERIFY(!second.start());
        QCOMPARE(second.process().exitCode(), 4);
        QVERIFY2(lastLine(second).contains("folderInUse"), second.standardError().constData());
        QCOMPARE(first.ask("GET", QStringLiteral("/api/v1/me")).status, 200);
        QVERIFY(!first.control().isEmpty());
        first.kill();
        // The lock of a process that is gone holds nobody up.
        QVERIFY2(second.start(), second.standardError().constData());
        QVERIFY(second.stop());
    }

    void brokenDefinitionsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("syntax") << QByteArray("\"number\": 40,") << QByteArray("\"number\": 40")
                                << QByteArray("account/entity.json:");
        QTest::newRow("key") << QByteArray("\"icon\":") << QByteArray("\"ikon\":")
                             << QByteArray("account/entity.json:4: ikon");
        QTest::newRow("type") << QByteArray("\"type\": \"text\"") << QByteArray("\"type\": \"txet\"")
                              << QByteArray("account/entity.json:11: fields[0].type");
        QTest::newRow("number twice") << QByteArray("\"number\": 21") << QByteArray("\"number\": 20")
                                      << QByteArray("account/entity.json:");
        QTest::newRow("not JSON") << QByteArray() << QByteArray("\xff\xfe\0\1 not a definition")
                                  << QByteArray("account/entity.json:1");
        QTest::newRow("title field") << QByteArray("\"titleField\": \"name\"") << QByteArray("\"titleField\": \"nmae\"")
                                     << QByteArray("account/entity.json:5: titleField");
    }

    void brokenDefinitionsAreNamed()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, said);
        QTemporaryDir folder;
        copyDefinitions(folder.path());
        const QString path = folder.filePath(QStringLiteral("crm/account/entity.json"));
        const QByteArray good = contentOf(path);
        QByteArray bad = after;
        if (!before.isEmpty()) {
            bad = good;
            const qsizetype at = bad.indexOf(before);
            QVERIFY(at > 0);
            bad.replace(at, before.size(), after);
        }

        DaemonProcess daemon({QStringLiteral("--entities"), folder.path()});
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.signInAsAdministrator());
        const QJsonObject body{{QStringLiteral("name"), QStringLiteral("远景科技")}};
        const auto created = daemon.send("POST", QStringLiteral("/api/v1/account"), body);
        QCOMPARE(created.status, 201);
        const QString record =
            QStringLiteral("/api/v1/account/") + created.json().value(QLatin1String("id")).toString();

        write(path, bad);
        // What runs goes on with what it has read.
        QCOMPARE(daemon.send("POST", QStringLiteral("/api/v1/account"), body).status, 201);
        QCOMPARE(daemon.ask("GET", record).status, 200);
        // Who starts anew goes on with what it started on last, and says what is wrong.
        QVERIFY(daemon.stop());
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY2(daemon.standardError().contains(said), daemon.standardError().constData());
        QCOMPARE(daemon.ask("GET", record).json().value(QLatin1String("name")).toString(), QStringLiteral("远景科技"));
        QCOMPARE(daemon.send("POST", QStringLiteral("/api/v1/account"), body).status, 201);
        const auto ready = daemon.ask("GET", QStringLiteral("/readyz"));
        QCOMPARE(ready.status, 200);
        QVERIFY2(ready.body.contains(said), ready.body.constData());
        const auto troubleOf = [&daemon] {
            return daemon.askControl("GET", QStringLiteral("/status")).json().value(QLatin1String("definitionsError"));
        };
        const QByteArray told = troubleOf().toObject().value(QLatin1String("field")).toString().toUtf8();
        QVERIFY2(told.contains(said), told.constData());
        // Also the start after it.
        QVERIFY(daemon.stop());
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.stop());

        write(path, good);
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QCOMPARE(daemon.ask("GET", QStringLiteral("/readyz")).body, QByteArray("ready\n"));
        QVERIFY(troubleOf().isNull());
        QCOMPARE(daemon.ask("GET", record).json().value(QLatin1String("name")).toString(), QStringLiteral("远景科技"));
    }

    void brokenDefinitionsAreFoundBeforeTheFirstStart()
    {
        QTemporaryDir folder;
        copyDefinitions(folder.path());
        const QString path = folder.filePath(QStringLiteral("crm/account/entity.json"));
        QByteArray bad = contentOf(path);
        bad.replace("\"icon\":", "\"ikon\":");
        write(path, bad);
        DaemonProcess checked({QStringLiteral("--entities"), folder.path(), QStringLiteral("--check-config")});
        // Nothing was ever started on that could be gone on with.
        DaemonProcess started({QStringLiteral("--entities"), folder.path()});
        for (DaemonProcess *daemon : {&checked, &started}) {
            QVERIFY(!daemon->start());
            QCOMPARE(daemon->process().exitCode(), 2);
            QVERIFY2(lastLine(*daemon).contains("account/entity.json:4: ikon"), daemon->standardError().constData());
        }
    }

    void brokenCustomisationChangesNothing()
    {
        DaemonProcess daemon;
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.signInAsAdministrator());
        const auto revision = [&] {
            return daemon.ask("GET", QStringLiteral("/api/v1/metadata"))
                .json()
                .value(QLatin1String("revision"))
                .toInteger(-1);
        };
        const qint64 before = revision();
        for (const char *definition :
            {"{}", "[]", "{\"type\":\"unicorn\"}", "{\"type\":\"link\"}", "{\"type\":\"link\",\"target\":\"nosuch\"}",
                "{\"type\":\"text\",\"nosuch\":1}", "{\"type\":\"formula\",\"formula\":\"name +\"}",
                "{\"type\":\"choice\",\"options\":7}", "{\"type\":\"text\",\"maxLength\":-1}", "not JSON at all"}) {
            const auto answer = daemon.send("POST", QStringLiteral("/api/v1/customField"),
                {{QStringLiteral("entity"), QStringLiteral("account")},
                    {QStringLiteral("name"), QStringLiteral("colour")},
                    {QStringLiteral("label"), QStringLiteral("Colour")},
                    {QStringLiteral("definition"), QString::fromLatin1(definition)}});
            QVERIFY2(answer.status == 422,
                (QByteArray(definition) + QByteArray::number(answer.status) + answer.body).constData());
            QVERIFY(!answer.message().isEmpty());
        }
        for (const char *name : {"name", "Name", "owner_id", "a b", "select", "x\"; DROP TABLE account; --", ""}) {
            const auto answer = daemon.send("POST", QStringLiteral("/api/v1/customField"),
                {{QStringLiteral("entity"), QStringLiteral("account")}, {QStringLiteral("name"), QLatin1String(name)},
                    {QStringLiteral("label"), QStringLiteral("Colour")},
                    {QStringLiteral("definition"), QStringLiteral("{\"type\":\"text\"}")}});
            const bool ordinary = qstrcmp(name, "select") == 0; // names are quoted in SQL
            QVERIFY2(answer.status == 422 || answer.status == 409 || (ordinary && answer.status == 201),
                (QByteArray(name) + QByteArray::number(answer.status) + answer.body).constData());
        }
        QVERIFY(revision() - before <= 1);
        QCOMPARE(daemon.send("POST", QStringLiteral("/api/v1/account"), {{QStringLiteral("name"), QStringLiteral("x")}})
                     .status,
            201);
        QVERIFY(daemon.stop());
        QVERIFY2(daemon.start(), daemon.standardError().constData());
    }

    void damagedDatabaseIsNamedAndKept()
    {
        if (testdatabase::isPostgresql())
            QSKIP("a file is needed that can be damaged");
        DaemonProcess daemon;
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.stop());
        const QString path = daemon.dataFolder() + QStringLiteral("/tandem.db");
        const QByteArray good = contentOf(path);
        QByteArray bad = good;
        bad.replace(0, 2048, QByteArray(2048, '\x55'));
        write(path, bad);
        QVERIFY(!daemon.start());
        QCOMPARE(daemon.process().exitCode(), 6);
        QVERIFY2(lastLine(daemon).contains("damaged"), daemon.standardError().constData());
        QCOMPARE(contentOf(path), bad);
        write(path, good);
        QVERIFY2(daemon.start(), daemon.standardError().constData());
    }

    void dataOfALaterVersionIsNotTouched()
    {
        DaemonProcess daemon;
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.stop());
        {
            const auto connection = testdatabase::ofServer(daemon.dataFolder(), DatabaseAddress::Mode::ReadWrite);
            QVERIFY(connection.ok());
            QVERIFY((*connection)->execute(QStringLiteral("INSERT INTO \"migration_step\" VALUES (9999)")).ok());
        }
        const QString steps = QStringLiteral("SELECT count(*) FROM \"migration_step\"");
        const qint64 stepsBefore = testdatabase::number(daemon.dataFolder(), steps);
        const QString path = daemon.dataFolder() + QStringLiteral("/tandem.db"); // if it is one
        const QByteArray later = contentOf(path);
        QVERIFY(!daemon.start());
        QCOMPARE(daemon.process().exitCode(), 7);
        QVERIFY2(lastLine(daemon).contains("newerDatabase"), daemon.standardError().constData());
        QCOMPARE(contentOf(path), later);
        QVERIFY(stepsBefore > 0);
        QCOMPARE(testdatabase::number(daemon.dataFolder(), steps), stepsBefore);
    }

    void certificateThatIsNone()
    {
        DaemonProcess daemon;
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.stop());
        write(daemon.dataFolder() + QStringLiteral("/certificate.pem"), "-----BEGIN NOTHING-----\n");
        QVERIFY(!daemon.start());
        QCOMPARE(daemon.process().exitCode(), 6);
        QVERIFY2(lastLine(daemon).contains("certificateUnreadable"), daemon.standardError().constData());
    }
};

QTEST_GUILESS_MAIN(TestStart)
#include "tst_start.moc"
