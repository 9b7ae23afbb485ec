// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QThread>

#include <memory>

namespace tandem::test {

/// A stretch of network between a client and its server that is slow and breaks: it hands on what it gets, later if it
/// shall, and at a chosen byte of what one of them sends it drops all connections. Runs in a thread of its own, since a
/// test waits for processes.
class CuttingProxy
{
public:
    CuttingProxy();
    ~CuttingProxy();

    /// Where clients connect to; 0 if it does not listen.
    quint16 start(quint16 serverPort);
    /// Once, when so many more bytes have come from clients; what exceeds them is not handed on.
    void cutAfter(qint64 bytes);
    void cutBackAfter(qint64 bytes); ///< the same of what comes from the server
    /// How long each piece of either direction is under way from now on; 0: no time.
    void slowDown(int milliseconds);
    int cuts() const; ///< so far; any thread

private:
    class Listener;
    QThread m_thread;
    std::unique_ptr<Listener> m_listener; ///< lives in the thread
};

}
