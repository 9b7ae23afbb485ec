// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/movedcontents.h"
#include "server/store/writegate.h"
#include "shared/base/result.h"
#include "shared/database/connection.h"
#include "shared/metadata/registry.h"

#include <QLockFile>
#include <QMutex>

#include <functional>
#include <memory>

namespace tandem::server {

/// The data folder and the database: lock, meta table and definitions. One daemon owns a folder at a time; the database
/// is a file in it, or a PostgreSQL that several daemons, each with a folder of its own, may share.
/// Threads other than the writer's read through connections of their own (openReader()).
class Store
{
public:
    ~Store();

    /// What does not lie in the data folder.
    struct Elsewhere
    {
        DatabaseAddress database; ///< without a URL: the file in it; mode and durability are the store's business
        QString filesFolder; ///< empty: in it
        std::shared_ptr<ContentStore> contents = {}; ///< where the bytes of attached files are moved; null: nowhere
    };

    /// Opens the folder, or makes it. `shipped` are the definitions of this build; the company's own are read from the
    /// database on top.
    /// Error: Conflict ("folderInUse", arguments "pid" and "host"), Unavailable (of a file also "companyBeingMoved",
    /// "companyMoved"), Corrupt, Unsupported ("newerDatabase"), and as openDatabase() says.
    static Result<std::unique_ptr<Store>> open(const QString &folder, RegistryPointer shipped, Elsewhere elsewhere);
    static Result<std::unique_ptr<Store>> open(const QString &folder, RegistryPointer shipped); ///< all of it in there

    const QString &folder() const { return m_folder; }
    const DatabaseAddress &database() const { return m_elsewhere.database; } ///< of the writer
    static QString databasePath(const QString &folder); ///< of the file
    static QString filesPath(const QString &folder); ///< of attached files that do not lie elsewhere
    const QString &filesFolder() const { return m_elsewhere.filesFolder; }
    FarContents farContents() const; ///< for who reads or removes attached files

    /// The write connection; one thread's at a time: that of open(), then the writer's.
    Connection &writer() { return *m_writer; }
    Result<std::unique_ptr<Connection>> openReader() const; ///< any thread
    /// Who writes into the database or beside the attached files needs its pass.
    WriteGate &gate() { return m_gate; }

    RegistryPointer shipped() const { return m_shipped; }
    RegistryPointer registry() const; ///< any thread
    /// Publishes definitions whose tables are there: after the commit of what prepareRegistry() did.
    void setRegistry(RegistryPointer registry);
    /// Builds the Registry from the company rows as `connection` sees them, with the revision after today's.
    /// Error: as the Validator says.
    Result<RegistryPointer> candidateRegistry(Connection &connection) const;
    /// Changes the tables for `next` and stores its revision, in the caller's transaction.
    Result<void> prepareRegistry(Connection &connection, const Registry &next) const;

    qint64 openedAt() const { return m_openedAt; } ///< last change of the database when it was opened
    /// Another one after each restore, and after a failover that has lost commits (DatabasePast). Any thread.
    RecordId generation() const;
    void setGeneration(const RecordId &generation); ///< after the commit that made it, or another daemon's
    const QByteArray &secret() const { return m_secret; } ///< 32 bytes, made at first start
    /// What the company is known by wherever it must not be taken for another one: always the same, also after a
    /// restore or a move to another database.
    const QByteArray &company() const { return m_company; }

    /// The definitions as they are in force in the database behind `connection`.
    static Result<RegistryPointer> readRegistry(Connection &connection, const RegistryPointer &shipped);
    /// A new generation, for who has put back an older state of the folder.
    static Result<void> renewGeneration(Connection &connection);

private:
    Store(QString folder, RegistryPointer shipped, Elsewhere elsewhere);
    Result<void> lock();
    Result<void> openWriter();
    Result<void> loadMeta();
    Result<QByteArray> readOrMake(const QString &name, const std::function<QByteArray()> &make);

    QString m_folder;
    WriteGate m_gate;
    RegistryPointer m_shipped;
    Elsewhere m_elsewhere;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<Connection> m_writer;
    mutable QMutex m_mutex; ///< for the next two
    RegistryPointer m_registry;
    RecordId m_generation;
    qint64 m_openedAt = 0;
    QByteArray m_secret;
    QByteArray m_company;
};

}
