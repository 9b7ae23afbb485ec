// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/protocol/rowcolumns.h"

#include "shared/protocol/cborcheck.h"
#include "shared/protocol/limits.h"
#include "shared/protocol/rowbatch.h"

#include <QCborStreamWriter>

#include <vector>

namespace tandem {

namespace {

/// Goes from item to item of CBOR that is known to be whole.
class Items
{
public:
    explicit Items(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    /// The next item's bytes.
    QByteArrayView next()
    {
        const qsizetype from = m_at;
        for (quint64 pending = 1; pending > 0; --pending)
            pending += skip();
        return m_bytes.sliced(from, m_at - from);
    }
    /// Over the head of an array, to its first item. False: the next item is no array of so many.
    bool enter(quint64 count) { return quint8(m_bytes[m_at]) >> 5 == array && head() == count; }
    qsizetype at() const { return m_at; }

private:
    enum MajorType { byteString = 2, textString = 3, array = 4, map = 5 };

    /// Over one head and the string behind it. How many items are still inside.
    quint64 skip()
    {
        const int major = quint8(m_bytes[m_at]) >> 5;
        const quint64 value = head();
        switch (major) {
        case byteString:
        case textString:
            m_at += qsizetype(value);
            return 0;
        case array:
            return value;
        case map:
            return 2 * value;
        default:
            return 0;
        }
    }

    quint64 head()
    {
        quint64 value = quint8(m_bytes[m_at++]) & 31;
        if (value < 24)
            return value;
        const int size = 1 << (value - 24);
        value = 0;
        for (int i = 0; i < size; ++i)
            value = value << 8 | quint8(m_bytes[m_at++]);
        return value;
    }

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
};

}

QByteArray byColumns(const QByteArray &rows, int count, qsizetype width)
{
    Items row(rows);
    if (!row.enter(quint64(count)))
        return {};
    std::vector<QByteArrayView> items; // row by row
    items.reserve(size_t(count) * size_t(width));
    for (int i = 0; i < count; ++i) {
        if (!row.enter(quint64(width)))
            return {};
        for (qsizetype column = 0; column < width; ++column)
            items.push_back(row.next());
    }
    QByteArray columns;
    columns.reserve(rows.size());
    for (qsizetype column = 0; column < width; ++column) {
        for (int i = 0; i < count; ++i)
            columns.append(items[size_t(i) * size_t(width) + size_t(column)]);
    }
    return columns;
}

Result<QByteArray> byRows(const QByteArray &columns, int count, qsizetype width)
{
    // As of the rows themselves: see MessageReader.
    const CborBounds bounds{limits::depth - 2, limits::items, quint64(limits::textBytes)};
    if (count < 1 || quint64(count) > limits::items)
        return Error::corrupt(QStringLiteral("columns: number of rows"));
    TANDEM_TRY(checkCbor(columns, bounds, quint64(count) * quint64(width)));
    std::vector<Items> next; // of each column
    next.reserve(size_t(width));
    qsizetype start = 0;
    for (qsizetype column = 0; column < width; ++column) {
        next.emplace_back(QByteArrayView(columns).sliced(start));
        Items passed = next.back();
        for (int i = 0; i < count; ++i)
            passed.next();
        start += passed.at();
    }
    RowBatchWriter rows({}, {});
    QByteArray row;
    QCborStreamWriter(&row).startArray(quint64(width));
    const qsizetype head = row.size();
    for (int i = 0; i < count; ++i) {
        row.truncate(head);
        for (Items &column : next)
            row.append(column.next());
        rows.addRow(row);
    }
    return rows.take().rows;
}

}
