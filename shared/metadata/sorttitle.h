// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/registry.h"

namespace tandem {

/// What names the records that a link leads to, if a list can be sorted by it. Null: it is no link, or its targets are
/// named by something that is itself a link or calculated; then a list is sorted by id.
const FieldDef *sortTitle(const Registry &registry, const FieldDef &link);

}
