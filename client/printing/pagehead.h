// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"
#include "client/printing/printedsheet.h"

namespace tandem::client {

/// What stands on every page that is printed now: the company's name, the title, and the time in the user's format.
PageHead pageHead(const FieldFormat &format, const QString &title);

}
