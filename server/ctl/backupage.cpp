// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/backupage.h"

#include "server/ctl/commandsupport.h"

#include <QCoreApplication>

namespace tandem::server {

namespace {

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
constexpr qint64 old = 2 * day;

/// The plural depends on the number: a text for each unit.
QString ageText(qint64 seconds)
{
    const int minutes = int(qMax<qint64>(seconds, 0) / minute);
    const int hours = int(seconds / hour);
    const int days = int(seconds / day);
    if (days >= 2)
        return QCoreApplication::translate("tandemctl", "%n day(s) ago", nullptr, days);
    if (hours >= 2)
        return QCoreApplication::translate("tandemctl", "%n hour(s) ago", nullptr, hours);
    return QCoreApplication::translate("tandemctl", "%n minute(s) ago", nullptr, minutes);
}

}

bool BackupAge::isWorrying() const
{
    return !m_seconds || *m_seconds > old;
}

QString BackupAge::text(const QString &folder, qint64 bytes) const
{
    if (!m_seconds)
        return ctlText(QT_TRANSLATE_NOOP("tandemctl",
            "There is no backup yet. Set backupFolder in the configuration, or run tandemctl backup FOLDER."));
    const QString text = isWorrying() ? ctlText(QT_TRANSLATE_NOOP("tandemctl", "The last backup is old: %1, %2, %3"))
                                      : ctlText(QT_TRANSLATE_NOOP("tandemctl", "Last backup: %1, %2, %3"));
    return text.arg(ageText(*m_seconds), sizeText(bytes), folder);
}

}
