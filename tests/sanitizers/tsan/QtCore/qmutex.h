// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Takes the place of Qt's header in builds with the thread sanitizer. The sanitizer sees only what is compiled with it,
// and distributions' Qt is not: a lock that is waited for, or handed on by a condition, would order nothing, and every
// use of what it guards would be told as a race. These wait through the standard library, which the sanitizer knows.
// Only what is inline in Qt's headers and what we write ourselves uses them; Qt's library has locks of its own.

#ifndef QMUTEX_H
#define QMUTEX_H

#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qglobal.h>

#include <chrono>
#include <mutex>

class QMutex
{
public:
    void lock() { m_mutex.lock(); }
    void unlock() { m_mutex.unlock(); }
    bool try_lock() { return m_mutex.try_lock(); }
    bool tryLock() { return m_mutex.try_lock(); }

private:
    friend class QWaitCondition;
    std::mutex m_mutex;
};

using QBasicMutex = QMutex;

class QRecursiveMutex
{
public:
    void lock() { m_mutex.lock(); }
    void unlock() { m_mutex.unlock(); }
    bool try_lock() { return m_mutex.try_lock(); }
    bool tryLock() { return m_mutex.try_lock(); }

private:
    std::recursive_mutex m_mutex;
};

template <typename Mutex>
class QMutexLocker
{
public:
    explicit QMutexLocker(Mutex *mutex)
        : m_mutex(mutex)
    {
        relock();
    }
    ~QMutexLocker() { unlock(); }
    QMutexLocker(const QMutexLocker &) = delete;
    QMutexLocker &operator=(const QMutexLocker &) = delete;

    void unlock()
    {
        if (m_isLocked && m_mutex)
            m_mutex->unlock();
        m_isLocked = false;
    }
    void relock()
    {
        if (m_mutex)
            m_mutex->lock();
        m_isLocked = true;
    }

private:
    Mutex *m_mutex;
    bool m_isLocked = false;
};

#endif
