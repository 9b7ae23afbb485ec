// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/backupmanifest.h"

#include "shared/base/platformfile.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tandem::server::backup {

namespace {

constexpr int plainFormat = 1;
constexpr int encryptedFormat = 2; ///< so that an older version says that it does not know it
const QString manifestName = QStringLiteral("manifest.json");
const QString keyName = QStringLiteral("key");
const QString missingName = QStringLiteral("missing");
const QString sealName = QStringLiteral("seal");

Error damaged()
{
    return Error{ErrorCode::Corrupt, QStringLiteral("damaged"), manifestName, {}, {}};
}

Result<QJsonObject> readJson(const QString &folder)
{
    QFile file(folder + QLatin1Char('/') + manifestName);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, QStringLiteral("noBackup"), folder, {}, file.errorString()};
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    const int format = json.value(QLatin1String("format")).toInt();
    if (format > encryptedFormat)
        return Error{
            ErrorCode::Unsupported, QStringLiteral("newerBackup"), {}, {{QStringLiteral("format"), format}}, {}};
    if (format < plainFormat)
        return damaged();
    return json;
}

Result<Manifest> manifestOf(const QString &folder, const QJsonObject &json)
{
    Manifest manifest;
    Summary &summary = manifest.summary;
    summary.folder = QDir(folder).absolutePath();
    summary.damaged = json.value(QLatin1String("damaged")).toInt();
    summary.shared = json.value(QLatin1String("shared")).toInt();
    summary.tables = json.value(QLatin1String("tables")).toInt();
    summary.rows = json.value(QLatin1String("rows")).toInteger();
    if (json.contains(missingName))
        summary.missing = json.value(missingName).toInt();
    summary.createdAt = json.value(QLatin1String("createdAt")).toInteger();
    summary.generation = recordIdFromText(json.value(QLatin1String("generation")).toString());
    summary.origin = json.value(QLatin1String("scheduled")).toBool() ? Origin::Schedule : Origin::Person;
    manifest.seq = json.value(QLatin1String("seq")).toInteger();
    manifest.keyId = json.value(keyName).toString();
    for (const QJsonValue value : json.value(QLatin1String("files")).toArray()) {
        const QJsonObject file = value.toObject();
        const QString path = file.value(QLatin1String("path")).toString();
        if (!isInside(path))
            return damaged();
        manifest.add(
            {path, file.value(QLatin1String("size")).toInteger(), file.value(QLatin1String("sha256")).toString()});
    }
    return manifest;
}

QJsonObject jsonOf(const Manifest &manifest)
{
    const Summary &summary = manifest.summary;
    QJsonArray files;
    for (const StoredFile &file : manifest.files)
        files.append(QJsonObject{{QStringLiteral("path"), file.path}, {QStringLiteral("size"), file.size},
            {QStringLiteral("sha256"), file.sha256}});
    QJsonObject json{{QStringLiteral("format"), manifest.keyId.isEmpty() ? plainFormat : encryptedFormat},
        {QStringLiteral("createdAt"), summary.createdAt}, {QStringLiteral("generation"), toText(summary.generation)},
        {QStringLiteral("seq"), manifest.seq}, {QStringLiteral("scheduled"), summary.origin == Origin::Schedule},
        {QStringLiteral("damaged"), summary.damaged}, {QStringLiteral("shared"), summary.shared},
        {QStringLiteral("tables"), summary.tables}, {QStringLiteral("rows"), summary.rows},
        {QStringLiteral("files"), files}};
    if (summary.missing)
        json.insert(missingName, *summary.missing);
    if (!manifest.keyId.isEmpty())
        json.insert(keyName, manifest.keyId);
    return json;
}

/// Over everything but itself; keys are always in the same order.
QString sealOf(QJsonObject json, const BackupKey &key)
{
    json.remove(sealName);
    return key.seal(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

Result<void> checkKey(const QJsonObject &json, const QString &folder, const std::optional<BackupKey> &key)
{
    if (json.value(keyName).toString().isEmpty())
        return {};
    if (!key)
        return Error::invalid(folder, QStringLiteral("backupKeyMissing"));
    if (json.value(keyName).toString() != key->id())
        return Error::invalid(folder, QStringLiteral("wrongBackupKey"));
    return json.value(sealName).toString() == sealOf(json, *key) ? Result<void>() : Result<void>(damaged());
}

}

void Manifest::add(StoredFile file)
{
    ++summary.files;
    summary.bytes += file.size;
    files.push_back(std::move(file));
}

Result<Manifest> readManifest(const QString &folder)
{
    TANDEM_ASSIGN(const QJsonObject json, readJson(folder));
    return manifestOf(folder, json);
}

Result<Manifest> readManifest(const QString &folder, const std::optional<BackupKey> &key)
{
    TANDEM_ASSIGN(const QJsonObject json, readJson(folder));
    TANDEM_TRY(checkKey(json, folder, key));
    return manifestOf(folder, json);
}

Result<void> writeManifest(const QString &folder, const Manifest &manifest, const std::optional<BackupKey> &key)
{
    QJsonObject json = jsonOf(manifest);
    if (key)
        json.insert(sealName, sealOf(json, *key));
    QFile file(folder + QLatin1Char('/') + manifestName);
    const QByteArray text = QJsonDocument(json).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return cannotWrite(file);
    return syncToDisk(file);
}

}
