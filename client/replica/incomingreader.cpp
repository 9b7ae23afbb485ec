// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/incomingreader.h"

#include "shared/database/cborcursor.h"

#include <QCborStreamReader>

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

Result<FieldValues> IncomingReader::values()
{
    FieldValues values;
    QCborStreamReader cbor(m_rest.data(), m_rest.size());
    for (const FieldNumber field : m_rows.columns) {
        TANDEM_ASSIGN(Value value, readValue(cbor));
        if (!value.isNull())
            values.insert_or_assign(field, std::move(value));
    }
    endRow(m_rest.sliced(cbor.currentOffset()));
    return values;
}

}
