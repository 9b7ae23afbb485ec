// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QString>

namespace tandem {

/// Puts the first page of `model` (how the file is built, and which tables begin where) in place of that of a damaged
/// database file, of which the rest may then be read. The tables of both were made by the same steps, so they begin at
/// the same places. `model` is closed. Error: Unavailable.
Result<void> borrowFirstPage(const QString &path, const QString &model);

}
