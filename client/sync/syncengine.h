// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/serverlink.h"
#include "client/connection/tokenstore.h"
#include "client/records/synccontrol.h"

#include <memory>

namespace tandem::client {

class Replica;

/// Keeps a replica and its server the same: connects, says hello, takes metadata, snapshots and changes, pushes the
/// outbox, and then stays to hear of changes as they come. Lives in the replica's thread and is the only one there that
/// knows of the network.
class SyncEngine final : public SyncControl
{
    Q_OBJECT

public:
    struct Config
    {
        QString folder; ///< of the replica; profile.json and the token are kept beside it
        ServerAddress server;
        QByteArray pin; ///< empty: as the profile has it
        QString userName; ///< to sign in again as
        QString language;
        QString deviceName;
        QString clientVersion;
        TokenStore::Place tokenPlace = TokenStore::Place::KeychainOrFile;
        ServerLink::Timing timing;
        const Clock *clock = &SystemClock::instance();
    };

    SyncEngine(Replica &replica, Config config);
    ~SyncEngine() override;

    void start() override;
    void stop() override;
    void setNetwork(Network network) override;
    void syncNow() override;
    void signIn(const QString &name, const QString &password, std::function<void(Result<void>)> done) override;
    void signInWithCode(const QString &name, const QString &code, const QString &newPassword,
        std::function<void(Result<void>)> done) override;
    void trustCertificate(const QByteArray &pin) override;
    void signOut() override;

    void fetchHistory(const RecordKey &key, std::function<void(Result<std::vector<HistoryEntry>>)> done) override;
    void fetchFile(const RecordId &file, std::function<void(Result<CachedFile>)> done) override;
    void searchServer(
        const QString &text, int limit, std::function<void(Result<std::vector<SearchGroup>>)> done) override;
    void fetchRecord(const RecordKey &key, std::function<void(Result<Record>)> done) override;

    SyncState state() const;
    /// Server time minus this machine's, in milliseconds, as of the last contact.
    qint64 clockOffset() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}
