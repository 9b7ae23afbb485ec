// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/filecache.h"
#include "tests/support/replicaondisk.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

/// What was typed here and that nobody else has, taken back.
class TestTakeBack : public ReplicaOnDisk
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void theRowIsAsIfNothingHadBeenDone()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("B"))));
        QCOMPARE(takeBack(1), QString());
        QCOMPARE(nameOf(1), QStringLiteral("A"));
        QVERIFY(!m_replica->read(dealKey(1))->pending);
        QCOMPARE(m_replica->outboxCount(), 0);
        QCOMPARE(m_replica->problemCount(), 0);
        reopen();
        QCOMPARE(nameOf(1), QStringLiteral("A"));
        QCOMPARE(m_replica->outboxCount(), 0);
        // Its number is not used again.
        QVERIFY(submit(1, named(QStringLiteral("C"))));
        QCOMPARE(m_replica->outboxAfter(0, 10)->front().id.number, 2);
    }

    void whatWasDoneLaterStands()
    {
        arrive(1, {{deal::name, QStringLiteral("A")}, {deal::stage, QStringLiteral("open")}}, 1);
        QVERIFY(submit(1, named(QStringLiteral("B"))));
        QVERIFY(submit(1, {{deal::name, QStringLiteral("C")}, {deal::stage, QStringLiteral("won")}}));
        QCOMPARE(takeBack(1), QString());
        for (int opened = 0; opened < 2; ++opened) {
            QCOMPARE(nameOf(1), QStringLiteral("C"));
            QCOMPARE(row(1).at(deal::stage).toText(), QStringLiteral("won"));
            const auto waiting = m_replica->outboxAfter(0, 10);
            QCOMPARE(waiting->size(), size_t(1));
            // Sent as it was, the server would take the one that it never got for somebody else's.
            QVERIFY(waiting->front().changes
                == (std::vector<FieldChange>{{deal::name, QStringLiteral("A"), QStringLiteral("C")},
                    {deal::stage, QStringLiteral("open"), QStringLiteral("won")}}));
            reopen();
        }
    }

    void aDeleteIsTakenBackToo()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(m_replica->submit({{dealKey(1), MutationKind::Delete, {}, {}, {}, {}}}).ok());
        QVERIFY(m_replica->read(dealKey(1))->isDeleted());
        QCOMPARE(takeBack(1), QString());
        QVERIFY(!m_replica->read(dealKey(1))->isDeleted());
        QCOMPARE(nameOf(1), QStringLiteral("A"));
    }

    void whatWasSentStays()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("B"))));
        QVERIFY(submit(1, named(QStringLiteral("C"))));
        m_replica->noteSent(1);
        QCOMPARE(takeBack(1), QStringLiteral("alreadySent"));
        reopen();
        QCOMPARE(takeBack(1), QStringLiteral("alreadySent"));
        QCOMPARE(takeBack(2), QString());
        QCOMPARE(nameOf(1), QStringLiteral("B"));
    }

    void aRecordGoesWithEverythingThatWaitsOnIt()
    {
        const RecordKey person{person::number, idOf(7)};
        QVERIFY(create(dealKey(5), named(QStringLiteral("new"))));
        QVERIFY(submit(5, named(QStringLiteral("newer"))));
        QVERIFY(create(person, {{person::deal, Value(idOf(5))}}));
        QVERIFY(m_replica->files().addLocal(idOf(5), {QByteArray(32, 'a'), 5}).ok());
        QCOMPARE(m_replica->whatGoesWith(1)->gone.size(), size_t(3));
        QSignalSpy changed(m_replica.get(), &Replica::changed);
        QCOMPARE(takeBack(1), QString());
        QVERIFY(!m_replica->read(dealKey(5)).ok());
        QVERIFY(!m_replica->read(person).ok());
        QCOMPARE(m_replica->outboxCount(), 0);
        QVERIFY(m_replica->files().uploads()->empty());
        const auto changes = changed.takeFirst().at(0).value<ChangeSet>();
        QVERIFY(changes.changeOf(dealKey(5)));
        QCOMPARE(changes.changeOf(dealKey(5))->kind, RecordChange::Kind::Removed);
        reopen();
        QVERIFY(!m_replica->read(dealKey(5)).ok());
    }

    void nothingGoesThatWasNotNamed()
    {
        QVERIFY(create(dealKey(5), named(QStringLiteral("new"))));
        QVERIFY(submit(5, named(QStringLiteral("typed since the question"))));
        const auto taken = m_replica->takeBack({1});
        QVERIFY(!taken.ok());
        QCOMPARE(taken.error().reason, QStringLiteral("changedMeanwhile"));
        QCOMPARE(nameOf(5), QStringLiteral("typed since the question"));
        QCOMPARE(m_replica->outboxCount(), 2);
    }

    void whatIsJudgedIsNotThereToBeTakenBack()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("B"))));
        QVERIFY(acknowledge(1, Outcome::Applied, 9).ok());
        const auto going = m_replica->whatGoesWith(1);
        QVERIFY(!going.ok());
        QCOMPARE(going.error().code, ErrorCode::NotFound);
    }

    /// What it knew of what was sent is gone with it.
    void aReplicaThatIsBegunAnewTakesEverythingForSent()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("B"))));
        const QString path = m_replica->readerPath();
        m_replica.reset();
        for (const QLatin1String suffix : {QLatin1String(), QLatin1String("-wal"), QLatin1String("-shm")})
            (void)QFile::remove(path + suffix);
        open();
        QCOMPARE(takeBack(1), QStringLiteral("alreadySent"));
        QCOMPARE(m_replica->outboxCount(), 1);
    }

    /// What it noted last may never have come to the disk.
    void afterACrashEverythingCountsAsSent()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("B"))));
        // A copy of open files is what a crash leaves.
        QTemporaryDir copy;
        for (const QString &name : QDir(m_folder->path()).entryList(QDir::Files))
            QVERIFY(QFile::copy(m_folder->filePath(name), copy.filePath(name)));
        const auto crashed = Replica::open({copy.path(), clientRegistry()});
        QVERIFY(crashed.ok());
        const auto going = (*crashed)->whatGoesWith(1);
        QVERIFY(!going.ok());
        QCOMPARE(going.error().reason, QStringLiteral("alreadySent"));
    }

private:
    bool create(const RecordKey &key, const FieldValues &values)
    {
        return m_replica->submit({{key, MutationKind::Create, values, {}, {}, {}}}).ok();
    }

    /// With everything that goes along. Gives the reason if it is refused.
    QString takeBack(qint64 number)
    {
        const auto going = m_replica->whatGoesWith(number);
        if (!going.ok())
            return going.error().reason;
        std::vector<qint64> numbers;
        for (const Mutation &mutation : going->gone)
            numbers.push_back(mutation.id.number);
        const auto taken = m_replica->takeBack(numbers);
        return taken.ok() ? QString() : taken.error().reason;
    }
};

QTEST_GUILESS_MAIN(TestTakeBack)
#include "tst_takeback.moc"
