// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

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

    void cleanup() { m_store.reset(); }

    void anEntryComesBackWhole()
    {
        ChangeLog log(m_store->writer());
        const ChangeEntry full = entry(1, 1);
        ChangeEntry bare;
        bare.seq = 2;
        bare.entity = test::deal::number;
        bare.record = id(2);
        QVERIFY(log.append(full).ok());
        QVERIFY(log.append(bare).ok());
        const auto entries = log.readAfter(0, 10);
        QVERIFY2(entries.ok(), qPrintable(entries.ok() ? QString() : entries.error().toLog()));
        QVERIFY(*entries == (std::vector<ChangeEntry>{full, bare}));
    }

    void readsOnFromACursor()
    {
        ChangeLog log(m_store->writer());
        for (int seq = 1; seq <= 10; ++seq)
            QVERIFY(log.append(entry(seq, seq % 3)).ok());
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
            QVERIFY(log.append(entry(seq, seq % 3)).ok());
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
            QVERIFY(log.append(part).ok());
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
        ChangeLog log(m_store->writer());
        for (int seq = 1; seq <= 10; ++seq)
            QVERIFY(log.append(entry(seq, 1)).ok());
        QCOMPARE(log.horizon().valueOr(-1), 0);
        QCOMPARE(log.trim(6, 4).valueOr(-1), 4);
        QCOMPARE(log.horizon().valueOr(-1), 4);
        QCOMPARE(log.trim(6, 4).valueOr(-1), 2);
        QCOMPARE(log.trim(6, 4).valueOr(-1), 0);
        QCOMPARE(log.horizon().valueOr(-1), 6);
        QCOMPARE(log.readAfter(0, 100)->front().seq, 7);
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
};

QTEST_APPLESS_MAIN(TestChangeLog)
#include "tst_changelog.moc"
