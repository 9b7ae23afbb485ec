// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/contentstore.h"
#include "shared/base/bytesize.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QFileInfo>
#include <QMutex>
#include <QSet>
#include <QString>

#include <array>
#include <functional>
#include <memory>

namespace tandem::server {

/// The place outside the folder of files, and where what is read from there lies meanwhile.
struct FarContents
{
    std::shared_ptr<ContentStore> store = {}; ///< null: there is none
    QString fetchedFolder = {}; ///< on a disk of this machine, for one FileStore; it may be emptied at any time
    QByteArray company = {}; ///< whose contents they are
    qint64 mostFetched = 1024 * MiB; ///< bytes that stay there
};

/// Contents of a folder of files whose bytes lie in a ContentStore. The folder has a note of each, moved/ab/cdef…, with
/// the size and the token of its copy there, as old as the content would be: so nobody has to ask over the network what
/// is there. Any thread, also of several daemons that share the folder.
///
/// Of each copy there is one note at most, and it goes its way by renaming alone, so that of several who want it one
/// has it: coming/ (the copy is being put), ab/cdef… (it is there), taken/ (somebody looks whether it may go), gone/
/// (the copy is to be removed; from here none comes back). What a daemon that ended has left in between, finish() ends.
class MovedContents
{
public:
    MovedContents(QString filesFolder, FarContents place);

    static QString notesFolder(const QString &filesFolder);
    static qint64 sizeIn(const QString &notePath) { return noteAt(notePath, {}).size; } ///< 0 if it cannot be read

    bool hasPlace() const { return m_far.store != nullptr; }
    QString notePath(const QString &hash) const;
    bool contains(const QString &hash) const;
    qint64 size(const QString &hash) const { return sizeIn(notePath(hash)); }
    /// What its note says; without one, or if it cannot be read, a copy of no token and no size.
    ContentStore::Content noteOf(const QString &hash) const { return noteAt(notePath(hash), hash); }
    /// Names of copies whose notes are not where contents are found: being put, looked at, or to be removed.
    QSet<QString> onTheirWay() const;

    /// That the place is this company's. Error: as ContentStore::claim() says.
    Result<void> claim() const;
    /// Puts a copy of the file there and notes it, unless there is one. Error: as ContentStore, and of the disk.
    Result<void> put(const QString &hash, const QString &path) const;
    /// A copy of which there is no note: it gets one, as young as if it had just come. False: it is not there, or
    /// somebody has a note of it after all. `onTheirWay`: as it was some time after the copy was seen in the store.
    /// Error: as ContentStore, and of the disk.
    Result<bool> adopt(const ContentStore::Content &content, const QSet<QString> &onTheirWay) const;
    /// Reads the content into a file, and gives its path. What was read until `deadline` is kept for the next time.
    /// Error: Unavailable ("fileBeingFetched", and as ContentStore), NotFound ("file"), Corrupt ("damaged").
    Result<QString> fetch(const QString &hash, const QDeadlineTimer &deadline) const;
    QString fetchedPath(const QString &hash) const;
    bool isFetched(const QString &hash) const { return QFileInfo::exists(fetchedPath(hash)); }
    void forget(const QString &hash) const; ///< what was fetched

    /// Nobody finds the content here any more, until putBack(). Gives the note's path; empty: there was none.
    QString take(const QString &hash) const;
    Result<void> putBack(const QString &taken) const; ///< Error: of the disk
    /// Its copy is to be removed; nothing to do if somebody has put it back. Error: of the disk.
    Result<void> letGo(const QString &taken) const;
    Result<void> remove(const QString &hash) const { return letGo(take(hash)); }
    /// What others began and have not ended: goes back where it was.
    Result<void> putBackTaken() const;
    /// Removes some of the copies that are to go, and what is left of puts that never ended. Error: as ContentStore.
    Result<void> finish() const;
    /// All that the store has. Error: as ContentStore.
    Result<void> each(const std::function<void(const ContentStore::Content &content)> &visit) const;

private:
    static ContentStore::Content noteAt(const QString &path, const QString &hash);
    QString pathIn(const char *stage, const QString &name) const;
    QFileInfoList notesIn(const char *stage) const;
    bool isIn(const char *stage, const ContentCopy &copy) const;
    Result<void> writeComing(const ContentStore::Content &content, const QString &path) const;
    Result<void> giveUp(const QString &noteName) const;
    Result<void> settle(const ContentCopy &copy) const;
    Result<void> syncNotes(const QString &hash) const;
    void endStalePuts() const;
    Result<void> readOn(const ContentStore::Content &content, QFile &part, const QDeadlineTimer &deadline) const;
    Result<void> check(const QString &hash, const QString &partPath) const;
    void makeRoom() const;
    Error noPlace() const;

    const QString m_notes;
    const FarContents m_far;
    mutable std::array<QMutex, 16> m_fetching; ///< each for the contents whose hashes begin with one digit
};

}
