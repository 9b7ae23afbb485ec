// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/bytesize.h"
#include "shared/entities/entitynames.h"
#include "tests/support/attachfile.h"
#include "tests/support/daemonprocess.h"
#include "tests/support/laptop.h"
#include "tests/support/smalldisk.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QStorageInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = tandem::entities::account;

/// A disk that takes nothing more: writes are refused with the reason, reads go on, and when there is room again all
/// goes on by itself.
class TestDisk : public QObject
{
    Q_OBJECT

    static int run(const QString &program, const QStringList &words)
    {
        QProcess process;
        process.start(program, words);
        return process.waitForFinished(30'000) ? process.exitCode() : -1;
    }

    static DaemonProcess::Answer create(DaemonProcess &daemon, const QString &name)
    {
        return daemon.send("POST", QStringLiteral("/api/v1/account"), {{QStringLiteral("name"), name}});
    }
    static int countOf(DaemonProcess &daemon, const QString &name)
    {
        const auto list = daemon.ask("GET", QStringLiteral("/api/v1/account?filter=name = '%1'").arg(name));
        return list.status == 200 ? int(list.json().value(QLatin1String("items")).toArray().size()) : -1;
    }

    static QString hashOf(const QByteArray &content)
    {
        return QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
    }

    static bool isReady(DaemonProcess &daemon) { return daemon.ask("GET", QStringLiteral("/readyz")).status == 200; }

    /// Changes are refused with the reason, everything else goes on.
    static void refusesAndReads(DaemonProcess &daemon, const QStringList &reasons)
    {
        DaemonProcess::Answer refused;
        for (int i = 0; i < 2000; ++i) { // until what was reserved before is used up
            refused = create(daemon, QStringLiteral("while %1").arg(i));
            if (refused.status != 201)
                break;
        }
        QVERIFY2(refused.status == 503, (QByteArray::number(refused.status) + refused.body).constData());
        QVERIFY2(reasons.contains(refused.reason()), refused.body.constData());
        QVERIFY(refused.message().contains(QStringLiteral("disk")));
        QVERIFY(!isReady(daemon));
        QCOMPARE(daemon.ask("GET", QStringLiteral("/healthz")).status, 200);
        const QJsonObject status = daemon.askControl("GET", QStringLiteral("/status")).json();
        QVERIFY(status.value(QLatin1String("readOnly")).toBool());
        QCOMPARE(status.value(QLatin1String("writeError")).toObject().value(QLatin1String("reason")).toString(),
            refused.reason());
        QCOMPARE(countOf(daemon, QStringLiteral("before")), 1);
        QCOMPARE(daemon.ask("GET", QStringLiteral("/api/v1/me")).status, 200);
    }

    /// Everything that a full disk must not break. `fill` takes the room away, `clear` gives it back.
    static void goesThroughIt(DaemonProcess &daemon, const std::function<bool()> &fill,
        const std::function<bool()> &clear, const QStringList &reasons)
    {
        QVERIFY(daemon.addUser(QStringLiteral("rep"), QStringLiteral("sales")));
        Laptop laptop({QStringLiteral("127.0.0.1"), daemon.port()}, QStringLiteral("rep"), daemon.pin());
        QVERIFY(laptop.sync());
        QCOMPARE(create(daemon, QStringLiteral("before")).status, 201);

        // Nobody writes after the room is back: it is noticed all the same.
        QVERIFY(fill());
        refusesAndReads(daemon, reasons);
        QVERIFY(clear());
        QVERIFY(waitFor([&] { return isReady(daemon); }, 40'000));
        QVERIFY(!daemon.askControl("GET", QStringLiteral("/status")).json().value(QLatin1String("readOnly")).toBool());

        QVERIFY(fill());
        refusesAndReads(daemon, reasons);

        // What is typed on a laptop waits there, and is no problem.
        QList<RecordId> typed;
        for (int i = 0; i < 20; ++i)
            typed.append(
                laptop.create(account::number, {{account::field::name, Value(QStringLiteral("typed %1").arg(i))}}));
        QVERIFY(laptop.update(
            account::number, typed.first(), {{account::field::phone, Value(QStringLiteral("13812341234"))}}));
        QTRY_VERIFY(laptop.phase() == SyncState::Phase::Syncing); // it was told to come again later
        QCOMPARE(laptop.replica->outboxCount(), qint64(21));
        QCOMPARE(laptop.replica->problemCount(), qint64(0));
        QCOMPARE(daemon.process().state(), QProcess::Running);

        QVERIFY(clear());
        QVERIFY(waitFor([&] { return create(daemon, QStringLiteral("after")).status == 201; }, 30'000));
        QCOMPARE(daemon.ask("GET", QStringLiteral("/readyz")).status, 200);
        QVERIFY(laptop.waitUntilSynced());
        QCOMPARE(laptop.replica->problemCount(), qint64(0));
        for (int i = 0; i < typed.size(); ++i)
            QCOMPARE(countOf(daemon, QStringLiteral("typed %1").arg(i)), 1);
        const auto first = daemon.ask("GET", QStringLiteral("/api/v1/account/") + toText(typed.first()));
        QCOMPARE(first.json().value(QLatin1String("phone")).toString(), QStringLiteral("13812341234"));
        QVERIFY(daemon.stop());
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QCOMPARE(countOf(daemon, QStringLiteral("after")), 1);
    }

private slots:
    /// The system refuses to let files grow, as with a quota.
    void filesThatMayNotGrow()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("prlimit")).isEmpty())
            QSKIP("prlimit is needed");
        DaemonProcess daemon;
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.signInAsAdministrator());
        const auto limit = [&](const QString &soft) {
            return run(QStringLiteral("prlimit"),
                       {QStringLiteral("--pid"), QString::number(daemon.process().processId()),
                           QStringLiteral("--fsize=%1:unlimited").arg(soft)})
                == 0;
        };
        goesThroughIt(
            daemon, [&] { return limit(QStringLiteral("4096")); }, [&] { return limit(QStringLiteral("unlimited")); },
            {QStringLiteral("diskError"), QStringLiteral("diskFull")});
    }

    /// A small file system of its own, filled to the last byte.
    void fileSystemWithoutRoom()
    {
        SmallDisk disk(QStringLiteral("64m"));
        if (!disk.isMounted())
            QSKIP("no right to mount a file system");
        DaemonProcess daemon;
        daemon.setDataFolder(disk.path(QStringLiteral("data")));
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.signInAsAdministrator());
        goesThroughIt(
            daemon, [&] { return disk.fill(); }, [&] { return disk.clear(); }, {QStringLiteral("diskFull")});
    }

    /// The disk of attached files is full: what came of one before is kept, nobody is bothered with it, and it goes on
    /// by itself.
    void attachedFileWithoutRoom()
    {
        SmallDisk disk(QStringLiteral("8m"));
        if (!disk.isMounted())
            QSKIP("no right to mount a file system");
        // So small a disk is nearly full in the daemon's eyes, which it would say first.
        DaemonProcess daemon({QStringLiteral("--files-folder"), disk.path(QStringLiteral("files")),
            QStringLiteral("--disk-reserve-megabytes"), QStringLiteral("0")});
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.signInAsAdministrator());
        QVERIFY(daemon.addUser(QStringLiteral("rep"), QStringLiteral("sales")));
        Laptop laptop({QStringLiteral("127.0.0.1"), daemon.port()}, QStringLiteral("rep"), daemon.pin());
        QVERIFY(laptop.sync());

        const QByteArray content(500 * KiB, 'c');
        const QString target = QStringLiteral("/files/") + hashOf(content);
        const auto send = [&](qint64 offset, qint64 bytes) {
            return daemon.ask("PUT", target + QStringLiteral("?offset=%1&total=%2").arg(offset).arg(content.size()),
                content.sliced(offset, bytes));
        };
        const qint64 half = content.size() / 2;
        QCOMPARE(send(0, half).status, 200);
        QVERIFY(disk.fill());
        const auto refused = send(half, content.size() - half);
        QCOMPARE(refused.status, 503);
        QCOMPARE(refused.reason(), QStringLiteral("diskFull"));
        QCOMPARE(refused.message(), QStringLiteral("The disk is full."));
        const QByteArray letter(600 * KiB, 'l');
        const RecordId attached = attachFile(laptop, letter);
        QVERIFY(!attached.isNull());
        QTRY_VERIFY(QFile::exists(disk.path(QStringLiteral("files/incoming")))
            && !QDir(disk.path(QStringLiteral("files/incoming")))
                    .entryList({hashOf(letter) + QLatin1String("-*")})
                    .isEmpty());
        QCOMPARE(create(daemon, QStringLiteral("meanwhile")).status, 201); // the database has a disk of its own
        QCOMPARE(laptop.replica->outboxCount(), qint64(1));
        QCOMPARE(laptop.replica->problemCount(), qint64(0));

        QVERIFY(disk.clear());
        const qint64 kept =
            daemon.ask("GET", target + QStringLiteral("/received")).json().value(QLatin1String("received")).toInteger();
        QVERIFY2(kept >= half && kept < content.size(), QByteArray::number(kept).constData());
        QCOMPARE(send(kept, content.size() - kept).status, 201);
        QVERIFY(laptop.waitUntilSynced());
        QCOMPARE(laptop.replica->problemCount(), qint64(0));
        QCOMPARE(daemon.ask("GET", QStringLiteral("/files/") + hashOf(letter)).body, letter);
    }

    /// The backup's own disk is full: the daemon does not mind, administrators hear of it, and room is all it takes.
    void backupWithoutRoom()
    {
        SmallDisk shelf(QStringLiteral("8m"));
        if (!shelf.isMounted())
            QSKIP("no right to mount a file system");
        QVERIFY(shelf.fill());
        DaemonProcess daemon({QStringLiteral("--backup-folder"), shelf.path()});
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.signInAsAdministrator());
        const auto told = [&] {
            const QJsonArray notices = daemon.ask("GET", QStringLiteral("/api/v1/notification"))
                                           .json()
                                           .value(QLatin1String("items"))
                                           .toArray();
            return notices.isEmpty() ? QString() : notices.first().toObject().value(QLatin1String("text")).toString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(told(), QStringLiteral("The backup failed: The disk is full."), 30'000);
        QCOMPARE(create(daemon, QStringLiteral("meanwhile")).status, 201);
        QCOMPARE(QDir(shelf.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 1); // no half one stays

        QVERIFY(shelf.clear());
        const auto jobs =
            daemon.askControl("GET", QStringLiteral("/jobs")).json().value(QLatin1String("jobs")).toArray();
        QCOMPARE(jobs.size(), 1);
        const QString id = jobs.first().toObject().value(QLatin1String("id")).toString();
        QCOMPARE(
            daemon.askControl("POST", QStringLiteral("/jobs/%1/retry").arg(id)).status, 200); // the same as waiting
        QTRY_VERIFY_WITH_TIMEOUT(
            daemon.askControl("GET", QStringLiteral("/status")).json().value(QLatin1String("backup")).isObject(),
            30'000);
    }

    /// Writing is forbidden below the open files, and later allowed again, as on a network share.
    void filesThatMayNotBeWritten()
    {
        DaemonProcess daemon;
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.signInAsAdministrator());
        const auto change = [&](const QString &flag) {
            return run(QStringLiteral("chattr"),
                       {flag, daemon.dataFolder() + QStringLiteral("/tandem.db"),
                           daemon.dataFolder() + QStringLiteral("/tandem.db-wal")})
                == 0;
        };
        if (QStandardPaths::findExecutable(QStringLiteral("chattr")).isEmpty() || !change(QStringLiteral("+i")))
            QSKIP("no right to make a file immutable, or a file system without it");
        const auto writable = qScopeGuard([&] { change(QStringLiteral("-i")); });
        QVERIFY(change(QStringLiteral("-i")));
        goesThroughIt(
            daemon, [&] { return change(QStringLiteral("+i")); }, [&] { return change(QStringLiteral("-i")); },
            {QStringLiteral("diskError"), QStringLiteral("diskReadOnly")});
    }

    /// A file system that found an error in itself and takes no more writes: the way in which a disk becomes read-only
    /// below a running process. The system lets nobody undo that without unmounting it, so the daemon ends for it.
    void fileSystemThatTurnsReadOnly()
    {
        QTemporaryDir folder;
        const QString image = folder.filePath(QStringLiteral("image"));
        const QString mounted = folder.filePath(QStringLiteral("mounted"));
        QFile file(image);
        QVERIFY(QDir().mkpath(mounted) && file.open(QIODevice::WriteOnly) && file.resize(64 * 1024 * 1024));
        file.close();
        const auto mount = [&] {
            return run(QStringLiteral("mount"),
                {QStringLiteral("-o"), QStringLiteral("loop,errors=remount-ro"), image, mounted});
        };
        if (run(QStringLiteral("mkfs.ext4"), {QStringLiteral("-q"), QStringLiteral("-F"), image}) != 0 || mount() != 0)
            QSKIP("no right to make and mount a file system");
        const auto unmount = qScopeGuard([&] { run(QStringLiteral("umount"), {QStringLiteral("-l"), mounted}); });
        const QString device = QString::fromUtf8(QStorageInfo(mounted).device()).section(QLatin1Char('/'), -1);
        QFile trigger(QStringLiteral("/sys/fs/ext4/%1/trigger_fs_error").arg(device));
        if (!trigger.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            QSKIP("no right to make a file system fail");

        DaemonProcess daemon;
        daemon.setDataFolder(mounted + QStringLiteral("/data"));
        // So small a disk is nearly full in its eyes, which it would say of an attached file first.
        daemon.setArguments({QStringLiteral("--disk-reserve-megabytes"), QStringLiteral("0")});
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.signInAsAdministrator());
        QCOMPARE(create(daemon, QStringLiteral("before")).status, 201);
        QVERIFY(trigger.write("test\n") > 0);
        QTRY_VERIFY_WITH_TIMEOUT(create(daemon, QStringLiteral("lost")).status == 503, 30'000);
        refusesAndReads(daemon, {QStringLiteral("diskError"), QStringLiteral("diskReadOnly")});
        const QByteArray content("content");
        const auto upload =
            daemon.ask("PUT", QStringLiteral("/files/%1?offset=0&total=7").arg(hashOf(content)), content);
        QCOMPARE(upload.status, 503);
        QCOMPARE(upload.reason(), QStringLiteral("diskReadOnly"));
        QVERIFY(daemon.stop());
        QVERIFY(!daemon.start());
        QCOMPARE(daemon.process().exitCode(), 5);

        QCOMPARE(run(QStringLiteral("umount"), {mounted}), 0);
        QVERIFY(run(QStringLiteral("e2fsck"), {QStringLiteral("-fy"), image}) <= 1);
        QCOMPARE(mount(), 0);
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QCOMPARE(countOf(daemon, QStringLiteral("before")), 1);
        QCOMPARE(create(daemon, QStringLiteral("after")).status, 201);
        QVERIFY(daemon.stop());
    }
};

QTEST_GUILESS_MAIN(TestDisk)
#include "tst_disk.moc"
