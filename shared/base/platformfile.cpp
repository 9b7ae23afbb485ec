// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/platformfile.h"

#include <QFileDevice>

#ifdef Q_OS_WIN
#include <io.h>
#else
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

}
