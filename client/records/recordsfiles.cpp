// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Attached files of Records: into the cache, onto a record, and out again.

#include "client/records/anylink.h"
#include "client/records/records.h"
#include "client/records/records_p.h"
#include "client/replica/openedcopies.h"
#include "shared/base/bytesize.h"
#include "shared/base/savefileerror.h"
#include "shared/entities/entitynames.h"

#include <QFile>
#include <QFileInfo>
#include <QMimeDatabase>
#include <QSaveFile>
#include <QTemporaryFile>

namespace tandem::client {

namespace file = entities::file;

namespace {

constexpr qint64 chunkBytes = 256 * KiB;

/// By way of a file of its own: the cache takes files.
Result<FileCache::Content> importBytes(const QString &folder, const QByteArray &bytes)
{
    QTemporaryFile source;
    if (!source.open())
        return Error::unavailable(QStringLiteral("cannotWrite"), source.errorString());
    if (source.write(bytes) != bytes.size() || !source.flush())
        return Error::unavailable(QStringLiteral("diskFull"), source.errorString());
    return FileCache::import(folder, source.fileName());
}

Result<void> copyContent(const QString &from, const QString &to)
{
    QFile input(from);
    if (!input.open(QIODevice::ReadOnly))
        return Error::unavailable(QStringLiteral("cannotRead"), input.errorString());
    QSaveFile output(to);
    if (!output.open(QIODevice::WriteOnly))
        return saveFileError(output);
    while (!input.atEnd()) {
        const QByteArray chunk = input.read(chunkBytes);
        if (chunk.isEmpty() && input.error() != QFileDevice::NoError)
            return Error::unavailable(QStringLiteral("cannotRead"), input.errorString());
        if (output.write(chunk) != chunk.size())
            return saveFileError(output);
    }
    return commitFile(output);
}

KeptFile keptFile(const QString &name, const QString &mediaType)
{
    return {newRecordId(), name, mediaType, {}, 0};
}

}

FieldValues KeptFile::values() const
{
    return {{file::field::name, name}, {file::field::mediaType, mediaType},
        {file::field::sha256, QString::fromLatin1(sha256.toHex())}, {file::field::size, size}};
}

/// Copying takes time: it is done by a thread for files.
void Records::Private::keep(const KeptFile &kept, const std::function<Result<FileCache::Content>()> &import,
    QObject *context, Callback<KeptFile> done)
{
    const bool hasPreview = isPictureType(kept.mediaType) || isPageType(kept.mediaType);
    const auto preview = [folder = filesFolder(), make = hasPreview ? makePreview : PreviewMaker()](
                             const QByteArray &sha256) {
        const QByteArray picture = make ? make(FileCache::pathBelow(folder, sha256)) : QByteArray();
        if (!picture.isEmpty())
            (void)FileCache::keepPreview(folder, sha256, picture).ok();
    };
    withFiles<KeptFile>(context, std::move(done), [kept, import, preview]() -> Result<KeptFile> {
        TANDEM_ASSIGN(const FileCache::Content content, import());
        preview(content.sha256);
        KeptFile complete = kept;
        complete.sha256 = content.sha256;
        complete.size = content.size;
        return complete;
    });
}

void Records::keepFile(const QString &path, QObject *context, Callback<KeptFile> done)
{
    const KeptFile kept = keptFile(QFileInfo(path).fileName(), QMimeDatabase().mimeTypeForFile(path).name());
    const auto import = [folder = d->filesFolder(), path] {
        return FileCache::import(folder, path);
    };
    d->keep(kept, import, context, std::move(done));
}

void Records::keepContent(
    const QByteArray &content, const QString &name, const QString &mediaType, QObject *context, Callback<KeptFile> done)
{
    const auto import = [folder = d->filesFolder(), content] {
        return importBytes(folder, content);
    };
    d->keep(keptFile(name, mediaType), import, context, std::move(done));
}

void Records::attachKept(const RecordKey &parent, const KeptFile &kept, QObject *context, Callback<RecordId> done)
{
    if (!d->registry->entity(file::number)) {
        Private::deliver<RecordId>(this, context, std::move(done), Error::notFound(file::entityName()));
        return;
    }
    const EntityDef *owner = parent.isNull() ? nullptr : d->registry->entity(parent.entity);
    WriteRequest record;
    record.key = {file::number, kept.id};
    record.kind = MutationKind::Create;
    record.to = kept.values();
    if (owner)
        record.to[file::field::record] = anyLink(*owner, parent.id);
    if (!d->user.isNull())
        record.to[systemfield::owner] = d->user;
    d->order<RecordId>(context, std::move(done), [record, kept](ReplicaHost &host) -> Result<RecordId> {
        if (!QFile::exists(host.replica().files().pathOf(kept.sha256)))
            return Error::notFound(kept.name);
        return host.attach(record, kept.sha256, kept.size);
    });
}

void Records::forgetKept(const KeptFile &kept)
{
    d->flushDrafts(); // one of them may be of a file with the same content
    d->order<void>(
        this, {}, [sha256 = kept.sha256](ReplicaHost &host) { return host.replica().files().removeUnused(sha256); });
}

void Records::attachFile(const RecordKey &parent, const QString &path, QObject *context, Callback<RecordId> done)
{
    const QFileInfo source(path);
    Job &job = d->jobs.start([name = source.fileName()] { return tr("Attaching %1").arg(name); });
    const auto answer = d->ending<RecordId>(job, context, std::move(done), context);
    // Each byte is read twice.
    const auto import = [folder = d->filesFolder(), path, goOn = d->watch(job, 2 * source.size())] {
        return FileCache::import(folder, path, goOn);
    };
    // By this object: what was copied is attached also when the caller is gone.
    d->keep(keptFile(source.fileName(), QMimeDatabase().mimeTypeForFile(path).name()), import, this,
        [this, parent, answer](const Result<KeptFile> &kept) {
            if (!kept.ok())
                return answer(kept.error());
            attachKept(parent, *kept, this, answer);
        });
}

namespace {

/// None: nothing is known of it. What somebody else attached is known by its record only.
Result<std::optional<CachedFile>> knownContent(FileCache &files, const RecordId &id, const Record &record)
{
    TANDEM_ASSIGN(const auto known, files.find(id));
    const QByteArray sha256 = QByteArray::fromHex(record.value(file::field::sha256).toText().toLatin1());
    if (known || sha256.isEmpty())
        return known;
    TANDEM_TRY(files.insert(id, {sha256, record.value(file::field::size).toInteger()}));
    return files.find(id);
}

}

void Records::Private::findContent(
    const RecordId &id, Job &job, std::function<void(const Result<CachedFile> &content, const Record &file)> done)
{
    ReplicaHost *host = threads.replica;
    const auto find = [this, host, id, job = QPointer<Job>(&job), done = std::move(done)] {
        const Record record = host->replica().read({file::number, id}).valueOr({});
        const auto cached = knownContent(host->replica().files(), id, record);
        const bool isKnown = cached.ok() && *cached;
        if (isKnown && !(*cached)->path.isEmpty())
            return done(**cached, record);
        if (!host->sync())
            return done(offline(), record);
        if (isKnown)
            expectFile(**cached, job);
        host->sync()->fetchFile(id, [done, record](const Result<CachedFile> &fetched) { done(fetched, record); });
    };
    QMetaObject::invokeMethod(host, find, Qt::QueuedConnection);
}

void Records::openFile(const RecordId &id, QObject *context, Callback<OpenedFile> done)
{
    Job &job = d->beginFetching({file::number, id});
    const auto answer = d->ending<OpenedFile>(job, context, std::move(done), this);
    d->findContent(id, job, [this, answer](const Result<CachedFile> &content, const Record &record) {
        if (!content.ok())
            return Private::deliver<OpenedFile>(this, this, answer, content.error());
        d->withFiles<OpenedFile>(this, answer,
            [copies = OpenedCopies(d->folder), content = *content, name = record.value(file::field::name).toText()] {
                return copies.open(content, name);
            });
    });
}

void Records::findFile(const RecordId &id, QObject *context, Callback<CachedFile> done)
{
    Job &job = d->beginFetching({file::number, id});
    const auto answer = d->ending<CachedFile>(job, context, std::move(done), this);
    d->findContent(id, job, [this, answer](const Result<CachedFile> &content, const Record &) {
        Private::deliver<CachedFile>(this, this, answer, content);
    });
}

void Records::findPreview(const RecordId &id, QObject *context, Callback<QString> done)
{
    const auto ask = [this, id, caller = QPointer<QObject>(context), done = std::move(done)](
                         const Result<QString> &here) {
        if (!here.ok() || !here->isEmpty())
            return done(here);
        d->askSync<QString>(
            caller, done, [id](SyncControl &sync, const auto &answer) { sync.fetchPreview(id, answer); });
    };
    d->order<QString>(context, ask, [id](ReplicaHost &host) -> Result<QString> {
        FileCache &files = host.replica().files();
        TANDEM_ASSIGN(const Record record, host.replica().read({file::number, id}));
        TANDEM_ASSIGN(const auto known, knownContent(files, id, record));
        if (!known)
            return Error::notFound(file::entityName());
        if (!known->path.isEmpty() && isPictureType(record.value(file::field::mediaType).toText()))
            return known->path;
        const QString preview = files.previewPathOf(known->sha256);
        return QFile::exists(preview) ? preview : QString();
    });
}

void Records::saveFile(const RecordId &id, const QString &path, QObject *context, Callback<void> done)
{
    Job &job = d->beginFetching({file::number, id});
    const auto answer = d->ending<void>(job, context, std::move(done), context);
    d->findContent(id, job, [this, path, answer](const Result<CachedFile> &content, const Record &) {
        if (!content.ok())
            return Private::deliver<void>(this, this, answer, content.error());
        d->withFiles<void>(this, answer, [from = content->path, path] { return copyContent(from, path); });
    });
}

}
