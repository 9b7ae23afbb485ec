// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/importmanifest.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace tandem {

namespace {

Result<QJsonObject> readObject(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Unavailable, QStringLiteral("cannotRead"), path,
            {{QStringLiteral("details"), file.errorString()}}, {}};
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &problem);
    if (!document.isObject())
        return Error::invalid(path, QStringLiteral("notJson"), {{QStringLiteral("offset"), problem.offset}});
    return document.object();
}

Error placed(Error error, const QString &place)
{
    error.field = error.field.isEmpty() ? place : place + QLatin1String(": ") + error.field;
    return error;
}

Result<ImportManifest::Step> readStep(const QJsonObject &json, const QDir &folder, const QString &place)
{
    static const QStringList known{QStringLiteral("label"), QStringLiteral("entity"), QStringLiteral("file"),
        QStringLiteral("mapping"), QStringLiteral("today")};
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (!known.contains(it.key()))
            return Error::invalid(place + it.key(), QStringLiteral("unknownKey"));
    }
    for (const char *key : {"file", "mapping"}) {
        if (json.value(QLatin1String(key)).toString().isEmpty())
            return Error::invalid(place + QLatin1String(key), QStringLiteral("required"));
    }
    ImportManifest::Step step;
    step.file = folder.filePath(json.value(QLatin1String("file")).toString());
    step.label = json.value(QLatin1String("label")).toString(QFileInfo(step.file).fileName());
    const QString mappingPath = folder.filePath(json.value(QLatin1String("mapping")).toString());
    TANDEM_ASSIGN(QJsonObject mappingJson, readObject(mappingPath));
    if (json.contains(QLatin1String("entity")))
        mappingJson.insert(QStringLiteral("entity"), json.value(QLatin1String("entity")));
    auto mapping = parseMapping(mappingJson);
    if (!mapping.ok())
        return placed(mapping.error(), mappingPath);
    step.mapping = *std::move(mapping);
    if (const QString today = json.value(QLatin1String("today")).toString(); !today.isEmpty()) {
        step.today = QDate::fromString(today, Qt::ISODate);
        if (!step.today.isValid())
            return Error::invalid(place + QLatin1String("today"), QStringLiteral("notADate"));
    }
    return step;
}

}

Result<ImportManifest> readManifest(const QString &path)
{
    TANDEM_ASSIGN(const QJsonObject json, readObject(path));
    ImportManifest manifest;
    manifest.name = json.value(QLatin1String("name")).toString();
    const QJsonArray steps = json.value(QLatin1String("steps")).toArray();
    if (steps.isEmpty())
        return Error::invalid(path + QLatin1String(": steps"), QStringLiteral("required"));
    const QDir folder = QFileInfo(path).dir();
    for (int i = 0; i < steps.size(); ++i) {
        auto step = readStep(steps.at(i).toObject(), folder, QStringLiteral("steps[%1].").arg(i));
        if (!step.ok())
            return placed(step.error(), path);
        manifest.steps.push_back(*std::move(step));
    }
    return manifest;
}

void shiftDates(ImportManifest &manifest, QDate today)
{
    for (ImportManifest::Step &step : manifest.steps) {
        if (!step.today.isValid())
            continue;
        const qint64 days = step.today.daysTo(today);
        const qint64 weeks = days >= 0 ? days / 7 : -((6 - days) / 7);
        step.mapping.shiftDays += int(weeks * 7);
    }
}

}
