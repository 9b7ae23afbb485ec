// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/audittrail.h"
#include "server/store/changelog.h"
#include "server/store/sequence.h"
#include "server/store/store.h"
#include "shared/database/transaction.h"
#include "tests/support/testregistry.h"
#include "tests/support/teststore.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tandem;
using namespace tandem::server;

class TestChangeLog : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = *test::openStore(m_folder->path(), test::registry());
    }

    void cleanup()
    {
        m_store.reset();
        m_head.clear();
    }

    void anEntryComesBackWhole()
    {
        ChangeLog log(m_store->writer());
        const ChangeEntry full = entry(1, 1);
        ChangeEntry bare;
        bare.seq = 2;
        bare.entity = test::deal::number;
        bare.record = id(2);
        QVERIFY(log.append(full, m_head).ok());
        QVERIFY(log.append(bare, m_head).ok());
        const auto entries = log.readAfter(0, 10);
        QVERIFY2(entries.ok(), qPrintable(entries.ok() ? QString() : entries.error().toLog()));
        QVERIFY(*entries == (std::vector<ChangeEntry>{full, bare}));
    }

    void readsOnFromACursor()
    {
        ChangeLog log(m_store->writer());
        for (int seq = 1; seq <= 10; ++seq)
            QVERIFY(log.append(entry(seq, seq % 3), m_head).ok());
        const auto marks = log.marksAfter(4, 3);
        QCOMPARE(int(marks->size()), 3);
        QCOMPARE(marks->front().seq, 5);
        QCOMPARE(marks->back().seq, 7);
        QVERIFY(marks->front().gained == entry(5, 2).gained);
        QVERIFY(marks->front().lost == entry(5, 2).lost);
        QVERIFY(log.marksAfter(10, 3)->empty());
    }

    void aRecordHasItsHistoryNewestFirst()
    {
        ChangeLog log(m_store->writer());
        for (int seq = 1; seq <= 9; ++seq)
            QVERIFY(log.append(entry(seq, seq % 3), m_head).ok());
        const auto newest = log.history(test::deal::number, id(0), 0, 2);
        QCOMPARE(int(newest->size()), 2);
        QCOMPARE(newest->at(0).seq, 9);
        QCOMPARE(newest->at(1).seq, 6);
        const auto older = log.history(test::deal::number, id(0), 6, 10);
        QCOMPARE(int(older->size()), 1);
        QCOMPARE(older->front().seq, 3);
        QVERIFY(log.history(test::person::number, id(0), 0, 10)->empty());
    }

    void whatIsPartOfOneUndertakingIsFound()
    {
        ChangeLog log(m_store->writer());
        for (int seq = 1; seq <= 9; ++seq) {
            ChangeEntry part = entry(seq, seq % 3);
            part.origin = seq % 2 == 0 ? id(79) : RecordId();
            QVERIFY(log.append(part, m_head).ok());
        }
        const auto newest = log.partsOf(id(79), 0, 3);
        QVERIFY2(newest.ok(), qPrintable(newest.ok() ? QString() : newest.error().toLog()));
        QCOMPARE(int(newest->size()), 3);
        QCOMPARE(newest->front().seq, 8);
        QCOMPARE(newest->front().record, id(2));
        const auto older = log.partsOf(id(79), newest->back().seq, 3);
        QCOMPARE(int(older->size()), 1);
        QCOMPARE(older->front().seq, 2);
        const auto ofOne = log.entriesOf(id(79), test::deal::number, id(2));
        QCOMPARE(int(ofOne->size()), 2);
        QCOMPARE(ofOne->front().seq, 2);
        QCOMPARE(ofOne->back().seq, 8);
        QVERIFY(log.partsOf(id(80), 0, 3)->empty());
    }

    void whatIsTrimmedMovesTheHorizon()
    {
        fill();
        ChangeLog log(m_store->writer());
        const Timestamp before = entry(14, 0).at; // so 2, 4 … 12 go
        QCOMPARE(log.horizon().valueOr(-1), 0);
        QCOMPARE(log.trim(before, 4).valueOr(-1), 4);
        QCOMPARE(log.horizon().valueOr(-1), 8);
        QCOMPARE(log.trim(before, 4).valueOr(-1), 2);
        QCOMPARE(log.trim(before, 4).valueOr(-1), 0);
        QCOMPARE(log.horizon().valueOr(-1), 12);
        QCOMPARE(log.readAfter(0, 100)->front().seq, 14);
        QCOMPARE(log.verifyChain()->damage, hashchain::Damage::None);
        QCOMPARE(log.verifyChain()->entries, 4);
        QCOMPARE(log.trim(entry(1000, 0).at, 100).valueOr(-1), 4);
        QCOMPARE(log.verifyChain()->damage, hashchain::Damage::None);
    }

    void aTrimmedLogStillTellsWhatIsMissing()
    {
        fill();
        ChangeLog log(m_store->writer());
        QCOMPARE(log.trim(entry(14, 0).at, 100).valueOr(-1), 6);
        QVERIFY(m_store->writer().execute(QStringLiteral("DELETE FROM \"change_log\" WHERE \"seq\" = 14")).ok());
        QCOMPARE(log.verifyChain()->damage, hashchain::Damage::DoesNotFollow);
        QCOMPARE(log.verifyChain()->at, 16);
    }

    void anUntouchedChainIsWhole()
    {
        ChangeLog log(m_store->writer());
        QCOMPARE(log.verifyChain()->damage, hashchain::Damage::None);
        fill();
        const auto first = log.verifyChain();
        QCOMPARE(first->damage, hashchain::Damage::None);
        QCOMPARE(first->entries, 10);
        QCOMPARE(first->newest.number, 20);
        fill();
        const auto noted = log.verifyChain(hashchain::Noted{20, first->newest.hash.first(8)});
        QCOMPARE(noted->damage, hashchain::Damage::None);
        QCOMPARE(noted->newest.number, 40);
    }

    void whatIsDoneBehindTheServersBackIsFound_data()
    {
        using hashchain::Damage;
        QTest::addColumn<QStringList>("statements");
        QTest::addColumn<int>("damage");
        QTest::addColumn<qint64>("at");
        const auto row = [](const char *name, const QStringList &statements, Damage damage, qint64 at) {
            QTest::newRow(name) << statements << int(damage) << at;
        };
        row("changed", {QStringLiteral("UPDATE \"change_log\" SET \"user\" = NULL WHERE \"seq\" = 8")},
            Damage::DoesNotFollow, 8);
        row("removed", {QStringLiteral("DELETE FROM \"change_log\" WHERE \"seq\" = 8")}, Damage::DoesNotFollow, 10);
        row("the first removed", {QStringLiteral("DELETE FROM \"change_log\" WHERE \"seq\" = 2")},
            Damage::DoesNotFollow, 4);
        row("the last removed", {QStringLiteral("DELETE FROM \"change_log\" WHERE \"seq\" = 20")}, Damage::EndMissing,
            18);
        row("all removed", {QStringLiteral("DELETE FROM \"change_log\"")}, Damage::EndMissing, 0);
        row("inserted",
            {QStringLiteral(
                "INSERT INTO \"change_log\" (\"seq\", \"entity\", \"record\", \"kind\", \"number\", \"at\", \"hash\") "
                "SELECT 9, \"entity\", \"record\", \"kind\", \"number\", \"at\", \"hash\" FROM \"change_log\" "
                "WHERE \"seq\" = 8")},
            Damage::DoesNotFollow, 9);
        row("moved",
            {QStringLiteral("UPDATE \"change_log\" SET \"seq\" = 9 WHERE \"seq\" = 8"),
                QStringLiteral("UPDATE \"change_log\" SET \"seq\" = 8 WHERE \"seq\" = 10"),
                QStringLiteral("UPDATE \"change_log\" SET \"seq\" = 10 WHERE \"seq\" = 9")},
            Damage::DoesNotFollow, 8);
        row("taken out of the chain", {QStringLiteral("UPDATE \"change_log\" SET \"hash\" = NULL")},
            Damage::DoesNotFollow, 2);
    }

    void whatIsDoneBehindTheServersBackIsFound()
    {
        QFETCH(QStringList, statements);
        QFETCH(int, damage);
        QFETCH(qint64, at);
        fill();
        for (const QString &statement : statements) {
            const Result<void> done = m_store->writer().execute(statement);
            QVERIFY2(done.ok(), qPrintable(done.ok() ? QString() : done.error().toLog()));
        }
        const auto report = ChangeLog(m_store->writer()).verifyChain();
        QVERIFY2(report.ok(), qPrintable(report.ok() ? QString() : report.error().toLog()));
        QCOMPARE(int(report->damage), damage);
        QCOMPARE(report->at, at);
    }

    void aChainWrittenAnewIsFoundByWhatWasNoted()
    {
        fill();
        ChangeLog log(m_store->writer());
        const hashchain::Noted noted = log.verifyChain()->newest;
        Connection &writer = m_store->writer();
        QVERIFY(writer.execute(QStringLiteral("DELETE FROM \"change_log\"")).ok());
        QVERIFY(writer.execute(QStringLiteral("UPDATE \"change_counter\" SET \"last\" = 0, \"head\" = NULL")).ok());
        fill(1);
        QCOMPARE(log.verifyChain()->damage, hashchain::Damage::None);
        QCOMPARE(log.verifyChain(noted)->damage, hashchain::Damage::DiffersFromNote);
        QCOMPARE(log.verifyChain(noted)->at, noted.number);
        QCOMPARE(log.verifyChain(hashchain::Noted{100, noted.hash})->damage, hashchain::Damage::DiffersFromNote);
    }

    /// Whoever has no password can still choose the name of his device.
    void noNameOfADeviceBreaksTheTrail()
    {
        const QString odd = QChar(QChar::ByteOrderMark) + QStringLiteral("a") + QChar(QChar::Null);
        const QString half = QString(199, QLatin1Char('x')) + QChar(0xD83D);
        AuditTrail trail(m_store->writer());
        for (const QString &device : {odd, half, QString()}) {
            const Result<void> added = trail.append({0, 1, auditevent::signInFailed, id(78), {}, device, {}});
            QVERIFY2(added.ok(), qPrintable(added.ok() ? QString() : added.error().toLog()));
        }
        const auto report = trail.verifyChain();
        QVERIFY2(report.ok(), qPrintable(report.ok() ? QString() : report.error().toLog()));
        QCOMPARE(report->damage, hashchain::Damage::None);
        QCOMPARE(report->entries, 3);
        QCOMPARE(trail.newest(0, 3)->back().device, QStringLiteral("a"));
    }

    void numbersComeInTheOrderOfCommits()
    {
        Connection &writer = m_store->writer();
        {
            auto transaction = Transaction::begin(writer);
            auto sequence = Sequence::take(writer);
            QVERIFY(sequence.ok());
            QCOMPARE(sequence->next(), 1);
            QCOMPARE(sequence->next(), 2);
            QVERIFY(sequence->save(writer).ok());
            const auto reader = m_store->openReader();
            QCOMPARE(Sequence::committed(**reader).valueOr(-1), 0);
            QVERIFY(transaction->commit().ok());
            QCOMPARE(Sequence::committed(**reader).valueOr(-1), 2);
        }
        {
            auto dropped = Transaction::begin(writer);
            auto sequence = Sequence::take(writer);
            QCOMPARE(sequence->next(), 3);
            QVERIFY(sequence->save(writer).ok());
        }
        QCOMPARE(Sequence::committed(writer).valueOr(-1), 2);
    }

private:
    static RecordId id(int number) { return namedRecordId(QString::number(number)); }

    /// Ten entries with every other number, as the pipeline writes them.
    void fill(int firstRecord = 0)
    {
        Connection &writer = m_store->writer();
        ChangeLog log(writer);
        auto transaction = Transaction::begin(writer);
        auto sequence = Sequence::take(writer);
        QVERIFY(sequence.ok());
        for (int i = 0; i < 10; ++i) {
            sequence->next();
            QVERIFY(log.append(entry(sequence->next(), firstRecord + i % 3), sequence->head()).ok());
        }
        QVERIFY(sequence->save(writer).ok());
        QVERIFY(transaction->commit().ok());
    }

    static ChangeEntry entry(qint64 seq, int record)
    {
        ChangeEntry entry;
        entry.seq = seq;
        entry.entity = test::deal::number;
        entry.record = id(record);
        entry.kind = MutationKind::Action;
        entry.mutation = {id(77), seq};
        entry.user = id(78);
        entry.at = 1'000 + seq;
        entry.action = QStringLiteral("approve");
        entry.changes = {{test::deal::name, Value(), QStringLiteral("x")},
            {test::deal::amount, Money{1, QStringLiteral("CNY")}, Value()},
            {test::deal::tags, QStringList{}, QStringList{QStringLiteral("a")}}};
        entry.arguments = {{QStringLiteral("comment"), QStringLiteral("好")}, {QStringLiteral("step"), 2}};
        entry.gained = {std::numeric_limits<qint64>::max(), seq};
        entry.lost = {7};
        entry.origin = id(79);
        return entry;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    QByteArray m_head;
};

QTEST_APPLESS_MAIN(TestChangeLog)
#include "tst_changelog.moc"
