// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/undertakingroutes.h"

#include "server/api/rest/controlroutes.h"
#include "server/api/rest/listrequest.h"
#include "server/api/rest/restapi.h"
#include "server/api/rest/resterror.h"
#include "server/store/store.h"
#include "shared/entities/entitynames.h"

#include <QJsonArray>

namespace tandem::server {

Result<void> answerUndertakings(RestApi &api, const HttpRequest &request, const Responder &responder,
    Connection &connection, const UndertakingList &list)
{
    TANDEM_ASSIGN(const int limit, limitOf(request));
    RecordStore records(connection, api.parts().store.registry());
    RecordQuery query;
    query.entity = list.entity;
    query.fields = list.fields;
    query.sort = {{QStringLiteral("createdAt"), true}};
    query.limit = limit;
    TANDEM_ASSIGN(const auto rows, records.query(query));
    QJsonArray all;
    for (const StoredRecord &row : rows) {
        TANDEM_ASSIGN(const QJsonObject undertaking, list.json(records, row));
        all.append(undertaking);
    }
    responder.respond(HttpResponse::json(200, {{list.key, all}}));
    return {};
}

Result<QString> loginOf(RecordStore &records, const Value &user)
{
    if (user.isNull())
        return QString();
    TANDEM_ASSIGN(const auto found, records.find(entities::user::number, user.toId()));
    return found ? found->value(entities::user::field::login).toText() : QString();
}

Result<void> askForRevert(
    RestApi &api, const HttpRequest &request, const Responder &responder, const Actor &actor, EntityNumber undertaking)
{
    TANDEM_ASSIGN(const RecordId record, recordOf(request));
    Mutation mutation;
    mutation.at = api.parts().clock.now();
    mutation.entity = undertaking;
    mutation.record = record;
    mutation.kind = MutationKind::Action;
    mutation.action = QStringLiteral("revert");
    api.parts().pipeline.submit(actor, {mutation},
        [record, responder, language = languageOf(request)](const std::vector<Acknowledgement> &answers) {
            const Acknowledgement &answer = answers.front();
            if (answer.outcome == Outcome::Rejected)
                return responder.respond(errorResponse(answer.error.value_or(Error::internal({})), language));
            responder.respond(HttpResponse::json(
                202, {{QStringLiteral("id"), toText(record)}, {QStringLiteral("state"), QStringLiteral("reverting")}}));
        });
    return {};
}

Result<void> askForRevertAs(RestApi &api, const HttpRequest &request, const Responder &responder,
    Connection &connection, EntityNumber undertaking)
{
    TANDEM_ASSIGN(const PermissionsPointer permissions, permissionsAs(api, request, connection));
    const Actor actor =
        permissions ? Actor{permissions->user(), {}, QStringLiteral("rest"), false} : Actor::forSystem();
    return askForRevert(api, request, responder, actor, undertaking);
}

}
