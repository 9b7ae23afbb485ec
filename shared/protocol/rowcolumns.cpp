// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/protocol/rowcolumns.h"

#include "shared/base/cborhead.h"
#include "shared/protocol/cborcheck.h"
#include "shared/protocol/limits.h"
#include "shared/protocol/rowbatch.h"

#include <QCborStreamWriter>

#include <optional>
#include <vector>

namespace tandem {

namespace {

/// Goes from item to item, and never over the end: it stops where an item is cut off.
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
        for (quint64 pending = 1; pending > 0 && !m_isCut; --pending)
            pending += skip();
        return m_bytes.sliced(from, m_at - from);
    }
    /// Over the head of an array, to its first item. False: the next item is no array of so many.
    bool enter(quint64 count)
    {
        const auto head = this->head();
        return head && head->major == CborMajor::Array && head->value == count;
    }
    qsizetype at() const { return m_at; }
    bool isCut() const { return m_isCut; }

private:
    /// Over one head and the string behind it. How many items are still inside.
    quint64 skip()
    {
        const auto head = this->head();
        if (!head)
            return 0;
        switch (head->major) {
        case CborMajor::Bytes:
        case CborMajor::Text:
            m_isCut = head->value > quint64(m_bytes.size() - m_at);
            m_at = m_isCut ? m_bytes.size() : m_at + qsizetype(head->value);
            return 0;
        case CborMajor::Array:
            return head->value;
        case CborMajor::Map:
            return 2 * head->value;
        default:
            return 0;
        }
    }

    std::optional<CborHead> head()
    {
        const auto head = cborHead(m_bytes.sliced(m_at));
        m_isCut = !head;
        m_at = head ? m_at + head->size : m_bytes.size();
        return head;
    }

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_isCut = false;
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
    if (row.isCut())
        return {};
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
