// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/answerqueue.h"

namespace tandem::server {

bool AnswerQueue::reply(const Message &message)
{
    QByteArray frame = encode(message, m_compression);
    if (m_waiting.empty() && m_socket->send(frame))
        return true;
    // The first one may be of any size: without it nothing would ever go on.
    const bool fits = m_waiting.empty() || m_waitingBytes + frame.size() <= mostWaitingBytes;
    if (m_waiting.size() >= mostWaiting || !fits)
        return false;
    m_waitingBytes += frame.size();
    m_waiting.push_back(std::move(frame));
    return true;
}

bool AnswerQueue::trySend(const Message &message)
{
    return m_waiting.empty() && m_socket->send(encode(message, m_compression));
}

bool AnswerQueue::drain()
{
    while (!m_waiting.empty() && m_socket->send(m_waiting.front())) {
        m_waitingBytes -= m_waiting.front().size();
        m_waiting.pop_front();
    }
    return m_waiting.empty();
}

void AnswerQueue::clear()
{
    m_waiting.clear();
    m_waitingBytes = 0;
}

}
