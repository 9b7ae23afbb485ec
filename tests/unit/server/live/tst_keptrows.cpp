// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/keptrows.h"
#include "server/store/recordstore.h"
#include "tests/support/testregistry.h"
#include "tests/support/teststore.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tandem;
using namespace tandem::server;

namespace {

constexpr Timestamp longAgo = 1'000;
constexpr Timestamp lately = 9'000;
constexpr Timestamp since = 5'000;

AudienceKey mine()
{
    return audienceKey(u"user:me");
}

}

/// 300 records of which one user sees some by one key, some by another and some not at all, a third of them changed
/// lately; page by page, whatever leads there.
class TestKeptRows : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_store = *test::openStore(m_folder.path(), test::registry());
        m_entity = m_store->registry()->entity(test::deal::number);
        AudienceStore audiences(m_store->writer());
        RecordStore records(m_store->writer(), m_store->registry());
        QRandomGenerator random(7);
        for (int i = 0; i < 300; ++i) {
            Record record{namedRecordId(QString::number(i)), {}, random.bounded(3) ? longAgo : lately};
            QStringList names;
            for (const char *name : {"user:me", "dept:ours", "user:somebody"}) {
                if (random.bounded(3) == 0)
                    names.append(QLatin1String(name));
            }
            for (const QString &name : names)
                record.keys.push_back(audienceKey(name));
            FieldValues values{{systemfield::modifiedAt, record.changed}};
            if (i % 10 == 0) // in the recycle bin, which laptops have, too
                values[systemfield::deletedAt] = i % 20 ? longAgo : lately;
            QVERIFY(records.insert(test::deal::number, {record.id, i + 1, values}).ok());
            QVERIFY(audiences.replace(test::deal::number, record.id, names).ok());
            m_records.push_back(record);
        }
        std::sort(m_records.begin(), m_records.end(),
            [](const Record &a, const Record &b) { return toBytes(a.id) < toBytes(b.id); });
        m_reads = *ReadSide::open(*m_store);
    }

    void cleanupTestCase()
    {
        m_reads.reset();
        m_store.reset();
    }

    void allThatIsKeptIsInTheRanges_data()
    {
        QTest::addColumn<OfflinePolicy>("policy");
        QTest::addColumn<bool>("seesEverything");
        QTest::addColumn<int>("recent");
        QTest::addColumn<int>("keys");
        QTest::addColumn<bool>("isLed");
        QTest::newRow("all of everything") << OfflinePolicy::All << true << 1000 << 32 << false;
        QTest::newRow("all of what few keys show") << OfflinePolicy::All << false << 1000 << 32 << true;
        QTest::newRow("all of what many keys show") << OfflinePolicy::All << false << 1000 << 1 << false;
        QTest::newRow("mine of everything") << OfflinePolicy::Mine << true << 1000 << 32 << true;
        QTest::newRow("mine") << OfflinePolicy::Mine << false << 1000 << 1 << true;
        QTest::newRow("recent of everything") << OfflinePolicy::Recent << true << 1000 << 32 << true;
        QTest::newRow("recent") << OfflinePolicy::Recent << false << 1000 << 32 << true;
        QTest::newRow("too much is recent") << OfflinePolicy::Recent << true << 50 << 32 << false;
        QTest::newRow("too much is recent, but few keys") << OfflinePolicy::Recent << false << 50 << 32 << true;
        QTest::newRow("mine and recent of everything") << OfflinePolicy::MineAndRecent << true << 1000 << 32 << true;
        QTest::newRow("mine and recent") << OfflinePolicy::MineAndRecent << false << 1000 << 32 << true;
        QTest::newRow("mine and too much that is recent") << OfflinePolicy::MineAndRecent << false << 50 << 1 << false;
    }
    void allThatIsKeptIsInTheRanges()
    {
        QFETCH(const OfflinePolicy, policy);
        QFETCH(const bool, seesEverything);
        QFETCH(const int, recent);
        QFETCH(const int, keys);
        QFETCH(const bool, isLed);
        OfflineDecision decision;
        decision.policy = policy;
        decision.visible = seesEverything ? KeySet::everything() : KeySet::of({mine(), audienceKey(u"dept:ours")});
        if (decision.countsOwn())
            decision.own = KeySet::of({mine()});
        if (policy == OfflinePolicy::Recent || policy == OfflinePolicy::MineAndRecent)
            decision.since = since;

        for (const int rows : {1, 7, 1000}) {
            RecordId after;
            auto next = m_records.begin();
            for (bool isEnd = false; !isEnd;) {
                const auto range =
                    keptRangeAfter(*m_reads, *m_entity, decision, after, rows, {recent, size_t(keys), 13});
                QVERIFY2(range.ok(), range.ok() ? "" : qPrintable(range.error().toLog()));
                QCOMPARE(range->ids.has_value(), isLed);
                if (isLed)
                    QVERIFY(range->ids->size() <= size_t(rows));
                isEnd = range->last.isNull();
                for (; next != m_records.end() && (isEnd || toBytes(next->id) <= toBytes(range->last)); ++next) {
                    const bool isLookedAt =
                        !isLed || std::find(range->ids->begin(), range->ids->end(), next->id) != range->ids->end();
                    QVERIFY(isLookedAt || !decision.keeps(next->keys, next->changed));
                }
                QVERIFY(isEnd || toBytes(after) < toBytes(range->last));
                after = range->last;
            }
            QVERIFY(next == m_records.end());
        }
    }

private:
    struct Record
    {
        RecordId id;
        std::vector<AudienceKey> keys;
        Timestamp changed;
    };
    QTemporaryDir m_folder;
    std::unique_ptr<Store> m_store;
    const EntityDef *m_entity = nullptr;
    std::vector<Record> m_records; ///< in the order of the database
    std::unique_ptr<ReadSide> m_reads;
};

QTEST_GUILESS_MAIN(TestKeptRows)
#include "tst_keptrows.moc"
