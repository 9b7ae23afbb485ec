// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace tandem::server {

class RestApi;
class Router;

/// POST /api/v1/imports/{id}/revert: asks for an import to be taken back and answers 202 when that is certain; how far
/// it is, the record says (GET /api/v1/importRun/{id}). The same for tandemctl, which lists them, too.
void addImportRunRoutes(RestApi &api, Router &router);

}
