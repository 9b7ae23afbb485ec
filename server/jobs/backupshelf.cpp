// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/backupshelf.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace tandem::server {

namespace {

/// A number for each week from Monday to Sunday, in the server's zone.
int weekOf(Timestamp at)
{
    int year = 0;
    const int week = QDateTime::fromMSecsSinceEpoch(at).date().weekNumber(&year);
    return year * 100 + week;
}

/// The manifest goes last: what was removed halfway is still known as our own.
Result<void> removeBackup(const QString &folder)
{
    const QString manifest = folder + QLatin1String("/manifest.json");
    bool removed = true;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        removed = (path == manifest || QFile::remove(path)) && removed;
    }
    if (!removed || !QFile::remove(manifest) || !QDir(folder).removeRecursively())
        return Error{ErrorCode::Unavailable, QStringLiteral("cannotRemove"), folder, {}, {}};
    return {};
}

}

QString BackupShelf::nameFor(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(at).toString(QStringLiteral("'tandem-'yyyyMMdd-HHmmss"));
}

Result<void> BackupShelf::check() const
{
    const QFileInfo folder(m_folder);
    if (!folder.isDir())
        return Error{ErrorCode::Unavailable, QStringLiteral("backupFolderMissing"), m_folder, {}, {}};
    if (!folder.isWritable())
        return Error{ErrorCode::Unavailable, QStringLiteral("backupFolderReadOnly"), m_folder, {}, {}};
    return {};
}

std::vector<backup::Summary> BackupShelf::own() const
{
    static const QRegularExpression pattern(QStringLiteral("^tandem-\\d{8}-\\d{6}$"));
    std::vector<backup::Summary> found;
    for (const QString &name : QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        if (!pattern.match(name).hasMatch())
            continue;
        const auto summary = backup::describe(path(name));
        if (summary && summary->origin == backup::Origin::Schedule && summary->generation == m_generation)
            found.push_back(*summary);
    }
    std::sort(found.begin(), found.end(),
        [](const backup::Summary &left, const backup::Summary &right) { return left.createdAt > right.createdAt; });
    return found;
}

Result<int> BackupShelf::prune(const Kept &kept, const QString &written) const
{
    int newest = 1; // the one that was just written
    QSet<int> weeks;
    int removed = 0;
    for (const backup::Summary &summary : own()) {
        if (summary.folder == QDir(written).absolutePath())
            continue;
        if (newest < kept.newest) {
            ++newest;
            continue;
        }
        const int week = weekOf(summary.createdAt);
        if (!weeks.contains(week) && weeks.size() < kept.weekly) {
            weeks.insert(week);
            continue;
        }
        TANDEM_TRY(removeBackup(summary.folder));
        ++removed;
    }
    return removed;
}

}
