// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/store.h"

#include "server/store/companylayer.h"
#include "server/store/companymove.h"
#include "server/store/databasepast.h"
#include "server/store/metatable.h"
#include "server/store/sequence.h"
#include "server/store/storeschema.h"
#include "shared/base/processlock.h"
#include "shared/base/recordid.h"
#include "shared/database/postgresql/opendatabase.h"
#include "shared/database/schemabuilder.h"
#include "shared/database/transaction.h"
#include "shared/metadata/loader.h"

#include <QDir>
#include <QFileInfo>
#include <QMutexLocker>
#include <QRandomGenerator>
#include <QTemporaryFile>

namespace tandem::server {

namespace {

const QString secretName = QStringLiteral("secret");
const QString companyName = QStringLiteral("company");
constexpr int secretSize = 32;
// Each network thread has two readers, and behind all of them stands the system's own cache: reading a page from that
// costs a microsecond, while what is kept here is kept once per connection.
constexpr int writerCacheMebibytes = 16;
constexpr int readerCacheMebibytes = 3;

QByteArray randomBytes(int size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator::system()->generate(
        reinterpret_cast<quint32 *>(bytes.data()), reinterpret_cast<quint32 *>(bytes.data() + size));
    return bytes;
}

Result<void> makeFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir())
        return {};
    if (!QDir().mkpath(folder))
        return Error{ErrorCode::Unavailable, QStringLiteral("cannotCreateFolder"), folder, {}, {}};
    // What lies in it are other people's secrets.
    QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    return {};
}

SchemaBuilder schemaBuilder(const Connection &connection)
{
    return SchemaBuilder(connection.dialect(), SchemaBuilder::Uniqueness::Enforced);
}

}

Store::Store(QString folder, RegistryPointer shipped, Elsewhere elsewhere)
    : m_folder(std::move(folder))
    , m_gate(m_folder)
    , m_shipped(std::move(shipped))
    , m_elsewhere(std::move(elsewhere))
{
    if (m_elsewhere.database.url.isEmpty())
        m_elsewhere.database.url = databasePath(m_folder);
    if (m_elsewhere.filesFolder.isEmpty())
        m_elsewhere.filesFolder = filesPath(m_folder);
}

Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const QString &folder, RegistryPointer shipped, Elsewhere elsewhere)
{
    std::unique_ptr<Store> store(new Store(QDir(folder).absolutePath(), std::move(shipped), std::move(elsewhere)));
    TANDEM_TRY(makeFolder(store->m_folder));
    TANDEM_TRY(store->lock());
    // After the folder's lock: who begins to move the company looks for that one after he has his own.
    if (!store->database().isPostgresql())
        TANDEM_TRY(companymove::check(store->m_folder));
    TANDEM_TRY(store->openWriter());
    return store;
}

Result<std::unique_ptr<Store>> Store::open(const QString &folder, RegistryPointer shipped)
{
    return open(folder, std::move(shipped), Elsewhere());
}

QString Store::databasePath(const QString &folder)
{
    return folder + QLatin1String("/tandem.db");
}

FarContents Store::farContents() const
{
    return {m_elsewhere.contents, m_folder + QLatin1String("/fetched"), m_company};
}

QString Store::filesPath(const QString &folder)
{
    return folder + QLatin1String("/files");
}

namespace {

/// By trying: a file system that turned itself read-only still says that it may be written.
bool takesFiles(const QString &folder)
{
    return QTemporaryFile(folder + QLatin1String("/probe")).open();
}

}

Result<void> Store::lock()
{
    m_lock = processLock(m_folder + QLatin1String("/tandem.lock"));
    if (m_lock->tryLock(0))
        return {};
    // On a disk that became read-only the lock of a process that is gone cannot be taken away.
    if (m_lock->error() != QLockFile::LockFailedError || !takesFiles(m_folder))
        return Error{
            ErrorCode::Unavailable, QStringLiteral("diskReadOnly"), m_folder, {}, QStringLiteral("no lock file")};
    qint64 pid = 0;
    QString host;
    QString application;
    m_lock->getLockInfo(&pid, &host, &application);
    return Error{ErrorCode::Conflict, QStringLiteral("folderInUse"), {},
        {{QStringLiteral("pid"), pid}, {QStringLiteral("host"), host}, {QStringLiteral("folder"), m_folder}}, {}};
}

Result<void> Store::openWriter()
{
    DatabaseAddress address = m_elsewhere.database;
    address.cacheMebibytes = writerCacheMebibytes;
    TANDEM_ASSIGN(m_writer, openDatabase(address));
    TANDEM_ASSIGN(auto transaction, Transaction::begin(*m_writer));
    TANDEM_TRY(m_writer->execute(m_writer->dialect().prepareSchema()));
    TANDEM_TRY(Migrator(storeMigrations(m_writer->dialect())).run(*m_writer));
    // Before the definitions: what another daemon commits in between is then read twice and not missed.
    TANDEM_ASSIGN(m_openedAt, Sequence::committed(*m_writer));
    TANDEM_TRY(loadMeta());
    return transaction.commit();
}

Result<void> Store::loadMeta()
{
    TANDEM_ASSIGN(auto generation, DatabasePast::readGeneration(*m_writer));
    if (!generation) {
        TANDEM_TRY(renewGeneration(*m_writer));
        TANDEM_ASSIGN(generation, DatabasePast::readGeneration(*m_writer));
    }
    m_generation = *generation;
    TANDEM_ASSIGN(m_secret, readOrMake(secretName, [] { return randomBytes(secretSize); }));
    TANDEM_ASSIGN(m_company, readOrMake(companyName, [] { return toText(newRecordId()).toLatin1(); }));

    // Two steps: the company's definitions lie in tables that the shipped ones describe. First those alone: with the
    // shipped definitions of the others the indexes of the company's fields would go, only to be made again.
    const SchemaBuilder schema = schemaBuilder(*m_writer);
    TANDEM_TRY(schema.apply(*m_writer, companyLayerTables(*m_shipped)));
    TANDEM_ASSIGN(m_registry, readRegistry(*m_writer, m_shipped));
    return schema.apply(*m_writer, *m_registry);
}

/// What is made once, when the database is.
Result<QByteArray> Store::readOrMake(const QString &name, const std::function<QByteArray()> &make)
{
    TANDEM_ASSIGN(const auto known, metatable::read(*m_writer, name));
    if (known)
        return *known;
    const QByteArray made = make();
    TANDEM_TRY(metatable::write(*m_writer, name, made));
    return made;
}

Result<RegistryPointer> Store::readRegistry(Connection &connection, const RegistryPointer &shipped)
{
    TANDEM_ASSIGN(const qint64 revision, metatable::readInteger(connection, metatable::metadataRevision, 0));
    TANDEM_ASSIGN(const auto company, readCompanyLayer(connection, shipped));
    if (company.empty() && revision == 0)
        return shipped;
    return withCompanyLayer(shipped, company, revision);
}

Result<std::unique_ptr<Connection>> Store::openReader() const
{
    DatabaseAddress address = m_elsewhere.database;
    address.mode = DatabaseAddress::Mode::ReadOnly;
    address.cacheMebibytes = readerCacheMebibytes;
    return openDatabase(address);
}

RegistryPointer Store::registry() const
{
    const QMutexLocker locker(&m_mutex);
    return m_registry;
}

void Store::setRegistry(RegistryPointer registry)
{
    const QMutexLocker locker(&m_mutex);
    m_registry = std::move(registry);
}

RecordId Store::generation() const
{
    const QMutexLocker locker(&m_mutex);
    return m_generation;
}

void Store::setGeneration(const RecordId &generation)
{
    const QMutexLocker locker(&m_mutex);
    m_generation = generation;
}

Result<RegistryPointer> Store::candidateRegistry(Connection &connection) const
{
    TANDEM_ASSIGN(const qint64 revision, metatable::readInteger(connection, metatable::metadataRevision, 0));
    TANDEM_ASSIGN(const auto company, readCompanyLayer(connection, m_shipped));
    return withCompanyLayer(m_shipped, company, revision + 1);
}

Result<void> Store::prepareRegistry(Connection &connection, const Registry &next) const
{
    const SchemaBuilder schema = schemaBuilder(connection);
    const RegistryPointer before = registry();
    TANDEM_TRY(schema.upgrade(*before, next));
    // From what is really there: an earlier mutation of this batch may have added to it already.
    TANDEM_TRY(schema.applyChanges(connection, *before, next));
    return metatable::writeInteger(connection, metatable::metadataRevision, next.revision());
}

Result<void> Store::renewGeneration(Connection &connection)
{
    return DatabasePast::beginGeneration(connection);
}

}
