// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/livehub.h"

#include "server/api/live/livecore.h"
#include "server/api/live/livesession.h"
#include "shared/protocol/limits.h"

namespace tandem::server {

LiveHub::LiveHub(Parts parts)
    : LiveHub(std::move(parts), Limits())
{
}

LiveHub::LiveHub(Parts parts, Limits limits)
    : m_core(std::make_shared<Core>(std::move(parts), limits))
{
}

LiveHub::~LiveHub()
{
    stop();
}

void LiveHub::start()
{
    if (m_subscription)
        return;
    const std::weak_ptr<Core> weak = m_core;
    m_subscription = m_core->parts.pipeline.subscribe([weak](const CommitNoticePointer &notice) {
        const auto core = weak.lock();
        if (!core)
            return;
        // Nothing they know fits any more; they come again with a new hello, and hear of it there.
        if (notice->anotherPast)
            core->each([](LiveGroup &group) { group.postEnd({}, QStringLiteral("serverRestored")); });
        core->each([&](LiveGroup &group) { group.postNotice(notice); });
    });
    m_core->parts.authenticator.onSessionsEnded([weak](const std::vector<RecordId> &signIns) {
        const auto core = weak.lock();
        if (core && !signIns.empty())
            core->each([&](LiveGroup &group) { group.postEnd(signIns, QStringLiteral("sessionRevoked")); });
    });
}

void LiveHub::stop()
{
    if (!m_subscription)
        return;
    m_core->parts.pipeline.unsubscribe(*m_subscription);
    m_subscription.reset();
    m_core->each([](LiveGroup &group) { group.postEnd({}, QStringLiteral("shuttingDown")); });
    m_core->lists.stop();
}

WebSocketHandlerFactory LiveHub::factory()
{
    return [core = m_core](const HttpRequest &) {
        return std::make_unique<LiveSession>(core);
    };
}

WebSocketLimits LiveHub::webSocketLimits()
{
    WebSocketLimits limits;
    limits.maxMessageBytes = tandem::limits::helloBytes; // more for who has signed in
    return limits;
}

int LiveHub::sessionCount() const
{
    int count = 0;
    m_core->each([&](LiveGroup &group) { count += group.size(); });
    return count;
}

}
