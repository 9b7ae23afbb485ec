// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QThread>

#include <memory>

namespace tandem::test {

/// A stretch of network between a client and its server that is slow and breaks: it hands on what it gets, later if it
/// shall, and at a chosen byte of what one of them sends it drops all connections. It may stand before several servers
/// as their one address. Runs in a thread of its own, since a test waits for processes.
class CuttingProxy
{
public:
    CuttingProxy();
    ~CuttingProxy();

    /// Where clients connect to; 0 if it does not listen.
    quint16 start(quint16 serverPort) { return start(QList<quint16>{serverPort}); }
    /// A connection goes to the server that has the fewest; if nobody listens there, to the next one.
    quint16 start(const QList<quint16> &serverPorts);
    /// Once, when so many more bytes have come from clients; what exceeds them is not handed on.
    void cutAfter(qint64 bytes);
    void cutBackAfter(qint64 bytes); ///< the same of what comes from the server
    /// How long each piece of either direction is under way from now on; 0: no time.
    void slowDown(int milliseconds);
    /// From now on no answer of a server is handed on; until it is `false` again.
    void holdAnswers(bool held);
    int cuts() const; ///< so far; any thread
    int connectionsTo(quint16 serverPort) const; ///< now

private:
    class Listener;
    QThread m_thread;
    std::unique_ptr<Listener> m_listener; ///< lives in the thread
};

}
