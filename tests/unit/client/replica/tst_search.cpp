// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/replica.h"
#include "client/replica/searchreader.h"
#include "shared/base/pinyin.h"
#include "shared/base/searchtext.h"
#include "shared/database/connection.h"
#include "tests/support/clientdata.h"

#include <QTest>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

class TestSearch : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_replica = *Replica::open({m_folder.path(), clientRegistry()});
        const std::vector<std::pair<RecordId, FieldValues>> records{
            {idOf(1),
                {{deal::name, QStringLiteral("北京华为技术有限公司")},
                    {deal::phone, QStringLiteral("+86 138-1234-5678")}}},
            {idOf(2), {{deal::name, QStringLiteral("上海公路设备厂")}, {deal::note, QStringLiteral("联系华为采购")}}},
            {idOf(3),
                {{deal::name, QStringLiteral("Müller & Söhne")},
                    {deal::note, QStringLiteral("mail to anna@mueller.de")}}},
            {idOf(4), {{deal::name, QStringLiteral("单雄信")}, {deal::phone, QStringLiteral("010-87654321")}}},
            {idOf(5), {{deal::name, QStringLiteral("绿色能源")}}},
            {idOf(6), {{deal::name, QStringLiteral("ＡＢＣ集团")}, {deal::note, QStringLiteral("合同 2024117")}}},
            {idOf(7), {{deal::name, QStringLiteral("华为旧名")}, {systemfield::deletedAt, qint64(5)}}},
        };
        QVERIFY(m_replica->applySnapshotPage(wholePage(incomingDeals(records, 1), 1)).ok());
        while (*m_replica->indexSlice()) { }
    }

    void finds_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QList<int>>("expected");
        QTest::newRow("two characters, title before note") << QStringLiteral("华为") << QList<int>{1, 2};
        QTest::newRow("two characters across words") << QStringLiteral("海公") << QList<int>{2};
        QTest::newRow("one character") << QStringLiteral("厂") << QList<int>{2};
        QTest::newRow("more characters") << QStringLiteral("华为技术") << QList<int>{1};
        QTest::newRow("not in this order") << QStringLiteral("技术华为") << QList<int>{};
        QTest::newRow("two words") << QStringLiteral("华为 采购") << QList<int>{2};
        QTest::newRow("initials") << QStringLiteral("hwjs") << QList<int>{1};
        QTest::newRow("initials from the start") << QStringLiteral("bjhw") << QList<int>{1};
        QTest::newRow("full pinyin") << QStringLiteral("huawei") << QList<int>{1};
        QTest::newRow("beginning of pinyin") << QStringLiteral("shangh") << QList<int>{2};
        QTest::newRow("surname reading") << QStringLiteral("shanxiong") << QList<int>{4};
        QTest::newRow("surname by its usual reading") << QStringLiteral("dxx") << QList<int>{4};
        QTest::newRow("u with dots is typed as v") << QStringLiteral("lvse") << QList<int>{5};
        QTest::newRow("without accents") << QStringLiteral("muller") << QList<int>{3};
        QTest::newRow("beginning of a word") << QStringLiteral("Söh") << QList<int>{3};
        QTest::newRow("address of mail") << QStringLiteral("anna@mueller") << QList<int>{3};
        QTest::newRow("full-width as plain") << QStringLiteral("abc") << QList<int>{6};
        QTest::newRow("end of a phone number") << QStringLiteral("5678") << QList<int>{1};
        QTest::newRow("phone with country") << QStringLiteral("+86 138 1234 5678") << QList<int>{1};
        QTest::newRow("middle of a phone number") << QStringLiteral("876543") << QList<int>{4};
        QTest::newRow("part of another number") << QStringLiteral("4117") << QList<int>{6};
        QTest::newRow("quotes and operators") << QStringLiteral("\"abc\" OR (") << QList<int>{};
        QTest::newRow("nothing to look for") << QStringLiteral(" * \" ") << QList<int>{};
    }

    void finds()
    {
        QFETCH(QString, typed);
        QFETCH(QList<int>, expected);
        QCOMPARE(found(typed), expected);
    }

    void followsChanges()
    {
        QVERIFY(m_replica->submit({{dealKey(5), MutationKind::Update, named(QStringLiteral("蓝色能源")), {}, {}, {}}})
                    .ok());
        while (*m_replica->indexSlice()) { }
        QCOMPARE(found(QStringLiteral("绿色")), QList<int>{});
        QCOMPARE(found(QStringLiteral("lsny")), QList<int>{5});
        QVERIFY(m_replica->submit({{dealKey(5), MutationKind::Delete, {}, {}, {}, {}}}).ok());
        while (*m_replica->indexSlice()) { }
        QCOMPARE(found(QStringLiteral("能源")), QList<int>{});
    }

    void cutsTextAndQueryAlike()
    {
        QCOMPARE(searchtext::words(QStringLiteral("华为A1-公司")), QStringLiteral("华为 为 a1 公司 司"));
        QCOMPARE(searchtext::matchExpression(QStringLiteral("华为技")), QStringLiteral("\"华为 为技\""));
        QCOMPARE(searchtext::phoneWords(QStringLiteral("139 5")), QStringLiteral("1395 d139 d395"));
    }

private:
    QList<int> found(const QString &typed)
    {
        auto connection = Connection::open({m_replica->readerPath(), DatabaseAddress::Mode::ReadOnly});
        const auto records = searchRecords(**connection, deal::number, typed, 100);
        if (!records.ok())
            qWarning("%s", qPrintable(records.error().toLog()));
        QList<int> numbers;
        for (const RecordId &id : records.valueOr({}))
            numbers.append(toText(id).right(12).toInt());
        return numbers;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Replica> m_replica;
};

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
