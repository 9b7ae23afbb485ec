// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/fileerrors.h"
#include "server/store/filestore.h"
#include "shared/base/savefileerror.h"

#include <QDir>
#include <QDirIterator>

/// What lies beside a content: who has sent it, and its small picture.

namespace tandem::server {

QStringList FileStore::besideContents(const QString &folder)
{
    QStringList paths;
    const QDir all(folder);
    for (const QString &part : {QStringLiteral("incoming"), QStringLiteral("previews"), QStringLiteral("moved")}) {
        QDirIterator files(all.filePath(part), QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
        while (files.hasNext())
            paths.append(all.relativeFilePath(files.next()));
    }
    paths.sort();
    return paths;
}

QString FileStore::sentPath(const QString &hash, const RecordId &uploader) const
{
    return QStringLiteral("%1/sent/%2-%3").arg(incomingFolder(), hash, toText(uploader));
}

bool FileStore::hasSent(const QString &hash, const RecordId &uploader) const
{
    return uploader.isNull() || (isHash(hash) && QFileInfo::exists(sentPath(hash, uploader)));
}

Result<void> FileStore::markSent(const QString &hash, const RecordId &uploader) const
{
    if (uploader.isNull())
        return {};
    TANDEM_TRY(makeFolderOf(sentPath(hash, uploader)));
    return saveFile(sentPath(hash, uploader), {});
}

Result<void> FileStore::forgetSenders(const QString &hash) const
{
    const QDir marks(incomingFolder() + QLatin1String("/sent"));
    for (const QFileInfo &mark : marks.entryInfoList({hash + QLatin1String("-*")}, QDir::Files)) {
        QFile file(mark.filePath());
        if (!file.remove())
            return fileError(file);
    }
    return {};
}

bool FileStore::isSent(const QString &hash) const
{
    const QDir marks(incomingFolder() + QLatin1String("/sent"));
    return !marks.entryList({hash + QLatin1String("-*")}, QDir::Files).isEmpty();
}

QString FileStore::previewPath(const QString &hash) const
{
    return m_folder + QLatin1String("/previews/") + hash;
}

Result<void> FileStore::writePreview(const QString &hash, QByteArrayView picture, const RecordId &uploader)
{
    if (!isHash(hash))
        return badHash(hash);
    if (picture.size() > largestPreview)
        return tooLarge(largestPreview);
    const std::lock_guard lock(mutexOf(hash));
    if (!contains(hash) || !hasSent(hash, uploader))
        return Error::notFound(QStringLiteral("file"));
    if (QFileInfo::exists(previewPath(hash)))
        return {};
    TANDEM_TRY(makeFolderOf(previewPath(hash)));
    return saveFile(previewPath(hash), picture);
}

Result<QByteArray> FileStore::preview(const QString &hash) const
{
    QFile file(previewPath(hash));
    if (!isHash(hash) || !file.open(QIODevice::ReadOnly))
        return Error::notFound(QStringLiteral("file"));
    return file.read(largestPreview);
}

}
