// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/actor.h"
#include "server/store/recordstore.h"

#include <QJsonObject>

namespace tandem::server {

class RestApi;
class Responder;
struct HttpRequest;

/// One of them, as tandemctl is told of it.
using UndertakingJson = Result<QJsonObject> (*)(RecordStore &records, const StoredRecord &undertaking);

/// Tells tandemctl of the newest of these imports or mass changes, below `key`.
Result<void> answerUndertakings(RestApi &api, const Responder &responder, Connection &connection, const QString &entity,
    const QString &key, UndertakingJson json);
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
