// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/sqlprinter.h"

#include "shared/expressions/sqlwriter.h"

namespace tandem {

SqlPrinter::SqlPrinter(const Surroundings &surroundings, Options options)
    : m_surroundings(surroundings)
    , m_options(std::move(options))
{
}

Result<SqlFragment> SqlPrinter::printFilter(const CheckedExpression &condition) const
{
    if (condition.isNull())
        return SqlFragment{QStringLiteral("1=1"), {}};
    SqlWriter writer(m_surroundings, m_options, condition.entity());
    return writer.finish(writer.condition(condition.root(), SqlWriter::Nulls::AsFalse));
}

Result<SqlFragment> SqlPrinter::printValue(const CheckedExpression &expression) const
{
    if (expression.isNull())
        return SqlFragment{QStringLiteral("NULL"), {}};
    SqlWriter writer(m_surroundings, m_options, expression.entity());
    return writer.finish(writer.value(expression.root()));
}

Result<SqlFragment> SqlPrinter::printCurrency(const CheckedExpression &expression) const
{
    if (expression.type() != ExpressionType::Money)
        return SqlFragment{QStringLiteral("NULL"), {}};
    SqlWriter writer(m_surroundings, m_options, expression.entity());
    return writer.finish(writer.money(expression.root()).currency);
}

}
