// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "bench/support/loadlaptop.h"

#include <deque>

namespace tandem::bench {

/// Desktop clients that are live and change nothing, as most laptops do at most times. All of them run on one thread;
/// each takes a file descriptor here and one in the daemon.
class Crowd
{
public:
    using FrameReceived = LoadSocket::FrameReceived;

    /// `received`: each frame that comes to a client once it is live, unread; may be empty.
    Crowd(LoadNetwork &network, quint16 port, FrameReceived received = {})
        : m_network(network)
        , m_port(port)
        , m_received(std::move(received))
        , m_heart(network.context())
    {
    }

    int size() const { return int(m_members.size()); }

    /// Adds clients until there are so many, of the sign-ins in turn, and returns when all are live.
    void growTo(int count, const std::vector<QByteArray> &tokens)
    {
        while (size() < count) {
            const QByteArray &token = tokens[m_members.size() % tokens.size()];
            Member &member = m_members.emplace_back();
            member.laptop = std::make_unique<LoadLaptop>(
                m_network, m_port, token, [this, &member](LoadLaptop &) { changed(member); });
            m_network.runReady();
        }
        m_network.runUntil([this] { return m_live == size(); }, "the crowd");
    }

    /// From now on each says once in 25 seconds that it is there, as the product does (see ServerLink), and is
    /// answered.
    void startHeartbeats()
    {
        m_heart.expires_after(std::chrono::microseconds(25'000'000 / std::max(1, size())));
        m_heart.async_wait([this](const boost::system::error_code &cancelled) {
            if (cancelled)
                return;
            if (!m_members.empty())
                m_members[size_t(++m_beats) % m_members.size()].laptop->socket().send(encode(Ping{m_beats}));
            startHeartbeats();
        });
    }

private:
    struct Member
    {
        std::unique_ptr<LoadLaptop> laptop;
        bool isCounted = false; ///< among those that are live
    };

    void changed(Member &member)
    {
        if (member.isCounted || !member.laptop->isLive())
            return;
        member.isCounted = true;
        ++m_live;
        member.laptop->socket().countFrames([this](qsizetype bytes) {
            if (m_received)
                m_received(bytes);
        });
    }

    LoadNetwork &m_network;
    const quint16 m_port;
    const FrameReceived m_received;
    std::deque<Member> m_members; ///< whose places the laptops hold
    int m_live = 0;
    qint64 m_beats = 0;
    boost::asio::steady_timer m_heart;
};

}
