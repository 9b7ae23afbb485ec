// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace tandem::server {

class RestApi;
class Router;

/// /control/…: what tandemctl asks of the running daemon, with the token of the data folder. Whoever can read that
/// token owns the folder anyway.
void addControlRoutes(RestApi &api, Router &router);

}
