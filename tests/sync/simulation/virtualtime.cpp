// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/virtualtime.h"

#include <QCoreApplication>
#include <QTimerEvent>

namespace tandem::sim {

void VirtualTime::restart()
{
    m_now = 0;
    m_work.clear();
    m_due.clear();
    for (auto timer = m_timers.begin(); timer != m_timers.end(); ++timer) {
        timer->due = plan(timer->interval);
        m_due.emplace(timer->due, timer.key());
    }
}

void VirtualTime::after(qint64 delay, std::function<void()> work)
{
    m_work.emplace(plan(std::max<qint64>(0, delay)), std::move(work));
}

void VirtualTime::drain()
{
    QCoreApplication::sendPostedEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

bool VirtualTime::step(qint64 end)
{
    drain();
    const bool isTimer = !m_due.empty() && (m_work.empty() || m_due.begin()->first < m_work.begin()->first);
    if (!isTimer && m_work.empty()) {
        m_now = end;
        return false;
    }
    const Moment moment = isTimer ? m_due.begin()->first : m_work.begin()->first;
    if (moment.first > end) {
        m_now = end;
        return false;
    }
    m_now = std::max(m_now, moment.first);
    if (isTimer) {
        fire(m_due.begin()->second);
    } else {
        const std::function<void()> work = std::move(m_work.begin()->second);
        m_work.erase(m_work.begin());
        work();
    }
    drain();
    return true;
}

void VirtualTime::fire(int timerId)
{
    Timer &timer = m_timers[timerId];
    m_due.erase(timer.due);
    // A timer of no interval is due in the next turn, but not in this one for ever.
    timer.due = plan(std::max<qint64>(1, timer.interval));
    m_due.emplace(timer.due, timerId);
    QTimerEvent event(timerId);
    QCoreApplication::sendEvent(timer.object, &event);
}

bool VirtualTime::processEvents(QEventLoop::ProcessEventsFlags)
{
    drain();
    return false;
}

void VirtualTime::registerTimer(int timerId, qint64 interval, Qt::TimerType type, QObject *object)
{
    const Timer timer{plan(interval), interval, type, object};
    m_timers.insert(timerId, timer);
    m_due.emplace(timer.due, timerId);
}

bool VirtualTime::unregisterTimer(int timerId)
{
    const auto timer = m_timers.constFind(timerId);
    if (timer == m_timers.cend())
        return false;
    m_due.erase(timer->due);
    m_timers.erase(timer);
    return true;
}

bool VirtualTime::unregisterTimers(QObject *object)
{
    const QList<TimerInfo> timers = registeredTimers(object);
    for (const TimerInfo &timer : timers)
        unregisterTimer(timer.timerId);
    return !timers.isEmpty();
}

QList<QAbstractEventDispatcher::TimerInfo> VirtualTime::registeredTimers(QObject *object) const
{
    QList<TimerInfo> timers;
    for (auto timer = m_timers.cbegin(); timer != m_timers.cend(); ++timer) {
        if (timer->object == object)
            timers.append(TimerInfo(timer.key(), int(timer->interval), timer->type));
    }
    return timers;
}

int VirtualTime::remainingTime(int timerId)
{
    const auto timer = m_timers.constFind(timerId);
    return timer == m_timers.cend() ? -1 : int(std::max<qint64>(0, timer->due.first - m_now));
}

}
