// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of SyncEngine that tells how it stands: the state that the interface shows.

#include "client/sync/syncengine.h"

#include <utility>

namespace tandem::client {

SyncState::Phase SyncEngine::phase() const
{
    using Phase = SyncState::Phase;
    if (m_profile.server.host.isEmpty())
        return Phase::NoServer;
    const std::optional<Error> &error = m_link.error();
    switch (m_link.state()) {
    case ServerLink::State::Connecting:
        return Phase::Connecting;
    case ServerLink::State::Open:
        if (!m_session || m_session->phase() == SyncSession::Phase::Hello)
            return Phase::Connecting;
        return m_session->phase() == SyncSession::Phase::Live && m_pusher.isIdle() ? Phase::Synced : Phase::Syncing;
    case ServerLink::State::Blocked:
        return m_signedOut || (error && error->code == ErrorCode::Unauthenticated) ? Phase::SignedOut : Phase::Refused;
    case ServerLink::State::Waiting:
        return error && error->code == ErrorCode::Unsupported ? Phase::Refused : Phase::Offline;
    default:
        return m_signedOut ? Phase::SignedOut : Phase::Offline;
    }
}

/// A sign-in is answered also when there is no way to the server.
void SyncEngine::answerUnreachable()
{
    const Error error = m_link.error().value_or(Error::unavailable(QStringLiteral("offline")));
    m_signedOut = m_token.isEmpty();
    if (m_signedOut && m_link.state() == ServerLink::State::Waiting)
        m_link.block(error);
    finishSignIn(error);
}

/// There is room again: that all of it was kept may be a long time away.
void SyncEngine::stored()
{
    if (std::exchange(m_storing, std::nullopt))
        update();
}

void SyncEngine::caughtUp()
{
    m_storing.reset();
    m_lastSynced = m_config.clock->now();
    refreshGuests();
    update();
}

void SyncEngine::update()
{
    const ServerLink::State link = m_link.state();
    if (m_credentials && (link == ServerLink::State::Waiting || link == ServerLink::State::Offline))
        answerUnreachable();
    SyncState state;
    state.phase = phase();
    state.received = m_session ? m_session->rowsReceived() : 0;
    if (const double part = m_session ? m_session->fetchedPart() : 1; part > 0 && part < 1)
        state.expected = qint64(double(state.received) / part);
    state.lastSynced = m_lastSynced;
    state.retryAt = m_link.retryAt();
    state.error = m_link.state() == ServerLink::State::Open ? std::nullopt : m_link.error();
    state.storing = m_storing;
    state.offlineByChoice = m_network == Network::Offline;
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged(state);
}

}
