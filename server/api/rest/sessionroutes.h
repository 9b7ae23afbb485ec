// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace tandem::server {

class RestApi;
class Router;

/// /api/v1/sign-in, sign-out, me and me/password
void addSessionRoutes(RestApi &api, Router &router);

}
