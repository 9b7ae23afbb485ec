// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/replica/replica.h"

namespace tandem::client {

/// Walks through IncomingRows without copying: the values of a row stay CBOR unless they are asked for. What it reads
/// came over the network, so every step is checked.
class IncomingReader
{
public:
    /// `rows` must outlive the reader.
    explicit IncomingReader(const IncomingRows &rows);

    bool hasNext() const { return m_done < m_rows.count; }
    Result<void> beginRow(); ///< reads id and seq
    RecordId id() const { return m_id; }
    qint64 seq() const { return m_seq; }

    /// The rest of the message, beginning with the first value of this row; then where the row ended.
    QByteArrayView atValues() const { return m_rest; }
    void endRow(QByteArrayView rest);

    /// All values of this row that are not null, whatever their number, and goes behind them.
    Result<FieldValues> values();

private:
    const IncomingRows &m_rows;
    QByteArrayView m_rest;
    RecordId m_id;
    qint64 m_seq = 0;
    int m_done = 0;
};

}
