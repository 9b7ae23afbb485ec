// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/fileerrors.h"
#include "server/store/filestore.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>

namespace tandem::server {

namespace {

/// The files of a folder, not those of the folders in it.
Result<void> removeOlder(const QString &folder, const QDateTime &limit)
{
    QDirIterator files(folder, QDir::Files);
    while (files.hasNext()) {
        QFile file(files.next());
        if (QFileInfo(file).lastModified() < limit && !file.remove())
            return fileError(file);
    }
    return {};
}

}

void FileStore::eachContent(
    const QString &folder, const std::function<void(const QString &hash, const QFileInfo &file)> &visit)
{
    for (const QString &start : starts(folder))
        eachUnder(folder, start, visit);
}

void FileStore::eachUnder(const QString &folder, const QString &start,
    const std::function<void(const QString &hash, const QFileInfo &file)> &visit)
{
    QDirIterator files(folder + QLatin1Char('/') + start, QDir::Files);
    while (files.hasNext()) {
        const QFileInfo file(files.next());
        if (const QString hash = start + file.fileName(); isHash(hash))
            visit(hash, file);
    }
}

QStringList FileStore::starts(const QString &folder)
{
    return QDir(folder).entryList({QStringLiteral("??")}, QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
}

QStringList FileStore::all() const
{
    QStringList hashes;
    eachContent(m_folder, [&hashes](const QString &hash, const QFileInfo &) { hashes.append(hash); });
    hashes.sort();
    return hashes;
}

QStringList FileStore::under(const QString &start) const
{
    QStringList hashes;
    eachUnder(m_folder, start, [&hashes](const QString &hash, const QFileInfo &) { hashes.append(hash); });
    return hashes;
}

Result<void> FileStore::removeUnused(qint64 before, const std::function<bool(const QString &hash)> &used)
{
    const QDateTime limit = QDateTime::fromMSecsSinceEpoch(before);
    for (const QString &hash : all()) {
        if (!used(hash) && QFileInfo(path(hash)).lastModified() < limit)
            TANDEM_TRY(remove(hash));
    }
    return removeOlder(incomingFolder() + QLatin1String("/sent"), limit);
}

Result<void> FileStore::dropStaleUploads(qint64 before)
{
    return removeOlder(incomingFolder(), QDateTime::fromMSecsSinceEpoch(before));
}

}
