// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fielddef.h"

namespace tandem::server {

/// What a reader with masked access sees instead: a phone as "138****1234", an e-mail address as "l***@x.com",
/// a name as its first character, everything else as "****". Null stays null. Values that are no text (numbers,
/// links, money) become null, because a changed number would be a wrong number.
Value maskValue(const FieldDef &field, const Value &value);

}
