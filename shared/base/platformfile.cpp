// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/platformfile.h"

#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>
#endif

namespace tandem {

Result<void> syncToDisk(QFileDevice &file)
{
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
        return Error::unavailable(QStringLiteral("diskError"), file.fileName());
    return {};
}

#ifdef Q_OS_WIN

Result<void> syncPathToDisk(const QString &path)
{
    // NTFS keeps names in its journal, and opens no folder for it.
    if (QFileInfo(path).isDir())
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return Error::unavailable(QStringLiteral("diskError"), path);
    return syncToDisk(file);
}

#else

Result<void> syncPathToDisk(const QString &path)
{
    const int handle = open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    // Some network file systems know no such thing for a folder.
    const bool synced = handle >= 0 && (fsync(handle) == 0 || errno == EINVAL || errno == ENOTSUP);
    if (handle >= 0)
        close(handle);
    return synced ? Result<void>() : Result<void>(Error::unavailable(QStringLiteral("diskError"), path));
}

#endif

}
