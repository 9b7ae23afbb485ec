// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace tandem {

/// What a workbook's format makes of a number. Only what the number means matters here, not how it looks.
enum class CellFormat {
    Number,
    Date,
    Time,
    DateAndTime, ///< or only the part that the number has
    Elapsed, ///< hours beyond 24 go on
};

/// Of the formats that have a number and no code in the file. Some stand for a date or a time by the language of the
/// program; there the number decides.
CellFormat builtInFormat(int id);

/// By its code: "yyyy\"年\"m\"月\"d\"日\"", "[$-804]h:mm AM/PM", "#,##0.00;[Red]-#,##0.00".
CellFormat formatOfCode(QStringView code);

/// The shortest text that is this number again; whole numbers without an exponent.
QString textOfNumber(double number);

/// "2026-11-23", "2026-11-23 14:30:00", "14:30:00". Days are counted from 1900 with the 29 February that this year did
/// not have, which is told as such, or from 1904. Nothing: no day has this number, or the format is none of days.
std::optional<QString> textOfMoment(double number, CellFormat format, bool countsFrom1904);

}
