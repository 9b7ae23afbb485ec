// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/metadata/registry.h"

namespace tandem {

/// Whether `now` says what the field's definition declares as its `content`; a field that declares none takes anything,
/// and null says nothing wrong. An entry that stands word for word in `before` is not judged again: what a definition
/// that is gone since left behind keeps nobody from changing the rest.
///
/// Server and laptop ask the same, so that an editor refuses what the server would.
/// Error: Invalid with the field's name; arguments["place"] is the path inside of the value ("account.days").
Result<void> checkJsonContent(const Registry &registry, const FieldDef &field, const Value &before, const Value &now);

/// The entries of a value by their keys; empty for null and for what is no object.
QJsonObject jsonEntries(const Value &value);

}
