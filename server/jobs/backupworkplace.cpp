// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/backupworkplace.h"

#include <QDir>

namespace tandem::server::backup {

namespace {

const QString prefix = QStringLiteral("backing-up-");
const QString lockSuffix = QStringLiteral(".lock");

/// Also of those of which only the lock is left.
QStringList workplacesIn(const QString &dataFolder)
{
    const QDir folder(dataFolder);
    QStringList paths;
    for (QString name :
        folder.entryList({prefix + QLatin1Char('*')}, QDir::Dirs | QDir::Files | QDir::NoDotAndDotDot, QDir::Name)) {
        if (name.endsWith(lockSuffix))
            name.chop(lockSuffix.size());
        if (const QString path = folder.filePath(name); !paths.contains(path))
            paths.append(path);
    }
    return paths;
}

/// A lock that cannot be made, as on a disk that is only read, is not somebody's.
bool isHeld(QLockFile &lock)
{
    // Never by age, only when the process that holds it is gone.
    lock.setStaleLockTime(0);
    return !lock.tryLock(0) && lock.error() == QLockFile::LockFailedError;
}

}

Workplace::Workplace(QString folder)
    : m_folder(std::move(folder))
    , m_lock(m_folder + lockSuffix)
{
}

Result<std::unique_ptr<Workplace>> Workplace::make(const QString &dataFolder, const QString &name)
{
    std::unique_ptr<Workplace> made(new Workplace(dataFolder + QLatin1Char('/') + prefix + name));
    made->m_lock.setStaleLockTime(0);
    const bool isOurs = made->m_lock.tryLock(0);
    if (isOurs)
        QDir(made->m_folder).removeRecursively(); // of one of this name that was killed
    if (!isOurs || !QDir().mkpath(made->m_folder))
        return Error{ErrorCode::Unavailable, QStringLiteral("cannotCreateFolder"), made->m_folder, {}, {}};
    return made;
}

Workplace::~Workplace()
{
    if (m_lock.isLocked())
        QDir(m_folder).removeRecursively();
}

QStringList Workplace::abandoned(const QString &dataFolder)
{
    QStringList paths;
    for (const QString &path : workplacesIn(dataFolder)) {
        QLockFile lock(path + lockSuffix);
        if (!isHeld(lock) && QDir(path).exists())
            paths.append(path);
    }
    return paths;
}

void Workplace::removeAbandoned(const QString &dataFolder)
{
    for (const QString &path : workplacesIn(dataFolder)) {
        QLockFile lock(path + lockSuffix);
        if (!isHeld(lock))
            QDir(path).removeRecursively();
    }
}

}
