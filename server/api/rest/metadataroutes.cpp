// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/metadataroutes.h"

#include "server/api/rest/openapi.h"
#include "server/api/rest/restapi.h"
#include "server/store/store.h"
#include "shared/metadata/loader.h"

#include <QJsonArray>
#include <QJsonObject>

namespace tandem::server {

namespace {

QJsonObject entityJson(const EntityDef &entity, const Permissions &permissions)
{
    QJsonArray fields;
    for (const FieldDef &field : entity.fields) {
        if (!field.deleted && permissions.fieldAccess(entity.number, field.number) != FieldAccess::Hidden)
            fields.append(fieldToJson(field));
    }
    return {{QStringLiteral("name"), entity.name}, {QStringLiteral("number"), entity.number},
        {QStringLiteral("area"), entity.area}, {QStringLiteral("titleField"), entity.titleField},
        {QStringLiteral("fields"), fields}};
}

Result<void> metadata(const RestCall &call)
{
    QJsonArray entities;
    for (const EntityDef &entity : call.registry().entities()) {
        if (!entity.deleted)
            entities.append(entityJson(entity, *call.permissions));
    }
    call.responder.respond(HttpResponse::json(
        200, {{QStringLiteral("revision"), call.registry().revision()}, {QStringLiteral("entities"), entities}}));
    return {};
}

/// Ready: reads work, and the last commit did not fail.
void ready(RestApi &api, const HttpRequest &request, const Responder &responder)
{
    const auto reader = api.reader(request.networkThread);
    if (!reader)
        return responder.respond(HttpResponse::text(503, "database unreadable\n"));
    if (const auto error = api.parts().pipeline.figures().writeError)
        return responder.respond(HttpResponse::text(503, "writes fail: " + error->reason.toUtf8() + '\n'));
    responder.respond(HttpResponse::text(200, "ready\n"));
}

}

void addMetadataRoutes(RestApi &api, Router &router)
{
    router.add(HttpMethod::Get, QStringLiteral("/healthz"),
        [](const HttpRequest &, const Responder &responder) { responder.respond(HttpResponse::text(200, "ok\n")); });
    router.add(HttpMethod::Get, QStringLiteral("/readyz"),
        [&api](const HttpRequest &request, const Responder &responder) { ready(api, request, responder); });
    router.add(HttpMethod::Get, QStringLiteral("/api/v1/openapi.json"),
        [&api, &router](const HttpRequest &, const Responder &responder) {
            responder.respond(
                HttpResponse::json(200, openApi(*api.parts().store.registry(), router, api.parts().actions)));
        });
    api.add(router, HttpMethod::Get, QStringLiteral("/api/v1/metadata"), metadata);
}

}
