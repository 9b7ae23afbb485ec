// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "samplemessages.h"

#include <QTest>

using namespace tandem;
using namespace tandem::test;

class TestRowBatch : public QObject
{
    Q_OBJECT

private slots:
    void rowsComeBackInOrder()
    {
        const RowBatch batch = sampleBatch(3);
        RowBatchReader rows(batch);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(rows.hasNext());
            QVERIFY(rows.beginRow().ok());
            QCOMPARE(rows.id(), namedRecordId(QStringLiteral("row %1").arg(i)));
            QCOMPARE(rows.seq(), 1000 + i);
            QVERIFY(*rows.value() == Value(QStringLiteral("客户 %1").arg(i)));
            QVERIFY(rows.endRow().ok());
        }
        QVERIFY(!rows.hasNext());
    }

    void theWriterStartsAfresh()
    {
        RowBatchWriter writer(7, {20});
        writer.beginRow(sampleId("a"), 1);
        writer.value(Value(1));
        writer.endRow();
        const RowBatch first = writer.take();
        writer.beginRow(sampleId("b"), 2);
        writer.value(Value(2));
        writer.endRow();
        const RowBatch second = writer.take();
        QCOMPARE(first.count, 1);
        QCOMPARE(second.count, 1);
        QCOMPARE(second.columns, std::vector<FieldNumber>{20});
        RowBatchReader rows(second);
        QVERIFY(rows.beginRow().ok());
        QCOMPARE(rows.id(), sampleId("b"));
    }

    void aRowOfAnotherWidthIsRefused()
    {
        RowBatch batch = sampleBatch(1);
        batch.columns.pop_back();
        RowBatchReader rows(batch);
        const auto begun = rows.beginRow();
        QVERIFY(!begun.ok());
        QCOMPARE(begun.error().code, ErrorCode::Corrupt);
    }

    void aRowWithoutIdIsRefused()
    {
        RowBatchWriter writer(7, {});
        writer.beginRow(QByteArrayView("short", 5), 1);
        writer.endRow();
        const RowBatch batch = writer.take();
        RowBatchReader rows(batch);
        QVERIFY(!rows.beginRow().ok());
    }
};

QTEST_APPLESS_MAIN(TestRowBatch)
#include "tst_rowbatch.moc"
