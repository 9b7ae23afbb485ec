// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/backupwriter.h"

#include "server/jobs/backupworkplace.h"
#include "server/jobs/databasecopy.h"
#include "server/jobs/namedcontents.h"
#include "server/jobs/sealedfile.h"
#include "server/store/sequence.h"
#include "shared/base/hashpath.h"
#include "shared/base/platformfile.h"
#include "shared/database/integrity.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QLoggingCategory>

#include <utility>

namespace tandem::server::backup {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.backup")

/// With a folder of its own for what comes from there, so that nothing goes that the daemon, or another backup, is just
/// reading.
FarContents farContentsOf(const Store &store, const QString &workplace)
{
    FarContents place = store.farContents();
    if (!workplace.isEmpty())
        place.fetchedFolder = workplace + QLatin1String("/fetched");
    return place;
}

}

bool Writer::needsWorkplace(const Store &store, const Options &options)
{
    return options.key || store.farContents().store;
}

Writer::Writer(const Store &store, QString folder, QString workplace, const Options &options)
    : m_store(store)
    , m_files(store.filesFolder(), 0, {}, FileStore::Scanning::Off, farContentsOf(store, workplace))
    , m_folder(std::move(folder))
    , m_workplace(std::move(workplace))
    , m_options(options)
{
}

Result<Summary> Writer::run(Timestamp now)
{
    TANDEM_TRY(checkCancelled());
    readEarlier();
    // What the database names is older than it, or has just come. The clean-up may remove the old ones while the
    // backup is written, and not the young ones: so the old ones are taken before, and those that came meanwhile after.
    TANDEM_TRY(takeFiles());
    TANDEM_TRY(takeDatabase());
    if (m_options.databaseTaken)
        m_options.databaseTaken();
    TANDEM_TRY(takeFiles());
    noteMissing();
    TANDEM_TRY(takeIdentity());
    m_manifest.summary.createdAt = now;
    m_manifest.summary.generation = m_store.generation();
    m_manifest.summary.origin = m_options.origin;
    if (m_options.key)
        m_manifest.keyId = m_options.key->id();
    TANDEM_TRY(writeManifest(m_folder, m_manifest, m_options.key));
    TANDEM_TRY(syncFolders());
    return m_manifest.summary;
}

Result<void> Writer::checkCancelled() const
{
    if (m_options.cancelled && *m_options.cancelled)
        return Error::cancelled();
    return {};
}

QString Writer::stored(const QString &relative) const
{
    return m_options.key ? m_options.key->pathOf(relative) : relative;
}

/// One with damaged contents is left out: here they are compared with their names again, and counted.
void Writer::readEarlier()
{
    if (m_options.earlier.isEmpty())
        return;
    const auto earlier = readManifest(m_options.earlier);
    const QString keyId = m_options.key ? m_options.key->id() : QString();
    if (!earlier || earlier->keyId != keyId || earlier->summary.damaged > 0)
        return;
    for (const StoredFile &file : earlier->files) {
        if (file.path.startsWith(filesPrefix))
            m_earlier.insert(file.path, file);
    }
}

Result<void> Writer::takeDatabase()
{
    if (!m_options.key) {
        TANDEM_TRY(copyDatabase(at(databaseName)));
        return add(databaseName);
    }
    const QString open = QDir(m_workplace).filePath(databaseName);
    TANDEM_TRY(copyDatabase(open));
    TANDEM_TRY(take(open, databaseName));
    return {};
}

/// The database as it is at one moment, without the space that deleted rows left.
Result<void> Writer::copyDatabase(const QString &path)
{
    TANDEM_ASSIGN(const auto reader, m_store.openReader());
    if (m_store.database().isPostgresql())
        return exportDatabase(*reader, path);
    QString quoted = path;
    quoted.replace(QLatin1Char('\''), QLatin1String("''"));
    TANDEM_TRY(reader->execute(QStringLiteral("VACUUM INTO '%1'").arg(quoted)));
    TANDEM_ASSIGN(const auto copied, Connection::open({path, DatabaseAddress::Mode::ReadWrite}));
    TANDEM_TRY(checkIntegrity(*copied));
    return lookInto(*copied);
}

/// The same file as of a server without PostgreSQL, so that it can be restored on either.
Result<void> Writer::exportDatabase(Connection &from, const QString &path)
{
    TANDEM_ASSIGN(const auto copied, Connection::open({path}));
    TANDEM_TRY(databasecopy::copy(from, *copied, m_store.shipped()));
    return lookInto(*copied);
}

Result<void> Writer::lookInto(Connection &copied)
{
    TANDEM_ASSIGN(const databasecopy::Count count, databasecopy::count(copied));
    m_manifest.summary.tables = count.tables;
    m_manifest.summary.rows = count.rows;
    TANDEM_ASSIGN(m_manifest.seq, Sequence::committed(copied));
    TANDEM_ASSIGN(m_named, namedContents(copied, *m_store.shipped()));
    return {};
}

/// Those that are not taken yet.
Result<void> Writer::takeFiles()
{
    const QStringList hashes = m_files.all();
    for (const QString &hash : hashes) {
        if (!m_taken.contains(hashPath(hash)))
            TANDEM_TRY(takeFile(hash));
    }
    return {};
}

Result<void> Writer::takeFile(const QString &hash)
{
    const QString name = hashPath(hash);
    TANDEM_ASSIGN(const bool shared, takeShared(filesPrefix + name));
    if (shared) {
        m_taken.insert(name);
        return {};
    }
    const Result<QString> copied = takeContent(hash);
    if (!copied && isLost(hash, copied.error())) {
        QFile::remove(at(stored(filesPrefix + name)));
        return {}; // noteMissing() sees whether a record names it
    }
    TANDEM_TRY(copied);
    m_taken.insert(name);
    return compareWithName(name, *copied);
}

/// Retention or the virus scanner was faster, or the other place has not kept it.
bool Writer::isLost(const QString &hash, const Error &error) const
{
    if (error.code == ErrorCode::NotFound || error.code == ErrorCode::Corrupt)
        return true;
    return error.code != ErrorCode::Cancelled && !m_files.contains(hash);
}

/// One that is moved away meanwhile is read from there. What was brought here for the backup alone goes again: all
/// contents together may be more than the disk has room for.
Result<QString> Writer::takeContent(const QString &hash)
{
    for (;;) {
        TANDEM_ASSIGN(const auto content, m_files.open(hash));
        const Result<QString> copied = take(content->fileName(), filesPrefix + hashPath(hash));
        if (copied)
            m_files.forgetFetched(hash);
        if (copied || QFile::exists(content->fileName()))
            return copied;
        QFile::remove(at(stored(filesPrefix + hashPath(hash))));
    }
}

/// Certificate and key, so that laptops still know the server after a restore.
Result<void> Writer::takeIdentity()
{
    for (const QString &name : {QStringLiteral("certificate.pem"), QStringLiteral("key.pem")}) {
        const QString source = m_store.folder() + QLatin1Char('/') + name;
        if (QFile::exists(source))
            TANDEM_TRY(take(source, name));
    }
    return {};
}

/// Gives the hash of what was read, however it was written.
Result<QString> Writer::take(const QString &source, const QString &relative)
{
    const QString path = stored(relative);
    if (!m_options.key) {
        TANDEM_TRY(copy(source, at(path)));
        TANDEM_TRY(add(path));
        return m_manifest.files.back().sha256;
    }
    if (!QDir().mkpath(QFileInfo(at(path)).path()))
        return Error{ErrorCode::Unavailable, QStringLiteral("cannotCreateFolder"), at(path), {}, {}};
    TANDEM_ASSIGN(const QString hash, sealedfile::write(source, at(path), relative, *m_options.key));
    TANDEM_TRY(add(path));
    return hash;
}

/// It is read first: what was damaged since then must not stand in both.
Result<bool> Writer::takeShared(const QString &relative)
{
    const auto known = m_earlier.constFind(stored(relative));
    if (known == m_earlier.constEnd())
        return false;
    TANDEM_TRY(checkCancelled());
    const auto present = lookAt(m_options.earlier, known->path);
    if (!present || *present != *known || !share(m_options.earlier + QLatin1Char('/') + known->path, at(known->path)))
        return false;
    m_manifest.add(*known);
    ++m_manifest.summary.shared;
    return true;
}

Result<void> Writer::add(const QString &path)
{
    TANDEM_TRY(checkCancelled());
    TANDEM_TRY(syncPathToDisk(at(path)));
    TANDEM_ASSIGN(StoredFile file, lookAt(m_folder, path));
    m_manifest.add(std::move(file));
    return {};
}

/// One that was damaged before must not stand in the way of saving all others.
Result<void> Writer::compareWithName(const QString &name, const QString &copied)
{
    TANDEM_ASSIGN(const ContentCopy compared, compareCopy(m_store.filesFolder(), name, copied));
    if (compared == ContentCopy::Whole)
        return {};
    if (compared == ContentCopy::Differs)
        return Error{ErrorCode::Corrupt, QStringLiteral("damaged"), filesPrefix + name, {}, {}};
    qCWarning(log).noquote() << "damaged on the server itself:" << filesPrefix + name;
    ++m_manifest.summary.damaged;
    return {};
}

/// One that the server has lost, or that its virus scanner locked away, must not stand in the way of all others either.
void Writer::noteMissing()
{
    int missing = 0;
    for (const QString &hash : std::as_const(m_named)) {
        if (m_taken.contains(hashPath(hash)))
            continue;
        qCWarning(log).noquote() << "named by a record, and not on the server:" << filesPrefix + hashPath(hash);
        ++missing;
    }
    m_manifest.summary.missing = missing;
}

Result<void> Writer::syncFolders() const
{
    QDirIterator folders(m_folder, QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (folders.hasNext())
        TANDEM_TRY(syncPathToDisk(folders.next()));
    return syncPathToDisk(m_folder);
}

}
