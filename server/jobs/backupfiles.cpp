// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/backupfiles.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <filesystem>

namespace tandem::server::backup {

namespace {

Error cannot(const QString &what, const QFile &file)
{
    return Error::unavailable(what, file.fileName() + QLatin1String(": ") + file.errorString());
}

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

bool share(const QString &source, const QString &target)
{
    if (!QDir().mkpath(QFileInfo(target).path()))
        return false;
    std::error_code failed;
    std::filesystem::create_hard_link(
        QFileInfo(source).filesystemAbsoluteFilePath(), QFileInfo(target).filesystemAbsoluteFilePath(), failed);
    return !failed;
}

}
