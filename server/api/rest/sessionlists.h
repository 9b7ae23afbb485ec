// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/session.h"

#include <QJsonArray>

#include <vector>

namespace tandem::server {

class RestApi;
class Router;

/// The one that was seen last first. `current` is that of who asks; null: none of them.
QJsonArray sessionsJson(std::vector<Session> sessions, const RecordId &current);

/// What somebody is signed in with, and the end of one: for himself, and for administrators of anybody.
void addSessionListRoutes(RestApi &api, Router &router);

}
