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

/// Only what was noted before the list is missed in it: another daemon may move contents meanwhile.
Result<FileStore::Compared> FileStore::compareMoved() const
{
    TANDEM_TRY(claimPlace());
    QHash<QString, QString> noted;
    eachContent(MovedContents::notesFolder(m_folder),
        [&](const QString &hash, const QFileInfo &) { noted.insert(hash, m_moved.copyOf(hash).name()); });
    QHash<QString, ContentStore::Content> there;
    TANDEM_TRY(
        m_moved.each([&there](const ContentStore::Content &content) { there.insert(content.copy.name(), content); }));
    Compared compared;
    for (const ContentStore::Content &content : std::as_const(there)) {
        const QString &hash = content.copy.hash;
        if (contains(hash) || m_quarantine.finding(hash)) {
            compared.spare += m_moved.copyOf(hash) == content.copy ? 0 : 1;
            continue;
        }
        TANDEM_ASSIGN(const bool isAdopted, m_moved.adopt(content));
        compared.found += isAdopted ? 1 : 0;
    }
    for (auto note = noted.cbegin(); note != noted.cend(); ++note) {
        const bool isStill = m_moved.contains(note.key()) && m_moved.copyOf(note.key()).name() == note.value();
        const auto copy = there.constFind(note.value());
        if (isStill && (copy == there.cend() || copy->size != m_moved.size(note.key())))
            ++compared.lost;
    }
    return compared;
}

}
