// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/permissions.h"
#include "server/api/transport/httprequest.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "shared/database/connection.h"

namespace tandem::server {

class RestApi;
class Router;

/// /control/…: what tandemctl asks of the running daemon, with the token of the data folder. Whoever can read that
/// token owns the folder anyway.
void addControlRoutes(RestApi &api, Router &router);

/// How they tell a time, to the second.
QString isoTime(Timestamp at);

/// Of the user whose login stands in ?as=…; null: the system, which is asked for no rights.
Result<PermissionsPointer> permissionsAs(RestApi &api, const HttpRequest &request, Connection &connection);

}
