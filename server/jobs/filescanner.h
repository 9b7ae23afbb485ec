// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/jobs/clamd.h"
#include "server/jobs/rescanround.h"
#include "server/records/pipeline.h"
#include "server/store/filestore.h"

#include <QMutex>
#include <QSet>
#include <QThread>
#include <QThreadPool>
#include <QWaitCondition>

#include <functional>
#include <memory>

namespace tandem::server {

/// Has attached files looked at by a virus scanner before anybody gets them, on threads of its own. What it finds is
/// locked away, stands in the audit trail, and is told to the administrators and to who has sent it. While the scanner
/// cannot be reached, contents wait, or are refused. What was there before it is looked at later, some at a time, and
/// is handed out meanwhile; so is what it looked at long ago.
class FileScanner
{
public:
    struct Parts
    {
        Pipeline &pipeline;
        const Store &store;
        FileStore &files; ///< that marks what comes as unchecked
        const Clock &clock;
        clamd::Address address;
        bool refusesUnchecked = false; ///< instead of letting contents wait
        int againDays = 0; ///< after how many days a content is looked at again; 0: never
    };
    using Done = std::function<void(const Result<void> &verdict)>;

    explicit FileScanner(const Parts &parts);
    ~FileScanner(); ///< stops

    void start(); ///< what waits is looked at, now and every half minute, and behind it what came before
    void stop(); ///< ends what runs; what has no verdict yet waits for the next start

    /// Looks at a content that has just come. `done` is called on a thread of the scanner's; ok means that it may be
    /// named: nothing was found, or it waits for the scanner. Error: Invalid ("fileInfected"), Conflict
    /// ("scannerUnreachable": refused, and the content is gone unless a record names it, for which it waits).
    void check(const QString &hash, const RecordId &uploader, Done done);

    /// For metrics: how many contents are handed out that it has still to look at, or once more. Any thread.
    qint64 leftToRescan() const { return m_round.left(); }

private:
    enum class Occasion { Upload, Later, Again };

    void run();
    void lookAtWaiting();
    void lookAgain();
    void tellUntold() const;
    Result<void> judge(const Quarantine::Waiting &content, Occasion occasion, const QDeadlineTimer &deadline);
    Result<void> scan(const Quarantine::Waiting &content, Occasion occasion, const QDeadlineTimer &deadline);
    Result<void> refuse(const QString &hash, const Error &error);
    void report(const Quarantine::Untold &found, Occasion occasion) const;
    Result<void> record(const Quarantine::Untold &found) const;
    Result<void> notify(const Quarantine::Untold &found, Occasion occasion) const;
    QString namesOf(const QString &hash) const;
    bool claim(const QString &hash);
    void unclaim(const QString &hash);

    const Parts m_parts;
    RescanRound m_round;
    QThreadPool m_uploads;
    std::unique_ptr<QThread> m_later;
    QMutex m_mutex; ///< of what follows
    QWaitCondition m_changed;
    QSet<QString> m_underway; ///< contents that are being looked at
    std::atomic<bool> m_stopping = false;
};

}
