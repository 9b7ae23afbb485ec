// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "bench/support/frequentmessages.h"
#include "bench/support/loadsocket.h"
#include "bench/support/readmessages.h"
#include "shared/base/clock.h"

namespace tandem::bench {

/// One desktop client of a load: goes live by itself, takes what comes, and knows whether what it has sent is durable
/// and has come back.
class LoadLaptop
{
public:
    /// Called after each frame, when what follows may have become different.
    using Changed = std::function<void(LoadLaptop &)>;

    LoadLaptop(LoadNetwork &network, quint16 port, const QByteArray &token, Changed changed)
        : m_changed(std::move(changed))
        , m_socket(network, port, token, [this](QByteArrayView frame) { take(frame); })
    {
    }
    LoadLaptop(const LoadLaptop &) = delete;
    LoadLaptop &operator=(const LoadLaptop &) = delete;

    LoadSocket &socket() { return m_socket; }
    bool isLive() const { return m_isLive; }
    bool isAnswered() const { return m_unanswered == 0; } ///< everything is durable
    bool isSettled() const { return m_isLive && isAnswered() && m_cursor >= m_lastSeq; } ///< and has come back

    /// The frame of the next mutation of this device.
    QByteArray pushOf(EntityNumber entity, const RecordId &record, FieldChange change)
    {
        Mutation mutation;
        mutation.id = {m_socket.device(), ++m_number};
        mutation.at = SystemClock::instance().now();
        mutation.entity = entity;
        mutation.record = record;
        mutation.changes = {std::move(change)};
        return encode(Push{{std::move(mutation)}});
    }
    /// In the order in which they were made.
    void push(QByteArray frame)
    {
        ++m_unanswered;
        m_socket.send(std::move(frame));
    }

private:
    void take(QByteArrayView frame)
    {
        FrequentMessages frequent(m_cursor);
        if (!frequent.read(frame)) {
            readMessages(frame, [this](const Message &message) { takeMessage(message); });
        } else {
            m_unanswered -= frequent.answers();
            if (frequent.answers() > 0)
                m_lastSeq = frequent.lastSeq();
            m_cursor = frequent.cursor();
            m_isLive = m_isLive || frequent.hasChanges();
        }
        m_changed(*this);
    }

    void takeMessage(const Message &message)
    {
        if (const auto *welcome = std::get_if<Welcome>(&message)) {
            m_cursor = welcome->cursor;
            m_socket.send(encode(Pull{m_cursor, 0}));
        } else if (const auto *ack = std::get_if<Ack>(&message)) {
            acknowledged(*ack);
        } else if (const auto *changes = std::get_if<Changes>(&message)) {
            changed(*changes);
        }
    }

    void acknowledged(const Ack &ack)
    {
        for (const Acknowledgement &answer : ack.acknowledgements) {
            if (answer.outcome != Outcome::Applied)
                qFatal("not applied: %s", answer.error ? qPrintable(answer.error->toLog()) : "");
            m_lastSeq = answer.seq;
            --m_unanswered;
        }
    }

    void changed(const Changes &changes)
    {
        if (changes.from != m_cursor)
            qFatal("changes are missing");
        for (const RowBatch &batch : changes.batches) {
            RowBatchReader rows(batch);
            while (rows.hasNext()) {
                if (!rows.beginRow().ok() || !rows.endRow().ok())
                    qFatal("a row that cannot be read");
            }
        }
        m_cursor = changes.cursor;
        if (changes.more)
            m_socket.send(encode(Pull{m_cursor, 0}));
        else
            m_isLive = true;
    }

    const Changed m_changed;
    bool m_isLive = false;
    qint64 m_number = 0;
    int m_unanswered = 0; ///< pushes
    qint64 m_lastSeq = 0; ///< of its own changes
    qint64 m_cursor = 0;
    LoadSocket m_socket; ///< last, as its messages need the others
};

}
