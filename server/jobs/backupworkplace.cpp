// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/backupworkplace.h"

#include "shared/base/processlock.h"

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

}

Workplace::Workplace(QString folder)
    : m_folder(std::move(folder))
    , m_lock(processLock(m_folder + lockSuffix))
{
}

Result<std::unique_ptr<Workplace>> Workplace::make(const QString &dataFolder, const QString &name)
{
    std::unique_ptr<Workplace> made(new Workplace(dataFolder + QLatin1Char('/') + prefix + name));
    const bool isOurs = made->m_lock->tryLock(0);
    if (isOurs)
        QDir(made->m_folder).removeRecursively(); // of one of this name that was killed
    if (!isOurs || !QDir().mkpath(made->m_folder))
        return Error{ErrorCode::Unavailable, QStringLiteral("cannotCreateFolder"), made->m_folder, {}, {}};
    return made;
}

Workplace::~Workplace()
{
    if (m_lock->isLocked())
        QDir(m_folder).removeRecursively();
}

QStringList Workplace::abandoned(const QString &dataFolder)
{
    QStringList paths;
    for (const QString &path : workplacesIn(dataFolder)) {
        const auto lock = processLock(path + lockSuffix);
        if (!isHeldByAnother(*lock) && QDir(path).exists())
            paths.append(path);
    }
    return paths;
}

void Workplace::removeAbandoned(const QString &dataFolder)
{
    for (const QString &path : workplacesIn(dataFolder)) {
        const auto lock = processLock(path + lockSuffix);
        if (!isHeldByAnother(*lock))
            QDir(path).removeRecursively();
    }
}

}
