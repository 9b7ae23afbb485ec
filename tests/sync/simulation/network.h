// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/linksocket.h"
#include "server/api/transport/websockethandler.h"
#include "tests/sync/simulation/virtualtime.h"

#include <QPointer>
#include <QRandomGenerator>
#include <QSet>

namespace tandem::sim {

class HttpDoor;
class Line;

/// Cables between laptops and the server. Frames of one connection and direction arrive in their order, each after a
/// delay of its own; different connections know nothing of each other's. What is on its way when a wire is cut is lost,
/// and each end hears of it at a moment of its own; of a wire that went silent neither end hears anything.
///
/// Within one connection no frame is lost, doubled, changed or overtaken by another: TCP puts what arrives into its
/// order and passes over what comes twice, TLS numbers its records and ends the connection at the first that is not the
/// next one or not as it was sent. So an end has got a beginning of what the other has sent, and nothing behind it;
/// that beginning may stop in the middle of a frame (tearFrame()). What can go wrong stands between two connections:
/// what the old one has carried to the server's machine is read there when the new one has long begun (breakLate()),
/// and what the client did not get an answer for it sends again on the new one, so that it arrives twice.
class Network
{
public:
    Network(VirtualTime &time, QRandomGenerator &random)
        : m_time(time)
        , m_random(random)
    {
    }

    /// `factory` makes the server's half of a new connection, `door` takes what comes over HTTP. While there is no
    /// server, connecting is refused.
    void setServer(server::WebSocketHandlerFactory factory, HttpDoor *door)
    {
        m_factory = std::move(factory);
        m_httpDoor = door;
    }
    std::unique_ptr<client::LinkSocket> newSocket(int laptop);

    void setReachable(int laptop, bool reachable); ///< false: nothing comes or goes, and nobody hears of it
    void cut(int laptop); ///< all connections of that laptop
    void serverDied(); ///< all connections, and nothing accepts new ones
    void silence(int laptop); ///< half-open: frames vanish from now on
    void breakLate(int laptop, qint64 late); ///< see Line, as the next one
    void tearFrame(int laptop, quint32 where);
    void setSlow(bool slow) { m_slow = slow; } ///< seconds instead of milliseconds, small queues
    void loseFrames(int oneIn) { m_losesOneIn = oneIn; } ///< without a word, which no such network does
    void makeWell(); ///< as it is at the beginning
    bool losesFrame() { return m_losesOneIn > 0 && m_random.bounded(m_losesOneIn) == 0; }
    bool isReachable(int laptop) const { return !m_unreachable.contains(laptop); }

    VirtualTime &time() { return m_time; }
    qint64 delay();
    quint64 nextId() { return ++m_lastId; }
    qint64 queueLimit() const { return m_slow ? 2'000 : 8 * 1024 * 1024; }
    const server::WebSocketHandlerFactory &factory() const { return m_factory; }
    HttpDoor *httpDoor() const { return m_httpDoor; } ///< null: there is no server
    void add(const std::shared_ptr<Line> &line) { m_lines.push_back(line); }
    /// Changes each frame on its way to the server, which no such network does.
    std::function<QByteArray(const QByteArray &frame)> forge;

private:
    void forEach(int laptop, const std::function<void(Line &)> &visit); ///< -1: all

    VirtualTime &m_time;
    QRandomGenerator &m_random;
    server::WebSocketHandlerFactory m_factory;
    HttpDoor *m_httpDoor = nullptr;
    QSet<int> m_unreachable;
    std::vector<std::weak_ptr<Line>> m_lines;
    quint64 m_lastId = 0;
    bool m_slow = false;
    int m_losesOneIn = 0;
};

}
