// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/entities/entitynames.h"
#include "tests/support/daemonprocess.h"
#include "tests/support/laptop.h"

#include <QStorageInfo>
#include <QtTest>

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

    /// Everything that a full disk must not break. `fill` takes the room away, `clear` gives it back.
    static void goesThroughIt(DaemonProcess &daemon, const std::function<bool()> &fill,
        const std::function<bool()> &clear, const QStringList &reasons)
    {
        QVERIFY(daemon.addUser(QStringLiteral("rep"), QStringLiteral("sales")));
        Laptop laptop({QStringLiteral("127.0.0.1"), daemon.port()}, QStringLiteral("rep"), daemon.pin());
        QVERIFY(laptop.sync());
        QCOMPARE(create(daemon, QStringLiteral("before")).status, 201);

        QVERIFY(fill());
        DaemonProcess::Answer refused;
        for (int i = 0; i < 2000; ++i) { // until what was reserved before is used up
            refused = create(daemon, QStringLiteral("while %1").arg(i));
            if (refused.status != 201)
                break;
        }
        QVERIFY2(refused.status == 503, (QByteArray::number(refused.status) + refused.body).constData());
        QVERIFY2(reasons.contains(refused.reason()), refused.body.constData());
        QVERIFY(refused.message().contains(QStringLiteral("disk")));
        QCOMPARE(daemon.ask("GET", QStringLiteral("/readyz")).status, 503);
        QCOMPARE(daemon.ask("GET", QStringLiteral("/healthz")).status, 200);
        QVERIFY(daemon.askControl("GET", QStringLiteral("/status")).json().value(QLatin1String("readOnly")).toBool());
        QCOMPARE(countOf(daemon, QStringLiteral("before")), 1);
        QCOMPARE(daemon.ask("GET", QStringLiteral("/api/v1/me")).status, 200);

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
        QVERIFY(QTest::qWaitFor([&] { return create(daemon, QStringLiteral("after")).status == 201; }, 30'000));
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
        QTemporaryDir folder;
        if (run(QStringLiteral("mount"),
                {QStringLiteral("-t"), QStringLiteral("tmpfs"), QStringLiteral("-o"), QStringLiteral("size=64m"),
                    QStringLiteral("none"), folder.path()})
            != 0)
            QSKIP("no right to mount a file system");
        const auto unmount = qScopeGuard([&] { run(QStringLiteral("umount"), {QStringLiteral("-l"), folder.path()}); });
        DaemonProcess daemon;
        daemon.setDataFolder(folder.filePath(QStringLiteral("data")));
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.signInAsAdministrator());
        QFile filler(folder.filePath(QStringLiteral("filler")));
        const auto fill = [&] {
            if (!filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
                return false;
            const QByteArray piece(4096, 'x');
            while (filler.write(piece) == piece.size()) { }
            return QStorageInfo(folder.path()).bytesFree() < 8192;
        };
        goesThroughIt(daemon, fill, [&] { return filler.remove(); }, {QStringLiteral("diskFull")});
    }
};

QTEST_GUILESS_MAIN(TestDisk)
#include "tst_disk.moc"
