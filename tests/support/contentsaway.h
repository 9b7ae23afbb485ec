// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/daemonprocess.h"

#include <QDir>
#include <QTest>

#include <algorithm>

namespace tandem::test {

/// Where a test has a bucket: all attached files in the daemon's own folder go there, one at least, and whoever reads
/// one afterwards gets it from there. The daemon starts anew, as it looks at once then, and else every half minute.
inline bool moveContentsAway(DaemonProcess &daemon)
{
    if (!testbucket::isUsed())
        return true;
    const auto hasContents = [](const QString &folder) {
        const QStringList starts = QDir(folder).entryList({QStringLiteral("??")}, QDir::Dirs | QDir::NoDotAndDotDot);
        return std::any_of(starts.begin(), starts.end(),
            [&folder](const QString &start) { return !QDir(folder + QLatin1Char('/') + start).isEmpty(QDir::Files); });
    };
    const QString files = daemon.dataFolder() + QStringLiteral("/files");
    const auto areAway = [&] {
        return !hasContents(files) && hasContents(files + QStringLiteral("/moved"));
    };
    return daemon.stop() && daemon.start() && QTest::qWaitFor(areAway, 60'000)
        && QDir(daemon.dataFolder() + QStringLiteral("/fetched")).removeRecursively();
}

}
