// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/daemonprocess.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_LINUX
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#endif

using namespace tandem::test;

class DaemonTest : public QObject
{
    Q_OBJECT

    static QByteArray runToEnd(QProcess &process, const QStringList &arguments, int *code)
    {
        process.start(DaemonProcess::binary(QStringLiteral("tandemd")), arguments);
        process.waitForFinished(30000);
        *code = process.exitCode();
        return process.readAllStandardError();
    }

private slots:
    void firstStartMakesEverything()
    {
        DaemonProcess daemon;
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(!daemon.oneTimeCode().isEmpty());
        for (const char *name : {"certificate.pem", "key.pem", "control.json"})
            QVERIFY2(QFileInfo::exists(daemon.dataFolder() + QLatin1Char('/') + QLatin1String(name)), name);
        QCOMPARE(QFileInfo::exists(daemon.dataFolder() + QStringLiteral("/tandem.db")), !testdatabase::isPostgresql());
        QCOMPARE(daemon.ask("GET", QStringLiteral("/healthz")).status, 200);
        QCOMPARE(daemon.ask("GET", QStringLiteral("/readyz")).status, 200);
        QVERIFY(daemon.stop());
        QVERIFY(!QFileInfo::exists(daemon.dataFolder() + QStringLiteral("/control.json")));
    }

    void theLogHasWordsForPeopleAndNumbersForTheJournal()
    {
        DaemonProcess daemon;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("JOURNAL_STREAM"), QStringLiteral("1:1")); // of the service that started us
        daemon.process().setProcessEnvironment(environment);
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.stop());
        const QByteArray forPeople = daemon.standardError();
        QVERIFY2(forPeople.contains("info tandem.daemon: stopped\n"), forPeople.constData());
        QVERIFY2(!forPeople.contains("<6>"), forPeople.constData());
#ifdef Q_OS_LINUX
        struct stat log = {};
        QCOMPARE(stat(QFile::encodeName(daemon.path(QStringLiteral("tandemd.log"))).constData(), &log), 0);
        environment.insert(QStringLiteral("JOURNAL_STREAM"),
            QStringLiteral("%1:%2").arg(quint64(log.st_dev)).arg(quint64(log.st_ino)));
        daemon.process().setProcessEnvironment(environment);
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.stop());
        const QByteArray forJournal = daemon.standardError().sliced(forPeople.size());
        QVERIFY2(forJournal.contains("<6>tandem.daemon: stopped\n"), forJournal.constData());
#endif
    }

    /// What waits for the writer, the hasher or a thread of its own must not outlive what it uses.
    void stopsInOrderInTheMiddleOfWork()
    {
        DaemonProcess daemon;
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.signInAsAdministrator());
        QByteArray csv = "name\n";
        for (int i = 0; i < 3'000; ++i)
            csv += "Row " + QByteArray::number(i) + '\n';
        const QByteArray body = R"({"login":"nobody","password":"correct horse"})";
        const auto request = [&](const QByteArray &line, const QByteArray &content) {
            return line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + daemon.token()
                + "\r\nContent-Length: " + QByteArray::number(content.size()) + "\r\n\r\n" + content;
        };
        std::vector<std::unique_ptr<QSslSocket>> callers;
        const auto call = [&](const QByteArray &bytes) {
            const auto &socket = callers.emplace_back(daemon.openTls());
            if (!socket)
                return false;
            socket->write(bytes);
            while (socket->encryptedBytesToWrite() > 0 || socket->bytesToWrite() > 0) {
                if (!socket->waitForBytesWritten(30'000))
                    return false;
            }
            return true;
        };
        QVERIFY(call(request("POST /api/v1/import/account", csv)));
        QTRY_VERIFY(!daemon.ask("GET", QStringLiteral("/api/v1/account?fields=name&limit=1"))
                         .json()
                         .value(QLatin1String("items"))
                         .toArray()
                         .isEmpty());
        for (int i = 0; i < 4; ++i)
            QVERIFY(call(request("POST /api/v1/sign-in", body)));
        QVERIFY2(daemon.stop(), daemon.standardError().constData());
        QVERIFY2(daemon.standardError().contains("tandem.daemon: stopped"), daemon.standardError().constData());
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QCOMPARE(daemon.ask("GET", QStringLiteral("/readyz")).status, 200);
        QVERIFY(daemon.stop());
    }

    void keepsItsDataOverAStopAndAKill()
    {
        DaemonProcess daemon;
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.signInAsAdministrator());
        const auto created = daemon.send(
            "POST", QStringLiteral("/api/v1/account"), {{QStringLiteral("name"), QStringLiteral("远景科技")}});
        QCOMPARE(created.status, 201);
        daemon.kill();
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.oneTimeCode().isEmpty());
        // The session of before is good still.
        const auto read = daemon.ask(
            "GET", QStringLiteral("/api/v1/account/") + created.json().value(QLatin1String("id")).toString());
        QCOMPARE(read.status, 200);
        QCOMPARE(read.json().value(QLatin1String("name")).toString(), QStringLiteral("远景科技"));
        QVERIFY(daemon.stop());
    }

    void refusesAFolderInUse()
    {
        DaemonProcess daemon;
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QProcess second;
        int code = 0;
        const QByteArray said = runToEnd(second,
            {QStringLiteral("--data"), daemon.dataFolder(), QStringLiteral("--port"), QStringLiteral("0")}, &code);
        QCOMPARE(code, 4);
        QCOMPARE(said.count('\n'), 1);
        QVERIFY2(said.contains("folderInUse"), said.constData());
    }

    void refusesAPortInUse()
    {
        DaemonProcess daemon;
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QProcess second;
        int code = 0;
        const QByteArray said = runToEnd(second,
            {QStringLiteral("--data"), daemon.path(QStringLiteral("other")), QStringLiteral("--address"),
                QStringLiteral("127.0.0.1"), QStringLiteral("--port"), QString::number(daemon.port())},
            &code);
        QCOMPARE(code, 3);
        QVERIFY2(said.contains("portInUse"), said.constData());
    }

    void flagsThatMeanNothingAreNamed()
    {
        for (const QString &language : {QStringLiteral("en_US.UTF-8"), QStringLiteral("zh_CN.UTF-8")}) {
            QProcess process;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QStringLiteral("LC_ALL"), language);
            process.setProcessEnvironment(environment);
            int code = 0;
            QByteArray said = runToEnd(process, {QStringLiteral("--prot"), QStringLiteral("1")}, &code);
            QCOMPARE(code, 2);
            QVERIFY2(said.contains("prot") && said.count('\n') == 1, said.constData());
            said = runToEnd(process, {QStringLiteral("start")}, &code);
            QCOMPARE(code, 2);
            QVERIFY2(said.contains("start") && said.count('\n') == 1, said.constData());
            runToEnd(process, {QStringLiteral("--help")}, &code);
            QCOMPARE(code, 0);
            const QByteArray help = process.readAllStandardOutput();
            QVERIFY2(help.contains("--backup-folder"), help.constData());
            QCOMPARE(help.contains("The one port"), language.startsWith(QLatin1String("en")));
        }
    }

    void aServiceManagerIsTold()
    {
#ifdef Q_OS_LINUX
        QTemporaryDir folder;
        const QByteArray path = QFile::encodeName(folder.filePath(QStringLiteral("notify")));
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        std::copy(path.begin(), path.end(), address.sun_path);
        const int socket = ::socket(AF_UNIX, SOCK_DGRAM, 0);
        const auto closed = qScopeGuard([socket] { ::close(socket); });
        QCOMPARE(::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        const auto received = [socket] {
            QByteArray buffer(200, '\0');
            const auto size = ::recv(socket, buffer.data(), std::size_t(buffer.size()), MSG_DONTWAIT);
            return size > 0 ? buffer.left(size) : QByteArray();
        };
        qputenv("NOTIFY_SOCKET", path);
        const auto unset = qScopeGuard([] { qunsetenv("NOTIFY_SOCKET"); });
        DaemonProcess daemon;
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QByteArray states; // the macro asks more than once
        QTRY_COMPARE(states += received(), QByteArray("READY=1"));
        QVERIFY(daemon.stop());
        QCOMPARE(received(), QByteArray("STOPPING=1"));
#else
        QSKIP("systemd is one of Linux");
#endif
    }

    void theLogGoesIntoAFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("tandemd.log"));
        DaemonProcess daemon({QStringLiteral("--log-file"), path});
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.stop());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY2(content.contains("info tandem.daemon: stopped\n"), content.constData());
        QVERIFY(daemon.standardError().isEmpty());
    }

    void checkConfigNamesLineAndKey()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("tandemd.conf")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("# comment\nport = 9000\nnetworkThreads = many\n");
        file.close();
        QProcess process;
        int code = 0;
        const QByteArray said =
            runToEnd(process, {QStringLiteral("--config"), file.fileName(), QStringLiteral("--check-config")}, &code);
        QCOMPARE(code, 2);
        QVERIFY2(said.contains("tandemd.conf:3: networkThreads"), said.constData());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("port = 9000\n");
        file.close();
        runToEnd(process, {QStringLiteral("--config"), file.fileName(), QStringLiteral("--check-config")}, &code);
        QCOMPARE(code, 0);
    }
};

QTEST_GUILESS_MAIN(DaemonTest)
#include "tst_daemon.moc"
