// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/backup.h"

#include "server/jobs/databasecopy.h"
#include "server/store/sequence.h"
#include "server/store/storeschema.h"
#include "shared/base/platformfile.h"
#include "shared/database/integrity.h"
#include "shared/database/postgresql/opendatabase.h"
#include "shared/database/transaction.h"
#include "shared/entities/shipped.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QStorageInfo>

namespace tandem::server::backup {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.backup")

constexpr int formatVersion = 1;
const QString manifestName = QStringLiteral("manifest.json");
const QString databaseName = QStringLiteral("tandem.db");
const QString filesPrefix = QStringLiteral("files/");
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

Error cannot(const QString &what, const QFile &file)
{
    return Error::unavailable(what, file.fileName() + QLatin1String(": ") + file.errorString());
}

/// Qt does not say why a copy failed; most often there is no room.
Result<void> copy(const QString &source, const QString &target)
{
    QFile file(source);
    const QString folder = QFileInfo(target).path();
    if (QDir().mkpath(folder) && file.copy(target))
        return {};
    const bool full = QStorageInfo(folder).bytesAvailable() <= file.size();
    return cannot(full ? QStringLiteral("diskFull") : QStringLiteral("cannotCopy"), file);
}

Result<QString> hashOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return cannot(QStringLiteral("cannotRead"), file);
    return QString::fromLatin1(hash.result().toHex());
}

Result<QJsonObject> described(const QString &folder, const QString &relative)
{
    const QString path = folder + QLatin1Char('/') + relative;
    TANDEM_ASSIGN(const QString hash, hashOf(path));
    return QJsonObject{{QStringLiteral("path"), relative}, {QStringLiteral("size"), QFileInfo(path).size()},
        {QStringLiteral("sha256"), hash}};
}

/// One backup on its way into a folder.
class Writer
{
public:
    Writer(const Store &store, QString folder, const std::atomic<bool> *cancelled)
        : m_store(store)
        , m_folder(std::move(folder))
        , m_cancelled(cancelled)
    {
    }

    Result<Summary> run(Timestamp now, Origin origin)
    {
        TANDEM_TRY(checkCancelled());
        TANDEM_ASSIGN(const qint64 seq, copyDatabase());
        TANDEM_TRY(add(databaseName));
        TANDEM_TRY(copyFiles());
        TANDEM_TRY(copyIdentity());
        m_summary.createdAt = now;
        m_summary.generation = m_store.generation();
        m_summary.origin = origin;
        TANDEM_TRY(writeManifest(seq));
        TANDEM_TRY(syncFolders());
        return m_summary;
    }

private:
    Result<void> checkCancelled() const
    {
        if (m_cancelled && *m_cancelled)
            return Error::cancelled();
        return {};
    }

    QString at(const QString &relative) const { return m_folder + QLatin1Char('/') + relative; }

    /// The database as it is at one moment, without the space that deleted rows left.
    Result<qint64> copyDatabase()
    {
        TANDEM_ASSIGN(const auto reader, m_store.openReader());
        if (m_store.database().isPostgresql())
            return exportDatabase(*reader);
        QString path = at(databaseName);
        path.replace(QLatin1Char('\''), QLatin1String("''"));
        TANDEM_TRY(reader->execute(QStringLiteral("VACUUM INTO '%1'").arg(path)));
        TANDEM_ASSIGN(const auto copied, Connection::open({at(databaseName), DatabaseAddress::Mode::ReadWrite}));
        TANDEM_TRY(checkIntegrity(*copied));
        return Sequence::committed(*copied);
    }

    /// The same file as of a server without PostgreSQL, so that it can be restored on either.
    Result<qint64> exportDatabase(Connection &from)
    {
        TANDEM_ASSIGN(const auto copied, Connection::open({at(databaseName)}));
        // The definitions as well as the rows.
        TANDEM_ASSIGN(const Transaction oneMoment, Transaction::begin(from, Transaction::Kind::Read));
        TANDEM_ASSIGN(const RegistryPointer registry, Store::readRegistry(from, m_store.shipped()));
        TANDEM_TRY(databasecopy::prepare(*copied, *registry));
        TANDEM_TRY(databasecopy::copyRows(from, *copied));
        return Sequence::committed(*copied);
    }

    Result<void> copyFiles()
    {
        const QDir source(m_store.filesFolder());
        QStringList names;
        QDirIterator files(source.path(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString relative = source.relativeFilePath(files.next());
            if (!relative.startsWith(QLatin1String("incoming/"))) // uploads that nobody can name yet
                names.append(relative);
        }
        names.sort();
        for (const QString &name : std::as_const(names)) {
            const Result<void> copied = copy(source.filePath(name), at(filesPrefix + name));
            if (!copied && !QFile::exists(source.filePath(name)))
                continue; // no record names it, and retention was faster
            TANDEM_TRY(copied);
            TANDEM_TRY(add(filesPrefix + name));
            TANDEM_TRY(compareWithName(name));
        }
        return {};
    }

    /// Certificate and key, so that laptops still know the server after a restore.
    Result<void> copyIdentity()
    {
        for (const QString &name : {QStringLiteral("certificate.pem"), QStringLiteral("key.pem")}) {
            const QString source = m_store.folder() + QLatin1Char('/') + name;
            if (!QFile::exists(source))
                continue;
            TANDEM_TRY(copy(source, at(name)));
            TANDEM_TRY(add(name));
        }
        return {};
    }

    Result<void> add(const QString &relative)
    {
        TANDEM_TRY(checkCancelled());
        TANDEM_TRY(syncPathToDisk(at(relative)));
        TANDEM_ASSIGN(const QJsonObject entry, described(m_folder, relative));
        m_summary.bytes += entry.value(QLatin1String("size")).toInteger();
        ++m_summary.files;
        m_files.append(entry);
        return {};
    }

    /// A content's name is its hash. One that was damaged before must not stand in the way of saving all others.
    Result<void> compareWithName(const QString &name)
    {
        QString hash = name;
        hash.remove(QLatin1Char('/'));
        const QString copied = m_files.last().toObject().value(QLatin1String("sha256")).toString();
        if (copied == hash)
            return {};
        TANDEM_ASSIGN(const QString source, hashOf(m_store.filesFolder() + QLatin1Char('/') + name));
        if (source != copied)
            return Error{ErrorCode::Corrupt, QStringLiteral("damaged"), filesPrefix + name, {}, {}};
        qCWarning(log).noquote() << "damaged on the server itself:" << filesPrefix + name;
        ++m_summary.damaged;
        return {};
    }

    Result<void> writeManifest(qint64 seq) const
    {
        QFile file(at(manifestName));
        const QByteArray text = QJsonDocument(
            QJsonObject{{QStringLiteral("format"), formatVersion}, {QStringLiteral("createdAt"), m_summary.createdAt},
                {QStringLiteral("generation"), toText(m_summary.generation)}, {QStringLiteral("seq"), seq},
                {QStringLiteral("scheduled"), m_summary.origin == Origin::Schedule},
                {QStringLiteral("damaged"), m_summary.damaged},
                {QStringLiteral("files"),
                    m_files}}).toJson();
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            return cannot(QStringLiteral("cannotWrite"), file);
        return syncToDisk(file);
    }

    Result<void> syncFolders() const
    {
        QDirIterator folders(m_folder, QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
        while (folders.hasNext())
            TANDEM_TRY(syncPathToDisk(folders.next()));
        return syncPathToDisk(m_folder);
    }

    const Store &m_store;
    const QString m_folder;
    const std::atomic<bool> *const m_cancelled;
    Summary m_summary;
    QJsonArray m_files;
};

Result<QJsonObject> readManifest(const QString &folder)
{
    QFile file(folder + QLatin1Char('/') + manifestName);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, QStringLiteral("noBackup"), folder, {}, file.errorString()};
    const QJsonObject manifest = QJsonDocument::fromJson(file.readAll()).object();
    const int format = manifest.value(QLatin1String("format")).toInt();
    if (format > formatVersion)
        return Error{
            ErrorCode::Unsupported, QStringLiteral("newerBackup"), {}, {{QStringLiteral("format"), format}}, {}};
    if (format < 1)
        return Error{ErrorCode::Corrupt, QStringLiteral("damaged"), manifestName, {}, {}};
    return manifest;
}

Summary summaryOf(const QString &folder, const QJsonObject &manifest)
{
    Summary summary;
    summary.folder = QDir(folder).absolutePath();
    summary.damaged = manifest.value(QLatin1String("damaged")).toInt();
    summary.createdAt = manifest.value(QLatin1String("createdAt")).toInteger();
    summary.generation = recordIdFromText(manifest.value(QLatin1String("generation")).toString());
    summary.origin = manifest.value(QLatin1String("scheduled")).toBool() ? Origin::Schedule : Origin::Person;
    for (const QJsonValue file : manifest.value(QLatin1String("files")).toArray()) {
        ++summary.files;
        summary.bytes += file.toObject().value(QLatin1String("size")).toInteger();
    }
    return summary;
}

/// A folder that was there stays with its owner and rights.
void clear(QDir &folder, bool keepItself)
{
    if (!keepItself) {
        folder.removeRecursively();
        return;
    }
    for (const QFileInfo &entry : folder.entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
        if (entry.isDir() && !entry.isSymLink())
            QDir(entry.filePath()).removeRecursively();
        else
            QFile::remove(entry.filePath());
    }
}

Result<void> checkEmpty(const DatabaseAddress &database)
{
    TANDEM_ASSIGN(const auto connection, openDatabase(database));
    TANDEM_ASSIGN(const bool empty, databasecopy::isEmpty(*connection));
    if (!empty)
        return Error::conflict(QStringLiteral("databaseNotEmpty"));
    return {};
}

/// The file's rows into PostgreSQL, all of them or nothing, not even a table; then the file is not needed any more.
Result<void> importDatabase(const QString &path, const DatabaseAddress &database)
{
    TANDEM_ASSIGN(const RegistryPointer shipped, loadShipped());
    TANDEM_ASSIGN(auto file, Connection::open({path}));
    // One of an older version first becomes what the tables of this one are made for.
    TANDEM_TRY(Migrator(storeMigrations(file->dialect())).run(*file));
    TANDEM_ASSIGN(const auto connection, openDatabase(database));
    TANDEM_ASSIGN(const RegistryPointer registry, Store::readRegistry(*file, shipped));
    TANDEM_ASSIGN(Transaction whole, Transaction::begin(*connection));
    TANDEM_TRY(databasecopy::prepare(*connection, *registry));
    TANDEM_TRY(databasecopy::copyRows(*file, *connection));
    TANDEM_TRY(Store::renewGeneration(*connection));
    TANDEM_TRY(whole.commit());
    file.reset();
    QFile::remove(path);
    return {};
}

Result<void> copyBack(const QString &folder, const QDir &target, const DatabaseAddress &database)
{
    const QDir source(QDir(folder).absolutePath()); // else its relative paths are none
    QDirIterator files(source.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString relative = source.relativeFilePath(files.next());
        if (relative != manifestName)
            TANDEM_TRY(copy(files.filePath(), target.filePath(relative)));
    }
    QFile::setPermissions(target.path(), ownerOnly);
    if (database.isPostgresql())
        return importDatabase(target.filePath(databaseName), database);
    TANDEM_ASSIGN(
        const auto connection, Connection::open({target.filePath(databaseName), DatabaseAddress::Mode::ReadWrite}));
    return Store::renewGeneration(*connection);
}

}

Result<Summary> create(
    const Store &store, const QString &folder, const Clock &clock, Origin origin, const std::atomic<bool> *cancelled)
{
    const QString target = QDir(folder).absolutePath();
    if (QFileInfo::exists(target))
        return Error{ErrorCode::Conflict, QStringLiteral("folderExists"), target, {}, {}};
    const QString partial = target + QLatin1String(".partial");
    QDir(partial).removeRecursively();
    if (!QDir().mkpath(partial))
        return Error{ErrorCode::Unavailable, QStringLiteral("cannotCreateFolder"), target, {}, {}};
    QFile::setPermissions(partial, ownerOnly); // it holds everybody's data and the key
    auto summary = Writer(store, partial, cancelled).run(clock.now(), origin);
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
    TANDEM_ASSIGN(const QJsonObject manifest, readManifest(folder));
    return summaryOf(folder, manifest);
}

Result<Summary> verify(const QString &folder)
{
    TANDEM_ASSIGN(const QJsonObject manifest, readManifest(folder));
    for (const QJsonValue value : manifest.value(QLatin1String("files")).toArray()) {
        const QJsonObject expected = value.toObject();
        const QString path = expected.value(QLatin1String("path")).toString();
        const auto found = described(folder, path);
        if (!found || *found != expected)
            return Error{ErrorCode::Corrupt, QStringLiteral("damaged"), path, {}, {}};
    }
    return summaryOf(folder, manifest);
}

Result<Summary> restore(const QString &folder, const QString &dataFolder, const DatabaseAddress &database)
{
    TANDEM_ASSIGN(Summary summary, verify(folder));
    if (database.isPostgresql())
        TANDEM_TRY(checkEmpty(database));
    QDir target(dataFolder);
    const bool there = target.exists();
    if (there && !target.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        return Error{ErrorCode::Conflict, QStringLiteral("folderNotEmpty"), dataFolder, {}, {}};
    if (const Result<void> copied = copyBack(folder, target, database); !copied) {
        clear(target, there);
        return copied.error();
    }
    summary.folder = target.absolutePath();
    return summary;
}

}
