// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/profile.h"

#include "shared/base/savefileerror.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace tandem::client {

namespace {

QString profilePath(const QString &folder)
{
    return folder + QStringLiteral("/profile.json");
}

}

Result<Profile> Profile::load(const QString &folder)
{
    QFile file(profilePath(folder));
    if (!file.open(QIODevice::ReadOnly))
        return Error::notFound(QStringLiteral("profile"));
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    const auto server = ServerAddress::fromText(json[QLatin1String("server")].toString());
    if (!server.ok())
        return Error::corrupt(file.fileName());
    return Profile{*server, QByteArray::fromHex(json[QLatin1String("pin")].toString().toLatin1()),
        json[QLatin1String("user")].toString()};
}

Result<void> Profile::save(const QString &folder) const
{
    const QJsonObject json{{QStringLiteral("server"), server.toText()},
        {QStringLiteral("pin"), QString::fromLatin1(pin.toHex())}, {QStringLiteral("user"), userName}};
    return saveFile(profilePath(folder), QJsonDocument(json).toJson());
}

}
