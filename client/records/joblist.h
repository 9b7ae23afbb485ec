// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/job.h"

#include <chrono>
#include <vector>

namespace tandem::client {

/// The long works of this workspace, those that run and those that ended lately. What is over within a second is never
/// shown: nobody wants to read of it. Lives in the interface's thread; see Records::jobs().
class JobList final : public QObject
{
    Q_OBJECT

public:
    static constexpr size_t mostEnded = 20;

    explicit JobList(QObject *parent = nullptr);

    /// A work begins. `worker` is given if it is of a window: if it goes away without a word, the job counts as
    /// cancelled.
    Job &start(Job::Text title, QObject *worker = nullptr);
    std::vector<Job *> shown() const; ///< the newest first
    void clearEnded();
    /// How long a job runs before it is shown; one second, if nobody says otherwise.
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }

signals:
    void shownChanged(); ///< which jobs are shown
    void progressed(); ///< something about one that is shown
    void ended(tandem::client::Job *job); ///< also one that was never shown; it lives until the signal is over

private:
    void showLong(Job *job);
    void settle(Job *job);
    void remove(Job *job);

    std::vector<Job *> m_jobs; ///< the oldest first
    std::chrono::milliseconds m_patience{1000};
};

}
