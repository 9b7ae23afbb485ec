// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/replica/draftstore.h"
#include "client/replica/filecache.h"
#include "client/replica/guests.h"
#include "client/replica/historycache.h"
#include "client/replica/incomingapplier.h"
#include "client/replica/outbox.h"
#include "client/replica/replica.h"
#include "client/replica/replicarows.h"
#include "client/replica/replicastate.h"
#include "client/replica/searchindexer.h"
#include "shared/metadata/readablelayer.h"

namespace tandem::client {

struct Replica::Private
{
    /// What lives and dies with one replica.db.
    struct Store
    {
        explicit Store(std::unique_ptr<Connection> opened, const QString &filesFolder, Connection &outbox);

        std::unique_ptr<Connection> connection;
        ReplicaState state;
        ReplicaRows rows;
        SearchIndexer indexer;
        HistoryCache history;
        FileCache files;
        Guests guests;
    };

    Replica &q;
    Config config;
    std::unique_ptr<Outbox> outbox;
    std::unique_ptr<DraftStore> drafts;
    std::unique_ptr<Store> store;
    RegistryPointer registry;
    bool damaged = false;
    bool needsCheck = false;
    std::optional<RescuedOutbox> rescued;

    Private(Replica &owner, const Config &configuration)
        : q(owner)
        , config(configuration)
    {
    }

    QString path() const { return config.folder + QStringLiteral("/replica.db"); }
    QString outboxPath() const { return config.folder + QStringLiteral("/outbox.db"); }
    QString rescuedPath() const { return config.folder + QStringLiteral("/outbox.rescued.db"); }
    Timestamp now() const { return config.clock->now(); }

    Result<void> open();
    Result<void> openOutbox();
    Result<void> readOutbox();
    Result<void> rescueOutbox();
    Result<void> finishRescue();
    Result<void> openStore();
    Result<void> openOrSetAside();
    Result<void> setAside();
    Result<QString> moveAside(const QString &path) const;
    Result<ReadableLayer> layerOfStore() const;
    Result<void> reconcile();
    Result<void> markOpen(bool open);
    void setRegistry(RegistryPointer made);
    void walkWhatBecameSearchable(const Registry &before);

    /// Runs `work` on an applier in one transaction of replica.db, then tells the views. On failure memory is read
    /// again from the file, and a damaged file is set aside.
    Result<void> transact(qint64 cursor, const std::function<Result<void>(IncomingApplier &)> &work);
    Result<void> failed(const Error &error);
    Result<void> beginAnew();
    Result<void> recompute(const std::vector<RecordKey> &keys);
    bool isMadeInOutbox(const RecordKey &key) const; ///< its creation has not arrived with what the server sends

    /// A draft keeps what can still be typed and saved; what went into removed fields becomes a problem.
    std::optional<Mutation> takeRemoved(Draft &draft) const;
    Result<void> refuseRemoved(const Mutation &removed, const Draft &kept);
    Result<void> settleDrafts();

    Result<std::vector<Mutation>> mutationsFor(const std::vector<WriteRequest> &requests, const GoOn &goOn) const;
    Result<std::optional<Mutation>> mutationFor(
        const WriteRequest &request, const EntityDef &entity, const FieldValues &current) const;
};

}
