// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/serverlink.h"
#include "client/replica/replica.h"
#include "shared/protocol/features.h"

#include <QSet>

#include <deque>

namespace tandem::client {

/// Who says hello, and how.
struct HelloContext
{
    QByteArray token;
    std::optional<PasswordSignIn> password;
    std::optional<CodeSignIn> code;
    QString deviceName;
    QString clientVersion;
    QString language;
    ProtocolRange protocol;
};

/// The conversation on one connection, as far as it fills the replica: hello, metadata, rights, snapshots, changes.
class SyncSession : public QObject
{
    Q_OBJECT

public:
    enum class Phase { Hello, Snapshots, Pulling, Live };

    static constexpr int rowsPerPage = 1000;
    static constexpr int firstRows = 200; ///< of an entity, that come before the whole of it

    SyncSession(Replica &replica, ServerLink &link, const Clock &clock, QObject *parent);

    void sayHello(const HelloContext &context);
    void take(const Message &message);

    Phase phase() const { return m_phase; }
    qint64 rowsReceived() const { return m_rowsReceived; }
    /// How much of what is to be fetched is here, from 0 to 1: an estimate, as nobody counts it beforehand.
    double fetchedPart() const;
    qint64 clockOffset() const { return m_clockOffset; }
    const QStringList &features() const { return m_features; } ///< of both sides, once the server has welcomed

signals:
    void welcomed(const QByteArray &newToken);
    void refused(const tandem::Error &error, int retryAfterSeconds);
    void progressed();
    void stored(); ///< some of what came is kept now
    void caughtUp(); ///< the replica is what the server is
    void cloned();
    void failed(const tandem::Error &error);

private:
    void take(const Welcome &welcome);
    void take(const SnapshotPage &page);
    void take(const Changes &changes);
    void take(const ListReply &firstOnes);
    Result<void> adopt(const Welcome &welcome);
    Result<void> adopt(const CompanyLayer &layer);
    Result<void> adopt(const Rights &rights, bool goOn);
    Result<void> apply(const SnapshotPage &page);
    Hello hello(const HelloContext &context) const;
    void goOnFetching();
    void next();
    void requestPage(EntityNumber entity, const RecordId &after);
    void planFirstRows();
    void requestFirstRows();
    void pull();
    void check(const Result<void> &result);

    Replica &m_replica;
    ServerLink &m_link;
    const Clock &m_clock;
    Phase m_phase = Phase::Hello;
    ProtocolRange m_protocol; ///< as the hello said
    std::vector<RecordId> m_formerDevices; ///< the same
    QStringList m_features;
    qint64 m_clockOffset = 0;
    qint64 m_rowsReceived = 0;
    std::deque<EntityNumber> m_snapshots; ///< still to fetch; the first one is being fetched
    Timestamp m_firstId = 0; ///< when the first record of the entity that is being fetched was made; 0: not known
    size_t m_planned = 0; ///< how many entities there were to fetch at the beginning
    /// Useful rows to ask for before whole entities are fetched: entity and filter; the first one is under way.
    std::optional<std::deque<std::pair<EntityNumber, QString>>> m_firstRows;
    std::optional<std::pair<EntityNumber, RecordId>> m_requested; ///< page under way: entity and `after`
};

}
