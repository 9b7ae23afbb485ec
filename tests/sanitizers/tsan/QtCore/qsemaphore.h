// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// In the place of Qt's header, as qmutex.h beside it says.

#ifndef QSEMAPHORE_H
#define QSEMAPHORE_H

#include <QtCore/qwaitcondition.h>

class QSemaphore
{
public:
    explicit QSemaphore(int available = 0)
        : m_available(available)
    {
    }

    void acquire(int count = 1) { (void)take(count, QDeadlineTimer(QDeadlineTimer::Forever)); }
    bool tryAcquire(int count = 1) { return take(count, QDeadlineTimer(0)); }
    bool tryAcquire(int count, int milliseconds)
    {
        return take(count, milliseconds < 0 ? QDeadlineTimer(QDeadlineTimer::Forever) : QDeadlineTimer(milliseconds));
    }
    void release(int count = 1)
    {
        const QMutexLocker lock(&m_mutex);
        m_available += count;
        m_changed.wakeAll();
    }
    int available() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_available;
    }

private:
    bool take(int count, QDeadlineTimer deadline)
    {
        const QMutexLocker lock(&m_mutex);
        while (m_available < count) {
            if (!m_changed.wait(&m_mutex, deadline) && m_available < count)
                return false;
        }
        m_available -= count;
        return true;
    }

    mutable QMutex m_mutex;
    QWaitCondition m_changed;
    int m_available;
};

#endif
