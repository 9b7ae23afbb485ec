// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/processlock.h"

namespace tandem {

std::unique_ptr<QLockFile> processLock(const QString &path)
{
    auto lock = std::make_unique<QLockFile>(path);
    lock->setStaleLockTime(0);
    return lock;
}

bool isHeldByAnother(QLockFile &lock)
{
    return !lock.tryLock(0) && lock.error() == QLockFile::LockFailedError;
}

}
