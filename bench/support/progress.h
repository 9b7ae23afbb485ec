// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QString>

#include <cstdio>

namespace tandem::bench {

/// For whoever waits some minutes for the table: a word on stderr, with the seconds since the first one.
inline void say(const QString &progress)
{
    static QElapsedTimer timer;
    if (!timer.isValid())
        timer.start();
    std::fprintf(stderr, "%5.1f s  %s\n", double(timer.elapsed()) / 1000, qPrintable(progress));
}

/// The same of rows that are filled in, now and then.
inline void sayRows(int done, int all)
{
    constexpr int between = 100'000;
    if (done % between == 0 || done == all)
        say(QStringLiteral("%1 of %2 rows").arg(done).arg(all));
}

}
