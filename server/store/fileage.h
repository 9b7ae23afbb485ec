// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QFile>

namespace tandem::server {

/// Retention goes by the age of files. What is not there, or cannot be changed, stays as it is.
inline void setFileAge(const QString &path, const QDateTime &since)
{
    QFile file(path);
    if (file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        file.setFileTime(since, QFileDevice::FileModificationTime);
}

/// As if it had just come.
inline void makeYoung(const QString &path)
{
    setFileAge(path, QDateTime::currentDateTimeUtc());
}

}
