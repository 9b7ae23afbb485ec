// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/replica/filecache.h"
#include "client/sync/syncengine.h"
#include "shared/database/connection.h"
#include "tests/sync/simulation/companymold.h"
#include "tests/sync/simulation/disks.h"
#include "tests/sync/simulation/network.h"

#include <QTemporaryDir>

#include <chrono>

namespace tandem::sim {

/// One person's machine: a real replica and a real sync engine on a folder of its own. To close it without a word is
/// to end the process.
class Laptop
{
public:
    /// Where it stands: what all of them share.
    struct World
    {
        Network &network;
        Disks &disks;
        QRandomGenerator &random;
        std::chrono::milliseconds ping; ///< after so long without a word from the server
    };

    Laptop(int number, const Person &person, const World &world);
    ~Laptop() { end(); }

    int number() const { return m_number; }
    const Person &person() const { return m_person; }
    VirtualClock &clock() { return m_clock; }
    client::Replica &replica() { return *m_replica; }
    const client::Replica &replica() const { return *m_replica; }

    void setOnline(bool online);
    bool isSynced() const;
    QString stateText() const; ///< for who wants to know why it is not
    bool mustSignIn() const; ///< the server does not take it before
    void signIn(); ///< with the person's token of now
    Disks &disks() { return m_world.disks; }
    QString folder() const { return m_folder->path(); }

    /// Power off and on: what was not flushed is lost. `part` of the replica's log, which is not told to flush; the
    /// outbox is, unless `outboxPart` says otherwise.
    void crash(double part, double outboxPart = 0.0);
    void loseFiles(quint32 dice); ///< the same, of contents of files
    /// What a backup program would keep of it now.
    void backUp();
    bool hasBackup() const { return m_backup != nullptr; }
    void dropBackup() { m_backup.reset(); }
    void restoreBackup();
    /// A second machine gets what is on the disk of this one, which goes on; both think that they are the same one.
    void copyTo(Laptop &other) const;
    void setUpAnew(); ///< nothing of what was on its disk is left; the person signs in
    int disk() const { return m_disk; } ///< counts: another one since each restoreBackup(), copyTo() it, setUpAnew()
    bool hasLostPower() const { return m_hasLostPower; } ///< or was put back: what is here may not be what was noted
    /// After a power cut that was planned for the disk: whether it has come. Then it is on again.
    bool revive();

    /// Copies a content to where files are attached from.
    Result<client::FileCache::Content> keepContent(const QByteArray &bytes);
    void fetchContent(const RecordId &file); ///< fetches its content if that is not here
    QSet<QString> contents() const; ///< hashes of those that are here
    const QSet<QString> &keptContents() const { return m_keptContents; } ///< of those that were copied here

    /// Ids of the live records here, ascending.
    std::vector<RecordId> records(EntityNumber entity) const { return ids(entity, QStringLiteral("NULL")); }
    std::vector<RecordId> deletedRecords(EntityNumber entity) const { return ids(entity, QStringLiteral("NOT NULL")); }
    /// Every row of an entity, as text: what must be the same wherever somebody may see the same.
    QMap<QString, QString> rows(const EntityDef &entity) const;
    static QString cellText(const QByteArray &stored); ///< as rows() has it
    std::unique_ptr<Connection> openFile(const QString &name) const; ///< "replica.db", "outbox.db"; reads only

    QString filesFolder() const;

private:
    std::vector<RecordId> ids(EntityNumber entity, const QString &deleted) const;
    void writeToken();
    void begin();
    void end();
    void powerUp(std::unique_ptr<QTemporaryDir> folder);
    qint64 unsettled() const; ///< mutations whose changes have not arrived, judged or not

    int m_number;
    const Person &m_person;
    World m_world;
    VirtualClock m_clock;
    bool m_online = true;
    int m_disk = 0;
    bool m_hasLostPower = false;
    QSet<QString> m_keptContents;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QTemporaryDir> m_backup;
    std::unique_ptr<client::Replica> m_replica;
    std::unique_ptr<client::SyncEngine> m_engine;
    std::unique_ptr<Connection> m_reader;
    std::unique_ptr<Connection> m_outbox;
};

}
