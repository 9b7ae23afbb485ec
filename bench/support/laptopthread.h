// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/laptop.h"

#include <QThread>

namespace tandem::bench {

/// A laptop whose replica and engine have a thread of their own, as they have in the client: what one laptop writes or
/// flushes never holds up another one.
class LaptopThread
{
public:
    LaptopThread(const client::ServerAddress &server, const QString &login)
    {
        m_host.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(
            &m_host, [&] { m_laptop = std::make_unique<test::Laptop>(server, login); }, Qt::BlockingQueuedConnection);
    }
    ~LaptopThread()
    {
        QMetaObject::invokeMethod(
            &m_host, [this] { m_laptop.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    /// On the laptop's thread; comes back when it is done.
    template <typename Work>
    void run(Work work)
    {
        QMetaObject::invokeMethod(
            &m_host, [&] { work(*m_laptop); }, Qt::BlockingQueuedConnection);
    }
    /// On the laptop's thread, whenever it gets to it.
    template <typename Work>
    void post(Work work)
    {
        QMetaObject::invokeMethod(
            &m_host, [this, work] { work(*m_laptop); }, Qt::QueuedConnection);
    }

private:
    QThread m_thread;
    QObject m_host;
    std::unique_ptr<test::Laptop> m_laptop;
};

}
