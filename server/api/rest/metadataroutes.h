// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace tandem::server {

class RestApi;
class Router;

/// /api/v1/metadata, /api/v1/openapi.json, /healthz and /readyz
void addMetadataRoutes(RestApi &api, Router &router);

}
