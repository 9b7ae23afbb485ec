// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/records.h"

namespace tandem::client {

/// A plain text for DisplayRole: what tests, accessibility and export of a cell read. Painters format by field type.
QString valueText(Records &records, const EntityDef &entity, const FieldDef &field, const Value &value);

/// The record that a link of any type points to; null if it points nowhere.
RecordKey linkedRecord(const Registry &registry, const FieldDef &field, const Value &value);

}
