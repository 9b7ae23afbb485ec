// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/platformfile.h"

#include "shared/base/filewatch.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>
#endif

namespace tandem {

namespace {

Error diskError(const QString &path)
{
    return Error::unavailable(QStringLiteral("diskError"), path);
}

void noteFlush(const QString &path)
{
    if (FileWatch *watch = fileWatch())
        watch->flushed(path);
}

}

bool writeAll(QFileDevice &file, QByteArrayView bytes)
{
    if (!fileWatchAllows(FileWatch::Deed::Write, file.fileName()))
        return false;
    // What is saved has its name only when all of it is on the disk.
    FileWatch *watch = qobject_cast<QSaveFile *>(&file) ? nullptr : fileWatch();
    if (watch)
        watch->written(file.fileName(), file.size());
    return bytes.isEmpty() || file.write(bytes.data(), bytes.size()) == bytes.size();
}

bool renameFile(const QString &from, const QString &to)
{
    if (!fileWatchAllows(FileWatch::Deed::Rename, to) || !QFile::rename(from, to))
        return false;
    if (FileWatch *watch = fileWatch())
        watch->renamed(from, to);
    return true;
}

Result<void> syncToDisk(QFileDevice &file)
{
    if (!fileWatchAllows(FileWatch::Deed::Flush, file.fileName()))
        return diskError(file.fileName());
    if (!file.flush()) {
        const bool full = file.error() == QFileDevice::ResourceError;
        return Error::unavailable(full ? QStringLiteral("diskFull") : QStringLiteral("diskError"), file.errorString());
    }
#ifdef Q_OS_WIN
    const int failed = _commit(file.handle());
#else
    const int failed = fsync(file.handle());
#endif
    if (failed)
        return diskError(file.fileName());
    noteFlush(file.fileName());
    return {};
}

#ifdef Q_OS_WIN

Result<void> syncPathToDisk(const QString &path)
{
    // NTFS keeps names in its journal, and opens no folder for it.
    if (QFileInfo(path).isDir()) {
        noteFlush(path);
        return {};
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return diskError(path);
    return syncToDisk(file);
}

#else

Result<void> syncPathToDisk(const QString &path)
{
    if (!fileWatchAllows(FileWatch::Deed::Flush, path))
        return diskError(path);
    const int handle = open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    // Some network file systems know no such thing for a folder.
    const bool synced = handle >= 0 && (fsync(handle) == 0 || errno == EINVAL || errno == ENOTSUP);
    if (handle >= 0)
        close(handle);
    if (!synced)
        return diskError(path);
    noteFlush(path);
    return {};
}

#endif

}
