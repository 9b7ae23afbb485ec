// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/sqlwriter.h"

#include <cmath>

namespace tandem {

QString SqlWriter::arithmetic(const CheckedNode &node)
{
    const auto &parts = node.children;
    if (node.operation == Operation::Negate)
        return QStringLiteral("(-%1)").arg(value(parts[0]));
    // Money over money is a number if both have one currency.
    if (parts[0].type == ExpressionType::Money && parts[1].type == ExpressionType::Money) {
        const SqlMoney a = money(parts[0]);
        const SqlMoney b = money(parts[1]);
        return QStringLiteral("CASE WHEN %1 = %2 THEN %3 END")
            .arg(a.currency, b.currency, m_phrases.quotient(a.minor, b.minor));
    }
    const QString a = value(parts[0]);
    const QString b = value(parts[1]);
    if (node.type == ExpressionType::Text)
        return QStringLiteral("(COALESCE(%1, '') || COALESCE(%2, ''))").arg(a, b);
    switch (node.operation) {
    case Operation::Add:
        return QStringLiteral("(%1 + %2)").arg(a, b);
    case Operation::Subtract:
        return QStringLiteral("(%1 - %2)").arg(a, b);
    case Operation::Multiply:
        return QStringLiteral("(%1 * %2)").arg(a, b);
    default:
        return m_phrases.quotient(a, b);
    }
}

QString SqlWriter::function(const CheckedNode &node)
{
    const QString first = value(node.children[0]);
    const int offset = m_surroundings.utcOffsetSeconds;
    switch (node.operation) {
    case Operation::AddDays: {
        const QString days = value(node.children[1]);
        if (node.type == ExpressionType::Date)
            return m_phrases.addDays(first, days);
        return QStringLiteral("(%1 + CASE WHEN abs(%2) <= 5000000 THEN %2 END * 86400000)")
            .arg(first, m_phrases.whole(days));
    }
    case Operation::DaysBetween:
        return m_phrases.daysBetween(first, value(node.children[1]));
    case Operation::DateOf:
        return m_phrases.dayOfSecond(QStringLiteral("%1 / 1000 + (%2)").arg(first).arg(offset));
    case Operation::StartOfDay:
        return QStringLiteral("((%1 - (%2)) * 1000)").arg(m_phrases.secondOfDay(first)).arg(offset);
    case Operation::Lower:
        return m_phrases.lower(first);
    case Operation::Length:
        return QStringLiteral("length(%1)").arg(first);
    default:
        break;
    }
    const int digits = node.children.size() > 1 ? int(node.children[1].literal.toInteger()) : 0;
    if (digits == 0)
        return m_phrases.rounded(first);
    const qint64 factor = qint64(std::pow(10.0, digits));
    return QStringLiteral("(%1 / %2.0)")
        .arg(m_phrases.rounded(QStringLiteral("%1 * %2.0").arg(m_phrases.real(first)).arg(factor)))
        .arg(factor);
}

}
