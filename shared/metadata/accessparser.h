// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/accessdef.h"
#include "shared/metadata/objectreader.h"

namespace tandem {

/// {"sales": {"read": "own", "edit": "own", "create": true, "fields": {"phone": "masked"}}, …}; `path` of the object.
/// Records of entity `role` hold, per entity name, what stands here per role; so they use the single form.
Result<AccessDef> readAccess(const QJsonObject &json, const QString &path);
Result<EntityPermissions> readPermissions(const QJsonObject &json, const QString &path);

QJsonObject accessToJson(const AccessDef &access);
QJsonObject permissionsToJson(const EntityPermissions &permissions);

}
