// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/contentstore.h"
#include "shared/base/bytesize.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QMutex>

#include <array>
#include <functional>
#include <memory>

namespace tandem::server {

/// The place outside the folder of files, and where what is read from there lies meanwhile.
struct FarContents
{
    std::shared_ptr<ContentStore> store = {}; ///< null: there is none
    QString fetchedFolder = {}; ///< on a disk of this machine; it may be emptied at any time
    qint64 mostFetched = 1024 * MiB; ///< bytes that stay there
};

/// Contents of a folder of files whose bytes lie in a ContentStore. The folder has a note of each, moved/ab/cdef…, with
/// its size, as old as the content would be: so nobody has to ask over the network what is there. Any thread, also of
/// several daemons that share the folder.
class MovedContents
{
public:
    MovedContents(QString filesFolder, FarContents place);

    static QString notesFolder(const QString &filesFolder);
    static qint64 sizeIn(const QString &notePath); ///< of the content; 0 if it cannot be read

    bool hasPlace() const { return m_far.store != nullptr; }
    QString notePath(const QString &hash) const;
    bool contains(const QString &hash) const;
    qint64 size(const QString &hash) const { return sizeIn(notePath(hash)); }

    /// Puts the file there and removes it here. Error: as ContentStore, and of the disk.
    Result<void> move(const QString &hash, const QString &path) const;
    /// That the store has it: as young as if it had just come. Error: Unavailable.
    Result<void> note(const QString &hash, qint64 size) const;
    /// Reads the content into a file, and gives its path. What was read until `deadline` is kept for the next time.
    /// Error: Unavailable ("fileBeingFetched", and as ContentStore), NotFound ("file"), Corrupt ("damaged").
    Result<QString> fetch(const QString &hash, const QDeadlineTimer &deadline) const;
    QString fetchedPath(const QString &hash) const;
    bool isFetched(const QString &hash) const { return QFileInfo::exists(fetchedPath(hash)); }
    /// From the store, and then the note. Error: as ContentStore, and of the disk.
    Result<void> remove(const QString &hash) const;
    /// All that the store has. Error: as ContentStore.
    Result<void> each(const std::function<void(const ContentStore::Content &content)> &visit) const;

private:
    Result<void> readOn(const QString &hash, QFile &part, qint64 size, const QDeadlineTimer &deadline) const;
    Result<void> check(const QString &hash, const QString &partPath) const;
    void makeRoom() const;
    Error noPlace() const;

    const QString m_notes;
    const FarContents m_far;
    mutable std::array<QMutex, 16> m_fetching; ///< each for the contents whose hashes begin with one digit
};

}
