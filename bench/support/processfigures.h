// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFile>

namespace tandem::bench {

/// What the system tells of a process under /proc; empty where it does not tell it this way.
inline QByteArray processFile(qint64 process, const char *name)
{
    QFile file(QStringLiteral("/proc/%1/%2").arg(process).arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// In KB.
inline qint64 residentMemory(qint64 process)
{
    const QByteArray status = processFile(process, "status");
    const qsizetype at = status.indexOf("VmRSS:") + 6;
    return status.mid(at, status.indexOf("kB", at) - at).trimmed().toLongLong();
}

/// Of all threads together, in milliseconds; the system counts in hundredths of a second.
inline double processorTime(qint64 process)
{
    const QByteArray all = processFile(process, "stat");
    // Behind the name, which may hold anything: state is the third column, user and system time are the 14th and 15th.
    const QByteArrayList columns = all.mid(all.lastIndexOf(')') + 2).split(' ');
    return columns.size() < 13 ? 0 : 10 * double(columns.at(11).toLongLong() + columns.at(12).toLongLong());
}

}
