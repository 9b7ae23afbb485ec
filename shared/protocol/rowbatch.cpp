// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/protocol/rowbatch.h"

#include <QIODevice>
#include <QtEndian>

namespace tandem {

namespace {

// The head of an array with a length of four bytes: the number of rows is put in when it is known.
constexpr char arrayHead = char(0x9a);
constexpr qsizetype arrayHeadSize = 1 + sizeof(quint32);

}

RowBatchWriter::RowBatchWriter(EntityNumber entity, std::vector<FieldNumber> columns)
{
    m_batch.entity = entity;
    m_batch.columns = std::move(columns);
    m_cbor.emplace(&m_batch.rows);
}

void RowBatchWriter::beginRow(const RecordId &id, qint64 seq)
{
    beginRow(toBytes(id), seq);
}

void RowBatchWriter::beginRow(QByteArrayView idBytes, qint64 seq)
{
    beginFirst();
    m_cbor->startArray(m_batch.columns.size() + 2);
    m_cbor->appendByteString(idBytes.data(), idBytes.size());
    m_cbor->append(seq);
}

void RowBatchWriter::endRow()
{
    m_cbor->endArray();
    ++m_batch.count;
}

void RowBatchWriter::addRow(QByteArrayView row)
{
    beginFirst();
    m_cbor->device()->write(row.data(), row.size());
    ++m_batch.count;
}

void RowBatchWriter::beginFirst()
{
    if (m_batch.count == 0)
        m_cbor->device()->write(QByteArray(1, arrayHead) + QByteArray(arrayHeadSize - 1, 0));
}

RowBatch RowBatchWriter::take()
{
    m_cbor.reset();
    if (m_batch.count > 0)
        qToBigEndian(quint32(m_batch.count), m_batch.rows.data() + 1);
    RowBatch batch = std::move(m_batch);
    m_batch = RowBatch{batch.entity, batch.columns, 0, {}};
    m_cbor.emplace(&m_batch.rows);
    return batch;
}

RowBatchReader::RowBatchReader(const RowBatch &batch)
    : m_batch(batch)
    , m_cbor(batch.rows)
{
}

Result<void> RowBatchReader::beginRow()
{
    if (m_done == 0 && !(m_cbor.isArray() && m_cbor.length() == quint64(m_batch.count) && m_cbor.enterContainer()))
        return Error::corrupt(QStringLiteral("rows: another number of rows"));
    if (!m_cbor.isArray() || m_cbor.length() != m_batch.columns.size() + 2 || !m_cbor.enterContainer())
        return Error::corrupt(QStringLiteral("row: another number of columns"));
    TANDEM_ASSIGN(const QByteArray id, readBytes(m_cbor));
    m_id = recordIdFromBytes(id);
    if (m_id.isNull())
        return Error::corrupt(QStringLiteral("row: no id"));
    TANDEM_ASSIGN(m_seq, readInteger(m_cbor));
    return {};
}

Result<void> RowBatchReader::endRow()
{
    while (m_cbor.hasNext()) {
        if (!m_cbor.next())
            return Error::corrupt(QStringLiteral("row: broken value"));
    }
    if (!m_cbor.leaveContainer())
        return Error::corrupt(QStringLiteral("row: no end"));
    ++m_done;
    return {};
}

}
