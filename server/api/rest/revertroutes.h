// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/actor.h"
#include "shared/base/result.h"
#include "shared/base/value.h"
#include "shared/database/connection.h"

namespace tandem::server {

class RestApi;
class Responder;
struct HttpRequest;

/// Asks for the import or mass change that the path names ("{id}") to be taken back, and answers 202 when that is
/// certain; how far it is, its record says.
Result<void> askForRevert(
    RestApi &api, const HttpRequest &request, const Responder &responder, const Actor &actor, EntityNumber undertaking);
/// The same for tandemctl: in the name of the user of "?as=", or of the system.
Result<void> askForRevertAs(RestApi &api, const HttpRequest &request, const Responder &responder,
    Connection &connection, EntityNumber undertaking);

}
