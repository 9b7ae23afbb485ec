// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/rest/restapi.h"

#include <functional>
#include <optional>

namespace tandem::sim {

/// The daemon's HTTP side without a socket: the routes of files, and what the transport does around them.
class HttpDoor
{
public:
    struct Parts
    {
        server::Store &store;
        server::AccessResolver &access;
        server::Authenticator &authenticator;
        server::Pipeline &pipeline;
        const server::ActionRegistry &actions;
        const Clock &clock;
    };
    explicit HttpDoor(const Parts &parts);

    /// One request on its way in: its head first, then the body piece by piece. Not to be used when the door is gone.
    class Visit
    {
    public:
        Visit(HttpDoor &door, server::HttpRequest head);
        void take(const QByteArray &piece);
        void finish(); ///< the body has come whole: from here on there is an answer
        bool isAnswered() const { return m_answer->response.has_value(); }
        const server::HttpResponse &answer() const { return *m_answer->response; }

    private:
        struct Answer final : server::Responder::Backend
        {
            void respond(server::HttpResponse given) override;
            void post(std::function<void()> work) override { work(); }

            std::optional<server::HttpResponse> response;
        };
        void refuse(const Error &error);

        HttpDoor &m_door;
        server::HttpRequest m_request;
        const server::Router::Route *m_route = nullptr;
        std::shared_ptr<Answer> m_answer = std::make_shared<Answer>();
    };

    const server::FileStore &files() const { return m_files; }
    /// Changes each head that comes in, which no such door does.
    std::function<void(server::HttpRequest &head)> disguise;

private:
    server::FileStore m_files;
    server::JobQueue m_jobs; ///< that nothing is put into
    server::RestApi m_api;
    server::Router m_router;
};

}
