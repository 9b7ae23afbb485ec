// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/backup.h"

#include "server/store/sequence.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tandem::server::backup {

namespace {

constexpr int formatVersion = 1;
const QString manifestName = QStringLiteral("manifest.json");
const QString databaseName = QStringLiteral("tandem.db");

Error cannot(const QString &what, const QFile &file)
{
    return Error::unavailable(what, file.fileName() + QLatin1String(": ") + file.errorString());
}

Result<QJsonObject> described(const QString &folder, const QString &relative)
{
    QFile file(folder + QLatin1Char('/') + relative);
    if (!file.open(QIODevice::ReadOnly))
        return cannot(QStringLiteral("cannotRead"), file);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!hash.addData(&file))
        return cannot(QStringLiteral("cannotRead"), file);
    return QJsonObject{{QStringLiteral("path"), relative}, {QStringLiteral("size"), file.size()},
        {QStringLiteral("sha256"), QString::fromLatin1(hash.result().toHex())}};
}

/// The database as it is at one moment, without the space that deleted rows left.
Result<qint64> copyDatabase(const Store &store, const QString &folder)
{
    TANDEM_ASSIGN(const auto reader, store.openReader());
    QString path = folder + QLatin1Char('/') + databaseName;
    path.replace(QLatin1Char('\''), QLatin1String("''"));
    TANDEM_TRY(reader->execute(QStringLiteral("VACUUM INTO '%1'").arg(path)));
    TANDEM_ASSIGN(const auto copy,
        Connection::open({folder + QLatin1Char('/') + databaseName, DatabaseAddress::Mode::ReadWrite}));
    return Sequence::committed(*copy);
}

Result<QStringList> copyFiles(const Store &store, const QString &folder)
{
    const QDir source(store.filesFolder());
    QStringList copied;
    QDirIterator files(source.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString relative = source.relativeFilePath(files.next());
        if (relative.startsWith(QLatin1String("incoming/")))
            continue; // uploads that nobody can name yet
        const QString target = QLatin1String("files/") + relative;
        const QString path = folder + QLatin1Char('/') + target;
        QDir().mkpath(QFileInfo(path).path());
        QFile file(files.filePath());
        if (!file.copy(path))
            return cannot(QStringLiteral("cannotCopy"), file);
        copied.append(target);
    }
    copied.sort();
    return copied;
}

/// Certificate and key, so that laptops still know the server after a restore.
Result<void> copyIdentity(const Store &store, const QString &folder, QStringList *paths)
{
    for (const QString &name : {QStringLiteral("certificate.pem"), QStringLiteral("key.pem")}) {
        QFile file(store.folder() + QLatin1Char('/') + name);
        if (!file.exists())
            continue;
        if (!file.copy(folder + QLatin1Char('/') + name))
            return cannot(QStringLiteral("cannotCopy"), file);
        paths->append(name);
    }
    return {};
}

Result<void> writeManifest(const QString &folder, const QJsonObject &manifest)
{
    QFile file(folder + QLatin1Char('/') + manifestName);
    const QByteArray text = QJsonDocument(manifest).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.flush())
        return cannot(QStringLiteral("cannotWrite"), file);
    return {};
}

Result<Summary> fill(const Store &store, const QString &folder, const Clock &clock)
{
    TANDEM_ASSIGN(const qint64 seq, copyDatabase(store, folder));
    TANDEM_ASSIGN(QStringList paths, copyFiles(store, folder));
    TANDEM_TRY(copyIdentity(store, folder, &paths));
    paths.prepend(databaseName);
    Summary summary;
    QJsonArray files;
    for (const QString &path : std::as_const(paths)) {
        TANDEM_ASSIGN(const QJsonObject entry, described(folder, path));
        summary.bytes += entry.value(QLatin1String("size")).toInteger();
        ++summary.files;
        files.append(entry);
    }
    TANDEM_TRY(writeManifest(folder,
        {{QStringLiteral("format"), formatVersion}, {QStringLiteral("createdAt"), clock.now()},
            {QStringLiteral("generation"), toText(store.generation())}, {QStringLiteral("seq"), seq},
            {QStringLiteral("files"), files}}));
    return summary;
}

}

Result<Summary> create(const Store &store, const QString &folder, const Clock &clock)
{
    const QString target = QDir(folder).absolutePath();
    if (QFileInfo::exists(target))
        return Error{ErrorCode::Conflict, QStringLiteral("exists"), {}, {{QStringLiteral("folder"), target}}, {}};
    const QString partial = target + QLatin1String(".partial");
    QDir(partial).removeRecursively();
    if (!QDir().mkpath(partial))
        return Error::unavailable(QStringLiteral("cannotCreateFolder"), partial);
    auto summary = fill(store, partial, clock);
    if (!summary) {
        QDir(partial).removeRecursively();
        return summary.error();
    }
    if (!QDir().rename(partial, target))
        return Error::unavailable(QStringLiteral("cannotCreateFolder"), target);
    summary->folder = target;
    return summary;
}

Result<Summary> verify(const QString &folder)
{
    QFile file(folder + QLatin1Char('/') + manifestName);
    if (!file.open(QIODevice::ReadOnly))
        return Error::notFound(manifestName);
    const QJsonObject manifest = QJsonDocument::fromJson(file.readAll()).object();
    const int format = manifest.value(QLatin1String("format")).toInt();
    if (format > formatVersion)
        return Error{
            ErrorCode::Unsupported, QStringLiteral("newerBackup"), {}, {{QStringLiteral("format"), format}}, {}};
    if (format < 1)
        return Error::corrupt(manifestName);
    Summary summary{QDir(folder).absolutePath(), 0, 0};
    for (const QJsonValue &value : manifest.value(QLatin1String("files")).toArray()) {
        const QJsonObject expected = value.toObject();
        const QString path = expected.value(QLatin1String("path")).toString();
        const auto found = described(folder, path);
        if (!found || *found != expected)
            return Error{ErrorCode::Corrupt, QStringLiteral("damaged"), path, {}, {}};
        ++summary.files;
        summary.bytes += expected.value(QLatin1String("size")).toInteger();
    }
    return summary;
}

Result<Summary> restore(const QString &folder, const QString &dataFolder)
{
    TANDEM_ASSIGN(Summary summary, verify(folder));
    const QDir target(dataFolder);
    if (target.exists() && !target.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        return Error{ErrorCode::Conflict, QStringLiteral("folderNotEmpty"), dataFolder, {}, {}};
    const QDir source(folder);
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString relative = source.relativeFilePath(files.next());
        if (relative == manifestName)
            continue;
        QDir().mkpath(QFileInfo(target.filePath(relative)).path());
        QFile file(files.filePath());
        if (!file.copy(target.filePath(relative)))
            return cannot(QStringLiteral("cannotCopy"), file);
    }
    QFile::setPermissions(dataFolder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    TANDEM_ASSIGN(
        const auto connection, Connection::open({target.filePath(databaseName), DatabaseAddress::Mode::ReadWrite}));
    TANDEM_TRY(Store::renewGeneration(*connection));
    summary.folder = target.absolutePath();
    return summary;
}

}
