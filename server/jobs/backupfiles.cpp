// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/backupfiles.h"

#include "server/store/filestore.h"
#include "shared/base/hashpath.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <filesystem>

namespace tandem::server::backup {

Error cannot(const QString &reason, const QFileDevice &file)
{
    return Error::unavailable(reason, file.fileName() + QLatin1String(": ") + file.errorString());
}

Error cannotWrite(const QFileDevice &file)
{
    const bool full = file.error() == QFileDevice::ResourceError;
    return cannot(full ? QStringLiteral("diskFull") : QStringLiteral("cannotWrite"), file);
}

bool isInside(const QString &relative)
{
    return !relative.isEmpty() && QDir::isRelativePath(relative) && QDir::cleanPath(relative) == relative
        && !relative.startsWith(QLatin1String(".."));
}

Result<QString> hashOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return cannot(QStringLiteral("cannotRead"), file);
    return QString::fromLatin1(hash.result().toHex());
}

Result<StoredFile> lookAt(const QString &folder, const QString &relative)
{
    const QString path = folder + QLatin1Char('/') + relative;
    TANDEM_ASSIGN(const QString hash, hashOf(path));
    return StoredFile{relative, QFileInfo(path).size(), hash};
}

/// Qt does not say why a copy failed; most often there is no room.
Result<void> copy(const QString &source, const QString &target)
{
    QFile file(source);
    const QString folder = QFileInfo(target).path();
    if (QDir().mkpath(folder) && file.copy(target))
        return {};
    const bool full = QStorageInfo(folder).bytesAvailable() <= file.size();
    return cannot(full ? QStringLiteral("diskFull") : QStringLiteral("cannotCopy"), file);
}

QStringList contentsIn(const QString &folder)
{
    QStringList names;
    FileStore::eachContent(folder, [&names](const QString &hash, const QFileInfo &) { names.append(hashPath(hash)); });
    names.sort();
    return names;
}

Result<ContentCopy> compareCopy(const QString &filesFolder, const QString &name, const QString &copiedHash)
{
    QString hash = name;
    hash.remove(QLatin1Char('/'));
    if (copiedHash == hash)
        return ContentCopy::Whole;
    TANDEM_ASSIGN(const QString original, hashOf(filesFolder + QLatin1Char('/') + name));
    return original == copiedHash ? ContentCopy::DamagedBefore : ContentCopy::Differs;
}

bool share(const QString &source, const QString &target)
{
    if (!QDir().mkpath(QFileInfo(target).path()))
        return false;
    std::error_code failed;
    std::filesystem::create_hard_link(
        QFileInfo(source).filesystemAbsoluteFilePath(), QFileInfo(target).filesystemAbsoluteFilePath(), failed);
    return !failed;
}

Result<void> checkFolderEmpty(const QString &folder)
{
    if (QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        return {};
    return Error{ErrorCode::Conflict, QStringLiteral("folderNotEmpty"), folder, {}, {}};
}

void clearFolder(const QString &folder, bool keepItself)
{
    QDir cleared(folder);
    if (!keepItself) {
        cleared.removeRecursively();
        return;
    }
    for (const QFileInfo &entry : cleared.entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
        if (entry.isDir() && !entry.isSymLink())
            QDir(entry.filePath()).removeRecursively();
        else
            QFile::remove(entry.filePath());
    }
}

}
