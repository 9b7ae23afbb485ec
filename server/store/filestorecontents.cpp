// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/filestore.h"

#include <QDir>
#include <QDirIterator>
#include <QHash>
#include <QSet>

#include <utility>

namespace tandem::server {

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

/// Only what was noted before the list is missed in it: another daemon may move contents meanwhile. What is on its way
/// is looked at behind the list: a copy has its note before it can be in there.
Result<FileStore::Compared> FileStore::compareMoved() const
{
    TANDEM_TRY(claimPlace());
    QHash<QString, ContentStore::Content> noted;
    eachContent(MovedContents::notesFolder(m_folder),
        [&](const QString &hash, const QFileInfo &) { noted.insert(hash, m_moved.noteOf(hash)); });
    QHash<QString, ContentStore::Content> there;
    TANDEM_TRY(
        m_moved.each([&there](const ContentStore::Content &content) { there.insert(content.copy.name(), content); }));
    const QSet<QString> onTheirWay = m_moved.onTheirWay();
    Compared compared;
    for (const ContentStore::Content &content : std::as_const(there)) {
        const QString &hash = content.copy.hash;
        if (noted.value(hash).copy == content.copy)
            continue;
        if (contains(hash) || m_quarantine.finding(hash)) {
            compared.spare += m_moved.noteOf(hash).copy == content.copy ? 0 : 1;
            continue;
        }
        TANDEM_ASSIGN(const bool isAdopted, m_moved.adopt(content, onTheirWay));
        compared.found += isAdopted ? 1 : 0;
    }
    for (const ContentStore::Content &note : std::as_const(noted)) {
        const auto copy = there.constFind(note.copy.name());
        if (copy != there.cend() && copy->size == note.size)
            continue;
        const QString &hash = note.copy.hash;
        const bool isStill = m_moved.contains(hash) && m_moved.noteOf(hash).copy == note.copy;
        compared.lost += isStill ? 1 : 0;
    }
    return compared;
}

}
