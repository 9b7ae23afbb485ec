// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/movedcontents.h"

#include "server/store/fileage.h"
#include "server/store/fileerrors.h"
#include "shared/base/platformfile.h"
#include "shared/base/savefileerror.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QScopeGuard>

#include <algorithm>
#include <limits>
#include <utility>

namespace tandem::server {

namespace {

constexpr qint64 pieceBytes = 8 * MiB;
constexpr qint64 longestNote = 32;
constexpr qint64 inUse = 15 * 60; ///< seconds after the last time somebody asked for it

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

qint64 MovedContents::sizeIn(const QString &notePath)
{
    QFile note(notePath);
    return note.open(QIODevice::ReadOnly) ? note.read(longestNote).trimmed().toLongLong() : 0;
}

QString MovedContents::notePath(const QString &hash) const
{
    return m_notes + QLatin1Char('/') + hash.left(2) + QLatin1Char('/') + hash.mid(2);
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

Result<void> MovedContents::note(const QString &hash, qint64 size) const
{
    TANDEM_TRY(makeFolderOf(notePath(hash)));
    TANDEM_TRY(saveFile(notePath(hash), QByteArray::number(size)));
    TANDEM_TRY(syncPathToDisk(QFileInfo(notePath(hash)).path()));
    return syncPathToDisk(m_notes);
}

/// In this order whatever breaks off leaves at least one of the two, and the age stays.
Result<void> MovedContents::move(const QString &hash, const QString &path) const
{
    if (!hasPlace())
        return noPlace();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fileError(file);
    TANDEM_TRY(m_far.store->put(hash, file));
    TANDEM_TRY(note(hash, file.size()));
    setFileAge(notePath(hash), QFileInfo(path).lastModified());
    file.close();
    return file.remove() ? Result<void>() : Result<void>(fileError(file));
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
    TANDEM_TRY(readOn(hash, part, size(hash), deadline));
    part.close();
    // A backup, which has a FileStore of its own, may have read the same bytes into the same file and be done.
    if (!isFetched(hash)) {
        TANDEM_TRY(check(hash, part.fileName()));
        if (!renameFile(part.fileName(), path) && !isFetched(hash))
            return Error::unavailable(QStringLiteral("diskError"), path);
    }
    makeRoom();
    return path;
}

/// From where an earlier attempt has ended.
Result<void> MovedContents::readOn(const QString &hash, QFile &part, qint64 size, const QDeadlineTimer &deadline) const
{
    if (part.size() > size)
        part.resize(0);
    while (part.size() < size) {
        if (deadline.hasExpired())
            return Error::unavailable(QStringLiteral("fileBeingFetched"));
        const qint64 offset = part.size();
        TANDEM_ASSIGN(const QByteArray piece, m_far.store->read(hash, offset, std::min(pieceBytes, size - offset)));
        if (piece.isEmpty())
            return Error{ErrorCode::Corrupt, QStringLiteral("damaged"), QStringLiteral("file"), {}, hash};
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

Result<void> MovedContents::remove(const QString &hash) const
{
    QFile note(notePath(hash));
    if (!note.exists())
        return {};
    if (!hasPlace())
        return noPlace();
    TANDEM_TRY(m_far.store->remove(hash));
    QFile::remove(fetchedPath(hash));
    return note.remove() ? Result<void>() : Result<void>(fileError(note));
}

Result<void> MovedContents::each(const std::function<void(const ContentStore::Content &content)> &visit) const
{
    return hasPlace() ? m_far.store->each(visit) : Result<void>(noPlace());
}

}
