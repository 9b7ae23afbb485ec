// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/patience.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QTimer>

/// Waits that take each event when it comes. Those of Qt sleep for ten milliseconds after each look at what is there,
/// and where both ends of a conversation live in the thread of the test, each word of it waits for that: a first sync,
/// of hundreds of words, slept for seconds.
namespace tandem::test {

/// For a moment, after which it is time to look again: what other threads and processes have done wakes nobody here.
inline void takeEvents()
{
    constexpr int moment = 5; // in milliseconds
    QEventLoop loop;
    QTimer::singleShot(moment, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

/// False if it did not come true in so many milliseconds.
template <typename Condition>
bool waitFor(Condition condition, int milliseconds = patience)
{
    const QDeadlineTimer end(milliseconds);
    while (!condition()) {
        if (end.hasExpired())
            return false;
        takeEvents();
    }
    return true;
}

}

#undef QTRY_VERIFY
#define QTRY_VERIFY(condition)                                                                                         \
    do {                                                                                                               \
        (void)tandem::test::waitFor([&] { return bool(condition); });                                                  \
        QVERIFY(condition);                                                                                            \
    } while (false)

#undef QTRY_COMPARE
#define QTRY_COMPARE(actual, expected)                                                                                 \
    do {                                                                                                               \
        (void)tandem::test::waitFor([&] { return (actual) == (expected); });                                           \
        QCOMPARE(actual, expected);                                                                                    \
    } while (false)
