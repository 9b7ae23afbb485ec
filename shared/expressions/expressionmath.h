// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/expressions/expressionnode.h"

#include <optional>

/// The arithmetic of expressions on plain values: what evaluate() computes and what SQL must give as well.
namespace tandem::expressionmath {

enum class Order { Less, Equal, Greater };

/// Empty if they have none: a null, or money of two currencies.
std::optional<Order> compare(const Value &left, const Value &right);
/// Null equals null; money beside a number is compared by its amount.
bool equal(const Value &left, const Value &right);

/// Add, Subtract, Multiply, Divide of numbers and money.
Value combine(Operation operation, const Value &left, const Value &right);
Value negate(const Value &value);
/// Half away from zero, to 0..6 digits.
Value round(const Value &number, int digits);

Value addDays(const Value &dayOrMoment, const Value &days);
Value daysBetween(const Value &from, const Value &to);
/// The day of a moment in the zone, and the moment at which a day begins there.
Value dayOf(const Value &moment, int utcOffsetSeconds);
Value startOfDay(const Value &day, int utcOffsetSeconds);

/// Latin letters A to Z only, as databases do it without a locale.
QString lower(const QString &text);
qint64 characterCount(const QString &text);

}
