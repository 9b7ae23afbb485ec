// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/daemonprocess.h"
#include "tests/support/testdatabaseurl.h"

namespace tandem::test {

/// One run of tandemctl on a data folder.
struct CtlProcess
{
    int code = -1;
    QByteArray out;
    QByteArray said; ///< on standard error

    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }

    /// Tells a command that asks no daemon which database belongs to this data folder.
    static QStringList databaseOf(const QString &folder)
    {
        return {QStringLiteral("--database"), testdatabase::urlOfFolder(folder)};
    }

    /// `language` as in LANG. With an empty folder the command line is `words` alone.
    static CtlProcess run(
        const QString &folder, const QStringList &words, const QString &language = QStringLiteral("en_US.UTF-8"))
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LC_ALL"), language);
        process.setProcessEnvironment(environment);
        const QStringList data{QStringLiteral("--data"), folder};
        process.start(
            DaemonProcess::binary(QStringLiteral("tandemctl")), (folder.isEmpty() ? QStringList() : data) + words);
        process.waitForFinished(60'000);
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
};

}
