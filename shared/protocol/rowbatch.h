// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/base/value.h"

#include <QCborStreamReader>
#include <QCborStreamWriter>

#include <optional>
#include <vector>

namespace tandem {

/// Rows of one entity. The payload stays CBOR until somebody binds it: an array of `count` arrays, each
/// [id, seq, a value for each of `columns`…]. Values have the form of writeValue(). No rows: no bytes.
struct RowBatch
{
    EntityNumber entity = 0;
    std::vector<FieldNumber> columns;
    int count = 0;
    QByteArray rows;

    bool isEmpty() const { return count == 0; }
    bool operator==(const RowBatch &) const = default;
};

/// Fills a RowBatch without a Value in between:
///     RowBatchWriter rows(entity.number, columns);
///     rows.beginRow(id, seq);  // then exactly one value per column, by value() or straight into cbor()
///     rows.endRow();
///     batch = rows.take();
class RowBatchWriter
{
public:
    RowBatchWriter(EntityNumber entity, std::vector<FieldNumber> columns);
    Q_DISABLE_COPY_MOVE(RowBatchWriter)

    void beginRow(const RecordId &id, qint64 seq);
    void beginRow(QByteArrayView idBytes, qint64 seq);
    void value(const Value &value) { writeValue(*m_cbor, value); }
    QCborStreamWriter &cbor() { return *m_cbor; }
    void endRow();

    /// A whole row as its CBOR array, made for the same columns.
    void addRow(QByteArrayView row);
    /// The same, written by `write` straight into the batch.
    template <typename Write>
    void writeRow(Write &&write)
    {
        beginFirst();
        write(*m_cbor);
        ++m_batch.count;
    }

    int count() const { return m_batch.count; }
    qsizetype size() const { return m_batch.rows.size(); }
    /// The batch; the writer is empty afterwards and may be used again.
    RowBatch take();

private:
    void beginFirst();

    RowBatch m_batch;
    std::optional<QCborStreamWriter> m_cbor; ///< writes into m_batch.rows
};

/// Walks through a RowBatch. Every step checks what it reads: a batch is a stranger's bytes.
///     RowBatchReader rows(batch);
///     while (rows.hasNext()) { TANDEM_TRY(rows.beginRow()); … rows.value() or rows.cbor() per column …;
///     TANDEM_TRY(rows.endRow()); }
class RowBatchReader
{
public:
    /// The batch must outlive the reader.
    explicit RowBatchReader(const RowBatch &batch);

    bool hasNext() const { return m_done < m_batch.count; }
    Result<void> beginRow();
    RecordId id() const { return m_id; }
    qint64 seq() const { return m_seq; }
    /// The next column's value.
    Result<Value> value() { return readValue(m_cbor); }
    QCborStreamReader &cbor() { return m_cbor; }
    /// Skips the columns that were not read.
    Result<void> endRow();

private:
    const RowBatch &m_batch;
    QCborStreamReader m_cbor;
    RecordId m_id;
    qint64 m_seq = 0;
    int m_done = 0;
};

}
