// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a session begins and ends: hello, signing in, good-bye.

#include "server/api/live/greeting.h"
#include "server/api/live/livesession.h"
#include "shared/protocol/features.h"
#include "shared/protocol/limits.h"

namespace tandem::server {

void LiveSession::handle(const Hello &hello)
{
    const ProtocolRange &ours = m_core->limits.protocol;
    m_protocol = commonProtocol(ours, {hello.protocolOldest, hello.protocolNewest});
    if (m_protocol == 0) {
        const bool old = hello.protocolNewest < ours.oldest;
        return refuse({ErrorCode::Unsupported, old ? QStringLiteral("clientTooOld") : QStringLiteral("clientTooNew"),
            {}, {{QStringLiteral("oldest"), ours.oldest}, {QStringLiteral("newest"), ours.newest}}, {}});
    }
    if (hello.device.isNull())
        return refuse(Error::invalid(QStringLiteral("device"), QStringLiteral("required")));
    // Under such a name a repeated request is remembered, and others can work it out: as a device it would tell what
    // its user has done, and take his keys away.
    if (hello.device.version() == QUuid::Sha1)
        return refuse(Error::invalid(QStringLiteral("device"), QStringLiteral("notAnId")));
    const auto reads = m_group->reads();
    if (!reads.ok())
        return refuse(Error::unavailable(QStringLiteral("busy")));
    m_reads = *reads;
    m_features = commonFeatures(m_core->limits.features, hello.features);
    if (m_features.contains(feature::zstdBatches))
        m_answers.setCompression(m_features.contains(feature::columns) ? Compression::ZstdColumns : Compression::Zstd);
    if (m_features.contains(feature::sequences))
        m_socket->joinMessages(tandem::limits::sequenceBytes);
    m_phase = Phase::SigningIn;
    signIn(hello);
}

/// Tokens are looked up here; passwords and codes take their time on a thread of the authenticator.
void LiveSession::signIn(const Hello &hello)
{
    Authenticator &authenticator = m_core->parts.authenticator;
    if (!hello.token.isEmpty()) {
        const auto session = authenticator.session(m_reads->connection(), QString::fromLatin1(hello.token));
        return session.ok() ? signedIn(hello, *session, {}) : refuse(session.error());
    }
    const std::weak_ptr<WebSocketSession> weak = m_socket;
    auto done = [this, weak, hello](Result<SignedIn> result) {
        const auto socket = weak.lock();
        if (!socket)
            return;
        socket->post([this, hello, result = std::move(result)] {
            if (m_phase != Phase::SigningIn)
                return;
            if (result.ok())
                signedIn(hello, result->session, result->token);
            else
                refuse(result.error());
        });
    };
    if (hello.password)
        authenticator.signIn(
            {hello.password->name, hello.password->password, hello.device, hello.deviceName, m_socket->peerAddress()},
            std::move(done));
    else if (hello.code)
        authenticator.setFirstPassword({hello.code->name, hello.code->code, hello.code->newPassword, hello.device,
                                           hello.deviceName, m_socket->peerAddress()},
            std::move(done));
    else
        refuse({ErrorCode::Unauthenticated, QStringLiteral("sessionEnded"), {}, {}, {}});
}

void LiveSession::signedIn(const Hello &hello, const Session &session, const QString &newToken)
{
    m_session = session;
    m_actor = Actor{session.user, hello.device, QStringLiteral("sync"), false};
    // From here on no change of rights or definitions is missed; what is read below is at least as new.
    m_phase = Phase::Open;
    m_group->join(*this, m_socket, session.id);
    m_socket->setMaxMessageBytes(tandem::limits::messageBytes);
    auto greeting = greet(m_core->parts, *m_reads, session.user, hello);
    if (!greeting.ok()) {
        m_group->leave(*this);
        return refuse(greeting.error());
    }
    m_permissions = greeting->permissions;
    m_generation = greeting->generation;
    m_views = greeting->welcome.rights.views;
    m_sent = m_seen = greeting->welcome.cursor;
    greeting->welcome.protocol = m_protocol;
    greeting->welcome.features = m_features;
    greeting->welcome.token = newToken.toLatin1();
    reply(greeting->welcome);
}

void LiveSession::handle(const Bye &bye)
{
    if (m_phase == Phase::Open && bye.reason == QLatin1String("signedOut"))
        m_core->parts.authenticator.revoke(m_session.id, [](const Result<void> &) {});
    if (m_phase == Phase::Open)
        m_group->leave(*this);
    m_phase = Phase::Ended;
    m_socket->close(WebSocketCloseCode::Normal);
}

}
