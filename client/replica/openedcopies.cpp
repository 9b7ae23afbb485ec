// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/openedcopies.h"

#include "client/replica/filecache.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace tandem::client {

namespace {

/// As a name of a file on every system.
QString safeFileName(const QString &name)
{
    QString safe = QFileInfo(name).fileName();
    for (QChar &character : safe) {
        if (character < u' ' || QStringLiteral("<>:\"/\\|?*").contains(character))
            character = u'_';
    }
    while (safe.startsWith(u'.'))
        safe.remove(0, 1);
    return safe.isEmpty() ? QStringLiteral("file") : safe.right(120);
}

/// The folder of a content's copies; short, since some systems limit the length of a path.
QString contentName(const QByteArray &sha256)
{
    return QString::fromLatin1(sha256.toHex().left(16));
}

bool isUnedited(const QString &path, const QString &content)
{
    const Result<QByteArray> hash = FileCache::hashOf(path);
    return hash.ok() && contentName(*hash) == content;
}

}

Result<OpenedFile> OpenedCopies::open(const CachedFile &file, const QString &name) const
{
    const QString folder = folderOf(file.file) + QLatin1Char('/') + contentName(file.sha256);
    const QString path = folder + QLatin1Char('/') + safeFileName(name);
    if (QFile::exists(path)) {
        const bool sameSize = QFileInfo(path).size() == file.size;
        return OpenedFile{path, !sameSize || !isUnedited(path, contentName(file.sha256))};
    }
    if (!QDir().mkpath(folder) || !QFile::copy(file.path, path))
        return Error::unavailable(QStringLiteral("cannotWrite"), path);
    return OpenedFile{path, false};
}

void OpenedCopies::forget(const RecordId &file) const
{
    const QDir folder(folderOf(file));
    const QStringList contents = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &content : contents) {
        const QDir copies(folder.filePath(content));
        const QStringList names = copies.entryList(QDir::Files | QDir::Hidden);
        for (const QString &name : names) {
            if (isUnedited(copies.filePath(name), content))
                QFile::remove(copies.filePath(name));
        }
        copies.rmdir(copies.path()); // stays if something edited is in it
    }
    folder.rmdir(folder.path());
}

}
