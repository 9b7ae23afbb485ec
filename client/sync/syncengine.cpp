// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/sync/syncengine.h"

#include "client/sync/wireforms.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(logEngine, "tandem.engine")

namespace tandem::client {

namespace {

// A server of another generation of the protocol is updated by people, not within seconds.
constexpr auto unsupportedWait = std::chrono::minutes(10);

Profile profileOf(const SyncEngine::Config &config)
{
    Profile profile = Profile::load(config.folder).valueOr({});
    if (!config.server.host.isEmpty() && config.server != profile.server)
        profile = {config.server, {}, {}};
    if (!config.pin.isEmpty())
        profile.pin = config.pin;
    if (!config.userName.isEmpty())
        profile.userName = config.userName;
    return profile;
}

bool tellsForgets(const Message &message)
{
    const auto *changes = std::get_if<Changes>(&message);
    return changes && !changes->forgets.empty();
}

Error signedOutError()
{
    return {ErrorCode::Unauthenticated, QStringLiteral("signedOut"), {}, {}, {}};
}

/// What goes wrong again until somebody does something about it.
bool isFinal(const Error &error)
{
    return error.code == ErrorCode::Unauthenticated || error.code == ErrorCode::Forbidden
        || error.code == ErrorCode::Invalid || error.code == ErrorCode::Conflict || error.code == ErrorCode::NotFound;
}

}

SyncEngine::SyncEngine(Replica &replica, Config config)
    : m_replica(replica)
    , m_config(std::move(config))
    , m_profile(profileOf(m_config))
    , m_tokens(std::make_unique<TokenStore>(m_config.folder, m_profile.tokenKey(), m_config.tokenPlace))
    , m_link(m_profile.server, CertificateTrust(m_profile.pin), *m_config.clock, m_config.timing, m_config.newSocket)
    , m_files(m_profile.server, m_config.newNetwork)
    , m_calls(m_profile.server, m_config.newNetwork)
    , m_pusher(replica, m_link, m_files, nullptr)
    , m_heldFiles(replica, m_files, nullptr)
    , m_requests(m_link, replica, nullptr)
{
    connect(&m_link, &ServerLink::opened, this, &SyncEngine::openSession);
    connect(&m_link, &ServerLink::closed, this, &SyncEngine::closeSession);
    connect(&m_link, &ServerLink::received, this, &SyncEngine::received);
    connect(&m_link, &ServerLink::stateChanged, this, &SyncEngine::update);
    connect(&m_link, &ServerLink::certificateRefused, this, &SyncEngine::certificateRefused);
    connect(&m_pusher, &Pusher::idleChanged, this, &SyncEngine::update);
    connect(&m_files, &FileTransfer::progress, this, &SyncEngine::fileProgressed);
    connect(&m_pusher, &Pusher::cloned, this, &SyncEngine::cloned);
    connect(&m_pusher, &Pusher::failed, this, &SyncEngine::failed);
    // An empty replica has to be filled from the first page on.
    connect(&m_replica, &Replica::begunAnew, this,
        [this] { m_link.drop(Error::unavailable(QStringLiteral("begunAnew")), std::chrono::milliseconds(0)); });
    update();
}

SyncEngine::~SyncEngine()
{
    m_link.disconnect(this);
    m_replica.disconnect(this);
}

// ── what the interface asks for ────────────────────────────────────────────────────────────────────────────────────

void SyncEngine::start()
{
    if (m_running || m_profile.server.host.isEmpty())
        return;
    m_running = true;
    if (!m_token.isEmpty() || m_credentials)
        return m_link.start();
    m_tokens->read([this](const QByteArray &token) { tokenRead(token); });
}

void SyncEngine::tokenRead(const QByteArray &token)
{
    if (!m_running || m_credentials)
        return;
    m_token = token;
    m_signedOut = token.isEmpty();
    if (!m_signedOut)
        m_link.start();
    update();
}

void SyncEngine::stop()
{
    m_running = false;
    m_files.cancelAll();
    m_calls.cancelAll();
    m_link.stop();
    finishSignIn(Error::cancelled());
    update();
}

void SyncEngine::setNetwork(Network network)
{
    m_network = network;
    m_link.setPolicy(network == Network::Offline ? NetworkPolicy::Offline
            : network == Network::Expensive      ? NetworkPolicy::Expensive
                                                 : NetworkPolicy::Online);
    update();
}

void SyncEngine::syncNow()
{
    if (m_signedOut)
        return;
    m_link.tryNow();
    m_pusher.pump();
    m_heldFiles.tryNow();
}

void SyncEngine::signIn(const QString &name, const QString &password, std::function<void(Result<void>)> done)
{
    HelloContext credentials;
    credentials.password = PasswordSignIn{name, password};
    beginSignIn(std::move(credentials), name, std::move(done));
}

void SyncEngine::signInWithCode(
    const QString &name, const QString &code, const QString &newPassword, std::function<void(Result<void>)> done)
{
    HelloContext credentials;
    credentials.code = CodeSignIn{name, code, newPassword};
    beginSignIn(std::move(credentials), name, std::move(done));
}

void SyncEngine::beginSignIn(HelloContext credentials, const QString &userName, std::function<void(Result<void>)> done)
{
    finishSignIn(Error::cancelled());
    m_credentials = std::move(credentials);
    m_signInDone = std::move(done);
    m_signedOut = false;
    if (m_profile.userName != userName) {
        m_profile.userName = userName;
        m_tokens = std::make_unique<TokenStore>(m_config.folder, m_profile.tokenKey(), m_config.tokenPlace);
    }
    m_running = true;
    m_link.stop();
    // Whoever signs in wants to reach the server, whatever was chosen before.
    if (m_network == Network::Offline)
        setNetwork(Network::Online);
    m_link.start();
    update();
}

void SyncEngine::finishSignIn(const Result<void> &result)
{
    m_credentials.reset();
    if (const auto done = std::exchange(m_signInDone, {}))
        done(result);
}

void SyncEngine::trustCertificate(const QByteArray &pin)
{
    m_profile.pin = pin;
    saveProfile();
    m_link.trust(pin);
}

void SyncEngine::signOut()
{
    finishSignIn(Error::cancelled());
    m_link.send(Bye{QStringLiteral("signedOut"), 0});
    forgetToken();
    m_signedOut = true;
    m_link.block(signedOutError());
    update();
}

void SyncEngine::fetchHistory(const RecordKey &key, qint64 before, std::function<void(Result<HistoryPage>)> done)
{
    m_requests.history(key, before, std::move(done));
}

void SyncEngine::fetchRecord(const RecordKey &key, std::function<void(Result<Record>)> done)
{
    m_requests.fetch(key.entity, {key.id}, [this, key, done = std::move(done)](const Result<FetchReply> &reply) {
        if (!reply.ok())
            return done(reply.error());
        // Somebody looks at it, so it is here for a while like any other.
        if (const auto invited = m_replica.invite(toIncoming(reply->rows)); !invited.ok())
            return done(invited.error());
        done(RequestTable::recordOf(*reply, key));
    });
}

// ── the connection ─────────────────────────────────────────────────────────────────────────────────────────────────

void SyncEngine::openSession()
{
    doubtGuests();
    m_session = std::make_unique<SyncSession>(m_replica, m_link, *m_config.clock, nullptr);
    connect(m_session.get(), &SyncSession::welcomed, this, &SyncEngine::welcomed);
    connect(m_session.get(), &SyncSession::refused, this, &SyncEngine::refused);
    connect(m_session.get(), &SyncSession::cloned, this, &SyncEngine::cloned);
    connect(m_session.get(), &SyncSession::failed, this, &SyncEngine::failed);
    connect(m_session.get(), &SyncSession::progressed, this, &SyncEngine::update);
    connect(m_session.get(), &SyncSession::stored, this, &SyncEngine::stored);
    connect(m_session.get(), &SyncSession::caughtUp, this, &SyncEngine::caughtUp);
    HelloContext context = m_credentials.value_or(HelloContext());
    if (!m_credentials)
        context.token = m_token;
    context.deviceName = m_config.deviceName;
    context.clientVersion = m_config.clientVersion;
    context.language = m_config.language;
    context.protocol = m_config.protocol;
    m_session->sayHello(context);
    update();
}

void SyncEngine::closeSession()
{
    m_heldFiles.stop();
    m_pusher.stop();
    m_requests.close();
    // Often called out of one of its own signals.
    if (m_session)
        m_session.release()->deleteLater();
    update();
}

void SyncEngine::received(const Message &message)
{
    if (!m_session)
        return;
    if (const auto *bye = std::get_if<Bye>(&message)) {
        saidBye(*bye);
    } else if (const auto *ack = std::get_if<Ack>(&message)) {
        doubtGuests(); // nobody tells what became of them
        m_pusher.acknowledged(*ack);
    } else if (!m_requests.take(message)) {
        const bool isLess = std::holds_alternative<PermissionsUpdate>(message) || tellsForgets(message);
        if (isLess)
            doubtGuests(); // they may be among what is not visible any more
        m_session->take(message);
        if (isLess && m_session)
            refreshGuests();
    }
    if (m_session)
        m_clockOffset = m_session->clockOffset();
}

void SyncEngine::welcomed(const QByteArray &newToken)
{
    m_link.confirm();
    if (!newToken.isEmpty()) {
        m_token = newToken;
        m_tokens->write(newToken, [](const Result<void> &written) {
            if (!written.ok())
                qCWarning(logEngine) << "the session is not kept:" << written.error().toLog();
        });
    }
    saveProfile();
    (void)m_replica.setServer(m_profile.server.toText()).ok();
    m_files.setSession(m_token, m_link.pinnedCertificate());
    m_calls.setSession(m_token, m_link.pinnedCertificate());
    m_requests.open(m_session->features());
    m_pusher.start();
    m_heldFiles.start();
    finishSignIn({});
    update();
}

void SyncEngine::refused(const Error &error, int retryAfterSeconds)
{
    qCInfo(logEngine) << "refused:" << error.toLog();
    const bool wasSignIn = m_credentials.has_value();
    if (error.reason == QLatin1String("deviceCloned"))
        return cloned();
    if (error.code == ErrorCode::Unauthenticated && !wasSignIn)
        forgetToken();
    m_signedOut = error.code == ErrorCode::Unauthenticated || (wasSignIn && m_token.isEmpty());
    if (error.code == ErrorCode::Unsupported)
        m_link.drop(error, unsupportedWait);
    else if (wasSignIn || isFinal(error))
        m_link.block(error);
    else
        m_link.drop(error,
            retryAfterSeconds > 0 ? std::optional(std::chrono::milliseconds(retryAfterSeconds * 1000)) : std::nullopt);
    finishSignIn(error);
    update();
}

void SyncEngine::saidBye(const Bye &bye)
{
    if (bye.reason == QLatin1String("userDisabled"))
        return m_link.block(Error::forbidden(bye.reason));
    if (bye.reason == QLatin1String("sessionRevoked")) {
        forgetToken();
        m_signedOut = true;
        return m_link.block({ErrorCode::Unauthenticated, bye.reason, {}, {}, {}});
    }
    m_link.drop(Error::unavailable(bye.reason));
}

/// Somebody else carries on under this device's name: from now on this is another one.
void SyncEngine::cloned()
{
    qCWarning(logEngine) << "this replica is a copy of another one; it gets an identity of its own";
    const auto renewed = m_replica.renewDevice();
    if (!renewed.ok())
        return failed(renewed.error());
    m_link.drop(Error::unavailable(QStringLiteral("deviceCloned")), std::chrono::milliseconds(0));
}

/// The replica did not take what came, or what came made no sense: from the start again, a little later.
void SyncEngine::failed(const Error &error)
{
    if (error.code == ErrorCode::Unavailable)
        m_storing = error;
    if (isFinal(error))
        m_link.block(error);
    else
        m_link.drop(error);
    finishSignIn(error);
}

void SyncEngine::certificateRefused(const Error &error)
{
    m_signedOut = m_token.isEmpty();
    finishSignIn(error);
    update();
}

void SyncEngine::forgetToken()
{
    m_token.clear();
    m_tokens->remove();
}

void SyncEngine::saveProfile()
{
    if (const auto saved = m_profile.save(m_config.folder); !saved.ok())
        qCWarning(logEngine) << "profile not saved:" << saved.error().toLog();
}

}
