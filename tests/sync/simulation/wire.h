// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/sync/simulation/line.h"
#include "tests/sync/simulation/network.h"

#include <deque>
#include <optional>

namespace tandem::sim {

class ClientEnd;

/// One connection: the server's end, and what is on its way in both directions.
class Wire final : public server::WebSocketSession, public Line, public std::enable_shared_from_this<Wire>
{
public:
    Wire(Network &network, int laptop, ClientEnd &client, quint64 id);
    ~Wire() override;

    void accept(std::unique_ptr<server::WebSocketHandler> handler);
    int laptop() const override { return m_laptop; }

    void toServer(const QByteArray &frame);
    void clientLeft(); ///< after what it has sent
    void cut() override;
    void serverDied() override;
    void silence() override;
    void breakLate(qint64 late) override;
    void tear(quint32 where) override;

    quint64 id() const override { return m_id; }
    QString peerAddress() const override { return QStringLiteral("laptop %1").arg(m_laptop); }
    int networkThread() const override { return 0; }
    bool send(QByteArray message) override;
    qint64 queuedBytes() const override { return m_queued; }
    void setMaxMessageBytes(qint64) override { }
    void joinMessages(qint64 mostBytes) override { m_joinedBytes = mostBytes; }
    void setReading(bool reading) override;
    void close(server::WebSocketCloseCode code, const QString &reason) override;
    void post(std::function<void()> work) override { postAfter(std::chrono::milliseconds(0), std::move(work)); }
    void postAfter(std::chrono::milliseconds delay, std::function<void()> work) override;

private:
    /// Plans `arrive` behind everything that is on its way in that direction already.
    void carry(qint64 &lastDue, std::function<void(Wire &)> arrive);
    void takeIn(const QByteArray &frame); ///< at the server's end
    void put(const QByteArray &frame);
    void takeOut(const QByteArray &frame); ///< at the laptop's
    void arrived(qint64 bytes);
    void hand(); ///< what has arrived, as far as it is read
    void endServer(server::WebSocketCloseCode code);

    Network &m_network;
    int m_laptop;
    QPointer<ClientEnd> m_client;
    quint64 m_id;
    std::shared_ptr<server::WebSocketHandler> m_handler;
    qint64 m_joinedBytes = 0;
    std::shared_ptr<QByteArray> m_leaving; ///< the frame that was sent last, until it arrives
    qint64 m_leavingSince = 0;
    qint64 m_lastToServer = 0;
    qint64 m_lastToClient = 0;
    qint64 m_queued = 0;
    std::deque<QByteArray> m_unread; ///< has arrived at the server's end
    bool m_isRead = true;
    bool m_refused = false; ///< send() has said no since the queue was last below half
    bool m_closing = false;
    bool m_lost = false; ///< nothing arrives any more
    qint64 m_late = 0; ///< how much later what is on its way to the server arrives: the laptop has gone; 0: it has not
    std::optional<quint32> m_torn; ///< where the next frame in each direction breaks off, the last one
    bool m_tornThere = false; ///< that was at the server's end
    bool m_tornHere = false; ///< and at the laptop's
};

/// The laptop's end.
class ClientEnd final : public client::LinkSocket
{
    Q_OBJECT

public:
    ClientEnd(Network &network, int laptop)
        : m_network(network)
        , m_laptop(laptop)
    {
    }
    ~ClientEnd() override;

    void open(const QUrl &url) override;
    void send(const QByteArray &frame) override;
    qint64 queuedBytes() const override { return 0; }
    void acceptCertificate() override { }

    void wireOpened() { emit opened(); }
    void wireArrived(const QByteArray &frame) { emit received(frame); }
    void wireBroke(const QString &reason);

private:
    void close() override;
    void reach();

    Network &m_network;
    int m_laptop;
    std::shared_ptr<Wire> m_wire;
};

}
