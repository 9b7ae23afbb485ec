// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/recordstore.h"
#include "server/store/store.h"
#include "tests/support/testregistry.h"
#include "tests/support/teststore.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tandem;
using namespace tandem::server;

class TestRecordStore : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = *test::openStore(m_folder->path(), test::registry());
        m_records = std::make_unique<RecordStore>(m_store->writer(), m_store->registry());
    }

    void cleanup()
    {
        m_records.reset();
        m_store.reset();
    }

    void aRecordComesBackWhole()
    {
        const StoredRecord record{id(1), 7, full()};
        QVERIFY(m_records->insert(test::deal::number, record).ok());
        const auto found = m_records->find(test::deal::number, id(1));
        QVERIFY(found.ok() && *found == record);
        QVERIFY(m_records->exists(test::deal::number, id(1)).valueOr(false));
        QVERIFY(!m_records->exists(test::deal::number, id(2)).valueOr(true));
        QVERIFY(!m_records->find(test::deal::number, id(2))->has_value());
    }

    void anUpdateTouchesItsFieldsOnly()
    {
        QVERIFY(m_records->insert(test::deal::number, {id(1), 1, full()}).ok());
        QVERIFY(m_records
                    ->update(test::deal::number, id(1), 9,
                        {{test::deal::name, QStringLiteral("new")}, {test::deal::amount, Value()},
                            {test::deal::tags, QStringList{QStringLiteral("x")}}})
                    .ok());
        FieldValues expected = full();
        expected[test::deal::name] = QStringLiteral("new");
        expected[test::deal::tags] = QStringList{QStringLiteral("x")};
        expected.erase(test::deal::amount);
        const StoredRecord record{id(1), 9, expected};
        QVERIFY(*m_records->find(test::deal::number, id(1)) == record);
    }

    void whatIsNotThereIsNotUpdated()
    {
        const auto missing = m_records->update(test::deal::number, id(1), 1, {{test::deal::name, QStringLiteral("x")}});
        QVERIFY(!missing.ok());
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
        QVERIFY(m_records->insert(test::deal::number, {id(1), 1, {}}).ok());
        QCOMPARE(m_records->update(test::deal::number, id(1), 1, {{9'999, Value(1)}}).error().reason,
            QStringLiteral("unknownField"));
        QCOMPARE(m_records->find(777, id(1)).error().code, ErrorCode::NotFound);
    }

    void uniqueFieldsAreNamed()
    {
        const FieldValues coded{{test::deal::code, QStringLiteral("A-1")}};
        QVERIFY(m_records->insert(test::deal::number, {id(1), 1, coded}).ok());
        const auto second = m_records->insert(test::deal::number, {id(2), 2, coded});
        QVERIFY(!second.ok());
        QCOMPARE(second.error().code, ErrorCode::Conflict);
        QCOMPARE(second.error().reason, QStringLiteral("notUnique"));
        QCOMPARE(second.error().field, QStringLiteral("code"));
        QCOMPARE(m_records->insert(test::deal::number, {id(1), 3, {}}).error().reason, QStringLiteral("exists"));
        QVERIFY(m_records->insert(test::deal::number, {id(2), 2, {}}).ok());
        QCOMPARE(m_records->update(test::deal::number, id(2), 4, coded).error().field, QStringLiteral("code"));
    }

    void looksUpByAField()
    {
        for (int i = 1; i <= 5; ++i) {
            FieldValues values{{test::deal::account, i % 2 ? id(100) : id(200)}};
            if (i == 5)
                values[systemfield::deletedAt] = qint64(1);
            QVERIFY(m_records->insert(test::deal::number, {id(i), i, values}).ok());
        }
        QCOMPARE(int(m_records->findBy(test::deal::number, test::deal::account, id(100))->size()), 2);
        QCOMPARE(int(m_records->findBy(test::deal::number, test::deal::account, id(200), 1)->size()), 1);
        QCOMPARE(int(m_records->findBy(test::deal::number, test::deal::stage, Value())->size()), 4);
    }

    void countsByAFieldUpToALimit()
    {
        const QString link = QStringLiteral("account:") + toText(id(100));
        for (int i = 1; i <= 5; ++i) {
            FieldValues values{{test::deal::account, i % 2 ? id(100) : id(200)}, {test::deal::contact, link},
                {test::deal::amount, Money{i % 2, QStringLiteral("CNY")}}};
            if (i == 5)
                values[systemfield::deletedAt] = qint64(1);
            QVERIFY(m_records->insert(test::deal::number, {id(i), i, values}).ok());
        }
        const auto count = [this](FieldNumber field, const Value &value, int limit) {
            return m_records->countBy(test::deal::number, field, value, limit).valueOr(-1);
        };
        QCOMPARE(count(test::deal::account, id(100), 10), 2);
        QCOMPARE(count(test::deal::account, id(300), 10), 0);
        QCOMPARE(count(test::deal::contact, link, 10), 4);
        QCOMPARE(count(test::deal::contact, link, 3), 3);
        QCOMPARE(count(test::deal::amount, Money{1, QStringLiteral("CNY")}, 10), 2);
        QCOMPARE(count(test::deal::stage, Value(), 10), 4);
        QCOMPARE(
            m_records->countBy(test::deal::number, 9'999, Value(1), 10).error().reason, QStringLiteral("unknownField"));
    }

    void queriesByDefinition()
    {
        for (int i = 1; i <= 5; ++i)
            QVERIFY(m_records->insert(test::deal::number, {id(i), i, {{test::deal::visits, i}}}).ok());
        RecordQuery query;
        query.entity = QStringLiteral("deal");
        query.filter = *parseExpression(QStringLiteral("visits >= 3"));
        query.sort = {{QStringLiteral("visits"), true}};
        QVERIFY(*m_records->queryIds(query) == (std::vector<RecordId>{id(5), id(4), id(3)}));
        QCOMPARE(m_records->count(query).valueOr(-1), 3);
        const auto rows = m_records->query(query);
        QCOMPARE(int(rows->size()), 3);
        QCOMPARE(rows->front().value(test::deal::visits).toInteger(), 5);
    }

    void aFullDiskRefusesTheWriteAndKeepsReading()
    {
        if (test::testdatabase::isPostgresql())
            QSKIP("its disk is its server's");
        QVERIFY(m_records->insert(test::deal::number, {id(1), 1, full()}).ok());
        QVERIFY(m_store->writer().execute(QStringLiteral("PRAGMA max_page_count = 1")).ok());
        Error error;
        for (int i = 2; i < 200 && error.reason.isEmpty(); ++i) {
            const auto inserted = m_records->insert(
                test::deal::number, {id(i), i, {{test::deal::note, QString(2'000, QLatin1Char('n'))}}});
            if (!inserted.ok())
                error = inserted.error();
        }
        QCOMPARE(error.code, ErrorCode::Unavailable);
        QCOMPARE(error.reason, QStringLiteral("diskFull"));
        QVERIFY(m_records->find(test::deal::number, id(1))->has_value());
        QVERIFY(m_store->writer().execute(QStringLiteral("PRAGMA max_page_count = 100000")).ok());
        QVERIFY(m_records->insert(test::deal::number, {id(999), 1, full()}).ok());
    }

    void removesForGood()
    {
        QVERIFY(m_records->insert(test::deal::number, {id(1), 1, {}}).ok());
        QVERIFY(m_records->remove(test::deal::number, id(1)).ok());
        QVERIFY(!m_records->exists(test::deal::number, id(1)).valueOr(true));
    }

private:
    static RecordId id(int number) { return namedRecordId(QString::number(number)); }
    static FieldValues full()
    {
        return {{systemfield::owner, id(50)}, {test::deal::name, QStringLiteral("同行")},
            {test::deal::amount, Money{100, QStringLiteral("CNY")}}, {test::deal::won, false},
            {test::deal::tags, QStringList{QStringLiteral("b"), QStringLiteral("a")}}, {test::deal::visits, qint64(0)}};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<RecordStore> m_records;
};

QTEST_APPLESS_MAIN(TestRecordStore)
#include "tst_recordstore.moc"
