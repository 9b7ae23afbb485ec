// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/wire.h"

#include "server/api/transport/httprequest.h"

namespace tandem::sim {

// As the transport's own limit: a silent peer is thought dead.
constexpr qint64 idleTimeout = 600'000;
constexpr qint64 soon = 150; ///< milliseconds: about as long as what is on its way needs

namespace {

/// Perhaps the whole of it. No transport of ours hands on part of a frame; whoever gets one must not be moved by it.
QByteArray beginningOf(const QByteArray &frame, quint32 where)
{
    return frame.isEmpty() ? frame : frame.first(1 + qsizetype(where % quint32(frame.size())));
}

}

Wire::Wire(Network &network, int laptop, ClientEnd &client, quint64 id)
    : m_network(network)
    , m_laptop(laptop)
    , m_client(&client)
    , m_id(id)
{
}

Wire::~Wire() = default;

void Wire::accept(std::unique_ptr<server::WebSocketHandler> handler)
{
    m_handler = std::move(handler);
    m_handler->opened(shared_from_this());
}

void Wire::carry(qint64 &lastDue, std::function<void(Wire &)> arrive)
{
    if (m_network.losesFrame())
        return;
    const qint64 now = m_network.time().now();
    lastDue = std::max(lastDue, now + m_network.delay());
    m_network.time().after(lastDue - now, [weak = weak_from_this(), arrive = std::move(arrive)] {
        const auto self = weak.lock();
        if (self && !self->m_lost)
            arrive(*self);
    });
}

void Wire::toServer(const QByteArray &frame)
{
    carry(m_lastToServer, [frame](Wire &wire) { wire.takeIn(frame); });
}

void Wire::takeIn(const QByteArray &frame)
{
    if (m_torn && std::exchange(m_tornThere, true))
        return;
    if (m_torn)
        return put(beginningOf(frame, *m_torn));
    if (m_late == 0)
        return put(frame);
    m_network.time().after(m_late, [weak = weak_from_this(), frame] {
        if (const auto self = weak.lock(); self && !self->m_lost)
            self->put(frame);
    });
}

void Wire::put(const QByteArray &frame)
{
    m_unread.push_back(m_network.forge ? m_network.forge(frame) : frame);
    hand();
}

void Wire::hand()
{
    while (m_isRead && m_handler && !m_unread.empty()) {
        const QByteArray frame = std::move(m_unread.front());
        m_unread.pop_front();
        m_handler->received(frame);
    }
}

void Wire::setReading(bool reading)
{
    m_isRead = reading;
    if (reading)
        post([this] { hand(); });
}

bool Wire::send(QByteArray message)
{
    const bool full = m_queued > 0 && m_queued + message.size() > m_network.queueLimit();
    if (!m_handler || m_closing || full) {
        m_refused = true;
        return false;
    }
    m_queued += message.size();
    // As the transport does it: what is sent within one moment leaves as one.
    const qint64 now = m_network.time().now();
    if (m_leaving && m_leavingSince == now && m_leaving->size() + message.size() <= m_joinedBytes) {
        *m_leaving += message;
        return true;
    }
    m_leaving = std::make_shared<QByteArray>(std::move(message));
    m_leavingSince = now;
    carry(m_lastToClient, [frame = m_leaving](Wire &wire) {
        if (wire.m_leaving == frame)
            wire.m_leaving.reset();
        wire.takeOut(*frame);
    });
    return true;
}

void Wire::takeOut(const QByteArray &frame)
{
    if (m_late > 0 || (m_torn && std::exchange(m_tornHere, true)))
        return;
    arrived(frame.size());
    if (m_client)
        m_client->wireArrived(m_torn ? beginningOf(frame, *m_torn) : frame);
}

void Wire::arrived(qint64 bytes)
{
    m_queued -= bytes;
    if (!m_refused || m_queued > m_network.queueLimit() / 2)
        return;
    m_refused = false;
    post([this] { m_handler->drained(); });
}

void Wire::close(server::WebSocketCloseCode code, const QString &reason)
{
    if (std::exchange(m_closing, true))
        return;
    carry(m_lastToClient, [code, reason](Wire &wire) {
        if (wire.m_client)
            wire.m_client->wireBroke(reason);
        wire.endServer(code);
    });
}

void Wire::clientLeft()
{
    m_client.clear();
    // Then its good-bye comes with the rest.
    if (m_late > 0)
        return;
    carry(m_lastToServer, [](Wire &wire) { wire.endServer(server::WebSocketCloseCode::Normal); });
    // Perhaps that never arrives.
    postAfter(std::chrono::milliseconds(idleTimeout), [this] { endServer(server::WebSocketCloseCode::Abnormal); });
}

void Wire::cut()
{
    if (std::exchange(m_lost, true))
        return;
    const auto self = shared_from_this();
    m_network.time().after(m_network.delay(), [self] {
        if (self->m_client)
            self->m_client->wireBroke(QStringLiteral("cut"));
    });
    m_network.time().after(m_network.delay(), [self] { self->endServer(server::WebSocketCloseCode::Abnormal); });
}

void Wire::breakLate(qint64 late)
{
    // Whoever has left, or hears of a cut already, sends nothing that could be late.
    if (m_lost || m_torn || m_late > 0 || !m_client)
        return;
    m_late = late;
    const auto self = shared_from_this();
    m_network.time().after(1, [self] {
        ClientEnd *client = self->m_client;
        self->m_client.clear();
        if (client)
            client->wireBroke(QStringLiteral("broken"));
    });
    const qint64 underWay = std::max<qint64>(0, m_lastToServer - m_network.time().now());
    m_network.time().after(underWay + late + 1, [self] { self->endServer(server::WebSocketCloseCode::Abnormal); });
}

void Wire::tear(quint32 where)
{
    if (m_lost || m_torn || m_late > 0)
        return;
    m_torn = where;
    m_network.time().after(soon, [self = shared_from_this()] { self->cut(); });
}

void Wire::serverDied()
{
    cut();
    endServer(server::WebSocketCloseCode::Abnormal);
}

void Wire::silence()
{
    m_lost = true;
    postAfter(std::chrono::milliseconds(idleTimeout), [this] { endServer(server::WebSocketCloseCode::Abnormal); });
}

void Wire::postAfter(std::chrono::milliseconds delay, std::function<void()> work)
{
    m_network.time().after(delay.count(), [weak = weak_from_this(), work = std::move(work)] {
        if (const auto self = weak.lock(); self && self->m_handler)
            work();
    });
}

void Wire::endServer(server::WebSocketCloseCode code)
{
    const auto handler = std::move(m_handler);
    m_handler.reset();
    if (!handler)
        return;
    handler->closed(code);
    // Perhaps called out of the handler itself: it dies a turn later.
    m_network.time().after(0, [handler] {});
}

ClientEnd::~ClientEnd()
{
    if (m_wire)
        m_wire->clientLeft();
}

void ClientEnd::open(const QUrl &)
{
    m_network.time().after(m_network.delay(), [self = QPointer<ClientEnd>(this)] {
        if (self)
            self->reach();
    });
}

void ClientEnd::reach()
{
    // Nothing answers: the link's own time limit ends the attempt.
    if (!m_network.isReachable(m_laptop))
        return;
    if (!m_network.factory()) {
        emit failed(Error::unavailable(QStringLiteral("connectionRefused")));
        return;
    }
    m_wire = std::make_shared<Wire>(m_network, m_laptop, *this, m_network.nextId());
    m_network.add(m_wire);
    m_wire->accept(m_network.factory()(server::HttpRequest()));
    m_network.time().after(m_network.delay(), [self = QPointer<ClientEnd>(this)] {
        if (self && self->m_wire)
            self->wireOpened();
    });
}

void ClientEnd::send(const QByteArray &frame)
{
    if (m_wire)
        m_wire->toServer(frame);
}

void ClientEnd::wireBroke(const QString &reason)
{
    m_wire.reset();
    emit failed(Error::unavailable(QStringLiteral("connectionLost"), reason));
}

void ClientEnd::close()
{
    disconnect();
    if (const auto wire = std::exchange(m_wire, nullptr))
        wire->clientLeft();
    deleteLater();
}

}
