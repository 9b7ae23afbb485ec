// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/clock.h"

#include <QAbstractEventDispatcher>
#include <QHash>

#include <functional>
#include <map>

namespace tandem::sim {

/// The event dispatcher of a process in which no time passes but what is stepped through: every timer of Qt's and
/// every piece of planned work happens at its moment, in one order, as fast as it can. Nothing of the product knows.
///
/// Give it to QCoreApplication::setEventDispatcher() before the application is made; the application deletes it.
class VirtualTime final : public QAbstractEventDispatcher
{
    Q_OBJECT

public:
    qint64 now() const { return m_now; } ///< milliseconds since restart()
    void restart(); ///< at 0, with nothing planned; timers that still run begin again

    void after(qint64 delay, std::function<void()> work);
    /// Runs what is due next, and everything that this posts. False when nothing is due up to `end`; then it is `end`.
    bool step(qint64 end);
    void drain(); ///< runs what is posted; no time passes

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier *) override { }
    void unregisterSocketNotifier(QSocketNotifier *) override { }
    void registerTimer(int timerId, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;
    void wakeUp() override { }
    void interrupt() override { }

private:
    using Moment = std::pair<qint64, quint64>; ///< when, and the order of planning
    struct Timer
    {
        Moment due;
        qint64 interval = 0;
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
    };

    Moment plan(qint64 delay) { return {m_now + delay, ++m_lastOrder}; }
    void fire(int timerId);

    qint64 m_now = 0;
    quint64 m_lastOrder = 0;
    std::map<Moment, std::function<void()>> m_work;
    std::map<Moment, int> m_due; ///< timers by when they fire
    QHash<int, Timer> m_timers;
};

/// Somebody's clock: the simulated time, perhaps hours off.
class VirtualClock final : public Clock
{
public:
    explicit VirtualClock(const VirtualTime &time)
        : m_time(time)
    {
    }
    Timestamp now() const override { return beginning + m_time.now() + m_offset; }
    void setOffset(qint64 milliseconds) { m_offset = milliseconds; }

    static constexpr Timestamp beginning = 1'793'606'400'000; ///< 2026-11-02 08:00 UTC

private:
    const VirtualTime &m_time;
    qint64 m_offset = 0;
};

}
