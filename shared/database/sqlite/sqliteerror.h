// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/error.h"

struct sqlite3;

namespace tandem {

/// What the last call on `handle` failed with, in the words that the rest of the program knows.
Error sqliteError(sqlite3 *handle, const QString &sql = {});

}
