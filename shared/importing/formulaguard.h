// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace tandem {

/// A cell as a spreadsheet may safely show it: with a leading ' if it would be taken for a formula (= + - @ also behind
/// spaces or in their wide forms, tab, line breaks). Plain numbers such as -5 stay as they are. What has such a ' of
/// its own gets one more, so that withoutFormulaGuard() gives back exactly what was written.
QString withFormulaGuard(const QString &cell);

/// The cell that was meant: without the ' that guards it. In files of other programs it says the same, for it is how
/// people write a formula as text. Any other ' stays.
QString withoutFormulaGuard(const QString &cell);

}
