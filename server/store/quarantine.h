// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/recordid.h"
#include "shared/base/result.h"

#include <QDateTime>
#include <QStringList>

#include <optional>
#include <vector>

namespace tandem::server {

/// Which contents the virus scanner has still to look at, and those in which it found something: marks and files below
/// incoming/, where no backup and no download looks. Any thread, also of several daemons that share the folder.
class Quarantine
{
public:
    /// A content that waits for the scanner.
    struct Waiting
    {
        QString hash;
        RecordId uploader; ///< null: the server itself
    };

    explicit Quarantine(const QString &incomingFolder);

    /// Before the content can be found, so that it is never there without the mark. Error: Unavailable.
    Result<void> await(const QString &hash, const RecordId &uploader) const;
    bool isWaiting(const QString &hash) const;
    std::vector<Waiting> waiting() const;
    qint64 waitingCount() const; ///< without a look into each mark
    /// It need not be looked at, since it went or is refused. Error: Unavailable.
    Result<void> release(const QString &hash) const;
    /// Nothing was found, which is noted if possible. Error: Unavailable.
    Result<void> pass(const QString &hash) const;
    /// Whether the scanner has found nothing in it since then.
    bool wasChecked(const QString &hash, const QDateTime &since) const;
    /// Of a content that went: another one of its hash has to be looked at anew.
    void forgetChecked(const QString &hash) const;
    /// Of a content that is not there: it went, as nobody named it. A mark that is young stays, since its content is
    /// about to come. Error: Unavailable.
    Result<void> releaseAbandoned(const QString &hash) const;
    /// A finding of which not everybody has been told yet.
    struct Untold
    {
        QString hash;
        RecordId uploader; ///< null: the server itself, or nobody knows any more
        QString finding;
        bool isRecorded = false; ///< in the audit trail
    };

    /// Moves the content away from where it is served, for an administrator to look at. Until noteTold() the finding
    /// counts as untold, whatever happens. Error: Unavailable.
    Result<void> lockAway(
        const QString &hash, const QString &contentPath, const QString &finding, const RecordId &uploader) const;
    /// Those that somebody began to tell of so long ago that he must have ended meanwhile.
    std::vector<Untold> untold() const;
    /// The audit trail has it. Error: Unavailable.
    Result<void> noteRecorded(const Untold &found) const;
    /// Error: Unavailable.
    Result<void> noteTold(const QString &hash) const;
    /// The scanner's word on a content that was locked away.
    std::optional<QString> finding(const QString &hash) const;

    /// Of a content with a finding: Invalid ("fileInfected").
    static Error infected(const QString &finding);

private:
    QStringList hashesWaiting() const; ///< the oldest mark first
    QString markOf(const QString &hash) const { return m_waitingFolder + QLatin1Char('/') + hash; }
    QString placeOf(const QString &hash) const { return m_infectedFolder + QLatin1Char('/') + hash; }
    QString wordOf(const QString &hash) const { return placeOf(hash) + QLatin1String(".finding"); }
    QString untoldOf(const QString &hash) const { return placeOf(hash) + untoldSuffix; }
    QString checkedOf(const QString &hash) const { return m_checkedFolder + QLatin1Char('/') + hash; }

    static constexpr QLatin1String untoldSuffix = QLatin1String(".untold");

    QString m_waitingFolder;
    QString m_checkedFolder;
    QString m_infectedFolder;
};

}
