// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/sqlwriter.h"

#include "shared/base/money.h"
#include "shared/expressions/functions.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem {

namespace {

QString currencyList(int digits)
{
    QStringList quotedCodes;
    for (const QString &code : currenciesWithDigits(digits))
        quotedCodes.append(u'\'' + code + u'\'');
    quotedCodes.sort();
    return quotedCodes.join(u',');
}

}

SqlMoney SqlWriter::money(const CheckedNode &node)
{
    if (m_error)
        return {nothing, nothing};
    const SqlMoney amount = writeMoney(node);
    return {limited(node, amount.minor), limited(node, amount.currency)};
}

QString SqlWriter::moneyComparison(Operation operation, const CheckedNode &left, const CheckedNode &right)
{
    const SqlMoney a = money(left);
    const SqlMoney b = money(right);
    return QStringLiteral("(%1 %2 %3 AND %4 = %5)").arg(a.minor, infixText(operation), b.minor, a.currency, b.currency);
}

QString SqlWriter::number(const CheckedNode &node)
{
    if (node.type != ExpressionType::Money)
        return value(node);
    const SqlMoney amount = money(node);
    return QStringLiteral("(%1 / CASE WHEN %2 IN (%3) THEN 1.0 WHEN %2 IN (%4) THEN 1000.0 ELSE 100.0 END)")
        .arg(m_phrases.real(amount.minor), amount.currency, currencyList(0), currencyList(3));
}

SqlMoney SqlWriter::writeMoney(const CheckedNode &node)
{
    if (node.type != ExpressionType::Money)
        return {nothing, nothing};
    if (isConstant(node)) {
        const Value amount = constant(node);
        if (amount.isNull())
            return {nothing, nothing};
        const QString minor = bind(amount.toMoney().minor);
        return {minor, bind(amount.toMoney().currency)};
    }
    switch (node.operation) {
    case Operation::Field: {
        const auto columns = fieldTypeInfo(node.field->type).columns(*node.field);
        const QString minor = column(node, node.links.size(), columns.at(0).name);
        return {minor, column(node, node.links.size(), columns.at(1).name)};
    }
    case Operation::RollUp:
        return rollUp(node);
    case Operation::If: {
        const QString test = condition(node.children[0], Nulls::AsFalse);
        const SqlMoney yes = money(node.children[1]);
        const SqlMoney no = money(node.children[2]);
        const QString form = QStringLiteral("CASE WHEN %1 THEN %2 ELSE %3 END");
        return {form.arg(test, yes.minor, no.minor), form.arg(test, yes.currency, no.currency)};
    }
    case Operation::Previous:
        return {notInSql(node), nothing};
    default:
        return moneyArithmetic(node);
    }
}

SqlMoney SqlWriter::moneyArithmetic(const CheckedNode &node)
{
    const auto &parts = node.children;
    if (node.operation == Operation::Negate) {
        const SqlMoney amount = money(parts[0]);
        return {QStringLiteral("(-%1)").arg(amount.minor), amount.currency};
    }
    if (node.operation == Operation::Add || node.operation == Operation::Subtract) {
        const SqlMoney a = money(parts[0]);
        const SqlMoney b = money(parts[1]);
        const QString form = QStringLiteral("CASE WHEN %1 = %2 THEN %3 END");
        const QString sum =
            QStringLiteral("(%1 %2 %3)")
                .arg(a.minor, node.operation == Operation::Add ? QStringLiteral("+") : QStringLiteral("-"), b.minor);
        return {form.arg(a.currency, b.currency, sum), m_phrases.common(a.currency, b.currency)};
    }
    const bool moneyFirst = parts[0].type == ExpressionType::Money;
    const SqlMoney amount = money(parts[moneyFirst ? 0 : 1]);
    const QString factor = value(parts[moneyFirst ? 1 : 0]);
    const QString scaled = node.operation == Operation::Divide
        ? m_phrases.quotient(amount.minor, factor)
        : QStringLiteral("(%1 * %2)").arg(m_phrases.real(amount.minor), factor);
    const QString minor = m_phrases.whole(m_phrases.rounded(scaled));
    return {minor, QStringLiteral("CASE WHEN %1 IS NOT NULL THEN %2 END").arg(minor, amount.currency)};
}

}
