// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/httpresponse.h"

#include <functional>
#include <memory>

namespace tandem::server {

/// The way back to one request. Copies are the same way; the first answer counts, later ones are ignored.
/// When the last copy dies without an answer, the client gets a 500. Any thread.
class Responder
{
public:
    /// The transport's half.
    class Backend
    {
    public:
        virtual ~Backend() = default;
        virtual void respond(HttpResponse response) = 0;
        virtual void post(std::function<void()> work) = 0;
    };

    explicit Responder(std::shared_ptr<Backend> backend)
        : m_backend(std::move(backend))
    {
    }

    void respond(HttpResponse response) const { m_backend->respond(std::move(response)); }
    /// Runs `work` on the connection's network thread, where the handler itself ran.
    void post(std::function<void()> work) const { m_backend->post(std::move(work)); }

private:
    std::shared_ptr<Backend> m_backend;
};

}
