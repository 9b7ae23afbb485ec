// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/ctlprocess.h"
#include "tests/support/workbookfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace tandem::test;

class TandemctlTest : public QObject
{
    Q_OBJECT

    DaemonProcess m_daemon;

    CtlProcess run(const QStringList &words, const QString &folder = {})
    {
        return CtlProcess::run(
            folder.isEmpty() ? m_daemon.dataFolder() : folder, QStringList{QStringLiteral("--json")} + words);
    }

    DaemonProcess::Answer setWebsite(const QString &account, const QString &website, const QByteArray &head = {})
    {
        return m_daemon.send(
            "PATCH", QStringLiteral("/api/v1/account/") + account, {{QStringLiteral("website"), website}}, head);
    }
    /// Gives the id of the mass change that sets their websites.
    QString changeMany(const QStringList &accounts)
    {
        const QString id = m_daemon.create(QStringLiteral("massChange"),
            {{QStringLiteral("entity"), QStringLiteral("account")}, {QStringLiteral("kind"), QStringLiteral("edit")},
                {QStringLiteral("count"), accounts.size()}});
        const QByteArray part = "Tandem-Part-Of: " + id.toLatin1() + "\r\n";
        for (const QString &account : accounts) {
            const auto set = setWebsite(account, QStringLiteral("https://wrong.example"), part);
            if (set.status != 200)
                qWarning("%s", set.body.constData());
        }
        return id;
    }
    QString websiteOf(const QString &account)
    {
        const auto answer = m_daemon.ask("GET", QStringLiteral("/api/v1/account/") + account);
        return answer.json().value(QLatin1String("website")).toString();
    }

private slots:
    void initTestCase() { QVERIFY2(m_daemon.start(), m_daemon.standardError().constData()); }

    void showsTheStatus()
    {
        const CtlProcess status = run({QStringLiteral("status")});
        QCOMPARE(status.code, 0);
        QVERIFY(status.json().value(QLatin1String("lastSeq")).toInteger() > 0);
        QVERIFY(status.json().value(QLatin1String("backup")).isNull());
        const CtlProcess words = CtlProcess::run(m_daemon.dataFolder(), {QStringLiteral("status")});
        QVERIFY2(words.out.contains("There is no backup yet"), words.out.constData());
        const CtlProcess chinese =
            CtlProcess::run(m_daemon.dataFolder(), {QStringLiteral("status")}, QStringLiteral("zh_CN.UTF-8"));
        QVERIFY2(QString::fromUtf8(chinese.out).contains(QStringLiteral("还没有备份")), chinese.out.constData());
    }

    void passwordsComeFromAFileOrAPipe()
    {
        QFile file(m_daemon.path(QStringLiteral("password")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("from a file\nsecond line\n");
        file.close();
        const QStringList add{QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("wang.fang"),
            QStringLiteral("--password-file")};
        QCOMPARE(run(add + QStringList{m_daemon.path(QStringLiteral("no such file"))}).code, 1);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("\n");
        file.close();
        QCOMPARE(run(add + QStringList{file.fileName()}).code, 1); // an empty line is no wish for a code
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("from a file\nsecond line\n");
        file.close();
        const CtlProcess added = run(add + QStringList{file.fileName()});
        QVERIFY2(added.code == 0, added.out.constData());
        QVERIFY(m_daemon.signIn(QStringLiteral("wang.fang"), QStringLiteral("from a file")));
    }

    void aLostLaptopIsSignedOut()
    {
        QVERIFY(m_daemon.addUser(QStringLiteral("qian.li"), QStringLiteral("sales")));
        QVERIFY(m_daemon.signIn(QStringLiteral("qian.li"), QStringLiteral("correct horse")));
        const QStringList list{QStringLiteral("session"), QStringLiteral("list"), QStringLiteral("qian.li")};
        const CtlProcess listed = run(list);
        QVERIFY2(listed.code == 0, listed.out.constData());
        const QJsonArray sessions = listed.json().value(QLatin1String("sessions")).toArray();
        QCOMPARE(sessions.size(), 1);
        const QStringList end{QStringLiteral("session"), QStringLiteral("end"),
            sessions.first().toObject().value(QLatin1String("id")).toString()};
        const CtlProcess ended = run(end);
        QVERIFY2(ended.code == 0, ended.out.constData());
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/api/v1/me")).status, 401);
        const CtlProcess again = run(end);
        QCOMPARE(again.code, 1);
        QVERIFY2(again.out.contains("noSuchSession"), again.out.constData());
        const CtlProcess words = CtlProcess::run(m_daemon.dataFolder(), list);
        QVERIFY2(words.out.contains("signed in nowhere"), words.out.constData());
    }

    void mistakesInNamesAreNamed_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        const auto row = [](const char *name, const QString &words, const QString &english, const QString &chinese) {
            QTest::newRow(name) << words.split(QLatin1Char(' ')) << english << chinese;
        };
        row("user", QStringLiteral("user disable nobody"), QStringLiteral("There is no user “nobody”."),
            QStringLiteral("没有用户“nobody”"));
        row("role", QStringLiteral("user add x --roles boss"), QStringLiteral("There is no role “boss”."),
            QStringLiteral("没有角色“boss”"));
        row("department", QStringLiteral("user add x --department nowhere"),
            QStringLiteral("There is no department “nowhere”"), QStringLiteral("没有部门“nowhere”"));
        row("short password", QStringLiteral("user add x --password short"), QStringLiteral("at least 8 characters"),
            QStringLiteral("至少 8 个字符"));
        row("backup over something", QStringLiteral("backup /"), QStringLiteral("There is something of this name"),
            QStringLiteral("已存在"));
        row("no backup", QStringLiteral("restore /proc --verify"), QStringLiteral("There is no backup in this folder."),
            QStringLiteral("这个文件夹里没有备份"));
        row("entity", QStringLiteral("import nosuch " TANDEM_SOURCE_DIR "/README.md"),
            QStringLiteral("nosuch: There is no entity"), QStringLiteral("nosuch: "));
        row("file", QStringLiteral("import account /no/such/file.csv"), QStringLiteral("The file could not be read."),
            QStringLiteral("读取"));
    }

    void mistakesInNamesAreNamed()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, english);
        QFETCH(QString, chinese);
        const CtlProcess first = CtlProcess::run(m_daemon.dataFolder(), words);
        QCOMPARE(first.code, 1);
        QVERIFY2(QString::fromUtf8(first.said).contains(english), first.said.constData());
        const CtlProcess second = CtlProcess::run(m_daemon.dataFolder(), words, QStringLiteral("zh_CN.UTF-8"));
        QCOMPARE(second.code, 1);
        QVERIFY2(QString::fromUtf8(second.said).contains(chinese), second.said.constData());
    }

    void whatQtFindsWrongIsInTheUsersLanguage()
    {
        for (const auto &[option, sentence] : {std::pair("--manifest", "“--manifest”后面缺少值。"),
                 std::pair("--shift-dates=yes", "“--shift-dates”后面不能有值。")}) {
            const CtlProcess run = CtlProcess::run(m_daemon.dataFolder(),
                {QStringLiteral("import"), QLatin1String(option)}, QStringLiteral("zh_CN.UTF-8"));
            QCOMPARE(run.code, 2);
            QVERIFY2(run.said.startsWith(sentence), run.said.constData());
        }
    }

    void wrongCommandLinesSayWhatIsWrong_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("nothing") << QString() << QStringLiteral("A command is missing.");
        QTest::newRow("unknown") << QStringLiteral("dance") << QStringLiteral("There is no command “dance”.");
        QTest::newRow("half") << QStringLiteral("user") << QStringLiteral("“user” needs one more word.");
        QTest::newRow("wrong verb") << QStringLiteral("user dance x")
                                    << QStringLiteral("There is no command “user dance”.");
        QTest::newRow("wrong order") << QStringLiteral("add user x") << QStringLiteral("There is no command “add”.");
        QTest::newRow("missing") << QStringLiteral("user add") << QStringLiteral("LOGIN is missing.");
        QTest::newRow("too many") << QStringLiteral("status now") << QStringLiteral("“now” is one word too many.");
        QTest::newRow("unknown option") << QStringLiteral("status --fast")
                                        << QStringLiteral("There is no option “fast”.");
        QTest::newRow("foreign option") << QStringLiteral("status --roles x")
                                        << QStringLiteral("“--roles” does not go with “status”.");
        QTest::newRow("restore what") << QStringLiteral("restore") << QStringLiteral("BACKUP is missing.");
        QTest::newRow("import what") << QStringLiteral("import account")
                                     << QStringLiteral("ENTITY and FILE are missing");
    }

    void wrongCommandLinesSayWhatIsWrong()
    {
        QFETCH(QString, words);
        QFETCH(QString, sentence);
        const QStringList list = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        const CtlProcess people = CtlProcess::run(m_daemon.dataFolder(), list);
        QCOMPARE(people.code, 2);
        QVERIFY(people.out.isEmpty());
        QVERIFY2(QString::fromUtf8(people.said).startsWith(sentence), people.said.constData());
        QVERIFY2(people.said.contains("tandemctl "), people.said.constData()); // and how it is right
        const CtlProcess script = run(list);
        QCOMPARE(script.code, 2);
        QVERIFY(script.json()
                    .value(QLatin1String("error"))
                    .toObject()
                    .value(QLatin1String("message"))
                    .toString()
                    .contains(sentence));
    }

    void everyCommandHasAHelp()
    {
        const CtlProcess all = CtlProcess::run({}, {QStringLiteral("--help")});
        QCOMPARE(all.code, 0);
        QVERIFY(all.out.contains("Exit codes: "));
        for (const char *command :
            {"user list", "user add", "user disable", "user enable", "user password", "import", "import list",
                "import revert", "mass-change list", "mass-change show", "mass-change undo", "backup", "restore",
                "migrate", "status", "doctor", "audit verify", "audit events", "jobs", "jobs retry", "jobs discard"}) {
            QVERIFY2(all.out.contains(QByteArray("  ") + command), command);
            const QStringList words = QString::fromLatin1(command).split(QLatin1Char(' '));
            const CtlProcess own = CtlProcess::run({}, words + QStringList{QStringLiteral("--help")});
            QCOMPARE(own.code, 0);
            QVERIFY2(own.out.startsWith(QByteArray("tandemctl ") + command), own.out.constData());
            QCOMPARE(CtlProcess::run({}, QStringList{QStringLiteral("help")} + words).out, own.out);
        }
    }

    void managesUsers()
    {
        const CtlProcess added = run({QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("li.wei"),
            QStringLiteral("--name"), QStringLiteral("李伟"), QStringLiteral("--roles"), QStringLiteral("sales")});
        QVERIFY2(added.code == 0, added.out.constData());
        const QString code = added.json().value(QLatin1String("code")).toString();
        QVERIFY(!code.isEmpty());
        QVERIFY(m_daemon.signIn(QStringLiteral("li.wei"), QStringLiteral("first password"), code));
        QCOMPARE(run({QStringLiteral("user"), QStringLiteral("password"), QStringLiteral("li.wei"),
                         QStringLiteral("--password"), QStringLiteral("second password")})
                     .code,
            0);
        QVERIFY(m_daemon.signIn(QStringLiteral("li.wei"), QStringLiteral("second password")));
        QCOMPARE(run({QStringLiteral("user"), QStringLiteral("disable"), QStringLiteral("li.wei")}).code, 0);
        QVERIFY(!m_daemon.signIn(QStringLiteral("li.wei"), QStringLiteral("second password")));
        QCOMPARE(run({QStringLiteral("user"), QStringLiteral("disable"), QStringLiteral("nobody")}).code, 1);
    }

    void importsWithAnErrorFile()
    {
        QFile csv(m_daemon.path(QStringLiteral("accounts.csv")));
        QVERIFY(csv.open(QIODevice::WriteOnly));
        csv.write("name,website\nGood,https://example.com\nBad,not a website\n");
        csv.close();
        const QString errors = m_daemon.path(QStringLiteral("errors.csv"));
        const CtlProcess imported = run(
            {QStringLiteral("import"), QStringLiteral("account"), csv.fileName(), QStringLiteral("--errors"), errors});
        QVERIFY2(imported.code == 4, imported.out.constData());
        QCOMPARE(imported.json().value(QLatin1String("created")).toInt(), 1);
        QFile errorFile(errors);
        QVERIFY(errorFile.open(QIODevice::ReadOnly));
        const QByteArray content = errorFile.readAll();
        QVERIFY(content.contains("Bad"));
        QVERIFY(!content.contains("Good"));
    }

    void importsASheetOfAWorkbook()
    {
        QFile file(m_daemon.path(QStringLiteral("accounts.xlsx")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(WorkbookFile{{{"First", textRow({"name"}) + textRow({"Of the first sheet"})},
                                    {"第二", textRow({"name"}) + textRow({"Second one"}) + textRow({"Second two"})}}}
                       .bytes());
        file.close();
        const QStringList command{QStringLiteral("import"), QStringLiteral("account"), file.fileName()};
        const CtlProcess first = run(command);
        QVERIFY2(first.code == 0, first.out.constData());
        QCOMPARE(first.json().value(QLatin1String("created")).toInt(), 1);
        const CtlProcess second = run(command + QStringList{QStringLiteral("--sheet"), QStringLiteral("第二")});
        QVERIFY2(second.code == 0, second.out.constData());
        QCOMPARE(second.json().value(QLatin1String("created")).toInt(), 2);
        const CtlProcess none = run(command + QStringList{QStringLiteral("--sheet"), QStringLiteral("Third")});
        QVERIFY(none.code != 0);
        QVERIFY2(none.out.contains("unknownSheet"), none.out.constData());
    }

    void takesAnImportBack()
    {
        QFile csv(m_daemon.path(QStringLiteral("mistake.csv")));
        QVERIFY(csv.open(QIODevice::WriteOnly));
        csv.write("name\nMistake One\nMistake Two\n");
        csv.close();
        QCOMPARE(run({QStringLiteral("import"), QStringLiteral("account"), csv.fileName()}).code, 0);
        const CtlProcess listed = run({QStringLiteral("import"), QStringLiteral("list")});
        const QJsonObject newest = listed.json().value(QLatin1String("imports")).toArray().first().toObject();
        QCOMPARE(newest.value(QLatin1String("file")).toString(), QStringLiteral("mistake.csv"));
        QCOMPARE(newest.value(QLatin1String("created")).toInt(), 2);
        const QString id = newest.value(QLatin1String("id")).toString();
        const CtlProcess reverted = run({QStringLiteral("import"), QStringLiteral("revert"), id});
        QVERIFY2(reverted.code == 0, reverted.out.constData());
        QCOMPARE(reverted.json().value(QLatin1String("removed")).toInt(), 2);
        const CtlProcess again = run({QStringLiteral("import"), QStringLiteral("revert"), id});
        QCOMPARE(again.code, 1);
        QVERIFY2(again.out.contains("alreadyReverted"), again.out.constData());
        for (const QString &unknown :
            {QStringLiteral("garbage"), QStringLiteral("0190a000-0000-7000-8000-000000000000")}) {
            const CtlProcess nothing = run({QStringLiteral("import"), QStringLiteral("revert"), unknown});
            QCOMPARE(nothing.code, 1);
            QVERIFY2(nothing.out.contains("There is no import " + unknown.toUtf8()), nothing.out.constData());
        }
    }

    void takesAMassChangeBack()
    {
        const QStringList words{QStringLiteral("mass-change")};
        QCOMPARE(run({QStringLiteral("user"), QStringLiteral("password"), QStringLiteral("admin"),
                         QStringLiteral("--password"), QStringLiteral("mass changer")})
                     .code,
            0);
        QVERIFY(m_daemon.signIn(QStringLiteral("admin"), QStringLiteral("mass changer")));
        const QString left = m_daemon.createAccount(QStringLiteral("Left alone"));
        const QString edited = m_daemon.createAccount(QStringLiteral("Edited since"));
        const QString id = changeMany({left, edited});
        QCOMPARE(setWebsite(edited, QStringLiteral("https://right.example")).status, 200);

        const CtlProcess listed = run(words + QStringList{QStringLiteral("list")});
        const QJsonObject newest = listed.json().value(QLatin1String("massChanges")).toArray().first().toObject();
        QCOMPARE(newest.value(QLatin1String("id")).toString(), id);
        QCOMPARE(newest.value(QLatin1String("login")).toString(), QStringLiteral("admin"));
        QCOMPARE(newest.value(QLatin1String("count")).toInt(), 2);
        QVERIFY(!changeMany({m_daemon.createAccount(QStringLiteral("Elsewhere"))}).isEmpty());
        const QStringList limited = words + QStringList{QStringLiteral("list"), QStringLiteral("--limit")};
        const QJsonObject one = run(limited + QStringList{QStringLiteral("1")}).json();
        QCOMPARE(one.value(QLatin1String("massChanges")).toArray().size(), qsizetype(1));
        QCOMPARE(run(limited + QStringList{QStringLiteral("none")}).code, 1);
        QCOMPARE(run(words + QStringList{QStringLiteral("show"), id}).json().value(QLatin1String("state")).toString(),
            QStringLiteral("done"));

        const CtlProcess undone = CtlProcess::run(m_daemon.dataFolder(),
            words + QStringList{QStringLiteral("undo"), id, QStringLiteral("--as"), QStringLiteral("admin")});
        QVERIFY2(undone.code == 4, undone.said.constData()); // somebody should look at what was left
        QVERIFY2(undone.out.contains("1 records put back, 1 left as they are"), undone.out.constData());
        QVERIFY2(undone.out.contains(edited.toUtf8() + " website: edited since"), undone.out.constData());
        QVERIFY(websiteOf(left).isEmpty());
        QCOMPARE(websiteOf(edited), QStringLiteral("https://right.example"));

        const CtlProcess shown = run(words + QStringList{QStringLiteral("show"), id});
        QCOMPARE(shown.code, 0);
        QCOMPARE(shown.json().value(QLatin1String("revertedBy")).toString(), QStringLiteral("admin"));
        QCOMPARE(shown.json().value(QLatin1String("report")).toArray().size(), qsizetype(1));
        const CtlProcess again = run(words + QStringList{QStringLiteral("undo"), id});
        QCOMPARE(again.code, 1);
        QVERIFY2(again.out.contains("alreadyReverted"), again.out.constData());
        for (const char *verb : {"show", "undo"}) {
            const CtlProcess nothing = run(words + QStringList{QLatin1String(verb), QStringLiteral("garbage")});
            QCOMPARE(nothing.code, 1);
            QVERIFY2(nothing.out.contains("There is no mass change garbage"), nothing.out.constData());
        }
    }

    void backsUpAndRestores()
    {
        const QString backup = m_daemon.path(QStringLiteral("backup"));
        const CtlProcess written = run({QStringLiteral("backup"), backup});
        QVERIFY2(written.code == 0, written.out.constData());
        const QJsonObject last = run({QStringLiteral("status")}).json().value(QLatin1String("backup")).toObject();
        QCOMPARE(last.value(QLatin1String("folder")).toString(), backup);
        QVERIFY(last.value(QLatin1String("bytes")).toInteger() > 0);
        QVERIFY(last.value(QLatin1String("ageSeconds")).toInteger(-1) >= 0);
        QCOMPARE(run({QStringLiteral("restore"), backup, QStringLiteral("--verify")}).code, 0);
        QCOMPARE(run({QStringLiteral("restore"), backup}).code, 1); // the folder is not empty
        const QString other = m_daemon.path(QStringLiteral("restored"));
        const CtlProcess restored = run({QStringLiteral("restore"), backup}, other);
        QVERIFY2(restored.code == 0, restored.out.constData());
        QCOMPARE(run({QStringLiteral("doctor")}, other).json().value(QLatin1String("findings")).toArray().size(), 7);
        QVERIFY(QDir(other).mkpath(QStringLiteral("backing-up-killed")));
        const CtlProcess examined = run({QStringLiteral("doctor")}, other);
        QVERIFY2(examined.out.contains("It was removed just now"), examined.out.constData());
        QVERIFY(!QDir(other).exists(QStringLiteral("backing-up-killed")));

        // As somebody types it who stands in the folder.
        const auto back = qScopeGuard([before = QDir::currentPath()] { QDir::setCurrent(before); });
        QVERIFY(QDir::setCurrent(QFileInfo(backup).path()));
        const CtlProcess relative =
            run({QStringLiteral("restore"), QStringLiteral("backup")}, QStringLiteral("restored too"));
        QVERIFY2(relative.code == 0, relative.out.constData());
        QVERIFY(QFileInfo::exists(QStringLiteral("restored too/tandem.db")));

        const QStringList verify{QStringLiteral("audit"), QStringLiteral("verify")};
        QVERIFY(run(verify, other).json().value(QLatin1String("whole")).toBool());

        const QString third = m_daemon.path(QStringLiteral("moved"));
        const QStringList there{QStringLiteral("--database"), testdatabase::urlOfFolder(third)};
        QCOMPARE(run(QStringList{QStringLiteral("restore"), backup} + there, third).code, 0);
        QCOMPARE(run(QStringList{QStringLiteral("doctor")} + there, third)
                     .json()
                     .value(QLatin1String("findings"))
                     .toArray()
                     .size(),
            7);
        QVERIFY(run(verify + there, third).json().value(QLatin1String("whole")).toBool());

        QFile database(backup + QStringLiteral("/tandem.db"));
        QVERIFY(database.open(QIODevice::ReadWrite));
        database.seek(database.size() / 2);
        database.write("damage");
        database.close();
        QCOMPARE(run({QStringLiteral("restore"), backup, QStringLiteral("--verify")}).code, 1);
    }

    void theAuditTrailIsVerifiedWhileTheDaemonRuns()
    {
        const QStringList there{QStringLiteral("--database"), testdatabase::urlOfFolder(m_daemon.dataFolder())};
        const QStringList verify{QStringLiteral("audit"), QStringLiteral("verify")};
        const CtlProcess whole = run(verify + there);
        QVERIFY2(whole.code == 0, whole.out.constData());
        const QJsonObject changes = whole.json().value(QLatin1String("changes")).toObject();
        QVERIFY(changes.value(QLatin1String("entries")).toInteger() > 0);
        const QString noted = changes.value(QLatin1String("newest")).toString();
        QCOMPARE(run(verify + there + QStringList{QStringLiteral("--noted"), noted}).code, 0);
        const QString other = noted.section(QLatin1Char(':'), 0, 0) + QLatin1Char(':') + QString(64, QLatin1Char('0'));
        const CtlProcess differs = run(verify + there + QStringList{QStringLiteral("--noted"), other});
        QCOMPARE(differs.code, 4);
        QCOMPARE(differs.json().value(QLatin1String("changes")).toObject().value(QLatin1String("damage")).toString(),
            QStringLiteral("differsFromNote"));
        const CtlProcess nonsense =
            run(verify + there + QStringList{QStringLiteral("--noted"), QStringLiteral("nonsense")});
        QCOMPARE(nonsense.code, 1);
        QVERIFY2(nonsense.out.contains("8123:9f2c"), nonsense.out.constData());

        const CtlProcess events = run(QStringList{QStringLiteral("audit"), QStringLiteral("events")} + there);
        QVERIFY2(events.code == 0, events.out.constData());
        QVERIFY2(events.out.contains("codeMade"), events.out.constData());
    }

    void tellsThatNoDaemonRuns()
    {
        const QString folder = m_daemon.path(QStringLiteral("empty"));
        QCOMPARE(run({QStringLiteral("status")}, folder).code, 3);
        QCOMPARE(run({QStringLiteral("doctor")}, folder).code, 4);
        CtlProcess words = CtlProcess::run(folder, {QStringLiteral("status")});
        QVERIFY2(words.said.startsWith("There is no data folder " + folder.toUtf8()), words.said.constData());
        QVERIFY(QDir().mkpath(folder));
        words = CtlProcess::run(folder, {QStringLiteral("status")});
        QCOMPARE(words.code, 3);
        QVERIFY2(words.said.startsWith("No daemon is running on the data folder " + folder.toUtf8()),
            words.said.constData());
    }
};

QTEST_GUILESS_MAIN(TandemctlTest)
#include "tst_tandemctl.moc"
