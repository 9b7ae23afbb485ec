// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/firstline.h"

#include <QFile>

namespace tandem {

Result<QString> firstLineOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, QStringLiteral("cannotRead"), path, {}, file.errorString()};
    return firstLineOf(file);
}

QString firstLineOf(QIODevice &device)
{
    constexpr qint64 longestLine = 8000;
    return QString::fromUtf8(device.readLine(longestLine)).trimmed();
}

}
