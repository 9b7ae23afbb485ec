// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/lastbackup.h"

#include "server/store/metatable.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tandem::server::lastbackup {

namespace {

const QString metaName = QStringLiteral("lastBackup");

}

Result<void> remember(Connection &connection, const backup::Summary &summary)
{
    const QJsonObject json{{QStringLiteral("folder"), summary.folder}, {QStringLiteral("at"), summary.createdAt},
        {QStringLiteral("files"), summary.files}, {QStringLiteral("bytes"), summary.bytes},
        {QStringLiteral("damaged"), summary.damaged}, {QStringLiteral("generation"), toText(summary.generation)},
        {QStringLiteral("scheduled"), summary.origin == backup::Origin::Schedule}};
    return metatable::write(connection, metaName, QJsonDocument(json).toJson(QJsonDocument::Compact));
}

Result<std::optional<backup::Summary>> read(Connection &connection)
{
    TANDEM_ASSIGN(const auto bytes, metatable::read(connection, metaName));
    if (!bytes)
        return std::optional<backup::Summary>();
    const QJsonObject json = QJsonDocument::fromJson(*bytes).object();
    backup::Summary summary;
    summary.folder = json.value(QLatin1String("folder")).toString();
    summary.createdAt = json.value(QLatin1String("at")).toInteger();
    summary.files = json.value(QLatin1String("files")).toInt();
    summary.bytes = json.value(QLatin1String("bytes")).toInteger();
    summary.damaged = json.value(QLatin1String("damaged")).toInt();
    summary.generation = recordIdFromText(json.value(QLatin1String("generation")).toString());
    summary.origin =
        json.value(QLatin1String("scheduled")).toBool() ? backup::Origin::Schedule : backup::Origin::Person;
    return std::optional(summary);
}

}
