// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/fileerrors.h"

#include <QDir>
#include <QFileDevice>
#include <QFileInfo>

namespace tandem::server {

Error fileError(const QFileDevice &file)
{
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
    const QString folder = QFileInfo(path).path();
    if (QDir().mkpath(folder))
        return {};
    return Error::unavailable(QStringLiteral("diskReadOnly"), folder);
}

}
