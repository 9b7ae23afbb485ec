// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QTimer>

namespace tandem::bench {

/// Runs the event loop until `done`, looking after each turn, so that waiting adds nothing to what is measured.
/// Gives up the whole benchmark after `limit`.
template <typename Done>
void runUntil(Done done, const char *what, std::chrono::seconds limit = std::chrono::seconds(120))
{
    const QDeadlineTimer deadline(limit);
    QTimer wake;
    wake.start(std::chrono::seconds(1));
    while (!done()) {
        if (deadline.hasExpired())
            qFatal("waited in vain: %s", what);
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

inline double millisecondsOf(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

}
