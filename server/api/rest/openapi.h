// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/router.h"
#include "server/records/actionregistry.h"
#include "shared/metadata/registry.h"

#include <QJsonObject>

namespace tandem::server {

/// The OpenAPI 3.0 document of the router's routes, with those for {entity} written out for every entity. Control
/// routes are left out: they are tandemctl's alone.
QJsonObject openApi(const Registry &registry, const Router &router, const ActionRegistry &actions);

}
