// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCryptographicHash>
#include <QDir>

namespace tandem::test {

/// For what belongs to this folder elsewhere: short, and again the same for the same folder.
inline QString nameOfFolder(const QString &folder)
{
    const QByteArray hash =
        QCryptographicHash::hash(QDir(folder).absolutePath().toUtf8(), QCryptographicHash::Sha256).toHex();
    return QString::fromLatin1(hash.first(24));
}

/// The one place that knows which database a test runs on: SQLite, or the PostgreSQL that TANDEM_TEST_DATABASE names.
namespace testdatabase {

inline bool isPostgresql()
{
    return qEnvironmentVariableIsSet("TANDEM_TEST_DATABASE");
}

/// For a server with this data folder a schema of its own, again the same for the same folder. Empty: the file in it.
inline QString urlOfFolder(const QString &folder)
{
    const QString url = qEnvironmentVariable("TANDEM_TEST_DATABASE");
    if (url.isEmpty())
        return {};
    return url + (url.contains(QLatin1Char('?')) ? QLatin1Char('&') : QLatin1Char('?'))
        + QLatin1String("options=-csearch_path%3Dtest_") + nameOfFolder(folder);
}

}

}
