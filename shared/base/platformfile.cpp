// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/platformfile.h"

#include <QFile>

#ifdef Q_OS_WIN
#include <io.h>
#else
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

/// NTFS keeps names in its journal, and opens no folder for it.
Result<void> syncFolderToDisk(const QString &)
{
    return {};
}

#else

Result<void> syncFolderToDisk(const QString &folder)
{
    const int handle = open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = handle >= 0 && fsync(handle) == 0;
    if (handle >= 0)
        close(handle);
    return synced ? Result<void>() : Result<void>(Error::unavailable(QStringLiteral("diskError"), folder));
}

#endif

}
