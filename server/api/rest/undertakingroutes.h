// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/actor.h"
#include "server/store/recordstore.h"

#include <QJsonObject>

#include <vector>

namespace tandem::server {

class RestApi;
class Responder;
struct HttpRequest;

/// One of them, as tandemctl is told of it.
using UndertakingJson = Result<QJsonObject> (*)(RecordStore &records, const StoredRecord &undertaking);

/// How tandemctl is told of many of them.
struct UndertakingList
{
    QString entity;
    QString key; ///< below which they stand in the answer
    std::vector<FieldNumber> fields; ///< which `json` reads: reports are large, and not in a list
    UndertakingJson json = nullptr;
};

/// Tells tandemctl of the newest of these imports or mass changes, of as many as "?limit=" says.
Result<void> answerUndertakings(RestApi &api, const HttpRequest &request, const Responder &responder,
    Connection &connection, const UndertakingList &list);
/// Of who stands in a link to a user; empty if nobody does.
Result<QString> loginOf(RecordStore &records, const Value &user);

/// Asks for the import or mass change that the path names ("{id}") to be taken back, and answers 202 when that is
/// certain; how far it is, its record says.
Result<void> askForRevert(
    RestApi &api, const HttpRequest &request, const Responder &responder, const Actor &actor, EntityNumber undertaking);
/// The same for tandemctl: in the name of the user of "?as=", or of the system.
Result<void> askForRevertAs(RestApi &api, const HttpRequest &request, const Responder &responder,
    Connection &connection, EntityNumber undertaking);

}
