// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/value.h"
#include "shared/entities/entitynames.h"

namespace tandem::bench {

/// The twelve fields of the account with this number: names in two scripts, choices, numbers, money, texts.
inline FieldValues accountValues(int number)
{
    namespace field = entities::account::field;
    static const QString classes[] = {
        QStringLiteral("potential"), QStringLiteral("interested"), QStringLiteral("customer")};
    static const QString levels[] = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
    static const QString industries[] = {
        QStringLiteral("technology"), QStringLiteral("retail"), QStringLiteral("finance"), QStringLiteral("food")};
    static const QString sources[] = {QStringLiteral("website"), QStringLiteral("referral"), QStringLiteral("partner")};
    static const QString places[] = {
        QStringLiteral("上海"), QStringLiteral("深圳"), QStringLiteral("Hamburg"), QStringLiteral("Lyon")};
    // Neighbours in the order of making are no neighbours in any other order.
    const int mixed = int(quint32(number) * 2654435761U >> 8);
    return {
        {field::name, Value(QStringLiteral("%1 Trading %2").arg(places[mixed % 4]).arg(mixed))},
        {field::class_, Value(classes[mixed % 3])},
        {field::level, Value(levels[number % 3])},
        {field::industry, Value(industries[mixed % 4])},
        {field::source, Value(sources[number % 3])},
        {field::phone, Value(QStringLiteral("138%1").arg(mixed % 100'000'000, 8, 10, QLatin1Char('0')))},
        {field::website, Value(QStringLiteral("https://www.trading-%1.example").arg(number))},
        {field::employees, Value(mixed % 5000)},
        {field::annualRevenue, Value(Money{qint64(mixed) * 100, QStringLiteral("CNY")})},
        {field::yearEstablished, Value(1950 + mixed % 75)},
        {field::taxNumber, Value(QStringLiteral("9131%1").arg(mixed))},
        {field::code, Value(QStringLiteral("C-%1").arg(number, 7, 10, QLatin1Char('0')))},
    };
}

}
