// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/sessionlists.h"

#include "server/api/rest/controlroutes.h"
#include "server/api/rest/restapi.h"
#include "server/api/rest/resterror.h"

#include <QJsonObject>

#include <algorithm>

namespace tandem::server {

namespace {

Result<void> list(RestApi &api, const RestCall &call, const RecordId &user)
{
    TANDEM_ASSIGN(const auto sessions, api.parts().authenticator.sessions(call.plans.connection(), user));
    call.responder.respond(
        HttpResponse::json(200, {{QStringLiteral("sessions"), sessionsJson(sessions, call.session.id)}}));
    return {};
}

void end(RestApi &api, const RestCall &call, const RecordId &user, const QString &session)
{
    api.parts().authenticator.endSession(user, recordIdFromText(session),
        [responder = call.responder, language = languageOf(call.request)](const Result<void> &done) {
            responder.respond(done ? HttpResponse::noContent() : errorResponse(done.error(), language));
        });
}

/// The user of the path. Error: Forbidden, NotFound.
Result<RecordId> userForAdministrator(const RestCall &call)
{
    if (!call.permissions->isAdministrator())
        return Error::forbidden(QStringLiteral("forbidden"));
    return recordOf(call.request);
}

Result<void> listOfUser(RestApi &api, const RestCall &call)
{
    TANDEM_ASSIGN(const RecordId user, userForAdministrator(call));
    return list(api, call, user);
}

Result<void> endOfUser(RestApi &api, const RestCall &call)
{
    TANDEM_ASSIGN(const RecordId user, userForAdministrator(call));
    end(api, call, user, call.request.parameters.value(QStringLiteral("session")));
    return {};
}

}

QJsonArray sessionsJson(std::vector<Session> sessions, const RecordId &current)
{
    std::sort(sessions.begin(), sessions.end(),
        [](const Session &a, const Session &b) { return a.lastSeenAt > b.lastSeenAt; });
    QJsonArray array;
    for (const Session &session : sessions) {
        array.append(
            QJsonObject{{QStringLiteral("id"), toText(session.id)}, {QStringLiteral("deviceName"), session.deviceName},
                {QStringLiteral("createdAt"), isoTime(session.createdAt)},
                {QStringLiteral("lastSeenAt"), isoTime(session.lastSeenAt)},
                {QStringLiteral("current"), !current.isNull() && session.id == current}});
    }
    return array;
}

void addSessionListRoutes(RestApi &api, Router &router)
{
    const QString mine = QStringLiteral("/api/v1/me/sessions");
    api.add(router, HttpMethod::Get, mine,
        [&api](const RestCall &call) { return list(api, call, call.permissions->user()); });
    api.add(router, HttpMethod::Delete, mine + QLatin1String("/{id}"), [&api](const RestCall &call) -> Result<void> {
        end(api, call, call.permissions->user(), call.request.parameters.value(QStringLiteral("id")));
        return {};
    });
    const QString ofUser = QStringLiteral("/api/v1/user/{id}/sessions");
    api.add(router, HttpMethod::Get, ofUser, [&api](const RestCall &call) { return listOfUser(api, call); });
    api.add(router, HttpMethod::Delete, ofUser + QLatin1String("/{session}"),
        [&api](const RestCall &call) { return endOfUser(api, call); });
}

}
