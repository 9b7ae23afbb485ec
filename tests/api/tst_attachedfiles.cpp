// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/filecache.h"
#include "shared/base/bytesize.h"
#include "shared/entities/entitynames.h"
#include "tests/support/attachfile.h"
#include "tests/support/contentsaway.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/fakeclamd.h"
#include "tests/support/freeport.h"
#include "tests/support/laptop.h"
#include "tests/support/namedcontent.h"

#include <QDir>
#include <QTest>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = tandem::entities::account;
namespace file = tandem::entities::file;

/// What a server takes of attached files, what it refuses, and that nobody loses a file by that.
class TestAttachedFiles : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_daemon = std::make_unique<DaemonProcess>();
        m_daemon->setArguments({QStringLiteral("--files-quota-megabytes"), QStringLiteral("1"),
            QStringLiteral("--max-file-megabytes"), QStringLiteral("2")});
        QVERIFY2(m_daemon->start(), m_daemon->standardError().constData());
        QVERIFY(m_daemon->signInAsAdministrator());
    }
    void cleanup()
    {
        m_laptop.reset();
        m_daemon.reset();
    }

    void whatHasNoRoomIsRefusedBeforeItIsSent()
    {
        m_daemon->upload(QByteArray(960 * KiB, 'a'));
        QVERIFY2(moveContentsAway(*m_daemon), m_daemon->standardError().constData());
        const auto answer =
            m_daemon->ask("GET", pathOf(QByteArray(200 * KiB, 'b')) + QStringLiteral("/received?total=204800"));
        QCOMPARE(answer.status, 413);
        QCOMPARE(answer.reason(), QStringLiteral("filesQuotaFull"));
        const auto large = m_daemon->ask("GET", pathOf("c") + QStringLiteral("/received?total=3145728"));
        QCOMPARE(large.reason(), QStringLiteral("fileTooLarge"));

        const CtlProcess status = ctl({QStringLiteral("status")});
        const QJsonObject files = status.json().value(QLatin1String("files")).toObject();
        QCOMPARE(files.value(QLatin1String("usedBytes")).toInteger(), 960 * KiB);
        QCOMPARE(files.value(QLatin1String("quotaBytes")).toInteger(), 1 * MiB);
        QCOMPARE(levelOf(QStringLiteral("files")), QStringLiteral("warning"));
        QVERIFY(m_daemon->stop());
        QCOMPARE(levelOf(QStringLiteral("files")), QStringLiteral("warning")); // also without a daemon
    }

    void aFileWithoutRoomWaitsAndGoesByItselfWhenThereIsSome()
    {
        openLaptop();
        QVERIFY(!attach(QByteArray(900 * KiB, 'a')).isNull());
        QVERIFY(m_laptop->waitUntilSynced());
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
        QVERIFY2(moveContentsAway(*m_daemon), m_daemon->standardError().constData());

        const QByteArray content(300 * KiB, 'b');
        const RecordId held = attach(content);
        const RecordId behind =
            m_laptop->create(account::number, {{account::field::name, Value(QStringLiteral("behind"))}});
        QVERIFY(m_laptop->waitUntilSynced()); // it holds up nothing
        QTRY_COMPARE(m_laptop->replica->problemCount(), qint64(1));
        const auto problems = m_laptop->replica->problems();
        QCOMPARE(problems->front().mutation.record, held);
        QCOMPARE(problems->front().error.reason, QStringLiteral("filesQuotaFull"));
        QCOMPARE(m_daemon->ask("GET", QStringLiteral("/api/v1/account/") + toText(behind)).status, 200);

        restart({QStringLiteral("--files-quota-megabytes"), QStringLiteral("10")});
        QVERIFY(waitFor([&] { return m_laptop->replica->problemCount() == 0; }, 30'000));
        QVERIFY(m_laptop->waitUntilSynced());
        QVERIFY2(moveContentsAway(*m_daemon), m_daemon->standardError().constData());
        QVERIFY(m_daemon->signIn(QStringLiteral("admin"), QStringLiteral("correct horse")));
        QCOMPARE(m_daemon->ask("GET", pathOf(content)).body.size(), content.size());
        QVERIFY(m_laptop->has(file::number, held));
    }

    void theMetricsHaveTheFiguresOfFilesAndBackups()
    {
        const quint16 port = freePort();
        restart({QStringLiteral("--metrics-port"), QString::number(port)});
        m_daemon->upload(QByteArray(1000, 'm'));
        QVERIFY2(moveContentsAway(*m_daemon), m_daemon->standardError().constData());
        QVERIFY(metrics(port).contains("\ntandem_last_backup_age_seconds -1\n"));
        QCOMPARE(ctl({QStringLiteral("backup"), m_daemon->path(QStringLiteral("backup"))}).code, 0);
        const QByteArray text = metrics(port);
        QVERIFY2(text.contains("\ntandem_attached_files_bytes 1000\n"), text.constData());
        QVERIFY2(text.contains("\ntandem_attached_files_quota_bytes 0\n"), text.constData());
        QVERIFY2(text.contains("\ntandem_backup_failing 0\n"), text.constData());
        QVERIFY2(!text.contains("\ntandem_last_backup_age_seconds -1\n"), text.constData());
        QVERIFY2(!text.contains("\ntandem_last_backup_bytes 0\n"), text.constData());
    }

    void aSmallPictureIsFetchedWithoutTheWhole()
    {
        openLaptop();
        const QByteArray content(500 * KiB, 'p');
        const QByteArray sha256 = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
        QVERIFY(FileCache::keepPreview(m_laptop->folder() + QStringLiteral("/files"), sha256, "small").ok());
        const RecordId picture = attach(content);
        QVERIFY(m_laptop->waitUntilSynced());

        Laptop second({QStringLiteral("127.0.0.1"), m_daemon->port()}, QStringLiteral("rep"), m_daemon->pin());
        QVERIFY(second.sync());
        QVERIFY(second.replica->files().insert(picture, {sha256, content.size()}).ok());
        std::optional<Result<QString>> fetched;
        const auto ask = [&] {
            fetched.reset();
            second.engine->fetchPreview(picture, [&](const Result<QString> &path) { fetched = path; });
            return waitFor([&] { return fetched.has_value(); }, 10'000) && fetched->ok();
        };
        QTRY_VERIFY(ask()); // it follows its content
        QFile preview(**fetched);
        QVERIFY(preview.open(QIODevice::ReadOnly));
        QCOMPARE(preview.readAll(), QByteArray("small"));
        QVERIFY(!QFile::exists(second.replica->files().pathOf(sha256)));
        QVERIFY(second.replica->files().remove(picture).ok());
        QVERIFY(!QFile::exists(second.replica->files().previewPathOf(sha256)));
    }

    void whatTheScannerFindsIsLockedAwayAndToldToItsSender()
    {
        FakeClamd scanner;
        QVERIFY(scanner.begin());
        restart({QStringLiteral("--file-scanner"), scanner.address()});
        openLaptop();
        const QByteArray content("a letter with a virus in it");
        const RecordId infected = attach(content);
        const RecordId clean = attach("a letter");
        QVERIFY(m_laptop->waitUntilSynced());
        QTRY_COMPARE(m_laptop->replica->problemCount(), qint64(1));
        const auto problems = m_laptop->replica->problems();
        QCOMPARE(problems->front().mutation.record, infected);
        QCOMPARE(problems->front().error.reason, QStringLiteral("fileInfected"));
        QCOMPARE(problems->front().error.arguments.value(QStringLiteral("finding")).toString(),
            QStringLiteral("Test.Virus"));
        QVERIFY(m_laptop->has(file::number, clean));

        QVERIFY2(moveContentsAway(*m_daemon), m_daemon->standardError().constData());
        QVERIFY(m_daemon->signIn(QStringLiteral("admin"), QStringLiteral("correct horse")));
        QCOMPARE(m_daemon->ask("GET", pathOf("a letter")).body, QByteArray("a letter"));
        const auto again = m_daemon->ask("GET", pathOf(content) + QStringLiteral("/received?total=27"));
        QCOMPARE(again.status, 422);
        QCOMPARE(again.reason(), QStringLiteral("fileInfected"));
        QVERIFY2(
            ctlAtDatabase({QStringLiteral("audit"), QStringLiteral("events")}).out.contains("Test.Virus"), "no event");
        QVERIFY(ctlAtDatabase({QStringLiteral("audit"), QStringLiteral("verify")})
                    .json()
                    .value(QLatin1String("whole"))
                    .toBool());
        const auto notices = m_daemon->ask("GET", QStringLiteral("/api/v1/notification"));
        QVERIFY2(notices.body.contains("Test.Virus"), notices.body.constData());
    }

    void withoutTheScannerAFileWaitsAndIsGivenToNobody()
    {
        FakeClamd scanner;
        QVERIFY(scanner.begin());
        scanner.finish();
        restart({QStringLiteral("--file-scanner"), scanner.address()});
        QVERIFY(m_daemon->signIn(QStringLiteral("admin"), QStringLiteral("correct horse")));
        const QByteArray content("a letter");
        uploadNamed(*m_daemon, content);
        const auto waiting = m_daemon->ask("GET", pathOf(content));
        QCOMPARE(waiting.status, 503);
        QCOMPARE(waiting.reason(), QStringLiteral("fileBeingChecked"));
        const QJsonObject files = ctl({QStringLiteral("status")}).json().value(QLatin1String("files")).toObject();
        QCOMPARE(files.value(QLatin1String("unchecked")).toInt(), 1);

        QVERIFY(scanner.begin());
        restart({QStringLiteral("--file-scanner"), scanner.address()});
        QVERIFY(waitFor([&] { return m_daemon->ask("GET", pathOf(content)).body == content; }, 30'000));
    }

    void withoutTheScannerAFileIsRefusedIfThatIsWanted()
    {
        FakeClamd scanner;
        QVERIFY(scanner.begin());
        scanner.finish();
        restart({QStringLiteral("--file-scanner"), scanner.address(), QStringLiteral("--file-scanner-unreachable"),
            QStringLiteral("refuse")});
        openLaptop();
        const RecordId held = attach("a letter");
        QVERIFY(m_laptop->waitUntilSynced());
        QTRY_COMPARE(m_laptop->replica->problemCount(), qint64(1));
        QCOMPARE(m_laptop->replica->problems()->front().error.reason, QStringLiteral("scannerUnreachable"));
        QVERIFY(scanner.begin());
        m_laptop->engine->syncNow();
        QTRY_COMPARE(m_laptop->replica->problemCount(), qint64(0));
        QVERIFY(m_laptop->waitUntilSynced());
        QVERIFY(m_laptop->has(file::number, held));
    }

    /// However the scanner is to be missed, a record does not lose its content by that.
    void aRefusedContentStaysIfARecordNamesIt()
    {
        FakeClamd scanner;
        QVERIFY(scanner.begin());
        scanner.finish();
        restart({QStringLiteral("--file-scanner"), scanner.address()});
        const QByteArray content("a letter");
        uploadNamed(*m_daemon, content);
        m_daemon->upload("not named");
        restart({QStringLiteral("--file-scanner"), scanner.address(), QStringLiteral("--file-scanner-unreachable"),
            QStringLiteral("refuse")});
        const auto isRefused = [&](const QByteArray &method, const QString &path, const QByteArray &body = {}) {
            // Once the daemon is not at it by itself.
            return waitFor(
                [&] { return m_daemon->ask(method, path, body).reason() == QLatin1String("scannerUnreachable"); },
                10'000);
        };
        QVERIFY(isRefused("PUT", pathOf(content) + QStringLiteral("?offset=0&total=8"), content));
        // Nor is what came whole before, and was never looked at, taken for received now.
        QVERIFY(isRefused("GET", pathOf("not named") + QStringLiteral("/received?total=9")));

        QVERIFY(scanner.begin());
        restart({QStringLiteral("--file-scanner"), scanner.address()});
        QVERIFY(waitFor([&] { return m_daemon->ask("GET", pathOf(content)).body == content; }, 30'000));
    }

    void whatCameBeforeTheScannerIsLookedAtLater()
    {
        QVERIFY(m_daemon->signIn(QStringLiteral("admin"), QStringLiteral("correct horse")));
        const QByteArray infected("an old letter with a virus in it");
        const QByteArray clean("an old letter");
        uploadNamed(*m_daemon, infected);
        uploadNamed(*m_daemon, clean);
        QVERIFY2(moveContentsAway(*m_daemon), m_daemon->standardError().constData());
        FakeClamd scanner;
        QVERIFY(scanner.begin());
        const quint16 port = freePort();
        restart({QStringLiteral("--file-scanner"), scanner.address(), QStringLiteral("--metrics-port"),
            QString::number(port)});
        QVERIFY(waitFor(
            [&] { return m_daemon->ask("GET", pathOf(infected)).reason() == QLatin1String("fileInfected"); }, 30'000));
        QVERIFY(waitFor(
            [&] {
                return ctlAtDatabase({QStringLiteral("audit"), QStringLiteral("events")}).out.contains("Test.Virus");
            },
            30'000));
        QVERIFY(waitFor([&] { return QFile::exists(incoming(QStringLiteral("checked/"), clean)); }, 30'000));
        QCOMPARE(m_daemon->ask("GET", pathOf(clean)).body, clean);
        QVERIFY(metrics(port).contains("\ntandem_attached_files_rescan 0\n"));
    }

    /// The daemon ended between locking it away and telling of it, and who had sent it is no user any more.
    void aFindingOfWhichNobodyWasToldIsToldLater()
    {
        QVERIFY(m_daemon->stop());
        const QByteArray content("a letter with a virus in it");
        const QString place = incoming(QStringLiteral("infected/"), content);
        QVERIFY(QDir().mkpath(QFileInfo(place).path()));
        write(place, content);
        write(place + QStringLiteral(".finding"), "Test.Virus");
        write(place + QStringLiteral(".untold"), toText(newRecordId()).toLatin1());
        FakeClamd scanner;
        QVERIFY(scanner.begin());
        m_daemon->setArguments({QStringLiteral("--file-scanner"), scanner.address()});
        QVERIFY2(m_daemon->start(), m_daemon->standardError().constData());
        QVERIFY(waitFor([&] { return !QFile::exists(place + QStringLiteral(".untold")); }, 30'000));
        QCOMPARE(ctlAtDatabase({QStringLiteral("audit"), QStringLiteral("events")}).out.count("Test.Virus"), 1);
        QVERIFY(m_daemon->signIn(QStringLiteral("admin"), QStringLiteral("correct horse")));
        QVERIFY(m_daemon->ask("GET", QStringLiteral("/api/v1/notification")).body.contains("Test.Virus"));
        QVERIFY(QFile::exists(place));
    }

private:
    QString incoming(const QString &folder, const QByteArray &content) const
    {
        return m_daemon->dataFolder() + QStringLiteral("/files/incoming/") + folder
            + pathOf(content).section(QLatin1Char('/'), -1);
    }
    /// An hour ago.
    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile made(path);
        QVERIFY(made.open(QIODevice::WriteOnly) && made.write(bytes) == bytes.size());
        made.flush();
        QVERIFY(made.setFileTime(QDateTime::currentDateTimeUtc().addSecs(-3600), QFileDevice::FileModificationTime));
    }

    /// As Prometheus gets them.
    static QByteArray metrics(quint16 port)
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        if (!socket.waitForConnected())
            return {};
        socket.write("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        QByteArray text;
        while (!text.contains("\ntandem_backup_overdue 0\n") && socket.waitForReadyRead(10'000))
            text += socket.readAll();
        return text;
    }

    void restart(const QStringList &arguments)
    {
        QVERIFY(m_daemon->stop());
        m_daemon->setArguments(arguments);
        QVERIFY2(m_daemon->start(), m_daemon->standardError().constData());
    }

    CtlProcess ctl(const QStringList &words) const
    {
        return CtlProcess::run(m_daemon->dataFolder(), words + QStringList{QStringLiteral("--json")});
    }

    /// What asks no daemon.
    CtlProcess ctlAtDatabase(const QStringList &words) const
    {
        return ctl(words + CtlProcess::databaseOf(m_daemon->dataFolder()));
    }

    /// What the doctor thinks of one of its checks.
    QString levelOf(const QString &check) const
    {
        const QJsonObject answer = ctlAtDatabase({QStringLiteral("doctor")}).json();
        for (const QJsonValue finding : answer.value(QLatin1String("findings")).toArray()) {
            if (finding[QLatin1String("check")].toString() == check)
                return finding[QLatin1String("level")].toString();
        }
        return {};
    }

    void openLaptop()
    {
        QVERIFY(m_daemon->addUser(QStringLiteral("rep"), QStringLiteral("sales")));
        m_laptop = std::make_unique<Laptop>(
            ServerAddress{QStringLiteral("127.0.0.1"), m_daemon->port()}, QStringLiteral("rep"), m_daemon->pin());
        QVERIFY(m_laptop->sync());
    }

    RecordId attach(const QByteArray &bytes) const { return attachFile(*m_laptop, bytes); }

    std::unique_ptr<DaemonProcess> m_daemon;
    std::unique_ptr<Laptop> m_laptop;
};

QTEST_GUILESS_MAIN(TestAttachedFiles)
#include "tst_attachedfiles.moc"
