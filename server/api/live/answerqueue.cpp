// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/answerqueue.h"

namespace tandem::server {

bool AnswerQueue::reply(const Message &message)
{
    QByteArray frame = encode(message, m_compression);
    if (m_waiting.empty() && m_socket->send(frame))
        return true;
    if (m_waiting.size() >= mostWaiting)
        return false;
    m_waiting.push_back(std::move(frame));
    return true;
}

bool AnswerQueue::trySend(const Message &message)
{
    return m_waiting.empty() && m_socket->send(encode(message, m_compression));
}

bool AnswerQueue::drain()
{
    while (!m_waiting.empty() && m_socket->send(m_waiting.front()))
        m_waiting.pop_front();
    return m_waiting.empty();
}

}
