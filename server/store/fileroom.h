// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHash>
#include <QString>

#include <array>
#include <functional>
#include <mutex>

namespace tandem::server {

/// How much room attached files take, and whether one more may come. Several daemons may take files into one folder:
/// what lies there counts, whoever took it. Any thread.
class FileRoom
{
public:
    struct Limits
    {
        qint64 quota = 0; ///< bytes of all contents together; 0: as many as the disk has room for
        qint64 reserve = 0; ///< bytes of their disk that they leave free, so that the database can go on
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
