// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/folder.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace tandem::sim {

void copyFolder(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (path.endsWith(QLatin1String("-shm")) || path.endsWith(QLatin1String(".lock")))
            continue;
        const QString copy = to + path.sliced(from.size());
        QDir().mkpath(QFileInfo(copy).path());
        if (!QFile::copy(path, copy))
            qFatal("cannot copy %s", qPrintable(path));
    }
}

QString scratchTemplate()
{
    const QDir memory(QStringLiteral("/dev/shm"));
    const QString place = memory.exists() && QFileInfo(memory.path()).isWritable() ? memory.path() : QDir::tempPath();
    return place + QStringLiteral("/tandem-simulation-XXXXXX");
}

void loseTail(const QString &path, double part)
{
    QFile file(path);
    if (file.exists() && !file.resize(qint64(double(file.size()) * (1.0 - part))))
        qFatal("cannot truncate %s", qPrintable(path));
}

}
