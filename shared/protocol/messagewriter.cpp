// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/protocol/messagewriter.h"

#include "shared/protocol/compression.h"

#include <QJsonDocument>

namespace tandem {

namespace {

// Below this size the head of a zstd frame eats what it gains.
constexpr qsizetype smallestToCompress = 256;

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
    QByteArray packed;
    if (m_compression == Compression::Zstd && value.rows.size() >= smallestToCompress)
        packed = compressed(value.rows);
    const bool isPacked = !packed.isEmpty();
    (*this)(value.entity, value.columns, value.count, isPacked ? qint64(value.rows.size()) : qint64(0),
        isPacked ? packed : value.rows);
}

}
