// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/importrunroutes.h"

#include "server/api/rest/controlroutes.h"
#include "server/api/rest/restapi.h"
#include "server/api/rest/undertakingroutes.h"
#include "server/store/recordstore.h"
#include "server/store/store.h"
#include "shared/entities/entitynames.h"

#include <QJsonObject>

namespace tandem::server {

namespace {

namespace importRun = entities::importRun;

Result<QJsonObject> importJson(RecordStore &records, const StoredRecord &run)
{
    namespace field = importRun::field;
    TANDEM_ASSIGN(const QString login, loginOf(records, run.value(field::owner)));
    const auto number = [&run](FieldNumber which) {
        return run.value(which).toInteger();
    };
    return QJsonObject{{QStringLiteral("id"), toText(run.id)},
        {QStringLiteral("at"), isoTime(run.value(field::createdAt).toInteger())}, {QStringLiteral("login"), login},
        {QStringLiteral("entity"), run.value(field::entity).toText()},
        {QStringLiteral("file"), run.value(field::fileName).toText()},
        {QStringLiteral("state"), run.value(field::state).toText()},
        {QStringLiteral("created"), number(field::created)}, {QStringLiteral("updated"), number(field::updated)},
        {QStringLiteral("failed"), number(field::failed)}, {QStringLiteral("removed"), number(field::removed)},
        {QStringLiteral("restored"), number(field::restored)}, {QStringLiteral("kept"), number(field::kept)}};
}

Result<void> list(RestApi &api, const HttpRequest &request, const Responder &responder, Connection &connection)
{
    namespace field = importRun::field;
    return answerUndertakings(api, request, responder, connection,
        {importRun::entityName(), QStringLiteral("imports"),
            {field::owner, field::createdAt, field::entity, field::fileName, field::state, field::created,
                field::updated, field::failed, field::removed, field::restored, field::kept},
            importJson});
}

Result<void> one(RestApi &api, const HttpRequest &request, const Responder &responder, Connection &connection)
{
    TANDEM_ASSIGN(const RecordId id, recordOf(request));
    RecordStore records(connection, api.parts().store.registry());
    TANDEM_ASSIGN(const auto run, records.find(importRun::number, id));
    if (!run)
        return Error::notFound(QStringLiteral("id"));
    TANDEM_ASSIGN(const QJsonObject json, importJson(records, *run));
    responder.respond(HttpResponse::json(200, json));
    return {};
}

Result<void> revert(RestApi &api, const HttpRequest &request, const Responder &responder, Connection &connection)
{
    return askForRevertAs(api, request, responder, connection, importRun::number);
}

}

void addImportRunRoutes(RestApi &api, Router &router)
{
    api.add(router, HttpMethod::Post, QStringLiteral("/api/v1/imports/{id}/revert"), [&api](const RestCall &call) {
        return askForRevert(api, call.request, call.responder, call.actor(), importRun::number);
    });
    api.addControl(router, HttpMethod::Get, QStringLiteral("/control/imports"), list);
    api.addControl(router, HttpMethod::Get, QStringLiteral("/control/imports/{id}"), one);
    api.addControl(router, HttpMethod::Post, QStringLiteral("/control/imports/{id}/revert"), revert);
}

}
