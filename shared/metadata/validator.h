// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/metadata/registry.h"

namespace tandem {

/// Rules that concern more than one definition: numbers and names unique, link targets and junctions there, layout
/// and filter names known, titles set, access defined. The first error found; `field` is "entity.field".
/// Expressions are checked by expressions/check.h, which this folder may not use.
Result<void> validateRegistry(const Registry &registry);

/// Whether `value` may stand in `field`: kind, length, range, format, options. Null is allowed here ("required" is
/// judged on the whole record). Error: Invalid with the field's name and a reason.
Result<void> validateValue(const FieldDef &field, const Value &value);

/// Required fields of a whole record, and every value in it.
Result<void> validateRecord(const EntityDef &entity, const FieldValues &values);

}
