// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/error.h"

class QTranslator;

namespace tandem {

/// The sentence that a person reads, in the language of the installed translators. Knows reasons, not fields: a form
/// that knows the field's label and format shows limits better (see client/fields/fielderror.h). A place inside of the
/// field's value, `arguments["place"]`, stands before the sentence.
QString errorText(const Error &error);
/// In the language of `translator`, whatever is installed; null: English. For a server that speaks to many.
QString errorText(const Error &error, const QTranslator *translator);

/// Whether there is a sentence of its own for this reason; for the test that no reason is forgotten.
bool hasErrorText(const QString &reason);

}
