// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/filestore.h"

#include <QDir>
#include <QLockFile>
#include <QTemporaryDir>
#include <QTest>

#include <latch>
#include <memory>
#include <thread>

using namespace tandem;
using namespace tandem::server;

/// The quota of attached files, for which servers with one folder compete.
class TestFileQuota : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void anUploadBeginsInItsTurn()
    {
        FileStore files(folder(), 1'000, {20, 0, 0});
        QVERIFY(QDir().mkpath(folder()));
        QLockFile another(FileRoom::turnPath(folder()));
        QVERIFY(another.tryLock(0));
        const auto early = files.write(hash('a'), 0, 11, QByteArrayView("hello"));
        QVERIFY(!early.ok());
        QCOMPARE(early.error().code, ErrorCode::Unavailable);
        QCOMPARE(early.error().reason, QStringLiteral("busy"));
        QCOMPARE(files.received(hash('a')).valueOr(-1), 0);
        another.unlock();
        QCOMPARE(files.write(hash('a'), 0, 11, QByteArrayView("hello")).valueOr(-1), 5);
        // What was begun needs no further turn.
        QVERIFY(another.tryLock(0));
        QCOMPARE(files.write(hash('a'), 5, 11, QByteArrayView(" worl")).valueOr(-1), 10);
    }

    void withoutAQuotaNobodyWaits()
    {
        FileStore files(folder(), 1'000);
        QVERIFY(QDir().mkpath(folder()));
        QLockFile another(FileRoom::turnPath(folder()));
        QVERIFY(another.tryLock(0));
        QCOMPARE(files.write(hash('a'), 0, 11, QByteArrayView("hello")).valueOr(-1), 5);
    }

    void ofTwoServersOneTakesTheLastRoom()
    {
        constexpr int rounds = 10;
        for (int round = 0; round < rounds; ++round) {
            const QTemporaryDir shared;
            const QString files = shared.filePath(QStringLiteral("files"));
            FileStore one(files, 1'000, {20, 0});
            FileStore other(files, 1'000, {20, 0});
            std::latch both(2);
            const auto begins = [&both](FileStore &store, const QString &content) {
                both.arrive_and_wait();
                return store.write(content, 0, 11, QByteArrayView("hello")).ok();
            };
            bool first = false;
            std::thread beside([&] { first = begins(one, hash('a')); });
            const bool second = begins(other, hash('b'));
            beside.join();
            QCOMPARE(int(first) + int(second), 1);
        }
    }

private:
    static QString hash(char digit) { return QString(64, QLatin1Char(digit)); }
    QString folder() const { return m_folder->filePath(QStringLiteral("files")); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestFileQuota)
#include "tst_filequota.moc"
