// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/detail/networkthread.h"
#include "server/api/transport/responder.h"

#include <atomic>
#include <memory>

namespace tandem::server::detail {

/// Brings an answer back to the connection's thread; the first one counts.
template <typename Connection>
class ConnectionResponder final : public Responder::Backend
{
public:
    ConnectionResponder(std::shared_ptr<Connection> connection, std::shared_ptr<NetworkThread> thread)
        : m_connection(std::move(connection))
        , m_thread(std::move(thread))
    {
    }

    ~ConnectionResponder() override
    {
        if (!m_answered)
            respond(HttpResponse::text(500, "no answer\n"));
    }

    void respond(HttpResponse response) override
    {
        if (m_answered.exchange(true))
            return;
        const std::shared_ptr<Connection> connection = std::move(m_connection);
        if (m_thread->isCurrent())
            connection->answer(std::move(response));
        else
            m_thread->post([connection, response = std::move(response)] { connection->answer(response); });
    }

    void post(std::function<void()> work) override { m_thread->post(std::move(work)); }

private:
    std::shared_ptr<Connection> m_connection; ///< nothing else keeps it while its handler thinks
    std::shared_ptr<NetworkThread> m_thread;
    std::atomic<bool> m_answered = false;
};

}
