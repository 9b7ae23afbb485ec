// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/connection.h"
#include "tests/support/replicaondisk.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

/// After a restored server, a copied device, damage and a crash: what was typed is still there.
class TestReplicaRecovery : public ReplicaOnDisk
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void sendsAgainWhatARestoredServerLost()
    {
        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("one"), 0).ok());
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("B"))));
        QVERIFY(submit(1, named(QStringLiteral("C"))));
        QVERIFY(acknowledge(1, Outcome::Applied, 2).ok());
        QVERIFY(acknowledge(2, Outcome::Applied, 3).ok());
        arrive(1, named(QStringLiteral("C")), 3);
        QVERIFY(!m_replica->read(dealKey(1))->pending);

        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("two"), 1).ok());
        QCOMPARE(m_replica->cursor(), 0);
        QCOMPARE(m_replica->snapshot(deal::number).phase, SnapshotState::Phase::Missing);
        const auto waiting = m_replica->outboxAfter(0, 10);
        QCOMPARE(waiting->size(), size_t(1));
        QCOMPARE(waiting->front().id.number, 2);
        QVERIFY(
            m_replica->applySnapshotPage(wholePage(incomingDeals({{idOf(1), named(QStringLiteral("B"))}}, 2), 2)).ok());
        QCOMPARE(nameOf(1), QStringLiteral("C"));
    }

    void whatWasMadeHereIsMadeAgainOnARestoredServer()
    {
        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("one"), 0).ok());
        QVERIFY(m_replica->submit({{dealKey(1), MutationKind::Create, named(QStringLiteral("A")), {}, {}, {}}}).ok());
        QVERIFY(acknowledge(1, Outcome::Applied, 1).ok());
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(!m_replica->read(dealKey(1))->pending);

        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("two"), 0).ok());
        QVERIFY(m_replica->applySnapshotPage(wholePage(incomingDeals({}, 1), 1)).ok());
        QCOMPARE(nameOf(1), QStringLiteral("A"));
        QCOMPARE(m_replica->outboxAfter(0, 10)->size(), size_t(1));
        QCOMPARE(m_replica->problemCount(), qint64(0));
    }

    void sendsAgainUnderItsNewNameWhatWasSentUnderTheFormerOne()
    {
        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("one"), 0).ok());
        arrive(1, named(QStringLiteral("A")), 1);
        for (const char *name : {"B", "C"})
            QVERIFY(submit(1, named(QString::fromLatin1(name))));
        QVERIFY(acknowledge(1, Outcome::Applied, 2).ok());
        QVERIFY(acknowledge(2, Outcome::Applied, 3).ok());
        arrive(1, named(QStringLiteral("C")), 3);
        const RecordId former = m_replica->device();
        QVERIFY(m_replica->renewDevice().ok());
        QCOMPARE(*m_replica->formerDevices(), std::vector<RecordId>{former});
        QVERIFY(submit(1, named(QStringLiteral("D"))));
        QVERIFY(acknowledge(3, Outcome::Applied, 4).ok());
        arrive(1, named(QStringLiteral("D")), 4);

        // The backup is of after the first and before the second change.
        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("two"), 0, QHash<RecordId, qint64>{{former, 1}}).ok());
        const auto waiting = m_replica->outboxAfter(0, 10);
        QCOMPARE(waiting->size(), size_t(2));
        QVERIFY(waiting->front().id == (MutationId{m_replica->device(), 2}));
        QVERIFY(waiting->back().id == (MutationId{m_replica->device(), 3}));
        QVERIFY(
            m_replica->applySnapshotPage(wholePage(incomingDeals({{idOf(1), named(QStringLiteral("B"))}}, 2), 2)).ok());
        QCOMPARE(nameOf(1), QStringLiteral("D"));
    }

    void aServerThatSaysNothingOfAFormerNameGetsNothingTwice()
    {
        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("one"), 0).ok());
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("B"))));
        QVERIFY(acknowledge(1, Outcome::Applied, 2).ok());
        arrive(1, named(QStringLiteral("B")), 2);
        QVERIFY(m_replica->renewDevice().ok());
        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("two"), 0).ok());
        QVERIFY(m_replica->outboxAfter(0, 10)->empty());
    }

    void whatWaitsOfACopiedDeviceGetsItsNewName()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("B"))));
        QVERIFY(acknowledge(1, Outcome::Applied, 1).ok());
        QVERIFY(submit(1, named(QStringLiteral("C"))));
        const RecordId before = m_replica->device();
        QVERIFY(m_replica->renewDevice().ok());
        QVERIFY(m_replica->device() != before);
        const auto waiting = m_replica->outboxAfter(0, 10);
        QCOMPARE(waiting->size(), size_t(1));
        QVERIFY(waiting->front().id == (MutationId{m_replica->device(), 2}));
        QCOMPARE(nameOf(1), QStringLiteral("C"));
        QVERIFY(submit(1, named(QStringLiteral("D"))));
        QCOMPARE(m_replica->lastNumber(), 3);
    }

    void setsADamagedFileAsideAndRescuesTheOutbox()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("typed"))));
        const WriteRequest born{dealKey(7), MutationKind::Create, named(QStringLiteral("born")), {}, {}, {}};
        QVERIFY(m_replica->submit({born}).ok());
        QVERIFY(m_replica->saveDraft({dealKey(1), false, named(QStringLiteral("draft")), {}, 5}).ok());
        const RecordId device = m_replica->device();
        m_replica.reset();
        QFile file(m_folder->filePath(QStringLiteral("replica.db")));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(QByteArray(8192, 'x'));
        file.close();

        open();
        QVERIFY(m_replica->wasDamaged());
        QCOMPARE(QDir(m_folder->path()).entryList({QStringLiteral("replica-*.damaged.db")}).size(), 1);
        QCOMPARE(m_replica->cursor(), 0);
        QCOMPARE(m_replica->device(), device);
        QCOMPARE(m_replica->outboxCount(), 2);
        QCOMPARE(nameOf(7), QStringLiteral("born"));
        QCOMPARE((*m_replica->draft(dealKey(1)))->values.at(deal::name).toText(), QStringLiteral("draft"));
        QVERIFY(
            m_replica->applySnapshotPage(wholePage(incomingDeals({{idOf(1), named(QStringLiteral("A"))}}, 1), 1)).ok());
        QCOMPARE(nameOf(1), QStringLiteral("typed"));
        QCOMPARE(nameOf(7), QStringLiteral("born"));
    }

    void rescuesTheOutboxBehindAnOverwrittenBeginning_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::newRow("its header") << 100;
        QTest::newRow("its first page") << 4096;
    }

    void rescuesTheOutboxBehindAnOverwrittenBeginning()
    {
        QFETCH(int, bytes);
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(m_replica->setUser(idOf(99)).ok());
        QVERIFY(submit(1, named(QStringLiteral("B"))));
        QVERIFY(
            acknowledge(1, Outcome::Rejected, 0, Error::invalid(QStringLiteral("name"), QStringLiteral("taken"))).ok());
        QVERIFY(submit(1, named(QStringLiteral("typed"))));
        QVERIFY(m_replica->saveDraft({dealKey(1), false, named(QStringLiteral("draft")), {}, 5}).ok());
        const RecordId device = m_replica->device();
        m_replica.reset();
        overwriteOutbox(0, bytes);

        open();
        const auto rescued = m_replica->rescuedOutbox();
        QVERIFY(rescued);
        QCOMPARE(rescued->waiting, qint64(1));
        QVERIFY(rescued->isWhole);
        QVERIFY(QFile::exists(rescued->setAside));
        QVERIFY(rescued->setAside.endsWith(QStringLiteral(".damaged.db")));
        QVERIFY(!m_replica->wasDamaged());
        QCOMPARE(m_replica->device(), device);
        QCOMPARE(m_replica->user(), idOf(99));
        QCOMPARE(m_replica->lastNumber(), qint64(2));
        QCOMPARE(m_replica->problemCount(), qint64(1));
        QCOMPARE(nameOf(1), QStringLiteral("typed"));
        QCOMPARE((*m_replica->draft(dealKey(1)))->values.at(deal::name).toText(), QStringLiteral("draft"));
        // Nothing is left of the work, and the next time nothing is told.
        QCOMPARE(QDir(m_folder->path()).entryList({QStringLiteral("outbox.rescued*")}), QStringList());
        reopen();
        QVERIFY(!m_replica->rescuedOutbox());
        QCOMPARE(m_replica->outboxCount(), qint64(1));
    }

    void rescuesWhatStandsAroundAnOverwrittenPage()
    {
        constexpr int made = 1500;
        std::vector<WriteRequest> requests;
        for (int i = 1; i <= made; ++i) {
            requests.push_back({dealKey(i), MutationKind::Create, named(QStringLiteral("deal %1").arg(i)), {}, {}, {}});
        }
        QVERIFY(m_replica->submit(requests).ok());
        m_replica.reset();
        const qint64 pages = QFileInfo(outboxPath()).size() / 4096;
        QVERIFY(pages > 20);
        overwriteOutbox(pages / 2 * 4096, 4096);

        open();
        const auto rescued = m_replica->rescuedOutbox();
        QVERIFY(rescued);
        QVERIFY(!rescued->isWhole);
        QVERIFY2(rescued->waiting < made && rescued->waiting > made / 2, qPrintable(QString::number(rescued->waiting)));
        QCOMPARE(m_replica->outboxCount(), rescued->waiting);
        QCOMPARE(nameOf(1), QStringLiteral("deal 1"));
        QCOMPARE(nameOf(made), QStringLiteral("deal 1500"));
        // A number that was given is not given again.
        QVERIFY(submit(1, named(QStringLiteral("after"))));
        QCOMPARE(m_replica->lastNumber(), qint64(made + 1));
    }

    void goesOnWithoutAnOutboxOfWhichNothingIsLeft()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("typed"))));
        m_replica.reset();
        overwriteOutbox(0, int(QFileInfo(outboxPath()).size()));

        open();
        const auto rescued = m_replica->rescuedOutbox();
        QVERIFY(rescued);
        QCOMPARE(rescued->waiting, qint64(0));
        QVERIFY(!rescued->isWhole);
        QCOMPARE(nameOf(1), QStringLiteral("A"));
        QVERIFY(submit(1, named(QStringLiteral("again"))));
        QCOMPARE(nameOf(1), QStringLiteral("again"));
    }

    /// Under another name, what it sent would count as unknown to a server that was restored, and be done twice.
    void theNameOfADeviceIsFoundInWhatItSentToo()
    {
        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("one"), 0).ok());
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("B"))));
        QVERIFY(acknowledge(1, Outcome::Applied, 2).ok());
        arrive(1, named(QStringLiteral("B")), 2);
        const RecordId device = m_replica->device();
        m_replica.reset();
        changeOutbox(QStringLiteral("DELETE FROM meta"));
        overwriteOutbox(0, 100);

        open();
        QVERIFY(m_replica->rescuedOutbox());
        QCOMPARE(m_replica->device(), device);
        QCOMPARE(m_replica->lastNumber(), qint64(1));
        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("two"), 1).ok());
        QCOMPARE(m_replica->outboxCount(), qint64(0));
    }

    void aRescueThatWasInterruptedIsFinished()
    {
        const WriteRequest born{dealKey(7), MutationKind::Create, named(QStringLiteral("born")), {}, {}, {}};
        QVERIFY(m_replica->submit({born}).ok());
        m_replica.reset();
        // The damaged file is out of the way, all but its log, and the new one is not in its place.
        QVERIFY(QFile::rename(outboxPath(), m_folder->filePath(QStringLiteral("outbox.rescued.db"))));
        const QString aside = m_folder->filePath(QStringLiteral("outbox-20260101-000000-000.damaged.db"));
        for (const QString &path : QStringList{aside, outboxPath() + QStringLiteral("-wal")}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("x") == 1);
        }

        open();
        QCOMPARE(nameOf(7), QStringLiteral("born"));
        QCOMPARE(m_replica->outboxCount(), qint64(1));
        const auto rescued = m_replica->rescuedOutbox();
        QVERIFY(rescued);
        QCOMPARE(rescued->waiting, qint64(1));
        QCOMPARE(rescued->setAside, aside);
        QVERIFY(!rescued->isWhole);
        QVERIFY(QFile::exists(aside + QStringLiteral("-wal")));
        reopen();
        QVERIFY(!m_replica->rescuedOutbox());
        QCOMPARE(m_replica->outboxCount(), qint64(1));
    }

    void beginsAnewWhenDamageShowsLater()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("typed"))));
        QSignalSpy anew(m_replica.get(), &Replica::begunAnew);
        m_replica->reportDamage(Error::corrupt(QStringLiteral("found by a check")));
        QCOMPARE(anew.size(), 1);
        QVERIFY(m_replica->wasDamaged());
        QCOMPARE(m_replica->outboxCount(), 1);
        QVERIFY(
            m_replica->applySnapshotPage(wholePage(incomingDeals({{idOf(1), named(QStringLiteral("A"))}}, 1), 1)).ok());
        QCOMPARE(nameOf(1), QStringLiteral("typed"));
    }

    void looksThroughTheFileAfterACrashOnly()
    {
        QVERIFY(!m_replica->needsCheck());
        QVERIFY(Replica::quickCheck(m_replica->readerPath()).ok());
        reopen();
        QVERIFY(!m_replica->needsCheck());
        // A copy of open files is what a crash leaves.
        QTemporaryDir copy;
        for (const QString &name : QDir(m_folder->path()).entryList(QDir::Files))
            QVERIFY(QFile::copy(m_folder->filePath(name), copy.filePath(name)));
        const auto crashed = Replica::open({copy.path(), clientRegistry()});
        QVERIFY(crashed.ok());
        QVERIFY((*crashed)->needsCheck());
    }

    void computesRowsAgainThatACrashLeftBehind()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        // The outbox is written first: with only it on the disk, the row still has to show what was typed.
        QTemporaryDir crash;
        for (const QLatin1String name : {QLatin1String("replica.db"), QLatin1String("replica.db-wal")})
            QVERIFY(QFile::copy(m_folder->filePath(name), crash.filePath(name)));
        QVERIFY(submit(1, named(QStringLiteral("typed"))));
        for (const QLatin1String name : {QLatin1String("outbox.db"), QLatin1String("outbox.db-wal")})
            QVERIFY(QFile::copy(m_folder->filePath(name), crash.filePath(name)));
        const auto crashed = Replica::open({crash.path(), clientRegistry()});
        QVERIFY(crashed.ok());
        QCOMPARE((*crashed)->read(dealKey(1))->value(deal::name).toText(), QStringLiteral("typed"));
    }

private:
    QString outboxPath() const { return m_folder->filePath(QStringLiteral("outbox.db")); }

    void changeOutbox(const QString &sql)
    {
        const auto connection =
            Connection::open({outboxPath(), DatabaseAddress::Mode::ReadWrite, DatabaseAddress::Durability::Full});
        QVERIFY(connection.ok() && (*connection)->execute(sql).ok());
    }

    void overwriteOutbox(qint64 at, int bytes)
    {
        QFile file(outboxPath());
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(at));
        QCOMPARE(file.write(QByteArray(bytes, 'x')), qint64(bytes));
    }
};

QTEST_GUILESS_MAIN(TestReplicaRecovery)
#include "tst_replicarecovery.moc"
