// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/fileroom.h"

#include "server/store/fileerrors.h"
#include "server/store/filestore.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

#include <cstdlib>

namespace tandem::server {

namespace {

/// Milliseconds: longer than a tick of the clock by which file systems note when a folder changed.
constexpr qint64 settling = 50;
constexpr int longestTurn = 30'000; ///< milliseconds: who holds it longer is frozen, or on a machine that died

Error noRoom(const QString &reason, QVariantMap arguments)
{
    return Error{ErrorCode::TooLarge, reason, QStringLiteral("file"), std::move(arguments), {}};
}

}

FileRoom::FileRoom(QString folder, Limits limits)
    : m_folder(std::move(folder))
    , m_limits(limits)
{
}

Result<void> FileRoom::check(qint64 bytes, const Underway &underway)
{
    if (m_limits.quota > 0) {
        const qint64 taken = used() + underway.total;
        if (bytes > m_limits.quota - taken)
            return noRoom(QStringLiteral("filesQuotaFull"),
                {{QStringLiteral("used"), taken}, {QStringLiteral("limit"), m_limits.quota}});
    }
    const qint64 free = m_limits.reserve > 0 ? freeBytes(m_folder) : -1;
    if (free >= 0 && free - (underway.total - underway.arrived) - bytes < m_limits.reserve)
        return noRoom(QStringLiteral("diskReserved"),
            {{QStringLiteral("free"), free}, {QStringLiteral("limit"), m_limits.reserve}});
    return {};
}

QString FileRoom::turnPath(const QString &folder)
{
    return folder + QLatin1String("/turn.lock");
}

Result<std::unique_ptr<QLockFile>> FileRoom::takeTurn() const
{
    if (m_limits.quota <= 0)
        return std::unique_ptr<QLockFile>();
    TANDEM_TRY(makeFolderOf(turnPath(m_folder)));
    auto turn = std::make_unique<QLockFile>(turnPath(m_folder));
    turn->setStaleLockTime(longestTurn);
    if (turn->tryLock(m_limits.longestWait))
        return turn;
    switch (turn->error()) {
    case QLockFile::LockFailedError:
        return Error::unavailable(QStringLiteral("busy"), turnPath(m_folder));
    case QLockFile::PermissionError:
        return Error::unavailable(QStringLiteral("diskReadOnly"), turnPath(m_folder));
    default:
        return Error::unavailable(
            freeBytes(m_folder) == 0 ? QStringLiteral("diskFull") : QStringLiteral("diskError"), turnPath(m_folder));
    }
}

FileRoom::Figures FileRoom::figures()
{
    return {used(), freeBytes(m_folder), m_limits};
}

/// The first who asks waits for all of it; later only folders are looked into that have changed.
qint64 FileRoom::used()
{
    const std::lock_guard lock(m_mutex);
    qint64 bytes = 0;
    for (const Sizes &sizes : sizesIn(m_folder)) {
        for (const QString &start : FileStore::starts(sizes.folder)) {
            Shelf &shelf = m_shelves[sizes.folder + QLatin1Char('/') + start];
            look(sizes, start, shelf);
            bytes += shelf.bytes;
        }
    }
    return bytes;
}

std::array<FileRoom::Sizes, 2> FileRoom::sizesIn(const QString &folder)
{
    return {Sizes{folder,
                [](const QFileInfo &file) {
                    return file.size();
                }},
        Sizes{MovedContents::notesFolder(folder), [](const QFileInfo &note) {
                  return MovedContents::sizeIn(note.filePath());
              }}};
}

void FileRoom::look(const Sizes &sizes, const QString &start, Shelf &shelf)
{
    const QDateTime changedAt = QFileInfo(sizes.folder + QLatin1Char('/') + start).lastModified();
    if (shelf.isSettled && shelf.changedAt == changedAt)
        return;
    shelf.changedAt = changedAt; // of before the look: what comes meanwhile is seen by the next one
    shelf.isSettled = std::abs(changedAt.msecsTo(QDateTime::currentDateTimeUtc())) > settling;
    shelf.bytes = 0;
    FileStore::eachUnder(
        sizes.folder, start, [&](const QString &, const QFileInfo &file) { shelf.bytes += sizes.sizeOf(file); });
}

qint64 FileRoom::count(const QString &folder)
{
    qint64 bytes = 0;
    for (const Sizes &sizes : sizesIn(folder))
        FileStore::eachContent(
            sizes.folder, [&](const QString &, const QFileInfo &file) { bytes += sizes.sizeOf(file); });
    return bytes;
}

qint64 FileRoom::freeBytes(const QString &folder)
{
    QString present = QDir::cleanPath(QDir(folder).absolutePath());
    while (!QFileInfo::exists(present) && present != QFileInfo(present).path())
        present = QFileInfo(present).path();
    const QStorageInfo disk(present);
    return disk.isValid() && disk.isReady() ? disk.bytesAvailable() : -1;
}

}
