// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/backoff.h"
#include "client/connection/certificatetrust.h"
#include "client/connection/linksocket.h"
#include "client/connection/networkpolicy.h"
#include "client/connection/serveraddress.h"
#include "shared/base/clock.h"
#include "shared/protocol/message.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace tandem::client {

/// The connection to the server: opens, is kept alive, comes back by itself. It knows messages, not what they mean.
/// Lives in one thread.
class ServerLink : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Stopped,
        Offline, ///< the policy allows no connection
        Connecting,
        Open, ///< the socket is open; who signs in, and how, is not its business
        Waiting, ///< for the next attempt, see retryAt()
        Blocked, ///< would fail again: see error(); tryNow() or trust() goes on
    };

    struct Timing
    {
        std::chrono::milliseconds connect{10'000}; ///< from the first packet to the open socket
        std::chrono::milliseconds firstRetry{1'000};
        std::chrono::milliseconds longestRetry{120'000};
        std::chrono::milliseconds ping{25'000}; ///< after so long without a word from the server
        std::chrono::milliseconds idle{60'000}; ///< after so long the connection is dead, whatever the socket says
        QRandomGenerator *spread = QRandomGenerator::global(); ///< of the waits between attempts
    };

    ServerLink(ServerAddress address, CertificateTrust trust, const Clock &clock, QObject *parent = nullptr);
    ServerLink(ServerAddress address, CertificateTrust trust, const Clock &clock, Timing timing,
        LinkSocketFactory newSocket = newTlsLinkSocket, QObject *parent = nullptr);
    ~ServerLink() override;

    void start();
    void stop(); ///< closes; no further attempts
    void setPolicy(NetworkPolicy policy);
    void tryNow(); ///< instead of waiting
    /// The user has compared the fingerprint: this key from now on.
    void trust(const QByteArray &pin);

    State state() const { return m_state; }
    const std::optional<Error> &error() const { return m_error; } ///< why the last connection ended
    Timestamp retryAt() const { return m_retryAt; } ///< 0: no attempt is planned
    const ServerAddress &address() const { return m_address; }
    const CertificateTrust &trusted() const { return m_trust; }
    /// The certificate of the open connection, which judge() let pass; null if the system's authorities vouch for it.
    const QSslCertificate &pinnedCertificate() const { return m_pinnedCertificate; }

    void send(const Message &message, Compression compression = Compression::None);
    /// For what somebody waits for: sends what is queued before it returns, as far as the system takes it. It may find
    /// the connection at its end, so nothing should come behind it.
    void flush();
    qint64 queuedBytes() const;
    /// Closes with a reason of our own and comes back after `wait` (none: after the usual one; Blocked if `blocked`).
    void drop(const Error &error, std::optional<std::chrono::milliseconds> wait = {});
    void block(const Error &error);
    /// The session works: the next failure starts again with the shortest wait.
    void confirm() { m_backoff.reset(); }

signals:
    void stateChanged(tandem::client::ServerLink::State state);
    void opened();
    void received(const tandem::Message &message);
    void closed();
    /// First contact, or another key than the pinned one.
    void certificateRefused(const tandem::Error &error, const QByteArray &fingerprint);

private:
    void connectNow();
    void judgeCertificate(const QSslCertificate &peer);
    void socketOpened();
    void socketFailed(const Error &error);
    void socketMessage(const QByteArray &frame);
    void heard();
    void silence();
    void waitForRetry(std::chrono::milliseconds wait);
    void dropSocket();
    void setState(State state);

    LinkSocketFactory m_newSocket;
    ServerAddress m_address;
    CertificateTrust m_trust;
    const Clock &m_clock;
    Timing m_timing;
    Backoff m_backoff;
    NetworkPolicy m_policy = NetworkPolicy::Online;
    State m_state = State::Stopped;
    std::optional<Error> m_error;
    Timestamp m_retryAt = 0;
    QSslCertificate m_pinnedCertificate;
    std::unique_ptr<LinkSocket> m_socket;
    QTimer m_connectTimer;
    QTimer m_retryTimer;
    QTimer m_silenceTimer;
    bool m_pinged = false;
    qint64 m_pings = 0;
};

}
