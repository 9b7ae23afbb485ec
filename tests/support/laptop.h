// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/replica/replica.h"
#include "client/sync/syncengine.h"
#include "shared/database/connection.h"
#include "shared/entities/shipped.h"
#include "tests/support/eventwait.h"
#include "tests/support/identity.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

namespace tandem::test {

/// A client without a screen: replica and sync engine of one user.
class Laptop
{
public:
    Laptop(client::ServerAddress server, QString login, QByteArray pin = firstFingerprint(),
        const Clock &clock = SystemClock::instance())
        : m_server(std::move(server))
        , m_login(std::move(login))
        , m_pin(std::move(pin))
        , m_clock(clock)
        , m_folder(std::make_unique<QTemporaryDir>())
    {
        open();
    }
    ~Laptop() { close(); }

    void open()
    {
        auto opened = client::Replica::open({m_folder->path(), m_shipped ? m_shipped : *loadShipped(), &m_clock});
        if (!opened.ok())
            qFatal("%s", qPrintable(opened.error().toLog()));
        replica = std::move(*opened);
        client::SyncEngine::Config config;
        config.folder = m_folder->path();
        config.server = m_server;
        config.pin = m_pin;
        config.clock = &m_clock;
        config.userName = m_login;
        config.protocol = m_protocol;
        config.tokenPlace = client::TokenStore::Place::FileOnly;
        using namespace std::chrono_literals;
        config.timing = {10'000ms, 20ms, 100ms, 25'000ms, 60'000ms};
        engine = std::make_unique<client::SyncEngine>(*replica, config);
    }
    QString folder() const { return m_folder->path(); }
    void setPin(const QByteArray &pin) { m_pin = pin; } ///< from the next open() on
    /// Another build is installed, which knows other definitions if they are given.
    void update(const ProtocolRange &protocol, RegistryPointer shipped = {})
    {
        close();
        m_protocol = protocol;
        m_shipped = std::move(shipped);
        open();
    }
    void close()
    {
        engine.reset();
        replica.reset();
    }

    /// What a power loss at this moment would leave of the disk, to be opened by powerUp().
    std::unique_ptr<QTemporaryDir> diskImage() const
    {
        auto image = std::make_unique<QTemporaryDir>();
        const QDir folder(m_folder->path());
        for (const QString &name : folder.entryList(QDir::Files)) {
            if (!name.endsWith(QLatin1String("-shm")))
                QFile::copy(folder.filePath(name), image->filePath(name));
        }
        return image;
    }
    void powerUp(std::unique_ptr<QTemporaryDir> image)
    {
        close();
        m_folder = std::move(image);
        open();
    }

    std::optional<Result<void>> signIn(const QString &password = QStringLiteral("correct horse"))
    {
        std::optional<Result<void>> answer;
        engine->signIn(m_login, password, [&](const Result<void> &result) { answer = result; });
        (void)waitFor([&] { return answer.has_value(); }, 60'000);
        return answer;
    }
    /// Signs in if that is needed, and waits until nothing is left to do.
    bool sync()
    {
        engine->setNetwork(client::SyncControl::Network::Online);
        engine->start();
        return waitFor([this] { return isSynced() || phase() == client::SyncState::Phase::SignedOut; }, 60'000)
            && (isSynced() || (signIn().value_or(Error::internal({})).ok() && waitUntilSynced()));
    }
    bool waitUntilSynced()
    {
        return waitFor([this] { return isSynced(); }, 60'000);
    }
    void goOffline() { engine->setNetwork(client::SyncControl::Network::Offline); }

    bool isSynced() const { return phase() == client::SyncState::Phase::Synced && replica->outboxCount() == 0; }
    client::SyncState::Phase phase() const { return engine->state().phase; }

    RecordId create(EntityNumber entity, const FieldValues &values)
    {
        const RecordId id = newRecordId();
        client::WriteRequest request;
        request.key = {entity, id};
        request.kind = MutationKind::Create;
        request.to = values;
        return replica->submit({request}).ok() ? id : RecordId();
    }
    bool update(EntityNumber entity, const RecordId &id, const FieldValues &values)
    {
        client::WriteRequest request;
        request.key = {entity, id};
        request.to = values;
        return replica->submit({request}).ok();
    }

    bool remove(EntityNumber entity, const RecordId &id)
    {
        client::WriteRequest request;
        request.key = {entity, id};
        request.kind = MutationKind::Delete;
        return replica->submit({request}).ok();
    }

    bool has(EntityNumber entity, const RecordId &id) const { return replica->read({entity, id}).ok(); }
    Value value(EntityNumber entity, const RecordId &id, FieldNumber field) const
    {
        const auto record = replica->read({entity, id});
        return record.ok() ? record->value(field) : Value(QStringLiteral("(no record)"));
    }
    qint64 rows(EntityNumber entity) const
    {
        auto connection = Connection::open(
            {replica->readerPath(), DatabaseAddress::Mode::ReadOnly, DatabaseAddress::Durability::Normal});
        auto statement =
            (*connection)
                ->prepare(
                    QStringLiteral("SELECT count(*) FROM \"%1\"").arg(replica->registry()->entity(entity)->table));
        return statement.ok() && statement->step().ok() ? statement->integer(0) : -1;
    }

    std::unique_ptr<client::Replica> replica;
    std::unique_ptr<client::SyncEngine> engine;

private:
    client::ServerAddress m_server;
    QString m_login;
    QByteArray m_pin;
    const Clock &m_clock;
    ProtocolRange m_protocol;
    RegistryPointer m_shipped; ///< null: of this build
    std::unique_ptr<QTemporaryDir> m_folder;
};

}
