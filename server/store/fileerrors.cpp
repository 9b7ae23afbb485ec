// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/fileerrors.h"

#include "server/store/fileroom.h"

#include <QFileDevice>
#include <QFileInfo>

#include <filesystem>

namespace tandem::server {

Error fileError(const QFileDevice &file)
{
    // Of a file that cannot be made Qt says only that.
    const bool isFull =
        file.error() == QFileDevice::OpenError && FileRoom::freeBytes(QFileInfo(file.fileName()).path()) == 0;
    if (isFull)
        return Error::unavailable(QStringLiteral("diskFull"), file.errorString());
    switch (file.error()) {
    case QFileDevice::ResourceError:
        return Error::unavailable(QStringLiteral("diskFull"), file.errorString());
    case QFileDevice::PermissionsError:
    case QFileDevice::OpenError:
        return Error::unavailable(QStringLiteral("diskReadOnly"), file.errorString());
    default:
        return Error::unavailable(QStringLiteral("diskError"), file.errorString());
    }
}

Error badHash(const QString &hash)
{
    return Error::invalid(QStringLiteral("hash"), QStringLiteral("badHash"), {{QStringLiteral("hash"), hash.left(80)}});
}

Error tooLarge(qint64 limit)
{
    return Error{ErrorCode::TooLarge, QStringLiteral("fileTooLarge"), QStringLiteral("file"),
        {{QStringLiteral("limit"), limit}}, {}};
}

Result<void> makeFolderOf(const QString &path)
{
    std::error_code failed;
    std::filesystem::create_directories(QFileInfo(path).filesystemAbsolutePath(), failed);
    if (!failed)
        return {};
    const bool isFull = failed == std::errc::no_space_on_device;
    return Error::unavailable(isFull ? QStringLiteral("diskFull") : QStringLiteral("diskReadOnly"),
        QFileInfo(path).path() + QLatin1String(": ") + QString::fromStdString(failed.message()));
}

}
