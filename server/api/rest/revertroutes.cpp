// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/revertroutes.h"

#include "server/api/rest/controlroutes.h"
#include "server/api/rest/restapi.h"
#include "server/api/rest/resterror.h"

namespace tandem::server {

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
