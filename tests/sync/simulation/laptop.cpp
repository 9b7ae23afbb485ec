// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/laptop.h"

#include "client/connection/tokenstore.h"
#include "shared/database/dialects/dialect.h"
#include "shared/database/entitycolumns.h"
#include "shared/entities/entitynames.h"
#include "shared/entities/shipped.h"
#include "tests/sync/simulation/folder.h"
#include "tests/sync/simulation/networkaccess.h"
#include "tests/sync/simulation/server.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QTemporaryFile>

namespace tandem::sim {

namespace {

const client::ServerAddress serverAddress{QStringLiteral("tandem.example"), 7443};

RegistryPointer shippedDefinitions()
{
    static const RegistryPointer shipped = *loadShipped();
    return shipped;
}

}

Laptop::Laptop(int number, const Person &person, const World &world)
    : m_number(number)
    , m_person(person)
    , m_world(world)
    , m_clock(world.network.time())
    , m_folder(scratchFolder())
{
    writeToken();
    begin();
}

void Laptop::writeToken()
{
    client::TokenStore tokens(m_folder->path(), client::Profile{serverAddress, {}, m_person.login}.tokenKey(),
        client::TokenStore::Place::FileOnly);
    tokens.write(m_person.token, [](const Result<void> &written) { must(written); });
    m_world.network.time().drain();
}

void Laptop::begin()
{
    using namespace std::chrono_literals;
    auto opened = client::Replica::open({m_folder->path(), shippedDefinitions(), &m_clock});
    must(opened);
    m_replica = std::move(*opened);
    m_reader = openFile(QStringLiteral("replica.db"));
    m_outbox = openFile(QStringLiteral("outbox.db"));
    client::SyncEngine::Config config;
    config.folder = m_folder->path();
    config.server = serverAddress;
    config.userName = m_person.login;
    config.tokenPlace = client::TokenStore::Place::FileOnly;
    config.clock = &m_clock;
    config.timing = {10'000ms, 1'000ms, 120'000ms, m_world.ping, m_world.ping + 180'000ms, &m_world.random};
    config.newSocket = [this] {
        return m_world.network.newSocket(m_number);
    };
    config.newNetwork = [this] {
        return std::make_unique<NetworkAccess>(m_world.network, m_number);
    };
    m_engine = std::make_unique<client::SyncEngine>(*m_replica, config);
    setOnline(m_online);
    m_engine->start();
}

void Laptop::end()
{
    m_engine.reset();
    m_outbox.reset();
    m_reader.reset();
    m_replica.reset();
}

void Laptop::setOnline(bool online)
{
    m_online = online;
    m_engine->setNetwork(online ? client::SyncControl::Network::Online : client::SyncControl::Network::Offline);
}

bool Laptop::isSynced() const
{
    return m_engine->state().phase == client::SyncState::Phase::Synced && m_replica->outboxCount() == 0
        && unsettled() == 0;
}

qint64 Laptop::unsettled() const
{
    auto statement = m_outbox->prepare(QStringLiteral("SELECT count(*) FROM outbox"));
    must(statement);
    const auto found = statement->step();
    must(found);
    return statement->integer(0);
}

QString Laptop::stateText() const
{
    const client::SyncState &state = m_engine->state();
    return QStringLiteral("phase %1, %2 in the outbox, %3")
        .arg(int(state.phase))
        .arg(unsettled())
        .arg(state.error ? state.error->toLog() : QStringLiteral("no error"));
}

bool Laptop::mustSignIn() const
{
    const client::SyncState::Phase phase = m_engine->state().phase;
    return phase == client::SyncState::Phase::SignedOut || phase == client::SyncState::Phase::Refused;
}

void Laptop::signIn()
{
    m_world.network.cut(m_number);
    end();
    writeToken();
    begin();
}

void Laptop::powerUp(std::unique_ptr<QTemporaryDir> folder)
{
    m_world.network.cut(m_number);
    end();
    m_folder = std::move(folder);
    m_hasLostPower = true;
    begin();
}

void Laptop::crash(double part, double outboxPart)
{
    auto left = copyOfFolder(m_folder->path());
    loseTail(left->filePath(QStringLiteral("replica.db-wal")), part);
    loseTail(left->filePath(QStringLiteral("outbox.db-wal")), outboxPart);
    powerUp(std::move(left));
}

void Laptop::loseFiles(quint32 dice)
{
    auto left = copyOfFolder(m_folder->path());
    QRandomGenerator random(dice);
    m_world.disks.files().losePower(filesFolder(), left->filePath(QStringLiteral("files")), random);
    powerUp(std::move(left));
}

void Laptop::backUp()
{
    m_backup = copyOfFolder(m_folder->path());
}

void Laptop::restoreBackup()
{
    powerUp(std::move(m_backup));
    ++m_disk;
}

void Laptop::copyTo(Laptop &other) const
{
    other.dropBackup();
    other.powerUp(copyOfFolder(m_folder->path()));
    other.m_keptContents = m_keptContents;
    ++other.m_disk;
}

void Laptop::setUpAnew()
{
    m_world.network.cut(m_number);
    end();
    dropBackup();
    m_folder = scratchFolder();
    m_keptContents.clear();
    ++m_disk;
    writeToken();
    begin();
}

bool Laptop::revive()
{
    auto left = m_world.disks.takeImage(m_folder->path());
    if (!left)
        return false;
    powerUp(std::move(left));
    return true;
}

std::unique_ptr<Connection> Laptop::openFile(const QString &name) const
{
    auto connection = Connection::open(
        {m_folder->filePath(name), DatabaseAddress::Mode::ReadOnly, DatabaseAddress::Durability::Normal});
    must(connection);
    return std::move(*connection);
}

QString Laptop::filesFolder() const
{
    return m_folder->filePath(QStringLiteral("files"));
}

Result<client::FileCache::Content> Laptop::keepContent(const QByteArray &bytes)
{
    QTemporaryFile source;
    if (!source.open() || source.write(bytes) != bytes.size() || !source.flush())
        qFatal("%s", qPrintable(source.errorString()));
    // Also of what is said to have failed all of it may be there.
    const QByteArray sha256 = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    m_keptContents.insert(QString::fromLatin1(sha256.toHex()));
    return client::FileCache::import(filesFolder(), source.fileName());
}

/// As somebody does it who looks at the record.
void Laptop::fetchContent(const RecordId &id)
{
    namespace file = entities::file;
    const auto record = m_replica->read({file::number, id});
    const auto known = m_replica->files().find(id);
    if (!record.ok() || !known.ok())
        return;
    const QByteArray sha256 = QByteArray::fromHex(record->value(file::field::sha256).toText().toLatin1());
    if (!*known && !m_replica->files().insert(id, {sha256, record->value(file::field::size).toInteger()}).ok())
        return;
    m_engine->fetchFile(id, [](const Result<client::CachedFile> &) {});
}

QSet<QString> Laptop::contents() const
{
    QSet<QString> hashes;
    QDirIterator files(filesFolder(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString name = QFileInfo(files.next()).fileName();
        if (server::FileStore::isHash(name))
            hashes.insert(name);
    }
    return hashes;
}

std::vector<RecordId> Laptop::ids(EntityNumber number, const QString &deleted) const
{
    const EntityDef *entity = m_replica->registry()->entity(number);
    auto statement =
        m_reader->prepare(QStringLiteral("SELECT \"id\" FROM %1 WHERE \"deleted_at\" IS %2 ORDER BY \"id\"")
                              .arg(Dialect::quoted(entity->table), deleted));
    must(statement);
    std::vector<RecordId> ids;
    while (*statement->step())
        ids.push_back(statement->id(0));
    return ids;
}

QString Laptop::cellText(const QByteArray &stored)
{
    return QString::fromUtf8(stored.toPercentEncoding(" ,:;<>/={}[]()"));
}

QMap<QString, QString> Laptop::rows(const EntityDef &entity) const
{
    QMap<QString, QString> rows;
    const QStringList columns = EntityColumns(entity).names();
    auto statement = m_reader->prepare(QStringLiteral("SELECT \"id\", \"seq\", %1 FROM %2")
                                           .arg(Dialect::quotedList(columns), Dialect::quoted(entity.table)));
    must(statement);
    while (*statement->step()) {
        QStringList cells{QStringLiteral("seq=%1").arg(statement->integer(1))};
        for (int i = 0; i < columns.size(); ++i) {
            if (!statement->isNull(i + 2))
                cells.append(columns.at(i) + QLatin1Char('=') + cellText(statement->bytes(i + 2)));
        }
        rows.insert(toText(statement->id(0)), cells.join(QLatin1String(" | ")));
    }
    return rows;
}

}
