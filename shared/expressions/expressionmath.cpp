// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/expressionmath.h"

#include <QDate>

#include <algorithm>
#include <cmath>

namespace tandem::expressionmath {

namespace {

constexpr qint64 secondsPerDay = 86'400;
constexpr qint64 millisecondsPerDay = secondsPerDay * 1000;
constexpr qint64 epochJulianDay = 2'440'588;
/// Doubles above this have no fraction; SQLite's round() leaves them alone.
constexpr double largestFraction = 4503599627370496.0;

bool isNumber(const Value &value)
{
    return value.kind() == Value::Kind::Integer || value.kind() == Value::Kind::Real;
}

Order orderOf(auto left, auto right)
{
    return left < right ? Order::Less : left > right ? Order::Greater : Order::Equal;
}

/// Exact: a conversion to double would make neighbours of large integers equal.
Order compareIntegerReal(qint64 integer, double real)
{
    if (real >= 9223372036854775808.0)
        return Order::Less;
    if (real < -9223372036854775808.0)
        return Order::Greater;
    const auto whole = qint64(real);
    if (integer != whole)
        return orderOf(integer, whole);
    return orderOf(0.0, real - double(whole));
}

Order reversed(Order order)
{
    return order == Order::Less ? Order::Greater : order == Order::Greater ? Order::Less : Order::Equal;
}

Order compareNumbers(const Value &left, const Value &right)
{
    const bool leftReal = left.kind() == Value::Kind::Real;
    const bool rightReal = right.kind() == Value::Kind::Real;
    if (leftReal && rightReal)
        return orderOf(left.toReal(), right.toReal());
    if (leftReal)
        return reversed(compareIntegerReal(right.toInteger(), left.toReal()));
    if (rightReal)
        return compareIntegerReal(left.toInteger(), right.toReal());
    return orderOf(left.toInteger(), right.toInteger());
}

/// By code points, as UTF-8 sorts; QString compares UTF-16 units, where surrogates come before U+E000.
Order compareTexts(const QString &left, const QString &right)
{
    const auto common = std::mismatch(left.cbegin(), left.cend(), right.cbegin(), right.cend());
    if (common.first == left.cend() || common.second == right.cend())
        return orderOf(left.size(), right.size());
    const auto rank = [](QChar c) {
        return c.isSurrogate() ? 0x10000 + c.unicode() : int(c.unicode());
    };
    return orderOf(rank(*common.first), rank(*common.second));
}

double scaleOf(const QString &currency)
{
    const int digits = minorDigits(currency);
    return digits == 0 ? 1.0 : digits == 3 ? 1000.0 : 100.0;
}

Value amountOf(const Value &money)
{
    const Money value = money.toMoney();
    return double(value.minor) / scaleOf(value.currency);
}

Value realOrNull(double value)
{
    return std::isnan(value) ? Value() : Value(value);
}

double roundReal(double value)
{
    if (value < -largestFraction || value > largestFraction)
        return value;
    return double(qint64(value + (value < 0 ? -0.5 : 0.5)));
}

/// Without its fraction; null if 64 bits do not hold it.
Value whole(double value)
{
    constexpr double tooLarge = 9223372036854775808.0;
    return value > -tooLarge && value < tooLarge ? Value(qint64(value)) : Value();
}

Value moneyOrNull(const Value &minor, const QString &currency)
{
    return minor.kind() == Value::Kind::Integer ? Value(Money{minor.toInteger(), currency}) : Value();
}

Value combineReals(Operation operation, double left, double right)
{
    switch (operation) {
    case Operation::Add:
        return realOrNull(left + right);
    case Operation::Subtract:
        return realOrNull(left - right);
    case Operation::Multiply:
        return realOrNull(left * right);
    default:
        return right == 0.0 ? Value() : realOrNull(left / right);
    }
}

/// Whole numbers stay whole; one that does not fit goes on as a real one.
Value combineNumbers(Operation operation, const Value &left, const Value &right)
{
    const bool whole = left.kind() == Value::Kind::Integer && right.kind() == Value::Kind::Integer;
    if (whole && operation != Operation::Divide) {
        const qint64 a = left.toInteger();
        const qint64 b = right.toInteger();
        qint64 result = 0;
        const bool overflow = operation == Operation::Add ? qAddOverflow(a, b, &result)
            : operation == Operation::Subtract            ? qSubOverflow(a, b, &result)
                                                          : qMulOverflow(a, b, &result);
        if (!overflow)
            return result;
    }
    return combineReals(operation, left.toReal(), right.toReal());
}

Value combineMoney(Operation operation, const Money &left, const Money &right)
{
    if (left.currency != right.currency)
        return {};
    const Value result = combineNumbers(operation, left.minor, right.minor);
    return operation == Operation::Divide ? result : moneyOrNull(result, left.currency);
}

Value scaleMoney(Operation operation, const Money &money, const Value &factor)
{
    const Value scaled = combineReals(operation, double(money.minor), factor.toReal());
    return scaled.isNull() ? Value() : moneyOrNull(whole(roundReal(scaled.toReal())), money.currency);
}

Value textOfDay(qint64 julianDay)
{
    const QDate date = QDate::fromJulianDay(julianDay);
    return date.isValid() && date.year() >= 1 && date.year() <= 9999 ? Value(date.toString(Qt::ISODate)) : Value();
}

qint64 floorDivide(qint64 value, qint64 divisor)
{
    return value / divisor - (value % divisor < 0 ? 1 : 0);
}

}

std::optional<Order> compare(const Value &left, const Value &right)
{
    if (left.isNull() || right.isNull())
        return std::nullopt;
    const bool leftMoney = left.kind() == Value::Kind::Money;
    const bool rightMoney = right.kind() == Value::Kind::Money;
    if (leftMoney && rightMoney) {
        const Money a = left.toMoney();
        const Money b = right.toMoney();
        return a.currency == b.currency ? std::optional(orderOf(a.minor, b.minor)) : std::nullopt;
    }
    if (leftMoney || rightMoney)
        return compareNumbers(leftMoney ? amountOf(left) : left, rightMoney ? amountOf(right) : right);
    if (isNumber(left))
        return compareNumbers(left, right);
    return compareTexts(left.toText(), right.toText());
}

bool equal(const Value &left, const Value &right)
{
    if (left.isNull() || right.isNull())
        return left.isNull() && right.isNull();
    const auto isAmount = [](const Value &value) {
        return isNumber(value) || value.kind() == Value::Kind::Money;
    };
    if (isAmount(left) && isAmount(right))
        return compare(left, right) == Order::Equal;
    return left == right;
}

Value combine(Operation operation, const Value &left, const Value &right)
{
    if (left.isNull() || right.isNull())
        return {};
    const bool leftMoney = left.kind() == Value::Kind::Money;
    const bool rightMoney = right.kind() == Value::Kind::Money;
    if (leftMoney && rightMoney)
        return combineMoney(operation, left.toMoney(), right.toMoney());
    if (leftMoney)
        return scaleMoney(operation, left.toMoney(), right);
    if (rightMoney)
        return scaleMoney(operation, right.toMoney(), left);
    return combineNumbers(operation, left, right);
}

Value negate(const Value &value)
{
    if (value.kind() == Value::Kind::Money) {
        const Money money = value.toMoney();
        return moneyOrNull(combineNumbers(Operation::Subtract, qint64(0), money.minor), money.currency);
    }
    if (value.kind() == Value::Kind::Real)
        return -value.toReal();
    return value.isNull() ? value : combineNumbers(Operation::Subtract, qint64(0), value);
}

Value round(const Value &number, int digits)
{
    if (number.isNull())
        return {};
    const double factor = std::pow(10.0, digits);
    return digits == 0 ? roundReal(number.toReal()) : roundReal(number.toReal() * factor) / factor;
}

Value addDays(const Value &dayOrMoment, const Value &days)
{
    if (dayOrMoment.isNull() || days.isNull())
        return {};
    constexpr qint64 limit = 5'000'000; // farther than the years 1 to 9999 reach
    const Value wholeDays = days.kind() == Value::Kind::Real ? whole(days.toReal()) : days;
    const qint64 count = wholeDays.toInteger();
    if (wholeDays.isNull() || count < -limit || count > limit)
        return {};
    if (dayOrMoment.kind() == Value::Kind::Integer)
        return combineNumbers(Operation::Add, dayOrMoment, count * millisecondsPerDay);
    return textOfDay(QDate::fromString(dayOrMoment.toText(), Qt::ISODate).toJulianDay() + count);
}

Value daysBetween(const Value &from, const Value &to)
{
    if (from.isNull() || to.isNull())
        return {};
    const QDate first = QDate::fromString(from.toText(), Qt::ISODate);
    const QDate last = QDate::fromString(to.toText(), Qt::ISODate);
    return first.isValid() && last.isValid() ? Value(first.daysTo(last)) : Value();
}

Value dayOf(const Value &moment, int utcOffsetSeconds)
{
    if (moment.isNull())
        return {};
    const qint64 seconds = moment.toInteger() / 1000 + utcOffsetSeconds;
    return textOfDay(epochJulianDay + floorDivide(seconds, secondsPerDay));
}

Value startOfDay(const Value &day, int utcOffsetSeconds)
{
    const QDate date = QDate::fromString(day.toText(), Qt::ISODate);
    if (day.isNull() || !date.isValid())
        return {};
    return ((date.toJulianDay() - epochJulianDay) * secondsPerDay - utcOffsetSeconds) * 1000;
}

QString lower(const QString &text)
{
    QString result = text;
    for (QChar &c : result) {
        if (c >= u'A' && c <= u'Z')
            c = QChar(c.unicode() + ('a' - 'A'));
    }
    return result;
}

qint64 characterCount(const QString &text)
{
    return std::count_if(text.cbegin(), text.cend(), [](QChar c) { return !c.isLowSurrogate(); });
}

}
