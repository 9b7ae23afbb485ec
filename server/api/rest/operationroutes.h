// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace tandem::server {

class RestApi;
class Router;

/// /control/status, /control/backup and /control/jobs…: how the server is, and its work in the background.
void addOperationRoutes(RestApi &api, Router &router);

}
