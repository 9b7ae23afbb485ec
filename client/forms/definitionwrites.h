// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/records.h"

namespace tandem::client {

/// The records that hold definitions of the company's own. `language` is that of the label beside the definition.
WriteRequest entityWrite(const EntityDef &entity, const QString &language);
/// `record` null: a new one.
WriteRequest fieldWrite(const QString &entity, const FieldDef &field, const RecordId &record, const QString &language);

}
