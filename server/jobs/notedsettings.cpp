// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/notedsettings.h"

#include "server/store/metatable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tandem::server::notedsettings {

namespace {

const QString metaName = QStringLiteral("settings");
const QString timeFormat = QStringLiteral("HH:mm");

QByteArray textOf(const NotedSettings &settings)
{
    QJsonArray times;
    for (const QTime &time : settings.backupTimes)
        times.append(time.toString(timeFormat));
    const QJsonObject json{{QStringLiteral("filesFolder"), settings.filesFolder},
        {QStringLiteral("filesQuota"), settings.fileLimits.quota},
        {QStringLiteral("diskReserve"), settings.fileLimits.reserve}, {QStringLiteral("backupTimes"), times}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

}

/// Most starts change nothing.
Result<void> remember(Connection &connection, const NotedSettings &settings)
{
    const QByteArray text = textOf(settings);
    TANDEM_ASSIGN(const auto known, metatable::read(connection, metaName));
    return known && *known == text ? Result<void>() : metatable::write(connection, metaName, text);
}

Result<std::optional<NotedSettings>> read(Connection &connection)
{
    TANDEM_ASSIGN(const auto bytes, metatable::read(connection, metaName));
    if (!bytes)
        return std::optional<NotedSettings>();
    const QJsonObject json = QJsonDocument::fromJson(*bytes).object();
    NotedSettings settings;
    settings.filesFolder = json.value(QLatin1String("filesFolder")).toString();
    settings.fileLimits.quota = json.value(QLatin1String("filesQuota")).toInteger();
    settings.fileLimits.reserve = json.value(QLatin1String("diskReserve")).toInteger();
    for (const QJsonValue time : json.value(QLatin1String("backupTimes")).toArray())
        settings.backupTimes.append(QTime::fromString(time.toString(), timeFormat));
    return std::optional(settings);
}

}
