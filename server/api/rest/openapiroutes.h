// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/router.h"
#include "server/records/actionregistry.h"
#include "shared/metadata/registry.h"

#include <QJsonObject>

namespace tandem::server::openapi {

/// What a route is for, what it takes beside the parts of its path, and what it answers: an operation of the document
/// without those. `entity` of a route with {entity}, `action` of one with {action}; else null. A route without a
/// description of its own gets an operation without "summary".
QJsonObject describe(const Router::Route &route, const EntityDef *entity, const ActionDef *action);

}
