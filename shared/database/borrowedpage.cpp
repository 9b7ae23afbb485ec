// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/borrowedpage.h"

#include <QFile>
#include <QtEndian>

namespace tandem {

namespace {

// The places of SQLite's file format, https://www.sqlite.org/fileformat.html, that depend on the rest of the file.
constexpr qsizetype headerSize = 100;
constexpr qsizetype pageSizeAt = 16;
constexpr qsizetype changesAt = 24;
constexpr qsizetype freePagesAt = 32; ///< where they begin, and how many there are
constexpr qsizetype sizeValidForAt = 92; ///< unlike the number of changes: the file is as long as it is

}

Result<void> borrowFirstPage(const QString &path, const QString &model)
{
    QFile from(model);
    QFile to(path);
    if (!from.open(QIODevice::ReadOnly) || !to.open(QIODevice::ReadWrite))
        return Error::unavailable(QStringLiteral("cannotOpen"), path);
    QByteArray page = from.read(headerSize);
    if (page.size() != headerSize)
        return Error::unavailable(QStringLiteral("cannotOpen"), model);
    page += from.read(qFromBigEndian<quint16>(page.constData() + pageSizeAt) - headerSize);
    qToBigEndian<quint32>(1, page.data() + changesAt);
    qToBigEndian<quint64>(0, page.data() + freePagesAt);
    qToBigEndian<quint32>(0, page.data() + sizeValidForAt);
    if (to.write(page) != page.size() || !to.flush())
        return Error::unavailable(QStringLiteral("cannotWrite"), path);
    return {};
}

}
