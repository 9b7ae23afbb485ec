// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/fileerror.h"

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

}
