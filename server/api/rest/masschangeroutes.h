// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace tandem::server {

class RestApi;
class Router;

/// For tandemctl, which lists mass changes and merges, shows one with its report, and asks for it to be taken back.
/// Scripts have them as records of massChange.
void addMassChangeRoutes(RestApi &api, Router &router);

}
