// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/incomingreader.h"

#include "shared/database/cborcursor.h"

namespace tandem::client {

IncomingReader::IncomingReader(const IncomingRows &rows)
    : m_rows(rows)
    , m_rest(rows.rows)
{
}

Result<void> IncomingReader::beginRow()
{
    CborCursor cursor(m_rest);
    if (m_done == 0 && !cursor.arrayOf(quint64(m_rows.count)))
        return Error::corrupt(QStringLiteral("rows: another number of rows"));
    if (!cursor.arrayOf(m_rows.columns.size() + 2))
        return Error::corrupt(QStringLiteral("row: another number of columns"));
    const auto id = cursor.bytes();
    m_id = id ? recordIdFromBytes(*id) : RecordId();
    if (m_id.isNull())
        return Error::corrupt(QStringLiteral("row: no id"));
    const auto seq = cursor.integer();
    if (!seq)
        return Error::corrupt(QStringLiteral("row: no seq"));
    m_seq = *seq;
    m_rest = cursor.rest();
    return {};
}

void IncomingReader::endRow(QByteArrayView rest)
{
    m_rest = rest;
    ++m_done;
}

namespace {

/// Money is [integer, text], a set [text…].
std::optional<Value> arrayValue(CborCursor &cursor)
{
    const auto size = cursor.array();
    if (!size)
        return std::nullopt;
    if (const auto minor = *size == 2 ? cursor.integer() : std::nullopt) {
        const auto currency = cursor.text();
        return currency ? std::optional<Value>(Money{*minor, QString::fromUtf8(*currency)}) : std::nullopt;
    }
    QStringList set;
    for (quint64 i = 0; i < *size; ++i) {
        const auto item = cursor.text();
        if (!item)
            return std::nullopt;
        set.append(QString::fromUtf8(*item));
    }
    return Value(std::move(set));
}

/// In the form of writeValue(). Each attempt moves only if it fits.
std::optional<Value> nextValue(CborCursor &cursor)
{
    if (cursor.null())
        return Value();
    if (const auto truth = cursor.boolean())
        return Value(*truth);
    if (const auto number = cursor.integer())
        return Value(*number);
    if (const auto number = cursor.real())
        return Value(*number);
    if (const auto text = cursor.text())
        return Value(QString::fromUtf8(*text));
    if (const auto bytes = cursor.bytes())
        return bytes->size() == 16 ? std::optional<Value>(recordIdFromBytes(*bytes)) : std::nullopt;
    return arrayValue(cursor);
}

}

Result<FieldValues> IncomingReader::values()
{
    FieldValues values;
    CborCursor cursor(m_rest);
    for (const FieldNumber field : m_rows.columns) {
        CborCursor attempt = cursor;
        std::optional<Value> value = nextValue(attempt);
        if (value)
            cursor = attempt;
        else if (!cursor.skip()) // of a form that a later build has invented, it is passed over like an unknown field
            return Error::corrupt(QStringLiteral("row: field %1 is broken").arg(field));
        if (value && !value->isNull())
            values.insert_or_assign(field, std::move(*value));
    }
    endRow(cursor.rest());
    return values;
}

}
