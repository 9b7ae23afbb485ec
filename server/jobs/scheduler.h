// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/databasewriter.h"
#include "server/store/store.h"
#include "shared/base/clock.h"

#include <QList>
#include <QTime>

#include <functional>

namespace tandem::server {

/// Runs named tasks again and again on a thread of its own. When each ran last is kept, so that a daily task stays
/// daily over restarts.
class Scheduler
{
public:
    using Task = std::function<Result<void>()>;

    Scheduler(DatabaseWriter &writer, const Store &store, const Clock &clock);
    ~Scheduler();

    /// Before start(). `interval` in milliseconds; the first run is at once if it never ran.
    void every(const QString &name, qint64 interval, Task task);
    /// Before start(). Each day at these times of the server's zone. A time that passed while nothing ran is made up
    /// for at the next start, once; the first run is at once if it never ran.
    void daily(const QString &name, const QList<QTime> &times, Task task);
    void start();
    void stop(); ///< after the running task
    /// Runs what is due now, in the caller's thread; what start() does again and again.
    void runDue();

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
};

}
