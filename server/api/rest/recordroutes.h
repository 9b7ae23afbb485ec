// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace tandem::server {

class RestApi;
class Router;

/// /api/v1/{entity}, /api/v1/{entity}/{id} and …/actions/{action}
void addRecordRoutes(RestApi &api, Router &router);

}
