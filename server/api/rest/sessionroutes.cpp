// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/sessionroutes.h"

#include "server/api/rest/recordjson.h"
#include "server/api/rest/restapi.h"
#include "server/api/rest/resterror.h"
#include "shared/entities/entitynames.h"

namespace tandem::server {

namespace {

QString text(const QJsonObject &body, QLatin1String name)
{
    return body.value(name).toString();
}

Result<void> signIn(RestApi &api, const HttpRequest &request, const Responder &responder)
{
    TANDEM_ASSIGN(const QJsonObject body, objectFromBody(request.body));
    auto done = [responder, language = languageOf(request)](const Result<SignedIn> &signedIn) {
        if (!signedIn)
            return responder.respond(errorResponse(signedIn.error(), language));
        responder.respond(HttpResponse::json(200,
            {{QStringLiteral("token"), signedIn->token}, {QStringLiteral("user"), toText(signedIn->session.user)},
                {QStringLiteral("session"), toText(signedIn->session.id)}}));
    };
    const QString login = text(body, QLatin1String("login"));
    const QString password = text(body, QLatin1String("password"));
    const RecordId device = recordIdFromText(text(body, QLatin1String("device")));
    const QString deviceName = text(body, QLatin1String("deviceName"));
    const QString code = text(body, QLatin1String("code"));
    if (code.isEmpty())
        api.parts().authenticator.signIn({login, password, device, deviceName, request.peerAddress}, std::move(done));
    else
        api.parts().authenticator.setFirstPassword(
            {login, code, password, device, deviceName, request.peerAddress}, std::move(done));
    return {};
}

Authenticator::Done noContentOrError(const RestCall &call)
{
    return [responder = call.responder, language = languageOf(call.request)](const Result<void> &done) {
        responder.respond(done ? HttpResponse::noContent() : errorResponse(done.error(), language));
    };
}

Result<void> signOut(RestApi &api, const RestCall &call)
{
    api.parts().authenticator.revoke(call.session.id, noContentOrError(call));
    return {};
}

Result<void> me(const RestCall &call)
{
    const EntityDef *entity = call.registry().entity(entities::user::number);
    TANDEM_ASSIGN(
        const VisibleRecord record, RecordReader(call.plans, call.permissions).get(*entity, call.permissions->user()));
    JsonWriter json;
    json.beginObject();
    json.name(u"user");
    writeRecord(json, *entity, *call.permissions, record);
    json.member(u"administrator", call.permissions->isAdministrator());
    json.member(u"session", toText(call.session.id));
    json.endObject();
    call.responder.respond(HttpResponse::jsonText(200, json.take()));
    return {};
}

Result<void> changePassword(RestApi &api, const RestCall &call)
{
    TANDEM_ASSIGN(const QJsonObject body, objectFromBody(call.request.body));
    api.parts().authenticator.changePassword(call.permissions->user(), text(body, QLatin1String("oldPassword")),
        text(body, QLatin1String("newPassword")), call.session.id, noContentOrError(call));
    return {};
}

}

void addSessionRoutes(RestApi &api, Router &router)
{
    router.add(HttpMethod::Post, QStringLiteral("/api/v1/sign-in"),
        [&api](const HttpRequest &request, const Responder &responder) {
            if (const auto begun = signIn(api, request, responder); !begun)
                responder.respond(errorResponse(begun.error(), request));
        });
    api.add(router, HttpMethod::Post, QStringLiteral("/api/v1/sign-out"),
        [&api](const RestCall &call) { return signOut(api, call); });
    api.add(router, HttpMethod::Get, QStringLiteral("/api/v1/me"), me);
    api.add(router, HttpMethod::Post, QStringLiteral("/api/v1/me/password"),
        [&api](const RestCall &call) { return changePassword(api, call); });
}

}
