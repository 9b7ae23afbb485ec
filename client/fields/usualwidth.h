// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fielddef.h"

namespace tandem::client {

/// The width of a column that suits what the field's type shows, in average characters.
int usualCharacters(const FieldDef &field);

}
