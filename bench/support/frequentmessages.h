// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/cborcursor.h"
#include "shared/protocol/message.h"

namespace tandem::bench {

/// Reads what comes with every mutation: answers that it was applied, and changes whose rows are not compressed. Walks
/// over all of it and makes nothing of it, as a load must not take the processor's time from what it measures.
class FrequentMessages
{
public:
    /// `cursor`: up to which the changes are known.
    explicit FrequentMessages(qint64 cursor)
        : m_cursor(cursor)
    {
    }

    /// False if the frame holds anything else. It is to be decoded then, and nothing that is said below holds.
    bool read(QByteArrayView frame)
    {
        CborCursor messages(frame);
        do {
            if (!readMessage(messages))
                return false;
        } while (!messages.rest().isEmpty());
        return true;
    }

    int answers() const { return m_answers; }
    qint64 lastSeq() const { return m_lastSeq; } ///< of the last answer
    bool hasChanges() const { return m_hasChanges; }
    qint64 cursor() const { return m_cursor; } ///< after the changes

private:
    bool readMessage(CborCursor &cbor)
    {
        static const auto ack = qint64(Message(Ack()).index());
        static const auto changes = qint64(Message(Changes()).index());
        const auto size = cbor.array();
        const auto type = cbor.integer();
        if (size == quint64(2) && type == ack)
            return readAnswers(cbor);
        return size == quint64(6) && type == changes && readChanges(cbor);
    }

    bool readAnswers(CborCursor &cbor)
    {
        const auto count = cbor.array();
        for (quint64 i = 0; count && i < *count; ++i) {
            if (!cbor.arrayOf(4) || !cbor.skip()) // the mutation's id
                return false;
            const auto outcome = cbor.integer();
            const auto seq = cbor.integer();
            if (outcome != qint64(Outcome::Applied) || !seq || !cbor.null())
                return false;
            ++m_answers;
            m_lastSeq = *seq;
        }
        return count.has_value();
    }

    bool readChanges(CborCursor &cbor)
    {
        const auto from = cbor.integer();
        const auto cursor = cbor.integer();
        const auto more = cbor.boolean();
        if (from != m_cursor || !cursor || !more || *more)
            return false;
        const auto batches = cbor.array();
        for (quint64 i = 0; batches && i < *batches; ++i) {
            if (!readBatch(cbor))
                return false;
        }
        if (!batches || !cbor.arrayOf(0)) // nothing to forget
            return false;
        m_cursor = *cursor;
        m_hasChanges = true;
        return true;
    }

    static bool readBatch(CborCursor &cbor)
    {
        if (!cbor.arrayOf(5) || !cbor.skip() || !cbor.skip()) // entity and columns
            return false;
        const auto count = cbor.integer();
        const auto unpackedSize = cbor.integer();
        const auto rows = cbor.bytes();
        return count && unpackedSize == qint64(0) && rows && readRows(*rows, quint64(*count));
    }

    static bool readRows(QByteArrayView bytes, quint64 count)
    {
        CborCursor rows(bytes);
        if (!rows.arrayOf(count))
            return false;
        for (quint64 i = 0; i < count; ++i) {
            if (!rows.skip())
                return false;
        }
        return rows.rest().isEmpty();
    }

    qint64 m_cursor;
    int m_answers = 0;
    qint64 m_lastSeq = 0;
    bool m_hasChanges = false;
};

}
