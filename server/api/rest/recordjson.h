// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/permissions.h"
#include "server/api/rest/jsonwriter.h"
#include "server/records/recordreader.h"
#include "shared/base/result.h"
#include "shared/metadata/entitydef.h"
#include "shared/replication/mutation.h"

#include <QJsonObject>

namespace tandem::server {

/// Whether records show the field: stored ones, formulas and roll-ups; many-to-many links are records of their own.
bool isInJson(const FieldDef &field);

/// A record as REST shows it: an object of "id", "seq", and its fields by name, null ones included, hidden ones not
/// there. `fields` empty: all.
void writeRecord(JsonWriter &json, const EntityDef &entity, const Permissions &permissions, const VisibleRecord &record,
    const std::vector<FieldNumber> &fields = {});

/// Field values of a request's body by number; "id" is passed over.
/// Error: Invalid with the field's name ("unknownField", or what its type says), "malformedRequest".
Result<FieldValues> valuesFromJson(const EntityDef &entity, const QJsonObject &json);

/// The body as one JSON object. Error: Invalid "malformedRequest".
Result<QJsonObject> objectFromBody(const QByteArray &body);

}
