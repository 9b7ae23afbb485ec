// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/attachedfiles.h"

#include "server/ctl/commandsupport.h"

namespace tandem::server {

namespace {

constexpr int worryingPercent = 90;

}

/// Divided, not multiplied: the quota may be large.
bool AttachedFiles::isQuotaNear() const
{
    return m_room.limits.quota > 0 && m_room.used / worryingPercent > m_room.limits.quota / 100;
}

bool AttachedFiles::isDiskReserved() const
{
    return m_room.limits.reserve > 0 && m_room.free >= 0 && m_room.free <= m_room.limits.reserve;
}

bool AttachedFiles::isWorrying() const
{
    return isQuotaNear() || isDiskReserved();
}

QString AttachedFiles::text() const
{
    QString text = m_room.limits.quota > 0
        ? ctlText(QT_TRANSLATE_NOOP("tandemctl", "Attached files: %1 of %2"))
              .arg(sizeText(m_room.used), sizeText(m_room.limits.quota))
        : ctlText(QT_TRANSLATE_NOOP("tandemctl", "Attached files: %1, no limit")).arg(sizeText(m_room.used));
    if (isQuotaNear())
        text += QLatin1Char(' ') + ctlText(QT_TRANSLATE_NOOP("tandemctl", "(almost full: raise filesQuotaMegabytes)"));
    if (isDiskReserved())
        text += QLatin1Char(' ')
            + ctlText(QT_TRANSLATE_NOOP("tandemctl", "(none are taken: their disk has %1 left, diskReserveMegabytes)"))
                  .arg(sizeText(m_room.free));
    return text;
}

}
