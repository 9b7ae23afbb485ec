// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QDate>
#include <QString>
#include <QStringList>
#include <QTime>

#include <optional>

namespace tandem {

/// What people type into spreadsheets, brought to one plain form.

/// Full-width digits, letters, signs and spaces as ASCII; other characters as they are.
QString halfWidth(const QString &text);

/// "1,234.50", "１２３４．５", "(12)", "+5" → "1234.50", "1234.5", "-12", "5". Commas must group by three.
/// Error: Invalid, "notANumber".
Result<QString> plainNumber(const QString &cell);

/// "12.5" with scale 2 → 1250. Error: Invalid, "notANumber", "tooManyDecimals" or "outOfRange".
Result<qint64> scaledFromText(const QString &plain, int scale);
QString scaledToText(qint64 scaled, int scale);

struct DateAndTime
{
    QDate date;
    QTime time; ///< invalid if the cell has none
    std::optional<int> utcOffsetSeconds; ///< if the cell names a zone
};

/// Year first with - / . or 年月日, or 11/23/2026 and 23/11/2026 where only one reading is a date.
/// Error: Invalid, "notADate" or "ambiguousDate".
Result<DateAndTime> dateFromCell(const QString &cell);

/// "a; b，c" → a, b, c.
QStringList wordsOfCell(const QString &cell);

}
