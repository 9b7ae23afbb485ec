// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "samplemessages.h"
#include "shared/protocol/rowcolumns.h"

#include <QTest>

#include <limits>

using namespace tandem;
using namespace tandem::test;

namespace {

/// Ids, numbers of every length, nothing, texts, and values that are arrays and maps themselves.
RowBatch mixedBatch(int count)
{
    RowBatchWriter rows(101, {20, 21, 22, 23});
    for (int i = 0; i < count; ++i) {
        rows.beginRow(namedRecordId(QStringLiteral("row %1").arg(i)), 1LL << (i % 60));
        rows.value(i % 3 == 0 ? Value() : Value(QString(i * 20, QLatin1Char('x'))));
        rows.value(Value(Money{-i * 100'000LL, QStringLiteral("CNY")}));
        rows.cbor().startMap(1);
        rows.cbor().append(QStringLiteral("list"));
        rows.cbor().startArray(2);
        rows.cbor().append(i);
        rows.cbor().append(i * 0.5);
        rows.cbor().endArray();
        rows.cbor().endMap();
        rows.value(Value(i % 2 == 0));
        rows.endRow();
    }
    return rows.take();
}

qsizetype widthOf(const RowBatch &batch)
{
    return qsizetype(batch.columns.size() + 2);
}

}

class TestRowColumns : public QObject
{
    Q_OBJECT

private slots:
    void rowsComeBackByteForByte_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {1, 2, 23, 24, 300})
            QTest::addRow("%d", count) << count;
    }
    void rowsComeBackByteForByte()
    {
        QFETCH(const int, count);
        const RowBatch batch = mixedBatch(count);
        const QByteArray columns = byColumns(batch.rows, batch.count, widthOf(batch));
        QVERIFY(columns.size() < batch.rows.size());
        const auto rows = byRows(columns, batch.count, widthOf(batch));
        QVERIFY2(rows.ok(), rows.ok() ? "" : qPrintable(rows.error().toLog()));
        QCOMPARE(rows->toHex(), batch.rows.toHex());
    }

    void valuesOfAColumnAreNeighbours()
    {
        RowBatchWriter rows(7, {20});
        for (const char *name : {"a", "b"}) {
            rows.beginRow(sampleId(name), 1);
            rows.value(Value(QString::fromLatin1(name)));
            rows.endRow();
        }
        const RowBatch batch = rows.take();
        QVERIFY(byColumns(batch.rows, 2, 3)
                    .endsWith("\x61"
                              "a"
                              "\x61"
                              "b"));
    }

    void rowsOfAnotherShapeAreLeftAsTheyAre()
    {
        const RowBatch batch = mixedBatch(9);
        QVERIFY(byColumns(batch.rows, 8, widthOf(batch)).isEmpty());
        QVERIFY(byColumns(batch.rows, std::numeric_limits<int>::max(), widthOf(batch)).isEmpty());
        QVERIFY(byColumns(batch.rows, 9, widthOf(batch) - 1).isEmpty());
        QVERIFY(byColumns(QByteArray("\x01"), 1, 3).isEmpty());
    }

    void rowsThatEndTooEarlyAreNone()
    {
        const RowBatch batch = mixedBatch(9);
        for (qsizetype size = 0; size < batch.rows.size(); ++size)
            QVERIFY2(byColumns(batch.rows.first(size), 9, widthOf(batch)).isEmpty(), qPrintable(QString::number(size)));
        // An array that says it has more than there can be.
        const QByteArray lie = QByteArray::fromHex("8183") + QByteArray::fromHex("9bffffffffffffffff");
        QVERIFY(byColumns(lie, 1, 3).isEmpty());
    }

    void liesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("columns");
        QTest::addColumn<int>("count");
        const RowBatch batch = mixedBatch(10);
        const QByteArray whole = byColumns(batch.rows, 10, widthOf(batch));
        QTest::newRow("fewer rows than said") << whole << 11;
        QTest::newRow("more rows than said") << whole << 9;
        QTest::newRow("no rows") << QByteArray() << 0;
        QTest::newRow("less than none") << whole << -1;
        QTest::newRow("more than there may be") << QByteArray(600'006, '\x01') << 100'001;
        QTest::newRow("cut off") << whole.chopped(1) << 10;
        QTest::newRow("something behind") << whole + '\x01' << 10;
        QTest::newRow("no CBOR") << QByteArray(60, '\x1f') << 10;
    }
    void liesAreRefused()
    {
        QFETCH(const QByteArray, columns);
        QFETCH(const int, count);
        const auto rows = byRows(columns, count, 6);
        QVERIFY(!rows.ok());
        QCOMPARE(rows.error().code, ErrorCode::Corrupt);
    }

    void amongMessagesItSavesMore()
    {
        const Message page = SnapshotPage{mixedBatch(500), {}, {}, false, 1, {}};
        const QByteArray packed = encode(page, Compression::Zstd);
        const QByteArray columns = encode(page, Compression::ZstdColumns);
        QVERIFY2(columns.size() * 10 < packed.size() * 9,
            qPrintable(QStringLiteral("%1, by columns %2").arg(packed.size()).arg(columns.size())));
        QVERIFY(*decode(columns) == page);
    }

    void aFewRowsStayRows()
    {
        const Message page = SnapshotPage{mixedBatch(7), {}, {}, false, 1, {}};
        QCOMPARE(encode(page, Compression::ZstdColumns), encode(page, Compression::Zstd));
    }
};

QTEST_APPLESS_MAIN(TestRowColumns)
#include "tst_rowcolumns.moc"
