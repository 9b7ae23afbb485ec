// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/backup.h"

#include "server/jobs/backupworkplace.h"
#include "server/jobs/backupwriter.h"
#include "server/jobs/databasecopy.h"
#include "server/jobs/namedcontents.h"
#include "server/jobs/sealedfile.h"
#include "server/store/storeschema.h"
#include "shared/base/hashpath.h"
#include "shared/base/platformfile.h"
#include "shared/database/integrity.h"
#include "shared/database/postgresql/opendatabase.h"
#include "shared/database/transaction.h"
#include "shared/entities/shipped.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

namespace tandem::server::backup {

namespace {

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

Error damaged(const QString &path)
{
    return Error{ErrorCode::Corrupt, QStringLiteral("damaged"), path, {}, {}};
}

/// Each file of the backup and, with a key, whether it opens as what it is.
Result<void> checkFiles(const QString &folder, const Manifest &manifest, const std::optional<BackupKey> &key)
{
    for (const StoredFile &expected : manifest.files) {
        const auto found = lookAt(folder, expected.path);
        if (!found || *found != expected)
            return damaged(expected.path);
        if (manifest.keyId.isEmpty())
            continue;
        const auto name = sealedfile::read(
            folder + QLatin1Char('/') + expected.path, *key, [](const QByteArray &) { return Result<void>(); });
        if (!name || !isInside(*name) || key->pathOf(*name) != expected.path)
            return damaged(expected.path);
    }
    return {};
}

/// Who names a key counts on what only its holder can have written: not on a backup that was put in its place.
Result<void> checkEncrypted(const Manifest &manifest, const std::optional<BackupKey> &key)
{
    return key && manifest.keyId.isEmpty()
        ? Result<void>(Error::invalid(manifest.summary.folder, QStringLiteral("backupNotEncrypted")))
        : Result<void>();
}

/// Gives the manifest of a backup that was read as a whole.
Result<Manifest> verified(const QString &folder, const std::optional<BackupKey> &key)
{
    TANDEM_ASSIGN(Manifest manifest, readManifest(folder, key));
    TANDEM_TRY(checkFiles(folder, manifest, key));
    return manifest;
}

Result<void> openSealed(const QString &source, const QDir &target, const BackupKey &key)
{
    QFile file(target.filePath(QStringLiteral("opening")));
    // The backup says nothing of rights, and one of the files is the server's key.
    if (!target.mkpath(QStringLiteral(".")) || !file.open(QIODevice::WriteOnly)
        || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return Error::unavailable(QStringLiteral("cannotWrite"), file.fileName());
    const auto write = [&file](const QByteArray &piece) -> Result<void> {
        return file.write(piece) == piece.size() ? Result<void>() : Result<void>(cannotWrite(file));
    };
    TANDEM_ASSIGN(const QString name, sealedfile::read(source, key, write));
    const QString path = target.filePath(name);
    if (!isInside(name))
        return damaged(source);
    if (!file.flush() || !QDir().mkpath(QFileInfo(path).path()) || !file.rename(path))
        return Error::unavailable(QStringLiteral("cannotWrite"), path + QLatin1String(": ") + file.errorString());
    return {};
}

/// A file of the backup as it was on the server.
Result<void> putBack(const QString &folder, const StoredFile &file, const QDir &target, const Manifest &manifest,
    const std::optional<BackupKey> &key)
{
    const QString source = QDir(folder).absoluteFilePath(file.path);
    return manifest.keyId.isEmpty() ? copy(source, target.filePath(file.path)) : openSealed(source, target, *key);
}

Result<void> checkDatabase(const QString &path, Summary &summary)
{
    TANDEM_ASSIGN(const auto connection, Connection::open({path, DatabaseAddress::Mode::ReadWrite}));
    TANDEM_TRY(checkIntegrity(*connection));
    TANDEM_ASSIGN(const databasecopy::Count count, databasecopy::count(*connection));
    if (summary.tables != 0 && (count.tables != summary.tables || count.rows != summary.rows))
        return damaged(databaseName);
    summary.tables = count.tables;
    summary.rows = count.rows;
    return {};
}

/// Every content that records of the copy name, but as many as the server lacked itself.
Result<void> checkContents(const QString &database, Manifest &manifest, const std::optional<BackupKey> &key)
{
    TANDEM_ASSIGN(const RegistryPointer shipped, loadShipped());
    TANDEM_ASSIGN(const auto connection, Connection::open({database, DatabaseAddress::Mode::ReadWrite}));
    TANDEM_ASSIGN(const QSet<QString> named, namedContents(*connection, *shipped));
    QSet<QString> present;
    for (const StoredFile &file : manifest.files)
        present.insert(file.path);
    QStringList missing;
    for (const QString &hash : named) {
        const QString name = filesPrefix + hashPath(hash);
        if (!present.contains(manifest.keyId.isEmpty() ? name : key->pathOf(name)))
            missing.append(name);
    }
    missing.sort();
    if (manifest.summary.missing && missing.size() > *manifest.summary.missing)
        return Error{ErrorCode::Corrupt, QStringLiteral("fileMissing"), missing.constFirst(), {}, {}};
    manifest.summary.missing = int(missing.size());
    return {};
}

Result<void> checkEmpty(const DatabaseAddress &database)
{
    TANDEM_ASSIGN(const auto connection, openDatabase(database));
    return databasecopy::checkEmpty(*connection);
}

/// The file's rows into PostgreSQL, all of them or nothing, not even a table; then the file is not needed any more.
Result<void> importDatabase(const QString &path, const DatabaseAddress &database)
{
    TANDEM_ASSIGN(const RegistryPointer shipped, loadShipped());
    TANDEM_ASSIGN(auto file, Connection::open({path}));
    // One of an older version first becomes what the tables of this one are made for.
    TANDEM_TRY(Migrator(storeMigrations(file->dialect())).run(*file));
    TANDEM_ASSIGN(const auto connection, openDatabase(database));
    TANDEM_ASSIGN(Transaction whole, Transaction::begin(*connection));
    TANDEM_TRY(databasecopy::copy(*file, *connection, shipped));
    TANDEM_TRY(Store::renewGeneration(*connection));
    TANDEM_TRY(whole.commit());
    file.reset();
    QFile::remove(path);
    return {};
}

Result<void> putAllBack(const QString &folder, const QDir &target, const DatabaseAddress &database,
    const std::optional<BackupKey> &key, Manifest &manifest)
{
    // Before anything lies in it.
    if (!target.mkpath(QStringLiteral(".")))
        return Error{ErrorCode::Unavailable, QStringLiteral("cannotCreateFolder"), target.path(), {}, {}};
    QFile::setPermissions(target.path(), ownerOnly);
    for (const StoredFile &file : manifest.files)
        TANDEM_TRY(putBack(folder, file, target, manifest, key));
    const QString path = target.filePath(databaseName);
    TANDEM_TRY(checkDatabase(path, manifest.summary));
    if (database.isPostgresql())
        return importDatabase(path, database);
    TANDEM_ASSIGN(const auto connection, Connection::open({path, DatabaseAddress::Mode::ReadWrite}));
    return Store::renewGeneration(*connection);
}

Result<Summary> write(const Store &store, const QString &folder, const Clock &clock, const Options &options)
{
    std::unique_ptr<Workplace> workplace;
    if (Writer::needsWorkplace(store, options)) {
        TANDEM_ASSIGN(workplace, Workplace::make(store.folder(), QFileInfo(folder).fileName()));
    }
    return Writer(store, folder, workplace ? workplace->folder() : QString(), options).run(clock.now());
}

}

Result<Summary> create(const Store &store, const QString &folder, const Clock &clock, const Options &options)
{
    const QString target = QDir(folder).absolutePath();
    if (QFileInfo::exists(target))
        return Error{ErrorCode::Conflict, QStringLiteral("folderExists"), target, {}, {}};
    removeLeftovers(store.folder());
    const QString partial = target + QLatin1String(".partial");
    QDir(partial).removeRecursively();
    if (!QDir().mkpath(partial))
        return Error{ErrorCode::Unavailable, QStringLiteral("cannotCreateFolder"), target, {}, {}};
    QFile::setPermissions(partial, ownerOnly); // it holds everybody's data and the key
    auto summary = write(store, partial, clock, options);
    if (!summary) {
        QDir(partial).removeRecursively();
        return summary.error();
    }
    if (!QDir().rename(partial, target)) {
        QDir(partial).removeRecursively();
        return Error{ErrorCode::Unavailable, QStringLiteral("cannotCreateFolder"), target, {}, {}};
    }
    TANDEM_TRY(syncPathToDisk(QFileInfo(target).path()));
    summary->folder = target;
    return summary;
}

Result<Summary> describe(const QString &folder)
{
    TANDEM_ASSIGN(const Manifest manifest, readManifest(folder));
    return manifest.summary;
}

Result<Summary> verify(const QString &folder, const std::optional<BackupKey> &key)
{
    TANDEM_ASSIGN(const Manifest manifest, verified(folder, key));
    return manifest.summary;
}

Result<Summary> rehearse(const QString &folder, const std::optional<BackupKey> &key)
{
    TANDEM_ASSIGN(Manifest manifest, verified(folder, key));
    TANDEM_TRY(checkEncrypted(manifest, key));
    const QTemporaryDir place;
    if (!place.isValid())
        return Error{ErrorCode::Unavailable, QStringLiteral("cannotCreateFolder"), place.path(), {}, {}};
    for (const StoredFile &file : manifest.files) {
        if (file.path == databaseName)
            TANDEM_TRY(putBack(folder, file, QDir(place.path()), manifest, key));
    }
    TANDEM_TRY(checkDatabase(place.filePath(databaseName), manifest.summary));
    TANDEM_TRY(checkContents(place.filePath(databaseName), manifest, key));
    return manifest.summary;
}

QStringList leftovers(const QString &dataFolder)
{
    return Workplace::abandoned(dataFolder);
}

void removeLeftovers(const QString &dataFolder)
{
    Workplace::removeAbandoned(dataFolder);
}

Result<Summary> restore(const QString &folder, const QString &dataFolder, const DatabaseAddress &database,
    const std::optional<BackupKey> &key)
{
    TANDEM_ASSIGN(Manifest manifest, verified(folder, key));
    TANDEM_TRY(checkEncrypted(manifest, key));
    if (database.isPostgresql())
        TANDEM_TRY(checkEmpty(database));
    TANDEM_TRY(checkFolderEmpty(dataFolder));
    const QDir target(QDir(dataFolder).absolutePath());
    const bool there = target.exists();
    if (const Result<void> copied = putAllBack(folder, target, database, key, manifest); !copied) {
        clearFolder(target.path(), there);
        return copied.error();
    }
    manifest.summary.folder = target.absolutePath();
    return manifest.summary;
}

}
