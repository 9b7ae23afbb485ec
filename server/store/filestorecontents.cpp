// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/fileerrors.h"
#include "server/store/filestore.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QHash>
#include <QSet>

#include <utility>

namespace tandem::server {

namespace {

/// The files of a folder, not those of the folders in it.
Result<void> removeOlder(const QString &folder, const QDateTime &limit)
{
    QDirIterator files(folder, QDir::Files);
    while (files.hasNext()) {
        QFile file(files.next());
        if (QFileInfo(file).lastModified() < limit && !file.remove())
            return fileError(file);
    }
    return {};
}

}

void FileStore::eachContent(
    const QString &folder, const std::function<void(const QString &hash, const QFileInfo &file)> &visit)
{
    for (const QString &start : starts(folder))
        eachUnder(folder, start, visit);
}

void FileStore::eachUnder(const QString &folder, const QString &start,
    const std::function<void(const QString &hash, const QFileInfo &file)> &visit)
{
    QDirIterator files(folder + QLatin1Char('/') + start, QDir::Files);
    while (files.hasNext()) {
        const QFileInfo file(files.next());
        if (const QString hash = start + file.fileName(); isHash(hash))
            visit(hash, file);
    }
}

QStringList FileStore::starts(const QString &folder)
{
    return QDir(folder).entryList({QStringLiteral("??")}, QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
}

QStringList FileStore::all() const
{
    QSet<QString> hashes;
    const auto add = [&hashes](const QString &hash, const QFileInfo &) {
        hashes.insert(hash);
    };
    eachContent(m_folder, add);
    eachContent(MovedContents::notesFolder(m_folder), add);
    QStringList sorted = hashes.values();
    sorted.sort();
    return sorted;
}

QStringList FileStore::under(const QString &start) const
{
    QSet<QString> hashes;
    const auto add = [&hashes](const QString &hash, const QFileInfo &) {
        hashes.insert(hash);
    };
    eachUnder(m_folder, start, add);
    eachUnder(MovedContents::notesFolder(m_folder), start, add);
    return hashes.values();
}

QStringList FileStore::toMoveAway() const
{
    QStringList hashes;
    if (m_moved.hasPlace())
        eachContent(m_folder, [&hashes](const QString &hash, const QFileInfo &) { hashes.append(hash); });
    return hashes;
}

/// Only what was noted before the list is missed in it: another daemon may move contents meanwhile.
Result<FileStore::Compared> FileStore::compareMoved() const
{
    QSet<QString> noted;
    eachContent(
        MovedContents::notesFolder(m_folder), [&noted](const QString &hash, const QFileInfo &) { noted.insert(hash); });
    QHash<QString, qint64> there;
    TANDEM_TRY(
        m_moved.each([&there](const ContentStore::Content &content) { there.insert(content.hash, content.size); }));
    Compared compared;
    for (auto content = there.cbegin(); content != there.cend(); ++content) {
        if (contains(content.key()) || m_quarantine.finding(content.key()))
            continue;
        TANDEM_TRY(m_moved.note(content.key(), content.value()));
        ++compared.found;
    }
    for (const QString &hash : std::as_const(noted)) {
        if (m_moved.contains(hash) && there.value(hash, -1) != m_moved.size(hash))
            ++compared.lost;
    }
    return compared;
}

Result<void> FileStore::removeUnused(qint64 before, const std::function<bool(const QString &hash)> &used)
{
    const QDateTime limit = QDateTime::fromMSecsSinceEpoch(before);
    for (const QString &hash : all()) {
        if (!used(hash) && QFileInfo(placeOf(hash)).lastModified() < limit)
            TANDEM_TRY(remove(hash));
    }
    return removeOlder(incomingFolder() + QLatin1String("/sent"), limit);
}

Result<void> FileStore::dropStaleUploads(qint64 before)
{
    return removeOlder(incomingFolder(), QDateTime::fromMSecsSinceEpoch(before));
}

}
