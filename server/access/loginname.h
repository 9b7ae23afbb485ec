// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace tandem::server::loginname {

inline constexpr qsizetype longest = 64; ///< as the user's field has it

/// As names are stored and compared: without blanks around it, and the same in capitals and small letters of any
/// script.
inline QString normalized(const QString &name)
{
    return name.trimmed().normalized(QString::NormalizationForm_C).toLower();
}

}
