// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// In the place of Qt's header, as qmutex.h beside it says.

#ifndef QWAITCONDITION_H
#define QWAITCONDITION_H

#include <QtCore/qmutex.h>

#include <condition_variable>
#include <limits>

class QWaitCondition
{
public:
    bool wait(QMutex *mutex, QDeadlineTimer deadline = QDeadlineTimer(QDeadlineTimer::Forever))
    {
        std::unique_lock lock(mutex->m_mutex, std::adopt_lock);
        bool isWoken = true;
        if (deadline.isForever())
            m_condition.wait(lock);
        else
            isWoken = m_condition.wait_for(lock, std::chrono::nanoseconds(deadline.remainingTimeNSecs()))
                == std::cv_status::no_timeout;
        lock.release(); // it is locked, and stays so
        return isWoken;
    }
    bool wait(QMutex *mutex, unsigned long milliseconds)
    {
        const bool isForever = milliseconds == std::numeric_limits<unsigned long>::max();
        return wait(mutex, isForever ? QDeadlineTimer(QDeadlineTimer::Forever) : QDeadlineTimer(qint64(milliseconds)));
    }
    void wakeOne() { m_condition.notify_one(); }
    void wakeAll() { m_condition.notify_all(); }

private:
    std::condition_variable m_condition;
};

#endif
