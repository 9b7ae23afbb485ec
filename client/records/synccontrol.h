// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"

#include <QObject>

#include <functional>
#include <memory>

namespace tandem::client {

class Replica;

/// What the interface may ask of the sync engine. Lives in the replica's thread, as the replica itself does; callbacks
/// come in that thread.
class SyncControl : public QObject
{
    Q_OBJECT

public:
    enum class Network { Offline, Expensive, Online };

    using QObject::QObject;

    virtual void start() = 0;
    virtual void stop() = 0; ///< closes the connection; nothing is lost
    virtual void setNetwork(Network network) = 0; ///< what the user chose: Offline stays offline
    virtual void syncNow() = 0; ///< tries at once instead of waiting
    virtual void signIn(const QString &name, const QString &password, std::function<void(Result<void>)> done) = 0;
    /// The first time, or after a reset by the administrator: the code replaces the password, which is set anew.
    virtual void signInWithCode(const QString &name, const QString &code, const QString &newPassword,
        std::function<void(Result<void>)> done) = 0;
    /// The user has compared the fingerprint that SyncState::error carries ("certificateUnknown", argument "pin").
    virtual void trustCertificate(const QByteArray &pin) = 0;
    virtual void signOut() = 0;

    /// Entries with a smaller seq than `before`; 0: the newest. Error: Unavailable ("offline", "serverTooOld"),
    /// NotFound.
    virtual void fetchHistory(const RecordKey &key, qint64 before, std::function<void(Result<HistoryPage>)> done) = 0;
    /// Brings the content into the file cache. Error: Unavailable, NotFound, Forbidden.
    virtual void fetchFile(const RecordId &file, std::function<void(Result<CachedFile>)> done) = 0;
    /// Brings a small picture of the file into the cache, and gives its path; one of which there is no such picture is
    /// NotFound. Error: as fetchFile().
    virtual void fetchPreview(const RecordId &file, std::function<void(Result<QString>)> done)
    {
        Q_UNUSED(file)
        done(Error::notFound(QStringLiteral("preview")));
    }
    /// Stops fetching it; the answer is Cancelled. What has come is kept for the next time.
    virtual void cancelFetch(const RecordId &file) = 0;
    /// What is not held here, found at the server: at most so many of each of these entities. While one search runs,
    /// the next one takes its place. Error: Unavailable ("offline", "serverTooOld"), Cancelled.
    virtual void searchServer(const QString &text, const std::vector<EntityNumber> &entities, int limit,
        std::function<void(Result<ServerHits>)> done) = 0;
    /// What records that are not held here are called; who may not be seen, and what is not there, is left out. Nothing
    /// of it is kept. Error: Unavailable.
    virtual void fetchTitles(
        const std::vector<RecordKey> &keys, std::function<void(Result<QHash<RecordKey, QString>>)> done) = 0;
    /// The records of a list (its entity, filter and order) that the offline policy does not keep here, behind the
    /// record `after` if that is not null. Error: Unavailable ("offline", "serverTooOld").
    virtual void listServer(const ListQuery &query, const std::optional<Record> &after, int limit,
        std::function<void(Result<ServerPage>)> done) = 0;
    /// A record that this machine does not keep (offline policy none or recent).
    virtual void fetchRecord(const RecordKey &key, std::function<void(Result<Record>)> done) = 0;

    // What is about the user's account. Error: Unavailable, and what the server says.
    virtual void fetchDevices(std::function<void(Result<std::vector<SignedInDevice>>)> done)
    {
        done(Error::unavailable(QStringLiteral("offline")));
    }
    virtual void signOutDevice(const RecordId &session, std::function<void(Result<void>)> done)
    {
        Q_UNUSED(session)
        done(Error::unavailable(QStringLiteral("offline")));
    }
    /// The user's other devices are signed out by it. Error: Unauthenticated ("wrongPassword"), Invalid ("tooShort").
    virtual void changePassword(
        const QString &oldPassword, const QString &newPassword, std::function<void(Result<void>)> done)
    {
        Q_UNUSED(oldPassword)
        Q_UNUSED(newPassword)
        done(Error::unavailable(QStringLiteral("offline")));
    }

signals:
    /// A content on its way to the server or from there, in bytes; `total` is 0 for what comes.
    void fileProgressed(const QByteArray &sha256, qint64 done, qint64 total);
    void stateChanged(
        const tandem::client::SyncState &state); ///< counts of waiting, problems, conflicts are filled in by Records
};

/// Makes the engine for a replica; called once, in the replica's thread.
using SyncFactory = std::function<std::unique_ptr<SyncControl>(Replica &replica)>;

}
