// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/actor.h"
#include "server/api/transport/httprequest.h"
#include "server/api/transport/responder.h"
#include "server/api/transport/router.h"

namespace tandem::server {

class RestApi;

/// POST /api/v1/imports/{id}/revert: asks for an import to be taken back and answers 202 when that is certain; how far
/// it is, the record says (GET /api/v1/importRun/{id}). The same for tandemctl, which lists them, too.
void addImportRunRoutes(RestApi &api, Router &router);

}
