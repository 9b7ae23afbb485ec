// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/app/definitions.h"

#include "shared/base/savefileerror.h"
#include "shared/entities/shipped.h"
#include "shared/metadata/loader.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

namespace tandem::server {

namespace {

/// One file, so that it is replaced whole or not at all: names of files below the folder, and what is in them.
QString keptPath(const Configuration &configuration)
{
    return QDir(configuration.dataFolder).filePath(QStringLiteral("definitions.json"));
}

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error::unavailable(QStringLiteral("cannotRead"), path);
    return file.readAll();
}

Result<void> writeOut(const QJsonObject &files, const QString &folder)
{
    for (auto it = files.begin(); it != files.end(); ++it) {
        const QString path = QDir(folder).filePath(it.key());
        if (!QDir().mkpath(QFileInfo(path).path()))
            return Error::unavailable(QStringLiteral("cannotWrite"), path);
        TANDEM_TRY(saveFile(path, it.value().toString().toUtf8()));
    }
    return {};
}

Result<RegistryPointer> keptDefinitions(const Configuration &configuration)
{
    TANDEM_ASSIGN(const QByteArray kept, contentOf(keptPath(configuration)));
    const QTemporaryDir folder;
    TANDEM_TRY(writeOut(QJsonDocument::fromJson(kept).object(), folder.path()));
    return loadFromFolder(folder.path());
}

}

Result<RegistryPointer> configuredDefinitions(const Configuration &configuration)
{
    auto registry = configuration.entities.isEmpty() ? loadShipped() : loadFromFolder(configuration.entities);
    if (registry)
        return registry;
    Error error = registry.error();
    error.code = ErrorCode::Invalid; // a mistake in the configuration, no damage to the data
    return error;
}

Result<Definitions> definitionsToStartOn(const Configuration &configuration)
{
    const auto configured = configuredDefinitions(configuration);
    if (configured)
        return Definitions{*configured, std::nullopt};
    const auto kept = configuration.entities.isEmpty() ? configured : keptDefinitions(configuration);
    if (!kept)
        return configured.error();
    return Definitions{*kept, configured.error()};
}

Result<void> keepDefinitions(const Configuration &configuration)
{
    if (configuration.entities.isEmpty())
        return {};
    QJsonObject files;
    const QDir root(configuration.entities);
    QDirIterator found(root.path(), {QStringLiteral("*.json")}, QDir::Files, QDirIterator::Subdirectories);
    while (found.hasNext()) {
        const QString path = found.next();
        TANDEM_ASSIGN(const QByteArray content, contentOf(path));
        files.insert(root.relativeFilePath(path), QString::fromUtf8(content));
    }
    const QByteArray kept = QJsonDocument(files).toJson();
    const auto before = contentOf(keptPath(configuration));
    return before && *before == kept ? Result<void>() : saveFile(keptPath(configuration), kept);
}

}
