// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/masschangeroutes.h"

#include "server/api/rest/controlroutes.h"
#include "server/api/rest/restapi.h"
#include "server/api/rest/undertakingroutes.h"
#include "server/store/recordstore.h"
#include "server/store/store.h"
#include "shared/entities/entitynames.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tandem::server {

namespace {

namespace massChange = entities::massChange;
namespace field = entities::massChange::field;

Result<QJsonObject> jsonOf(RecordStore &records, const StoredRecord &row)
{
    TANDEM_ASSIGN(const QString login, loginOf(records, row.value(systemfield::owner)));
    TANDEM_ASSIGN(const QString revertedBy, loginOf(records, row.value(field::revertedBy)));
    const Value revertedAt = row.value(field::revertedAt);
    return QJsonObject{{QStringLiteral("id"), toText(row.id)},
        {QStringLiteral("at"), isoTime(row.value(systemfield::createdAt).toInteger())},
        {QStringLiteral("login"), login}, {QStringLiteral("entity"), row.value(field::entity).toText()},
        {QStringLiteral("kind"), row.value(field::kind).toText()},
        {QStringLiteral("count"), row.value(field::count).toInteger()},
        {QStringLiteral("state"), row.value(field::state).toText()}, {QStringLiteral("revertedBy"), revertedBy},
        {QStringLiteral("revertedAt"), revertedAt.isNull() ? QString() : isoTime(revertedAt.toInteger())},
        {QStringLiteral("undone"), row.value(field::undone).toInteger()},
        {QStringLiteral("kept"), row.value(field::kept).toInteger()}};
}

Result<void> list(RestApi &api, const HttpRequest &request, const Responder &responder, Connection &connection)
{
    return answerUndertakings(api, request, responder, connection,
        {massChange::entityName(), QStringLiteral("massChanges"),
            {systemfield::owner, systemfield::createdAt, field::entity, field::kind, field::count, field::state,
                field::revertedBy, field::revertedAt, field::undone, field::kept},
            jsonOf});
}

Result<void> one(RestApi &api, const HttpRequest &request, const Responder &responder, Connection &connection)
{
    TANDEM_ASSIGN(const RecordId id, recordOf(request));
    RecordStore records(connection, api.parts().store.registry());
    TANDEM_ASSIGN(const auto row, records.find(massChange::number, id));
    if (!row || row->isDeleted())
        return Error::notFound(QStringLiteral("id"));
    TANDEM_ASSIGN(QJsonObject json, jsonOf(records, *row));
    const QJsonDocument report = QJsonDocument::fromJson(row->value(field::report).toText().toUtf8());
    json.insert(QStringLiteral("report"), report.array());
    responder.respond(HttpResponse::json(200, json));
    return {};
}

Result<void> revert(RestApi &api, const HttpRequest &request, const Responder &responder, Connection &connection)
{
    return askForRevertAs(api, request, responder, connection, massChange::number);
}

}

void addMassChangeRoutes(RestApi &api, Router &router)
{
    api.addControl(router, HttpMethod::Get, QStringLiteral("/control/mass-changes"), list);
    api.addControl(router, HttpMethod::Get, QStringLiteral("/control/mass-changes/{id}"), one);
    api.addControl(router, HttpMethod::Post, QStringLiteral("/control/mass-changes/{id}/revert"), revert);
}

}
