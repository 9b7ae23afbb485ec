// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/httprequest.h"
#include "shared/database/recordquery.h"
#include "shared/metadata/entitydef.h"

namespace tandem::server {

/// The query part of a list: filter, sort ("name,-createdAt"), limit, after, fields, deleted.
/// Error: Invalid with the parameter's or field's name.
Result<RecordQuery> listQuery(const HttpRequest &request, const EntityDef &entity, Timestamp now);

/// How many are wanted; 100 if it does not say. Error: Invalid ("limit", "outOfRange").
Result<int> limitOf(const HttpRequest &request);

/// The place after a row, as the `after` parameter carries it.
QString pageToken(const PagePosition &position);

}
