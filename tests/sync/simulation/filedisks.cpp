// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/filedisks.h"

#include <QFile>
#include <QRandomGenerator>

#include <algorithm>

namespace tandem::sim {

namespace {

/// The rest of a content as a file system leaves it that had the size on the disk, or not.
void loseRest(const QString &path, qint64 certain, QRandomGenerator &random)
{
    QFile file(path);
    const qint64 size = file.size();
    if (size <= certain)
        return;
    const qint64 kept = certain + random.bounded(int(size - certain));
    const bool isZeros = random.bounded(2) == 0;
    if (!file.resize(kept) || (isZeros && !file.resize(size)))
        qFatal("cannot truncate %s", qPrintable(path));
}

}

void FileDisks::forgetAll()
{
    m_disks.clear();
}

void FileDisks::setFull(const QString &folder, bool full)
{
    m_disks[folder].full = full;
}

void FileDisks::failDeed(const QString &folder, int nth)
{
    m_disks[folder].failIn = nth;
}

void FileDisks::repair(const QString &folder)
{
    const auto found = m_disks.find(folder);
    if (found == m_disks.end())
        return;
    found->second.full = false;
    found->second.failIn = 0;
}

void FileDisks::losePower(const QString &folder, const QString &copy, QRandomGenerator &random) const
{
    const auto found = m_disks.find(folder);
    if (found == m_disks.end())
        return;
    const QString below = copy + QLatin1Char('/');
    for (const auto &[name, certain] : found->second.certain)
        loseRest(below + name, certain, random);
    for (const auto &[name, former] : found->second.formerNames) {
        if (random.bounded(2) == 0)
            continue;
        if (former.isEmpty())
            QFile::remove(below + name);
        else
            QFile::rename(below + name, below + former);
    }
}

FileDisks::Disk *FileDisks::diskOf(QString &path)
{
    static const QString folderName = QStringLiteral("/files/");
    const qsizetype at = (path + QLatin1Char('/')).indexOf(folderName);
    if (at < 0)
        return nullptr;
    Disk &disk = m_disks[path.left(at + folderName.size() - 1)];
    path = path.mid(at + folderName.size());
    return &disk;
}

bool FileDisks::allows(Deed deed, const QString &path)
{
    QString name = path;
    Disk *disk = diskOf(name);
    if (!disk)
        return true;
    // Of what is replaced by the same content a power loss leaves one or the other.
    if (deed == Deed::Rename)
        disk->replaces = QFile::exists(path);
    const bool fails = disk->failIn > 0 && --disk->failIn == 0;
    return !fails && !(disk->full && deed == Deed::Write);
}

void FileDisks::written(const QString &path, qint64 sizeBefore)
{
    QString name = path;
    if (Disk *disk = diskOf(name)) {
        const auto [known, isNew] = disk->certain.try_emplace(name, sizeBefore);
        if (!isNew)
            known->second = std::min(known->second, sizeBefore);
    }
}

void FileDisks::flushed(const QString &path)
{
    QString name = path;
    Disk *disk = diskOf(name);
    if (!disk)
        return;
    disk->certain.erase(name);
    // If it is a folder; a file has none below it.
    std::erase_if(disk->formerNames, [&](const auto &entry) {
        const qsizetype slash = entry.first.lastIndexOf(QLatin1Char('/'));
        return entry.first.left(std::max<qsizetype>(0, slash)) == name;
    });
}

void FileDisks::renamed(const QString &from, const QString &to)
{
    QString former = from;
    QString name = to;
    Disk *disk = diskOf(name);
    if (!disk)
        return;
    diskOf(former);
    disk->certain.erase(name);
    if (const auto written = disk->certain.extract(former); !written.empty())
        disk->certain.emplace(name, written.mapped());
    if (!disk->replaces)
        disk->formerNames.insert_or_assign(name, former);
}

}
