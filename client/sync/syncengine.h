// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/profile.h"
#include "client/connection/servercalls.h"
#include "client/connection/tokenstore.h"
#include "client/sync/heldfiles.h"
#include "client/sync/pusher.h"
#include "client/sync/requesttable.h"
#include "client/sync/syncsession.h"

#include <memory>

namespace tandem::client {

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
        ProtocolRange protocol; ///< that this client speaks
        TokenStore::Place tokenPlace = TokenStore::Place::KeychainOrFile;
        ServerLink::Timing timing;
        LinkSocketFactory newSocket = newTlsLinkSocket;
        NetworkAccessFactory newNetwork = newNetworkAccess; ///< for contents of files
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

    void fetchHistory(const RecordKey &key, qint64 before, std::function<void(Result<HistoryPage>)> done) override;
    void fetchFile(const RecordId &file, std::function<void(Result<CachedFile>)> done) override;
    void fetchPreview(const RecordId &file, std::function<void(Result<QString>)> done) override;
    void cancelFetch(const RecordId &file) override;
    void searchServer(const QString &text, const std::vector<EntityNumber> &entities, int limit,
        std::function<void(Result<ServerHits>)> done) override;
    void fetchTitles(
        const std::vector<RecordKey> &keys, std::function<void(Result<QHash<RecordKey, QString>>)> done) override;
    void listServer(const ListQuery &query, const std::optional<Record> &after, int limit,
        std::function<void(Result<ServerPage>)> done) override;
    void fetchRecord(const RecordKey &key, std::function<void(Result<Record>)> done) override;
    void fetchDevices(std::function<void(Result<std::vector<SignedInDevice>>)> done) override;
    void signOutDevice(const RecordId &session, std::function<void(Result<void>)> done) override;
    void changePassword(
        const QString &oldPassword, const QString &newPassword, std::function<void(Result<void>)> done) override;

    const SyncState &state() const { return m_state; }
    /// Server time minus this machine's, in milliseconds, as of the last contact.
    qint64 clockOffset() const { return m_clockOffset; }
    const Profile &profile() const { return m_profile; }

private:
    void tokenRead(const QByteArray &token);
    void beginSignIn(HelloContext credentials, const QString &userName, std::function<void(Result<void>)> done);
    void finishSignIn(const Result<void> &result);
    void openSession();
    void closeSession();
    void received(const Message &message);
    void welcomed(const QByteArray &newToken);
    void refused(const Error &error, int retryAfterSeconds);
    void saidBye(const Bye &bye);
    void cloned();
    void failed(const Error &error);
    void stored();
    void caughtUp();
    void certificateRefused(const Error &error);
    void forgetToken();
    void saveProfile();
    void fetchNextTitles(std::vector<RecordKey> keys, QHash<RecordKey, QString> found,
        std::function<void(Result<QHash<RecordKey, QString>>)> done);
    void doubtGuests();
    void refreshGuests();
    void askForGuests(EntityNumber entity, const std::vector<RecordId> &ids);
    void fetchContent(const CachedFile &file, std::function<void(Result<CachedFile>)> done);
    bool isSignedIn() const; ///< on the open connection
    SyncState::Phase phase() const;
    void answerUnreachable();
    void update();

    Replica &m_replica;
    Config m_config;
    Profile m_profile;
    std::unique_ptr<TokenStore> m_tokens;
    ServerLink m_link;
    FileTransfer m_files;
    ServerCalls m_calls;
    Pusher m_pusher;
    HeldFiles m_heldFiles;
    RequestTable m_requests;
    std::unique_ptr<SyncSession> m_session; ///< of the open connection
    QByteArray m_token;
    std::optional<HelloContext> m_credentials; ///< of a sign-in that is under way
    std::function<void(Result<void>)> m_signInDone;
    Network m_network = Network::Online; ///< as the user chose
    bool m_running = false;
    bool m_signedOut = false;
    qint64 m_clockOffset = 0;
    std::vector<RecordKey> m_guestsAsked; ///< as of when they were asked for last; none on a new connection
    Timestamp m_guestsAskedAt = 0;
    int m_guestQuestions = 0; ///< without an answer
    bool m_guestsDoubted = false; ///< since those were asked
    Timestamp m_lastSynced = 0;
    std::optional<Error> m_storing; ///< see SyncState
    SyncState m_state;
};

}
