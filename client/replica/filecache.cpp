// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/filecache.h"

#include "client/replica/blobs.h"
#include "client/replica/openedcopies.h"
#include "shared/base/bytesize.h"
#include "shared/base/clock.h"
#include "shared/base/platformfile.h"
#include "shared/base/savefileerror.h"
#include "shared/database/connection.h"
#include "shared/entities/entitynames.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QTemporaryFile>

namespace tandem::client {

namespace {

constexpr qint64 chunkBytes = 256 * KiB;

QString previewBelow(const QString &folder, const QByteArray &sha256)
{
    return folder + QStringLiteral("/previews/") + QString::fromLatin1(sha256.toHex());
}

CachedFile cachedFile(const Statement &row, const FileCache &cache, bool toUpload)
{
    CachedFile file;
    file.file = row.id(0);
    file.sha256 = row.bytes(1);
    file.size = row.integer(2);
    file.toUpload = toUpload;
    const QString path = cache.pathOf(file.sha256);
    if (QFile::exists(path))
        file.path = path;
    return file;
}

/// The hash of all that `input` still has, copied to `output` on the way if there is one. `before`: what was done
/// already.
Result<QByteArray> readThrough(QFile &input, QFileDevice *output, const GoOn &goOn, qint64 before)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    while (!input.atEnd()) {
        const QByteArray chunk = input.read(chunkBytes);
        if (chunk.isEmpty() && input.error() != QFileDevice::NoError)
            return Error::unavailable(QStringLiteral("cannotRead"), input.errorString());
        hash.addData(chunk);
        if (output && !writeAll(*output, chunk))
            return Error::unavailable(QStringLiteral("diskFull"), output->errorString());
        if (goOn && !goOn(before + input.pos()))
            return Error::cancelled();
    }
    return hash.result();
}

}

QString FileCache::pathBelow(const QString &folder, const QByteArray &sha256)
{
    const QString name = QString::fromLatin1(sha256.toHex());
    return folder + u'/' + name.left(2) + u'/' + name;
}

FileCache::FileCache(const QString &folder, Connection &replica, Connection &outbox)
    : m_folder(folder)
    , m_replica(replica)
    , m_outbox(outbox)
{
}

QString FileCache::pathOf(const QByteArray &sha256) const
{
    return pathBelow(m_folder, sha256);
}

QString FileCache::partPathOf(const QByteArray &sha256) const
{
    const QString path = pathOf(sha256);
    QDir().mkpath(QFileInfo(path).path());
    return path + QStringLiteral(".part");
}

QString FileCache::previewPathOf(const QByteArray &sha256) const
{
    return previewBelow(m_folder, sha256);
}

Result<void> FileCache::keepPreview(const QString &folder, const QByteArray &sha256, const QByteArray &picture)
{
    const QString path = previewBelow(folder, sha256);
    QDir().mkpath(QFileInfo(path).path());
    return saveFile(path, picture);
}

Result<QByteArray> FileCache::hashOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error::notFound(path);
    return readThrough(file, nullptr, {}, 0);
}

Result<FileCache::Content> FileCache::import(const QString &folder, const QString &source, const GoOn &goOn)
{
    QFile input(source);
    if (!QDir().mkpath(folder))
        return Error::unavailable(QStringLiteral("cannotWrite"), folder);
    if (!input.open(QIODevice::ReadOnly))
        return QFile::exists(source) ? Error::unavailable(QStringLiteral("cannotRead"), input.errorString())
                                     : Error::notFound(source);
    // The name follows from the content, which is known at the end only: hash first, then copy.
    TANDEM_ASSIGN(const QByteArray sha256, readThrough(input, nullptr, goOn, 0));
    const QString path = pathBelow(folder, sha256);
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile output(path);
    if (!output.open(QIODevice::WriteOnly))
        return Error::unavailable(QStringLiteral("cannotWrite"), output.errorString());
    const qint64 read = input.pos();
    input.seek(0);
    TANDEM_ASSIGN(const QByteArray copied, readThrough(input, &output, goOn, read));
    if (copied != sha256)
        return Error::unavailable(QStringLiteral("changedWhileRead"), source);
    TANDEM_TRY(commitFile(output));
    TANDEM_TRY(syncPathToDisk(QFileInfo(path).path()));
    TANDEM_TRY(syncPathToDisk(folder));
    return Content{sha256, input.size()};
}

Result<void> FileCache::insert(const RecordId &file, const Content &content)
{
    TANDEM_ASSIGN(Statement insert,
        m_replica.prepare(
            QStringLiteral("INSERT INTO replica_file(file, sha256, size, used) VALUES(?1, ?2, ?3, ?4) "
                           "ON CONFLICT(file) DO UPDATE SET sha256 = excluded.sha256, size = excluded.size, "
                           "used = excluded.used")));
    return insert.bind(1, file)
        .bind(2, content.sha256)
        .bind(3, content.size)
        .bind(4, SystemClock::instance().now())
        .run();
}

Result<void> FileCache::awaitUpload(const RecordId &file, const Content &content)
{
    TANDEM_ASSIGN(Statement upload,
        m_outbox.prepare(
            QStringLiteral("INSERT INTO upload(file, sha256, size) VALUES(?1, ?2, ?3) ON CONFLICT(file) DO NOTHING")));
    return upload.bind(1, file).bind(2, content.sha256).bind(3, content.size).run();
}

Result<void> FileCache::addLocal(const RecordId &file, const Content &content)
{
    TANDEM_TRY(awaitUpload(file, content));
    return insert(file, content);
}

Result<void> FileCache::uploadAgain(const std::vector<RecordKey> &records)
{
    for (const RecordKey &record : records) {
        TANDEM_ASSIGN(const std::optional<CachedFile> known, find(record.id));
        if (known && !known->path.isEmpty())
            TANDEM_TRY(awaitUpload(known->file, {known->sha256, known->size}));
    }
    return {};
}

Result<CachedFile> FileCache::adoptPart(const RecordId &file, const QByteArray &sha256)
{
    const QString part = partPathOf(sha256);
    const qint64 size = QFileInfo(part).size();
    const QString path = pathOf(sha256);
    // What has the name of a content is not looked at again, so it must be all there whatever happens to the power.
    TANDEM_TRY(syncPathToDisk(part));
    QFile::remove(path);
    if (!renameFile(part, path))
        return Error::unavailable(QStringLiteral("cannotWrite"), path);
    TANDEM_TRY(insert(file, {sha256, size}));
    return CachedFile{file, sha256, size, path, false};
}

Result<std::optional<CachedFile>> FileCache::find(const RecordId &file) const
{
    TANDEM_ASSIGN(
        Statement upload, m_outbox.prepare(QStringLiteral("SELECT file, sha256, size FROM upload WHERE file = ?1")));
    upload.bind(1, file);
    TANDEM_ASSIGN(const bool waits, upload.step());
    if (waits)
        return std::optional<CachedFile>(cachedFile(upload, *this, true));
    TANDEM_ASSIGN(Statement row,
        m_replica.prepare(QStringLiteral("SELECT file, sha256, size FROM replica_file WHERE file = ?1")));
    row.bind(1, file);
    TANDEM_ASSIGN(const bool known, row.step());
    return known ? std::optional<CachedFile>(cachedFile(row, *this, false)) : std::optional<CachedFile>();
}

Result<std::vector<CachedFile>> FileCache::uploads() const
{
    TANDEM_ASSIGN(
        Statement rows, m_outbox.prepare(QStringLiteral("SELECT file, sha256, size FROM upload ORDER BY file")));
    std::vector<CachedFile> files;
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            return files;
        files.push_back(cachedFile(rows, *this, true));
    }
}

Result<void> FileCache::uploaded(const RecordId &file)
{
    TANDEM_ASSIGN(Statement remove, m_outbox.prepare(QStringLiteral("DELETE FROM upload WHERE file = ?1")));
    return remove.bind(1, file).run();
}

Result<bool> FileCache::isUsed(const QByteArray &sha256) const
{
    TANDEM_ASSIGN(Statement upload, m_outbox.prepare(QStringLiteral("SELECT 1 FROM upload WHERE sha256 = ?1 LIMIT 1")));
    upload.bind(1, sha256);
    TANDEM_ASSIGN(const bool waits, upload.step());
    if (waits)
        return true;
    TANDEM_ASSIGN(
        Statement known, m_replica.prepare(QStringLiteral("SELECT 1 FROM replica_file WHERE sha256 = ?1 LIMIT 1")));
    known.bind(1, sha256);
    TANDEM_ASSIGN(const bool isKnown, known.step());
    return isKnown ? Result<bool>(true) : isKept(sha256);
}

/// What is to be attached later is known by the draft of its record alone.
Result<bool> FileCache::isKept(const QByteArray &sha256) const
{
    const Value wanted(QString::fromLatin1(sha256.toHex()));
    TANDEM_ASSIGN(Statement drafts, m_outbox.prepare(QStringLiteral("SELECT typed FROM draft WHERE entity = ?1")));
    drafts.bind(1, entities::file::number);
    for (;;) {
        TANDEM_ASSIGN(const bool row, drafts.step());
        if (!row)
            return false;
        TANDEM_ASSIGN(const FieldValues values, fieldValuesFromBlob(drafts.bytes(0)));
        const auto content = values.find(entities::file::field::sha256);
        if (content != values.end() && content->second == wanted)
            return true;
    }
}

Result<void> FileCache::remove(const RecordId &file)
{
    TANDEM_ASSIGN(const std::optional<CachedFile> known, find(file));
    if (!known || known->toUpload)
        return {};
    TANDEM_ASSIGN(Statement remove, m_replica.prepare(QStringLiteral("DELETE FROM replica_file WHERE file = ?1")));
    TANDEM_TRY(remove.bind(1, file).run());
    OpenedCopies(QFileInfo(m_folder).path()).forget(file);
    return removeUnused(known->sha256);
}

Result<void> FileCache::removeUnused(const QByteArray &sha256)
{
    TANDEM_ASSIGN(const bool used, isUsed(sha256));
    if (!used) {
        QFile::remove(pathOf(sha256));
        QFile::remove(partPathOf(sha256));
        QFile::remove(previewPathOf(sha256));
    }
    return {};
}

Result<void> FileCache::trim(qint64 bytes)
{
    qint64 kept = 0;
    std::vector<RecordId> tooMany;
    {
        TANDEM_ASSIGN(Statement rows,
            m_replica.prepare(QStringLiteral("SELECT file, sha256, size FROM replica_file ORDER BY used DESC, file")));
        for (;;) {
            TANDEM_ASSIGN(const bool row, rows.step());
            if (!row)
                break;
            const CachedFile file = cachedFile(rows, *this, false);
            if (file.path.isEmpty())
                continue;
            kept += file.size;
            if (kept > bytes)
                tooMany.push_back(file.file);
        }
    }
    for (const RecordId &file : tooMany)
        TANDEM_TRY(remove(file));
    return {};
}

}
