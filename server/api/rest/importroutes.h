// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/permissions.h"
#include "server/api/transport/httprequest.h"
#include "server/api/transport/responder.h"
#include "server/api/transport/router.h"

namespace tandem::server {

class RestApi;

/// POST /api/v1/import/{entity}: the body is the file (CSV or XLSX), the header field Tandem-Mapping the mapping as
/// base64 of its JSON (none: suggested from the file's header), ?file= its name for the list of imports, ?sheet= the
/// sheet of a workbook (none: the first that is visible). Answers with the report and the error file when all rows are
/// in.
void addImportRoutes(RestApi &api, Router &router);

/// The same for whoever `permissions` belongs to; null: the system.
Result<void> startImport(
    RestApi &api, const HttpRequest &request, const Responder &responder, const PermissionsPointer &permissions);

/// Takes the file into a temporary one.
Router::Options importOptions(Router::SinkFactory allowed);

}
