// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/filestore.h"

#include <QMutex>
#include <QThread>
#include <QThreadPool>
#include <QWaitCondition>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace tandem::server {

/// Brings the bytes of attached files to the place outside their folder, and back when somebody asks for them, on
/// threads of its own. While that place cannot be reached, what comes stays in the folder and is handed out from there.
class ContentMover
{
public:
    using Fetched = Result<std::unique_ptr<QFile>>;
    using Done = std::function<void(const Fetched &file)>;

    explicit ContentMover(FileStore &files);
    ~ContentMover(); ///< stops

    /// Looks for what is to be moved, and to be removed there, now and every half minute, and once a day whether all is
    /// there.
    void start();
    void stop(); ///< waits for what runs, which the store's own stop() ends early

    /// `done` is called on a thread of the mover's. Error: as FileStore::open().
    void fetch(const QString &hash, Done done);
    /// Why the place is not used now; asked again each half minute. Any thread.
    std::optional<Error> trouble() const;

private:
    void run();
    Result<void> moveAll();
    void compare();
    void note(const Result<void> &result);

    FileStore &m_files;
    QThreadPool m_fetches;
    std::unique_ptr<QThread> m_thread;
    QDeadlineTimer m_nextCompare; ///< of the thread alone
    mutable QMutex m_mutex; ///< of what follows
    QWaitCondition m_changed;
    std::optional<Error> m_trouble;
    std::atomic<bool> m_stopping = false;
};

}
