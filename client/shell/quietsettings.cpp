// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/quietsettings.h"

#include "client/records/records.h"

#include <QSettings>

namespace tandem::client {

namespace {

QDateTime momentFrom(const QVariant &stored)
{
    return stored.isValid() ? QDateTime::fromMSecsSinceEpoch(stored.toLongLong()) : QDateTime();
}

}

QuietSettings::QuietSettings(QSettings &settings, const Records &records)
    : m_settings(settings)
    , m_records(records)
{
}

QString QuietSettings::key(const QString &name) const
{
    return QStringLiteral("quiet/%1/%2").arg(toText(m_records.currentUser()), name);
}

QuietHours QuietSettings::hours() const
{
    QuietHours hours;
    hours.enabled = m_settings.value(key(QStringLiteral("enabled")), hours.enabled).toBool();
    hours.from = m_settings.value(key(QStringLiteral("from")), hours.from).toTime();
    hours.to = m_settings.value(key(QStringLiteral("to")), hours.to).toTime();
    const QVariant days = m_settings.value(key(QStringLiteral("days")));
    if (days.isValid()) {
        hours.days.clear();
        for (const QString &day : days.toString().split(QLatin1Char(' '), Qt::SkipEmptyParts))
            hours.days.insert(day.toInt());
    }
    return hours;
}

void QuietSettings::setHours(const QuietHours &hours)
{
    QStringList days;
    for (int day = Qt::Monday; day <= Qt::Sunday; ++day) {
        if (hours.days.contains(day))
            days.append(QString::number(day));
    }
    m_settings.setValue(key(QStringLiteral("enabled")), hours.enabled);
    m_settings.setValue(key(QStringLiteral("from")), hours.from.toString(Qt::ISODate));
    m_settings.setValue(key(QStringLiteral("to")), hours.to.toString(Qt::ISODate));
    m_settings.setValue(key(QStringLiteral("days")), days.join(QLatin1Char(' ')));
}

NoticePause QuietSettings::pause() const
{
    return {momentFrom(m_settings.value(key(QStringLiteral("pausedSince")))),
        momentFrom(m_settings.value(key(QStringLiteral("pausedUntil"))))};
}

void QuietSettings::setPause(const NoticePause &pause)
{
    if (!pause.since.isValid()) {
        m_settings.remove(key(QStringLiteral("pausedSince")));
        m_settings.remove(key(QStringLiteral("pausedUntil")));
        return;
    }
    m_settings.setValue(key(QStringLiteral("pausedSince")), pause.since.toMSecsSinceEpoch());
    m_settings.setValue(key(QStringLiteral("pausedUntil")), pause.until.toMSecsSinceEpoch());
}

bool QuietSettings::isQuiet(const QDateTime &now) const
{
    return isPaused(pause(), now) || quietUntil(hours(), now).has_value();
}

QString QuietSettings::language() const
{
    return m_records.language();
}

}
