// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/metadata/registry.h"

namespace tandem {

/// What a field that somebody has just written says beyond its form: rules, default, formula, what a roll-up counts,
/// how a series numbers. `registry` and `entity` contain the field. Not asked of definitions when they are loaded: one
/// that has lost its meaning must not keep a server from starting.
/// Error: Invalid; `field` is the key of the definition ("validWhen", "rollUp.filter"), the rest as compileCondition()
/// says; "fieldNotUsable" of "rollUp.field", "badNumberFormat".
Result<void> checkWrittenField(const FieldDef &field, const Registry &registry, const EntityDef &entity);

/// Whether a roll-up can compute `function` ("sum", "min", "max") over this field.
bool canRollUp(const FieldDef &field, const QString &function);

}
