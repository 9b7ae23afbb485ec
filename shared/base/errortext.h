// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/error.h"

namespace tandem {

/// The sentence that a person reads, in the language of the installed translators. Knows reasons, not fields: a form
/// that knows the field's label and format shows limits better (see client/fields/fielderror.h).
QString errorText(const Error &error);

/// Whether there is a sentence of its own for this reason; for the test that no reason is forgotten.
bool hasErrorText(const QString &reason);

}
