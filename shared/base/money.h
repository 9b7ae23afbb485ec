// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QSet>
#include <QString>

namespace tandem {

/// An amount in minor units (cents, 分) of a currency named by its ISO 4217 code. Amounts of different currencies
/// are never added or compared by size.
struct Money
{
    qint64 minor = 0;
    QString currency;

    bool operator==(const Money &) const = default;
};

/// Digits after the decimal point: 2, but 0 for JPY or KRW and 3 for KWD (ISO 4217).
int minorDigits(const QString &currency);

/// The currencies whose digits are not 2, by their digits (0 and 3): for SQL that must know them.
const QSet<QString> &currenciesWithDigits(int digits);

bool isCurrencyCode(const QString &code); ///< three capital Latin letters

/// "1234.50" without grouping, as CSV and JSON carry it.
QString amountToText(const Money &money);

/// Accepts "1234.5", "-0.05", "1,234.50"; refuses more digits than the currency has, and what does not fit.
/// Error: Invalid with reason "notAnAmount", "tooManyDecimals" or "outOfRange".
Result<Money> amountFromText(const QString &text, const QString &currency);

}
