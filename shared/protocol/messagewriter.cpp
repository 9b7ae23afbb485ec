// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/protocol/messagewriter.h"

#include "shared/base/bytesize.h"
#include "shared/protocol/compression.h"
#include "shared/protocol/rowcolumns.h"

#include <QJsonDocument>

namespace tandem {

namespace {

// Below this size, a changed row or two, there is little to gain, and it costs both sides as much time as TLS does.
constexpr qsizetype smallestToCompress = 1 * KiB;
// Fewer have too little in common for it.
constexpr int fewestByColumns = 8;

}

void MessageWriter::put(const QJsonObject &value)
{
    const QByteArray json = QJsonDocument(value).toJson(QJsonDocument::Compact);
    m_cbor.appendTextString(json.constData(), json.size());
}

void MessageWriter::put(const RecordId &value)
{
    if (value.isNull())
        m_cbor.append(nullptr);
    else
        m_cbor.append(toBytes(value));
}

void MessageWriter::put(const RowBatch &value)
{
    QByteArray columns;
    if (m_compression == Compression::ZstdColumns && value.count >= fewestByColumns)
        columns = byColumns(value.rows, value.count, qsizetype(value.columns.size() + 2));
    const QByteArray &plain = columns.isEmpty() ? value.rows : columns;
    QByteArray packed;
    if (m_compression != Compression::None && plain.size() >= smallestToCompress)
        packed = compressed(plain);
    if (packed.isEmpty())
        (*this)(value.entity, value.columns, value.count, qint64(0), value.rows);
    else if (columns.isEmpty())
        (*this)(value.entity, value.columns, value.count, qint64(plain.size()), packed);
    else
        (*this)(value.entity, value.columns, value.count, qint64(plain.size()), packed, true);
}

}
