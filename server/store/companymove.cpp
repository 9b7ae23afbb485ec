// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/companymove.h"

#include "shared/base/platformfile.h"
#include "shared/base/processlock.h"
#include "shared/base/savefileerror.h"

#include <QFile>

namespace tandem::server::companymove {

namespace {

/// A daemon that looks whether the lock is held has it for a moment itself.
constexpr int patienceMilliseconds = 5000;

std::unique_ptr<QLockFile> lockOf(const QString &folder)
{
    return processLock(folder + QLatin1String("/moving.lock"));
}

QString markPath(const QString &folder)
{
    return folder + QLatin1String("/moved.txt");
}

/// With the lock, or after it was free: whoever had it has left the mark before he gave it back.
Result<void> checkMark(const QString &folder)
{
    return QFile::exists(markPath(folder)) ? Result<void>(Error::unavailable(QStringLiteral("companyMoved")))
                                           : Result<void>();
}

}

Result<std::unique_ptr<QLockFile>> begin(const QString &folder)
{
    std::unique_ptr<QLockFile> lock = lockOf(folder);
    if (!lock->tryLock(patienceMilliseconds)) {
        if (lock->error() == QLockFile::LockFailedError)
            return Error::unavailable(QStringLiteral("companyBeingMoved"));
        return Error{
            ErrorCode::Unavailable, QStringLiteral("diskReadOnly"), folder, {}, QStringLiteral("no lock file")};
    }
    TANDEM_TRY(checkMark(folder));
    return lock;
}

Result<void> end(const QString &folder)
{
    TANDEM_TRY(saveFile(markPath(folder),
        "The company of this folder was moved to another database by tandemctl migrate.\n"
        "As long as this file is here, no daemon works on the old one, tandem.db.\n"));
    return syncPathToDisk(folder);
}

Result<void> check(const QString &folder)
{
    const std::unique_ptr<QLockFile> lock = lockOf(folder);
    if (isHeldByAnother(*lock))
        return Error::unavailable(QStringLiteral("companyBeingMoved"));
    return checkMark(folder);
}

}
