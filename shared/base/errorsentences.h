// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace tandem {

/// The English sentence for the reason of an error, to be translated in the context "ErrorText"; null if there is none.
/// {name} stands in it for arguments["name"], {time:name} for the moment that it is, {size:name} for so many bytes.
const char *errorSentence(const QString &reason);

}
