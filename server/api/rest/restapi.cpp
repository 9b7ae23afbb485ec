// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/restapi.h"

#include "server/access/accessresolver.h"
#include "server/api/rest/controlroutes.h"
#include "server/api/rest/fileroutes.h"
#include "server/api/rest/importroutes.h"
#include "server/api/rest/importrunroutes.h"
#include "server/api/rest/masschangeroutes.h"
#include "server/api/rest/metadataroutes.h"
#include "server/api/rest/operationroutes.h"
#include "server/api/rest/recordroutes.h"
#include "server/api/rest/resterror.h"
#include "server/api/rest/sessionlists.h"
#include "server/api/rest/sessionroutes.h"
#include "server/store/store.h"

#include <QCryptographicHash>

namespace tandem::server {

namespace {

constexpr std::size_t maxNetworkThreads = 64;
constexpr int mostImports = 8; ///< each waits with its whole file on the disk

/// Takes the same time whatever differs.
bool sameSecret(const QByteArray &a, const QByteArray &b)
{
    const QByteArray left = QCryptographicHash::hash(a, QCryptographicHash::Sha256);
    const QByteArray right = QCryptographicHash::hash(b, QCryptographicHash::Sha256);
    char difference = 0;
    for (qsizetype i = 0; i < left.size(); ++i)
        difference |= char(left[i] ^ right[i]);
    return difference == 0;
}

}

struct RestApi::Reader
{
    explicit Reader(std::unique_ptr<Connection> opened)
        : connection(std::move(opened))
        , plans(*connection)
    {
    }

    std::unique_ptr<Connection> connection;
    RecordPlans plans;
};

Result<RecordId> recordOf(const HttpRequest &request)
{
    const RecordId id = recordIdFromText(request.parameters.value(QStringLiteral("id")));
    if (id.isNull())
        return Error::notFound(QStringLiteral("id"));
    return id;
}

RestApi::RestApi(Parts parts)
    : m_parts(std::move(parts))
    , m_readers(maxNetworkThreads)
{
    m_imports.setMaxThreadCount(1); // an import fills the writer's batches alone
    m_backups.setMaxThreadCount(1);
}

RestApi::~RestApi()
{
    finish();
}

void RestApi::finish()
{
    m_imports.waitForDone();
    m_backups.waitForDone();
}

Result<void> RestApi::checkRoomForImport() const
{
    if (m_startedImports < mostImports)
        return {};
    return Error{ErrorCode::TooMany, QStringLiteral("busy"), {}, {{QStringLiteral("retryAfter"), 60}}, {}};
}

Result<void> RestApi::startImport(std::function<void()> work)
{
    TANDEM_TRY(checkRoomForImport());
    ++m_startedImports;
    m_imports.start([this, work = std::move(work)] {
        work();
        --m_startedImports;
    });
    return {};
}

void RestApi::addRoutes(Router &router)
{
    router.setErrorResponse(
        [](const Error &error, const HttpRequest &request) { return errorResponse(error, request); });
    addMetadataRoutes(*this, router);
    addSessionRoutes(*this, router);
    addSessionListRoutes(*this, router);
    addRecordRoutes(*this, router);
    addImportRoutes(*this, router);
    addImportRunRoutes(*this, router);
    addMassChangeRoutes(*this, router);
    addFileRoutes(*this, router);
    addControlRoutes(*this, router);
    addOperationRoutes(*this, router);
}

Result<Connection *> RestApi::reader(int networkThread)
{
    TANDEM_ASSIGN(RecordPlans * plans, this->plans(networkThread));
    return &plans->connection();
}

Result<RecordPlans *> RestApi::plans(int networkThread)
{
    Q_ASSERT(std::size_t(networkThread) < m_readers.size());
    std::unique_ptr<Reader> &reader = m_readers[std::size_t(networkThread)];
    if (!reader) {
        TANDEM_ASSIGN(std::unique_ptr<Connection> connection, m_parts.store.openReader());
        reader = std::make_unique<Reader>(std::move(connection));
    }
    return &reader->plans;
}

Result<PermissionsPointer> RestApi::permissions(Connection &connection, const RecordId &user)
{
    return m_parts.access.permissions(connection, m_parts.store.registry(), user);
}

Result<Session> RestApi::session(const HttpRequest &request)
{
    const QByteArray token = request.bearerToken();
    if (token.isEmpty())
        return Error{ErrorCode::Unauthenticated, QStringLiteral("sessionEnded"), {}, {}, {}};
    TANDEM_ASSIGN(Connection * connection, reader(request.networkThread));
    return m_parts.authenticator.session(*connection, QString::fromLatin1(token));
}

Result<void> RestApi::serve(const HttpRequest &request, const Responder &responder, const CallHandler &handler)
{
    TANDEM_ASSIGN(const Session session, this->session(request));
    TANDEM_ASSIGN(RecordPlans * plans, this->plans(request.networkThread));
    TANDEM_ASSIGN(const PermissionsPointer permissions, this->permissions(plans->connection(), session.user));
    return handler({request, responder, *plans, permissions, session});
}

void RestApi::add(Router &router, HttpMethod method, const QString &pattern, CallHandler handler)
{
    add(router, method, pattern, std::move(handler), {});
}

void RestApi::add(
    Router &router, HttpMethod method, const QString &pattern, CallHandler handler, Router::Options options)
{
    auto answer = [this, handler = std::move(handler)](const HttpRequest &request, const Responder &responder) {
        if (const auto served = serve(request, responder, handler); !served)
            responder.respond(errorResponse(served.error(), request));
    };
    router.add(method, pattern, std::move(answer), std::move(options));
}

Result<void> RestApi::checkControl(const HttpRequest &request) const
{
    if (!sameSecret(request.bearerToken(), m_parts.controlToken))
        return Error{ErrorCode::Unauthenticated, QStringLiteral("wrongControlToken"), {}, {}, {}};
    return {};
}

void RestApi::addControl(
    Router &router, HttpMethod method, const QString &pattern, ControlHandler handler, Router::Options options)
{
    if (m_parts.controlToken.isEmpty())
        return;
    auto answer = [this, handler = std::move(handler)](const HttpRequest &request, const Responder &responder) {
        const auto served = [&]() -> Result<void> {
            TANDEM_TRY(checkControl(request));
            TANDEM_ASSIGN(Connection * connection, reader(request.networkThread));
            return handler(*this, request, responder, *connection);
        }();
        if (!served)
            responder.respond(errorResponse(served.error(), request));
    };
    router.add(method, pattern, std::move(answer), std::move(options));
}

}
