// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/filestore.h"

#include "server/store/fileage.h"
#include "server/store/fileerrors.h"
#include "shared/base/hashpath.h"
#include "shared/base/platformfile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>

namespace tandem::server {

namespace {

Result<QString> hashOf(QFile &file)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.seek(0) || !hash.addData(&file))
        return fileError(file);
    return QString::fromLatin1(hash.result().toHex());
}

}

bool FileStore::isHash(const QString &hash)
{
    return hash.size() == 64 && std::all_of(hash.begin(), hash.end(), [](QChar c) {
        return (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || (c >= QLatin1Char('a') && c <= QLatin1Char('f'));
    });
}

QString FileStore::path(const QString &hash) const
{
    return m_folder + QLatin1Char('/') + hashPath(hash);
}

QString FileStore::incomingFolder() const
{
    return m_folder + QLatin1String("/incoming");
}

QString FileStore::uploadPath(const QString &hash, const RecordId &uploader, qint64 total) const
{
    return QStringLiteral("%1/%2-%3.%4").arg(incomingFolder(), hash, toText(uploader)).arg(total);
}

std::optional<FileStore::Upload> FileStore::upload(const QString &hash, const RecordId &uploader) const
{
    const QString pattern = QStringLiteral("%1-%2.*").arg(hash, toText(uploader));
    const QFileInfoList found = QDir(incomingFolder()).entryInfoList({pattern}, QDir::Files);
    if (found.isEmpty())
        return std::nullopt;
    return Upload{found.constFirst().filePath(), found.constFirst().suffix().toLongLong()};
}

std::mutex &FileStore::mutexOf(const QString &hash)
{
    return m_mutexes[size_t(hash.left(1).toInt(nullptr, 16))];
}

/// The file that stands for a content: itself, or the note that its bytes lie elsewhere.
QString FileStore::placeOf(const QString &hash) const
{
    const bool isMoved = !QFileInfo::exists(path(hash)) && m_moved.contains(hash);
    return isMoved ? m_moved.notePath(hash) : path(hash);
}

bool FileStore::contains(const QString &hash) const
{
    return isHash(hash) && (QFileInfo::exists(path(hash)) || m_moved.contains(hash));
}

Result<qint64> FileStore::size(const QString &hash) const
{
    if (!contains(hash))
        return Error::notFound(QStringLiteral("file"));
    const QFileInfo file(path(hash));
    return file.exists() ? file.size() : m_moved.size(hash);
}

/// It may be moved at any moment: then it is found at its other place.
Result<std::unique_ptr<QFile>> FileStore::open(const QString &hash, const QDeadlineTimer &deadline) const
{
    if (!contains(hash))
        return Error::notFound(QStringLiteral("file"));
    auto file = std::make_unique<QFile>(path(hash));
    if (file->open(QIODevice::ReadOnly))
        return file;
    if (!m_moved.contains(hash))
        return fileError(*file);
    TANDEM_ASSIGN(const QString fetched, m_moved.fetch(hash, deadline));
    file->setFileName(fetched);
    if (!file->open(QIODevice::ReadOnly))
        return fileError(*file);
    return file;
}

bool FileStore::isAtHand(const QString &hash) const
{
    return QFileInfo::exists(path(hash)) || m_moved.isFetched(hash) || !contains(hash);
}

/// What the virus scanner has still to look at stays here, where the scanner is; what it finds meanwhile goes nowhere.
/// The bytes go when there is a note of the copy; if that went again before, they may be others that came since.
Result<void> FileStore::moveAway(const QString &hash)
{
    if (isUnchecked(hash) || m_quarantine.finding(hash) || !QFileInfo::exists(path(hash)))
        return {};
    TANDEM_TRY(m_moved.put(hash, path(hash)));
    const QString aside = setAside(hash);
    if (!m_moved.contains(hash))
        putBack(aside);
    else if (!aside.isEmpty())
        QFile::remove(aside);
    return m_quarantine.finding(hash) ? m_moved.remove(hash) : Result<void>();
}

Result<qint64> FileStore::received(const QString &hash, const RecordId &uploader)
{
    if (!isHash(hash))
        return badHash(hash);
    const std::lock_guard lock(mutexOf(hash));
    TANDEM_ASSIGN(const bool isWhole, isSentAgain(hash, uploader));
    if (isWhole)
        return size(hash);
    const auto upload = this->upload(hash, uploader);
    if (!upload)
        return qint64(0);
    QFile file(upload->path);
    if (file.size() < upload->total)
        return file.size();
    if (!file.open(QIODevice::ReadWrite))
        return fileError(file);
    const auto taken = complete(file, hash, uploader);
    // What a power loss has left of it comes again from the first byte on.
    if (!taken.ok() && taken.error().reason == QLatin1String("hashMismatch"))
        return qint64(0);
    TANDEM_TRY(taken);
    return upload->total;
}

FileRoom::Underway FileStore::underway() const
{
    FileRoom::Underway all;
    QDirIterator uploads(incomingFolder(), QDir::Files);
    while (uploads.hasNext()) {
        const QFileInfo upload(uploads.next());
        all.total += upload.suffix().toLongLong();
        all.arrived += upload.size();
    }
    return all;
}

Result<void> FileStore::checkUpload(const QString &hash, qint64 total) const
{
    if (!isHash(hash))
        return badHash(hash);
    TANDEM_TRY(checkFindings(hash));
    return total > m_maximumSize ? Result<void>(tooLarge(m_maximumSize)) : Result<void>();
}

/// A content that somebody else has sent is judged like any other: who knows its hash must not learn that it is here.
Result<void> FileStore::checkRoom(const QString &hash, qint64 total, const RecordId &uploader)
{
    TANDEM_TRY(checkUpload(hash, total));
    const bool hasItsRoom =
        (contains(hash) && hasSent(hash, uploader)) || QFileInfo::exists(uploadPath(hash, uploader, total));
    return hasItsRoom ? Result<void>() : m_room.check(total, underway());
}

Result<qint64> FileStore::write(
    const QString &hash, qint64 offset, qint64 total, QByteArrayView chunk, const RecordId &uploader)
{
    TANDEM_TRY(checkUpload(hash, total));
    const std::lock_guard lock(mutexOf(hash));
    TANDEM_ASSIGN(const bool isWhole, isSentAgain(hash, uploader));
    if (isWhole)
        return size(hash);
    QFile file(uploadPath(hash, uploader, total));
    const qint64 present = file.size();
    if (offset < 0 || offset > present || offset + chunk.size() > total) {
        return Error::invalid(
            QStringLiteral("offset"), QStringLiteral("badOffset"), {{QStringLiteral("received"), present}});
    }
    if (const auto before = present == 0 ? upload(hash, uploader) : std::nullopt)
        QFile::remove(before->path); // with another total
    TANDEM_TRY(openUpload(file, total));
    // A chunk sent again after a broken connection: only what is behind its known part is new.
    TANDEM_TRY(append(file, present, chunk.sliced(qMin(present - offset, qint64(chunk.size())))));
    if (file.size() < total)
        return file.size();
    TANDEM_TRY(complete(file, hash, uploader));
    return total;
}

/// From here on it has its room, whatever comes before all of it has arrived.
Result<void> FileStore::openUpload(QFile &file, qint64 total)
{
    const std::lock_guard lock(m_beginning);
    std::unique_ptr<QLockFile> turn;
    if (!file.exists()) {
        TANDEM_TRY(m_room.check(total, underway())); // what takes long is looked at before the turn
        TANDEM_ASSIGN(turn, m_room.takeTurn());
        if (turn)
            TANDEM_TRY(m_room.check(total, underway()));
    }
    TANDEM_TRY(makeFolderOf(file.fileName()));
    return file.open(QIODevice::ReadWrite) ? Result<void>() : Result<void>(fileError(file));
}

/// Somebody is about to name it: it is as young as if it had just come, and so is the word that he has sent it. When it
/// came, its names could perhaps not be put on to the disk, so he has not been told that it is here. Whether both are
/// there is asked once more afterwards, the word first: retention may just have been at it.
Result<bool> FileStore::isSentAgain(const QString &hash, const RecordId &uploader) const
{
    if (!contains(hash) || !hasSent(hash, uploader))
        return false;
    if (!uploader.isNull())
        makeYoung(sentPath(hash, uploader));
    makeYoung(placeOf(hash));
    if (!hasSent(hash, uploader) || !contains(hash))
        return false;
    TANDEM_TRY(keepNames(hash, uploader));
    return true;
}

Result<void> FileStore::append(QFile &file, qint64 present, QByteArrayView fresh)
{
    if (file.seek(present) && writeAll(file, fresh) && file.flush())
        return {};
    // Qt does not say why only a part of it was written.
    const qint64 free = FileRoom::freeBytes(QFileInfo(file).path());
    const bool isFull = free >= 0 && free < fresh.size();
    const Error error = isFull ? Error::unavailable(QStringLiteral("diskFull"), file.errorString()) : fileError(file);
    file.resize(present);
    return error;
}

Result<void> FileStore::complete(QFile &file, const QString &hash, const RecordId &uploader)
{
    TANDEM_ASSIGN(const QString found, hashOf(file));
    if (found != hash) {
        file.remove();
        return Error::invalid(QStringLiteral("hash"), QStringLiteral("hashMismatch"));
    }
    TANDEM_TRY(syncToDisk(file));
    file.close();
    TANDEM_TRY(makeFolderOf(path(hash)));
    if (m_scanning == Scanning::On && !contains(hash))
        TANDEM_TRY(m_quarantine.await(hash, uploader));
    // Before the look whether it is here already: who lets a content go takes it away first and looks for this then, so
    // that one of the two sees the other.
    TANDEM_TRY(markSent(hash, uploader));
    if (contains(hash) || !renameFile(file.fileName(), path(hash))) {
        if (!contains(hash))
            return Error::unavailable(QStringLiteral("diskError"), path(hash));
        file.remove(); // somebody else has sent it too
        makeYoung(placeOf(hash));
    }
    return keepNames(hash, uploader);
}

/// A power loss takes away neither the content nor the word of who has sent it.
Result<void> FileStore::keepNames(const QString &hash, const RecordId &uploader) const
{
    if (!uploader.isNull())
        TANDEM_TRY(syncPathToDisk(QFileInfo(sentPath(hash, uploader)).path()));
    TANDEM_TRY(syncPathToDisk(QFileInfo(placeOf(hash)).path()));
    return syncPathToDisk(m_folder);
}

bool FileStore::isUnchecked(const QString &hash) const
{
    return m_scanning == Scanning::On && m_quarantine.isWaiting(hash);
}

Result<void> FileStore::checkFindings(const QString &hash) const
{
    const auto finding = m_quarantine.finding(hash);
    return finding ? Result<void>(Quarantine::infected(*finding)) : Result<void>();
}

Result<void> FileStore::checkServable(const QString &hash) const
{
    TANDEM_TRY(checkFindings(hash));
    return isUnchecked(hash) ? Result<void>(Error::unavailable(QStringLiteral("fileBeingChecked"))) : Result<void>();
}

Result<void> FileStore::lockAway(const QString &hash, const QString &finding, const RecordId &uploader)
{
    {
        const std::lock_guard lock(mutexOf(hash));
        QFile::remove(previewPath(hash));
        // The scanner has just read it, so it is here.
        const QString content = QFileInfo::exists(path(hash)) ? path(hash) : m_moved.fetchedPath(hash);
        TANDEM_TRY(m_quarantine.lockAway(hash, content, finding, uploader));
        m_quarantine.forgetChecked(hash);
        TANDEM_TRY(forgetSenders(hash));
    }
    return m_moved.remove(hash);
}

}
