// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QString>

#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <utility>

namespace tandem::server {

/// Whether the company takes changes: not while it is moved to another database, and never again once it is there. Who
/// moves it holds a lock (companymove); whoever wants to write looks whether it is still held, so that nobody has to
/// say that the move has ended. Any thread.
class WriteGate
{
public:
    explicit WriteGate(QString folder)
        : m_folder(std::move(folder))
    {
    }

    /// Held while something is written; close() waits for it.
    using Pass = std::shared_lock<std::shared_mutex>;
    /// Error: Unavailable ("companyBeingMoved", "companyMoved").
    Result<Pass> pass();

    /// As long as the move's lock is held. When it returns, nobody has a pass.
    void close();

private:
    const QString m_folder;
    std::shared_mutex m_mutex;
    std::mutex m_looking; ///< for m_closed: who looks has the lock for a moment, and is not to be taken for its owner
    std::atomic<bool> m_closed = false;
};

}
