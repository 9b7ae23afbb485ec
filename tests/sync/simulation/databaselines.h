// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/postgresql/linewatch.h"

#include <map>
#include <mutex>

namespace tandem::sim {

/// The lines between a simulated server and its PostgreSQL, which break as disks fail under a file. The URL of a
/// database stands for all of them that lead to it.
///
/// One of them in a process. Faults are set in one thread and met in any.
class DatabaseLines final : public LineWatch
{
public:
    DatabaseLines() { watchLines(this); }
    ~DatabaseLines() override { watchLines(nullptr); }
    DatabaseLines(const DatabaseLines &) = delete;
    DatabaseLines &operator=(const DatabaseLines &) = delete;

    void setReachable(const QString &url, bool reachable); ///< for whoever may write
    /// The line of whoever may write breaks before his `nth` statement from now on.
    void breakAtStatement(const QString &url, int nth);
    /// The line breaks at the `nth` commit from now on: before it arrives, or its answer is lost. A commit that has
    /// arrived happens, whether anybody waits for it or not, so that there is no third case.
    struct CommitFault
    {
        int nth = 0; ///< 0: none
        Fate fate = Fate::Lost;
        bool endsProcess = false; ///< who writes reaches nobody any more: see takeEnd()
    };
    void breakAtCommit(const QString &url, const CommitFault &fault);
    bool takeEnd(const QString &url); ///< a commit that ends the process has come; once
    /// All lines break, and nothing arrives until repair(): the process has ended.
    void hangUp(const QString &url);
    void repair(const QString &url); ///< nothing is planned for it any more

    Fate fateOf(const QByteArray &sql, const DatabaseAddress &address) override;
    bool connects(const DatabaseAddress &address) override;

private:
    struct Lines
    {
        bool isHungUp = false;
        bool isReachable = true;
        bool hasEnded = false;
        int breakIn = 0; ///< statements until one breaks the line; 0: none does
        CommitFault commit;

        bool areOpenTo(const DatabaseAddress &address) const;
    };

    std::mutex m_mutex;
    std::map<QString, Lines> m_lines;
};

}
