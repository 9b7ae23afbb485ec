// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "shared/database/connection.h"
#include "shared/replication/takeback.h"

#include <functional>
#include <map>
#include <memory>

namespace tandem::client {

/// A mutation that is not yet part of the state that the server has sent.
struct OutboxEntry
{
    Mutation mutation;
    qint64 acknowledgedSeq = 0; ///< not 0: done at the server, waits only for the change to arrive here
};

/// What was typed at this machine and is nowhere else: outbox.db. Every change of it is on the disk when the call
/// returns (synchronous FULL). Entries are also held in memory, since each arriving row asks for its own.
class Outbox
{
public:
    /// Error: Corrupt, Unavailable, Unsupported ("newerDatabase").
    static Result<std::unique_ptr<Outbox>> open(const QString &path);
    /// The file alone, with its tables, made if it is missing.
    static Result<std::unique_ptr<Connection>> openFile(const QString &path);

    Connection &connection() { return *m_connection; }

    RecordId device() const { return m_device; }
    RecordId user() const { return m_user; }
    QString server() const { return m_server; }
    QString company() const { return m_company; }
    Result<void> setUser(const RecordId &user);
    Result<void> setServer(const QString &address);
    Result<void> setCompany(const QString &name);

    /// Gives the mutations their ids and keeps them, all or none.
    Result<void> append(std::vector<Mutation> &mutations);

    bool isEmpty() const { return m_entries.empty(); }
    bool has(const RecordKey &key) const { return m_byRecord.contains(key); }
    /// In order, without those whose changes have arrived with everything up to `cursor`.
    std::vector<Mutation> mutationsOf(const RecordKey &key, qint64 cursor) const;
    std::vector<OutboxEntry> arrivedOf(const RecordKey &key, qint64 cursor) const; ///< the others, in order
    std::vector<RecordKey> arrivedUpTo(qint64 cursor) const; ///< records with entries that settle() will let go
    QList<RecordKey> records() const { return m_byRecord.keys(); }
    std::optional<Mutation> find(qint64 number) const;
    std::vector<Mutation> waitingAfter(qint64 number, int limit) const;
    qint64 waitingCount() const { return m_waiting; }
    qint64 lastNumber() const { return m_lastNumber; }
    qint64 acknowledgedUpTo() const;

    /// Notes what the server said; `cursor` is how far its changes have arrived. Gives the records whose entries became
    /// fewer. A rejected mutation becomes a problem.
    Result<std::vector<RecordKey>> acknowledge(
        const std::vector<Acknowledgement> &acknowledgements, qint64 cursor, Timestamp now);
    /// Lets go of what was never sent, with contents of files that wait for it, and keeps what built on it as it is
    /// without; in one step. The numbers of what is gone are not used again.
    Result<void> takeBack(const TakeBack &taken);
    /// Lets go of acknowledged entries whose changes have arrived.
    Result<void> settle(qint64 cursor);
    /// Records that can no longer be seen: what was typed into them becomes problems.
    Result<void> displace(const std::vector<RecordKey> &keys, const Error &error, Timestamp now);
    /// Mutations above `knownNumber` that had been acknowledged wait again, and of those that were sent under a former
    /// name the ones above its number in `formerNumbers`; gives the records of all that waits.
    Result<std::vector<RecordKey>> reclaim(qint64 knownNumber, const QHash<RecordId, qint64> &formerNumbers);
    /// A new device id. What waits keeps its numbers, so that they go on ascending behind those of what was sent
    /// before.
    Result<void> renewDevice();
    /// The names before renewDevice() under which something was sent that is still kept, the last one first.
    Result<std::vector<RecordId>> formerDevices() const;

    Result<std::vector<Problem>> problems() const;
    Result<std::optional<Problem>> problem(qint64 id) const;
    qint64 problemCount() const { return m_problems; }
    /// Puts the mutation in place of the problem, in one step.
    Result<void> resend(qint64 problemId, Mutation &mutation);
    /// Keeps another mutation as what was refused.
    Result<void> editProblem(qint64 id, const Mutation &mutation);
    Result<void> discardProblem(qint64 id);
    /// Keeps as a problem what cannot even be sent, unless it is one already. `along` is done in the same transaction.
    Result<void> refuse(
        const Mutation &mutation, const Error &error, Timestamp now, const std::function<Result<void>()> &along);

    /// How long, and how many, acknowledged mutations are kept for a server that comes back from a backup.
    static constexpr qint64 keepMilliseconds = 30LL * 24 * 3600 * 1000;
    static constexpr int keepCount = 10'000;

private:
    explicit Outbox(std::unique_ptr<Connection> connection);

    Result<void> load();
    Result<void> loadIdentity();
    Result<void> lookThrough();
    Result<void> setMeta(const QString &key, const Value &value);
    Result<void> insert(const Mutation &mutation);
    Result<void> archive(const OutboxEntry &entry, Timestamp now);
    Result<void> addProblem(const Mutation &mutation, const Error &error, Timestamp now);
    Result<void> erase(qint64 number);
    Result<std::vector<Mutation>> lost(qint64 knownNumber, const QHash<RecordId, qint64> &formerNumbers) const;
    Result<void> reload(); ///< after a failure in the middle: memory is what the file says
    void remember(OutboxEntry entry);
    RecordKey forget(qint64 number);

    std::unique_ptr<Connection> m_connection;
    RecordId m_device;
    RecordId m_user;
    QString m_server;
    QString m_company;
    qint64 m_lastNumber = 0;
    std::map<qint64, OutboxEntry> m_entries;
    QHash<RecordKey, std::vector<qint64>> m_byRecord;
    qint64 m_waiting = 0;
    qint64 m_problems = 0;
};

}
