// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/folder.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace tandem::sim {

std::unique_ptr<QTemporaryDir> scratchFolder()
{
    const QDir memory(QStringLiteral("/dev/shm"));
    const QString place = memory.exists() && QFileInfo(memory.path()).isWritable() ? memory.path() : QDir::tempPath();
    return std::make_unique<QTemporaryDir>(place + QStringLiteral("/tandem-simulation-XXXXXX"));
}

std::unique_ptr<QTemporaryDir> copyOfFolder(const QString &folder)
{
    auto copies = scratchFolder();
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (path.endsWith(QLatin1String("-shm")) || path.endsWith(QLatin1String(".lock")))
            continue;
        const QString copy = copies->path() + path.sliced(folder.size());
        QDir().mkpath(QFileInfo(copy).path());
        if (!QFile::copy(path, copy))
            qFatal("cannot copy %s", qPrintable(path));
    }
    return copies;
}

void loseTail(const QString &path, double part)
{
    QFile file(path);
    if (file.exists() && !file.resize(qint64(double(file.size()) * (1.0 - part))))
        qFatal("cannot truncate %s", qPrintable(path));
}

}
