// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHash>
#include <QLockFile>
#include <QString>

#include <array>
#include <functional>
#include <memory>
#include <mutex>

namespace tandem::server {

/// How much room attached files take, and whether one more may come. Several daemons may take files into one folder:
/// what lies there counts, whoever took it. Any thread.
/// The quota is never exceeded: who begins an upload has his turn, among threads and daemons, from the last check until
/// its room is booked. In a folder of several machines this holds as far as each of them sees at once what another one
/// did there (over NFS: actimeo=0), and as their clocks agree to half a minute. The reserve has no turns: daemons that
/// let uploads begin in the same moment may count on the same free bytes.
class FileRoom
{
public:
    struct Limits
    {
        qint64 quota = 0; ///< bytes of all contents together; 0: as many as the disk has room for
        qint64 reserve = 0; ///< bytes of their disk that they leave free, so that the database can go on
        int longestWait = 3'000; ///< milliseconds for a turn
    };
    struct Figures
    {
        qint64 used = 0; ///< bytes of all contents
        qint64 free = 0; ///< bytes of their disk; -1: the system does not say
        Limits limits;
    };
    /// Uploads that were begun: they have their room already.
    struct Underway
    {
        qint64 total = 0; ///< bytes when all of it has come
        qint64 arrived = 0;
    };

    FileRoom(QString folder, Limits limits);

    /// Whether a content of so many bytes may come, too. Error: TooLarge ("filesQuotaFull", "diskReserved").
    Result<void> check(qint64 bytes, const Underway &underway);
    /// Nobody else has a turn until the lock goes; null: without a quota nobody needs one. Short: after half a minute
    /// it counts as abandoned. Of one daemon one thread at a time. Error: Unavailable ("busy", "diskFull",
    /// "diskReadOnly", "diskError").
    Result<std::unique_ptr<QLockFile>> takeTurn() const;
    static QString turnPath(const QString &folder); ///< of the lock
    Figures figures();

    /// Bytes of the contents that lie there now. Looks at every file.
    static qint64 count(const QString &folder);
    /// Of the disk that has the folder, or will have it; -1: the system does not say.
    static qint64 freeBytes(const QString &folder);

private:
    /// One of the folders below, as it was when it was last looked at.
    struct Shelf
    {
        QDateTime changedAt;
        bool isSettled = false; ///< whatever comes or goes from now on gives it another time
        qint64 bytes = 0;
    };

    /// A folder with a file for each content, and what it says of the content's size.
    struct Sizes
    {
        QString folder;
        std::function<qint64(const QFileInfo &file)> sizeOf;
    };

    qint64 used();
    static std::array<Sizes, 2> sizesIn(const QString &folder); ///< of those that are there, and of those elsewhere
    static void look(const Sizes &sizes, const QString &start, Shelf &shelf);

    const QString m_folder;
    const Limits m_limits;
    std::mutex m_mutex; ///< of what follows
    QHash<QString, Shelf> m_shelves; ///< by their paths
};

}
