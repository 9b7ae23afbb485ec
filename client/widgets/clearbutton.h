// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QLineEdit;

namespace tandem::client {

/// Qt's clear button with a name in the user's language, which Qt itself does not give it. Call it again when the
/// language changes.
void setClearButton(QLineEdit &line, bool enabled);

}
