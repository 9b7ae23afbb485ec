// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/audiencestore.h"
#include "server/store/store.h"
#include "tests/support/testregistry.h"
#include "tests/support/teststore.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tandem;
using namespace tandem::server;

class TestAudienceStore : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = *test::openStore(m_folder->path(), test::registry());
    }

    void cleanup() { m_store.reset(); }

    void keysAreTheSameEverywhereAndNeverNegative()
    {
        QCOMPARE(audienceKey(u"everyone"), audienceKey(u"everyone"));
        QVERIFY(audienceKey(u"everyone") != audienceKey(u"everyon"));
        for (int i = 0; i < 1'000; ++i)
            QVERIFY(audienceKey(QString::number(i)) >= 0);
        QCOMPARE(audienceKeyName(QLatin1String("user"), id(1)), QStringLiteral("user:") + toText(id(1)));
    }

    void aKeySetMeetsAnAudience()
    {
        const KeySet keys = KeySet::of({5, 3, 5});
        QVERIFY(keys.keys == (std::vector<AudienceKey>{3, 5}));
        QVERIFY(keys.meets({1, 5}));
        QVERIFY(!keys.meets({1, 4}));
        QVERIFY(!keys.meets({}));
        QVERIFY(KeySet::everything().meets({}));
        QVERIFY(!KeySet().meets({1}));
    }

    void replacingSaysWhoGainedAndWhoLost()
    {
        AudienceStore store(m_store->writer());
        const QString a = QStringLiteral("user:a");
        const QString b = QStringLiteral("dept:b");
        const QString c = QStringLiteral("shared:team:c");
        auto first = store.replace(test::deal::number, id(1), {a, b, a});
        QVERIFY(first.ok());
        QVERIFY(first->gained == sorted({a, b}));
        QVERIFY(first->lost.empty());
        QVERIFY(store.replace(test::deal::number, id(1), {b, a})->isEmpty());
        auto second = store.replace(test::deal::number, id(1), {b, c});
        QVERIFY(second->gained == sorted({c}));
        QVERIFY(second->lost == sorted({a}));
        QVERIFY(*store.keys(test::deal::number, id(1)) == sorted({b, c}));
        QCOMPARE(*store.keyNames(test::deal::number, id(1)), (QStringList{b, c}));
        QVERIFY(store.keys(test::person::number, id(1))->empty());
    }

    void aChildTakesItsParentsKeys()
    {
        AudienceStore store(m_store->writer());
        QVERIFY(store.replace(test::deal::number, id(1), {QStringLiteral("user:a")}).ok());
        const auto parent = store.keys(test::deal::number, id(1));
        const auto taken = store.replaceKeys(test::person::number, id(2), *parent);
        QVERIFY(taken.ok() && taken->gained == *parent);
        QCOMPARE(*store.keyNames(test::person::number, id(2)), QStringList{QStringLiteral("user:a")});
    }

    void whoWritesReadsARecordsKeysOnce()
    {
        const QString a = QStringLiteral("user:a");
        const QString b = QStringLiteral("user:b");
        AudienceStore writer(m_store->writer(), AudienceStore::Memory::LastRecord);
        QVERIFY(writer.replace(test::deal::number, id(1), {a}).ok());
        QVERIFY(*writer.keys(test::deal::number, id(1)) == sorted({a}));
        QVERIFY(AudienceStore(m_store->writer()).replace(test::deal::number, id(1), {b}).ok());
        QVERIFY(*writer.keys(test::deal::number, id(1)) == sorted({a}));
        QVERIFY(writer.keys(test::person::number, id(1))->empty());
        QVERIFY(*writer.keys(test::deal::number, id(1)) == sorted({b})); // it keeps one
        writer.forget();
        QVERIFY(writer.replace(test::deal::number, id(1), {}).ok());
        QVERIFY(writer.keys(test::deal::number, id(1))->empty());
    }

    void visibilityIsAskedForOneRecord()
    {
        AudienceStore store(m_store->writer());
        QVERIFY(store.replace(test::deal::number, id(1), {QStringLiteral("user:a")}).ok());
        QVERIFY(store.isVisible(test::deal::number, id(1), KeySet::of({audienceKey(u"user:a")})).valueOr(false));
        QVERIFY(!store.isVisible(test::deal::number, id(1), KeySet::of({audienceKey(u"user:b")})).valueOr(true));
        QVERIFY(store.isVisible(test::deal::number, id(9), KeySet::everything()).valueOr(false));
    }

    void recordsOfAKeyComeInPages()
    {
        AudienceStore store(m_store->writer());
        std::vector<RecordId> expected;
        for (int i = 0; i < 10; ++i) {
            expected.push_back(id(i));
            QVERIFY(store.replace(test::deal::number, id(i), {QStringLiteral("user:a")}).ok());
        }
        std::sort(expected.begin(), expected.end(),
            [](const RecordId &a, const RecordId &b) { return toBytes(a) < toBytes(b); });
        std::vector<RecordId> found;
        for (;;) {
            const auto page = store.recordsWith(
                test::deal::number, audienceKey(u"user:a"), found.empty() ? RecordId() : found.back(), 4);
            QVERIFY(page.ok());
            if (page->empty())
                break;
            found.insert(found.end(), page->begin(), page->end());
        }
        QVERIFY(found == expected);
    }

    void recordsOfSeveralKeysComeInOrderAndOnce()
    {
        AudienceStore store(m_store->writer());
        for (int i = 0; i < 6; ++i) {
            QStringList names{i % 2 ? QStringLiteral("user:a") : QStringLiteral("user:b")};
            if (i == 3)
                names.append(QStringLiteral("user:b"));
            QVERIFY(store.replace(test::deal::number, id(i), names).ok());
        }
        QVERIFY(store.replace(test::deal::number, id(6), {QStringLiteral("user:c")}).ok());
        const std::vector<AudienceKey> keys{audienceKey(u"user:a"), audienceKey(u"user:b")};
        std::vector<RecordId> expected;
        for (int i = 0; i < 6; ++i)
            expected.push_back(id(i));
        std::sort(expected.begin(), expected.end(),
            [](const RecordId &a, const RecordId &b) { return toBytes(a) > toBytes(b); });
        std::vector<RecordId> found;
        for (;;) {
            const auto page =
                store.recordsBefore(test::deal::number, keys, found.empty() ? RecordId() : found.back(), 4);
            QVERIFY(page.ok());
            if (page->empty())
                break;
            found.insert(found.end(), page->begin(), page->end());
        }
        QVERIFY(found == expected);

        std::reverse(expected.begin(), expected.end());
        std::vector<RecordId> upwards;
        for (;;) {
            const auto page =
                store.recordsAfter(test::deal::number, keys, upwards.empty() ? RecordId() : upwards.back(), 4);
            QVERIFY(page.ok());
            if (page->empty())
                break;
            upwards.insert(upwards.end(), page->begin(), page->end());
        }
        QVERIFY(upwards == expected);

        QVERIFY(!*store.recordsOfFew(test::deal::number, keys, 5));
        auto few = **store.recordsOfFew(test::deal::number, keys, 6);
        std::sort(few.begin(), few.end(), [](const RecordId &a, const RecordId &b) { return toBytes(a) < toBytes(b); });
        QVERIFY(few == expected);
    }

    void twoNamesWithOneNumberAreRefused()
    {
        auto statement = m_store->writer().prepare(
            QStringLiteral("INSERT INTO audience_name (key, name) VALUES (?1, 'user:other')"));
        QVERIFY(statement->bind(1, audienceKey(u"user:a")).run().ok());
        AudienceStore store(m_store->writer());
        QVERIFY(!store.replace(test::deal::number, id(1), {QStringLiteral("user:a")}).ok());
    }

private:
    static RecordId id(int number) { return namedRecordId(QString::number(number)); }
    static std::vector<AudienceKey> sorted(const QStringList &names)
    {
        std::vector<AudienceKey> keys;
        for (const QString &name : names)
            keys.push_back(audienceKey(name));
        return KeySet::of(keys).keys;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
};

QTEST_APPLESS_MAIN(TestAudienceStore)
#include "tst_audiencestore.moc"
