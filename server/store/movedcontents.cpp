// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/movedcontents.h"

#include "server/store/fileage.h"
#include "server/store/fileerrors.h"
#include "shared/base/hashpath.h"
#include "shared/base/platformfile.h"
#include "shared/base/recordid.h"

#include <QByteArrayList>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QScopeGuard>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace tandem::server {

namespace {

constexpr qint64 pieceBytes = 8 * MiB;
constexpr qint64 longestNote = 80;
constexpr qint64 inUse = 15 * 60; ///< seconds after the last time somebody asked for it
constexpr qsizetype mostRemovals = 500; ///< at once: what comes is to be moved meanwhile
constexpr qint64 longestPut = 24 * 60 * 60; ///< seconds; who takes longer begins anew

// Folders of notes, in the order in which a note goes through them; behind the first one it lies where the content is
// found.
constexpr char coming[] = "coming";
constexpr char taken[] = "taken";
constexpr char gone[] = "gone";

/// How the note in coming/ of a copy ends that was there before it: such a note may be dropped, and never the copy.
constexpr QLatin1String foundThere(".found");

/// A note of one of these folders: its name begins with that of the copy.
std::optional<ContentCopy> copyNamedBy(const QFileInfo &note)
{
    return ContentCopy::fromName(note.fileName().section(QLatin1Char('.'), 0, 0));
}

/// So that it is never taken for what somebody else has taken.
QString ownName(const ContentCopy &copy)
{
    return copy.name() + QLatin1Char('.') + toText(newRecordId());
}

}

MovedContents::MovedContents(QString filesFolder, FarContents place)
    : m_notes(notesFolder(filesFolder))
    , m_far(std::move(place))
{
}

QString MovedContents::notesFolder(const QString &filesFolder)
{
    return filesFolder + QLatin1String("/moved");
}

/// "SIZE TOKEN"
ContentStore::Content MovedContents::noteAt(const QString &path, const QString &hash)
{
    QFile note(path);
    if (!note.open(QIODevice::ReadOnly))
        return {ContentCopy{hash}, 0};
    const QByteArrayList words = note.read(longestNote).trimmed().split(' ');
    return {{hash, QString::fromLatin1(words.value(1))}, words.constFirst().toLongLong()};
}

QString MovedContents::notePath(const QString &hash) const
{
    return m_notes + QLatin1Char('/') + hashPath(hash);
}

QString MovedContents::fetchedPath(const QString &hash) const
{
    return m_far.fetchedFolder + QLatin1Char('/') + hash;
}

bool MovedContents::contains(const QString &hash) const
{
    return QFileInfo::exists(notePath(hash));
}

Error MovedContents::noPlace() const
{
    return Error::unavailable(QStringLiteral("contentsUnreachable"), QStringLiteral("filesBucket is not configured"));
}

QString MovedContents::pathIn(const char *stage, const QString &name) const
{
    return m_notes + QLatin1Char('/') + QLatin1String(stage) + QLatin1Char('/') + name;
}

QFileInfoList MovedContents::notesIn(const char *stage) const
{
    return QDir(pathIn(stage, {})).entryInfoList(QDir::Files);
}

bool MovedContents::isIn(const char *stage, const ContentCopy &copy) const
{
    return !QDir(pathIn(stage, {})).entryList({copy.name() + QLatin1Char('*')}, QDir::Files).isEmpty();
}

/// In the order of their way: none that goes on meanwhile is missed.
QSet<QString> MovedContents::onTheirWay() const
{
    QSet<QString> names;
    for (const char *stage : {coming, taken, gone}) {
        const QStringList notes = QDir(pathIn(stage, {})).entryList(QDir::Files, QDir::Unsorted);
        for (const QString &note : notes)
            names.insert(note.section(QLatin1Char('.'), 0, 0));
    }
    return names;
}

Result<void> MovedContents::claim() const
{
    return hasPlace() ? m_far.store->claim(m_far.company) : Result<void>(noPlace());
}

/// Before anything is asked of the store, and only if nobody has it already.
Result<void> MovedContents::writeComing(const ContentStore::Content &content, const QString &path) const
{
    const QByteArray text = QByteArray::number(content.size) + ' ' + content.copy.token.toLatin1();
    QFile note(path);
    TANDEM_TRY(makeFolderOf(path));
    if (!note.open(QIODevice::WriteOnly | QIODevice::NewOnly) || !writeAll(note, text))
        return fileError(note);
    TANDEM_TRY(syncToDisk(note));
    return syncPathToDisk(pathIn(coming, {}));
}

Result<void> MovedContents::put(const QString &hash, const QString &path) const
{
    if (!hasPlace())
        return noPlace();
    if (contains(hash))
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fileError(file);
    const QDateTime age = QFileInfo(path).lastModified();
    const ContentStore::Content content{{hash, toText(newRecordId())}, file.size()};
    const QString note = pathIn(coming, content.copy.name());
    TANDEM_TRY(writeComing(content, note));
    const Result<void> put = m_far.store->put(content.copy.name(), file);
    if (!put) {
        // It may have arrived all the same.
        TANDEM_TRY(giveUp(content.copy.name()));
        return put;
    }
    setFileAge(note, age);
    return settle(content.copy);
}

/// Of a put: the copy is to be removed. Nothing to do if somebody was earlier.
Result<void> MovedContents::giveUp(const QString &noteName) const
{
    TANDEM_TRY(makeFolderOf(pathIn(gone, noteName)));
    renameFile(pathIn(coming, noteName), pathIn(gone, noteName));
    return {};
}

/// From here on the content is there. Where another daemon was earlier, or took this put for one that never ends, the
/// copy is one too many.
Result<void> MovedContents::settle(const ContentCopy &copy) const
{
    const QString note = notePath(copy.hash);
    TANDEM_TRY(makeFolderOf(note));
    if (!renameFile(pathIn(coming, copy.name()), note)) {
        TANDEM_TRY(giveUp(copy.name()));
        return contains(copy.hash) ? Result<void>()
                                   : Result<void>(Error::unavailable(QStringLiteral("diskError"), note));
    }
    TANDEM_TRY(syncNotes(copy.hash));
    return syncPathToDisk(pathIn(coming, {}));
}

Result<void> MovedContents::syncNotes(const QString &hash) const
{
    TANDEM_TRY(syncPathToDisk(QFileInfo(notePath(hash)).path()));
    return syncPathToDisk(m_notes);
}

/// It is looked for in the store after its note was begun: who removes one has a note of it as long. So the looks
/// around that one decide; those on their way as they were known earlier only spare the note.
Result<bool> MovedContents::adopt(const ContentStore::Content &content, const QSet<QString> &onTheirWay) const
{
    const ContentCopy &copy = content.copy;
    QFile note(pathIn(coming, copy.name() + foundThere));
    if (onTheirWay.contains(copy.name()) || note.exists() || contains(copy.hash))
        return false;
    TANDEM_TRY(makeFolderOf(notePath(copy.hash)));
    TANDEM_TRY(writeComing(content, note.fileName()));
    // In the order of its way, so that it is not missed while it goes on.
    const auto isSomebodys = [&] {
        return contains(copy.hash) || isIn(taken, copy) || isIn(gone, copy);
    };
    if (isSomebodys()) {
        note.remove();
        return false;
    }
    const Result<QByteArray> found = m_far.store->read(copy.name(), 0, 1);
    if (!found || isSomebodys() || !renameFile(note.fileName(), notePath(copy.hash))) {
        note.remove();
        const bool isAway = !found && found.error().code != ErrorCode::NotFound;
        return isAway ? Result<bool>(found.error()) : Result<bool>(false);
    }
    TANDEM_TRY(syncNotes(copy.hash));
    return true;
}

Result<QString> MovedContents::fetch(const QString &hash, const QDeadlineTimer &deadline) const
{
    if (!hasPlace())
        return noPlace();
    const QString path = fetchedPath(hash);
    QMutex &mutex = m_fetching[size_t(hash.left(1).toInt(nullptr, 16))];
    constexpr qint64 longest = std::numeric_limits<int>::max();
    if (!mutex.tryLock(int(std::min(deadline.remainingTime(), longest))))
        return Error::unavailable(QStringLiteral("fileBeingFetched"));
    const auto unlock = qScopeGuard([&mutex] { mutex.unlock(); });
    if (isFetched(hash)) {
        makeYoung(path);
        return path;
    }
    TANDEM_TRY(makeFolderOf(path));
    QFile part(path + QLatin1String(".part"));
    if (!part.open(QIODevice::ReadWrite))
        return fileError(part);
    TANDEM_TRY(readOn(noteAt(notePath(hash), hash), part, deadline));
    TANDEM_TRY(syncToDisk(part)); // what has its name is not looked at again
    part.close();
    TANDEM_TRY(check(hash, part.fileName()));
    if (!renameFile(part.fileName(), path))
        return Error::unavailable(QStringLiteral("diskError"), path);
    makeRoom();
    return path;
}

void MovedContents::forget(const QString &hash) const
{
    QFile::remove(fetchedPath(hash));
}

/// From where an earlier attempt has ended.
Result<void> MovedContents::readOn(
    const ContentStore::Content &content, QFile &part, const QDeadlineTimer &deadline) const
{
    if (part.size() > content.size)
        part.resize(0);
    while (part.size() < content.size) {
        if (deadline.hasExpired())
            return Error::unavailable(QStringLiteral("fileBeingFetched"));
        const qint64 offset = part.size();
        TANDEM_ASSIGN(const QByteArray piece,
            m_far.store->read(content.copy.name(), offset, std::min(pieceBytes, content.size - offset)));
        if (piece.isEmpty())
            return Error{ErrorCode::Corrupt, QStringLiteral("damaged"), QStringLiteral("file"), {}, content.copy.hash};
        if (!part.seek(offset) || !writeAll(part, piece) || !part.flush())
            return fileError(part);
    }
    return {};
}

/// What is not what its name says is nobody's: neither here nor the next time.
Result<void> MovedContents::check(const QString &hash, const QString &partPath) const
{
    QFile part(partPath);
    QCryptographicHash found(QCryptographicHash::Sha256);
    if (!part.open(QIODevice::ReadOnly) || !found.addData(&part))
        return fileError(part);
    if (QString::fromLatin1(found.result().toHex()) == hash)
        return {};
    part.remove();
    return Error{ErrorCode::Corrupt, QStringLiteral("damaged"), QStringLiteral("file"), {}, hash};
}

/// Those that nobody has asked for the longest go; what is just being read stays.
void MovedContents::makeRoom() const
{
    const QDateTime limit = QDateTime::currentDateTimeUtc().addSecs(-inUse);
    qint64 bytes = 0;
    for (const QFileInfo &file : QDir(m_far.fetchedFolder).entryInfoList(QDir::Files, QDir::Time)) {
        bytes += file.size();
        if (bytes > m_far.mostFetched && file.lastModified() < limit)
            QFile::remove(file.filePath());
    }
}

QString MovedContents::take(const QString &hash) const
{
    const QString path = pathIn(taken, ownName(noteOf(hash).copy));
    const bool isTaken = contains(hash) && makeFolderOf(path) && renameFile(notePath(hash), path);
    return isTaken ? path : QString();
}

/// Another copy may have come meanwhile: then this one is not needed any more.
Result<void> MovedContents::putBack(const QString &taken) const
{
    const std::optional<ContentCopy> copy = copyNamedBy(QFileInfo(taken));
    const bool isOneTooMany = copy && !renameFile(taken, notePath(copy->hash)) && contains(copy->hash);
    return isOneTooMany ? letGo(taken) : Result<void>();
}

Result<void> MovedContents::putBackTaken() const
{
    for (const QFileInfo &note : notesIn(taken))
        TANDEM_TRY(putBack(note.filePath()));
    return {};
}

/// Durable before the copy is removed: a power loss must not bring back the note of what is gone.
Result<void> MovedContents::letGo(const QString &taken) const
{
    const std::optional<ContentCopy> named = copyNamedBy(QFileInfo(taken));
    if (!named)
        return {};
    // As it says itself: the note may have been another one when it got that name.
    const QString path = pathIn(gone, ownName(noteAt(taken, named->hash).copy));
    TANDEM_TRY(makeFolderOf(path));
    if (!renameFile(taken, path)) {
        return QFileInfo::exists(taken) ? Result<void>(Error::unavailable(QStringLiteral("diskError"), taken))
                                        : Result<void>();
    }
    forget(named->hash);
    TANDEM_TRY(syncNotes(named->hash));
    TANDEM_TRY(syncPathToDisk(QFileInfo(taken).path()));
    return syncPathToDisk(pathIn(gone, {}));
}

/// Of daemons that ended in between.
void MovedContents::endStalePuts() const
{
    const QDateTime limit = QDateTime::currentDateTimeUtc().addSecs(-longestPut);
    for (const QFileInfo &note : notesIn(coming)) {
        if (!copyNamedBy(note) || note.lastModified() >= limit)
            continue;
        if (note.fileName().endsWith(foundThere))
            QFile::remove(note.filePath()); // the copy may be all that there is
        else
            (void)giveUp(note.fileName());
    }
}

Result<void> MovedContents::finish() const
{
    if (!hasPlace())
        return {};
    endStalePuts();
    const QFileInfoList notes = notesIn(gone).mid(0, mostRemovals);
    for (const QFileInfo &note : notes) {
        const std::optional<ContentCopy> copy = copyNamedBy(note);
        // A file system that lost power halfway through a renaming may have both.
        const bool isNeeded = copy && contains(copy->hash) && noteOf(copy->hash).copy == *copy;
        if (copy && !isNeeded)
            TANDEM_TRY(m_far.store->remove(copy->name()));
        QFile::remove(note.filePath());
    }
    return {};
}

Result<void> MovedContents::each(const std::function<void(const ContentStore::Content &content)> &visit) const
{
    return hasPlace() ? m_far.store->each(visit) : Result<void>(noPlace());
}

}
