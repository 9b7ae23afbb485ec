// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/expression.h"

#include "shared/base/clock.h"
#include "shared/expressions/functions.h"

#include <QDateTime>
#include <QLocale>

namespace tandem {

namespace {

QString quote(QString text)
{
    return u'\'' + text.replace(u'\'', QLatin1String("''")) + u'\'';
}

/// Digits that read back to the same number, always with a point and never with an exponent.
QString realText(double value)
{
    QString text = QString::number(value, 'f', QLocale::FloatingPointShortest);
    return text.contains(u'.') ? text : text + QLatin1String(".0");
}

QString literalText(const ExpressionNode &node)
{
    const Value &value = node.literal;
    if (value.isNull())
        return QStringLiteral("null");
    switch (node.literalType) {
    case ExpressionType::Boolean:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case ExpressionType::Number:
        return value.kind() == Value::Kind::Real ? realText(value.toReal()) : QString::number(value.toInteger());
    case ExpressionType::Date:
        return QStringLiteral("date(%1)").arg(quote(value.toText()));
    case ExpressionType::DateTime: {
        const auto moment = utcTime(value.toInteger());
        return QStringLiteral("datetime(%1)").arg(quote(moment.toString(Qt::ISODateWithMs)));
    }
    case ExpressionType::Id:
        return QStringLiteral("id(%1)").arg(quote(tandem::toText(value.toId())));
    case ExpressionType::Money: {
        const Money money = value.toMoney();
        return QStringLiteral("money(%1, %2)").arg(amountToText(money), quote(money.currency));
    }
    default:
        return quote(value.toText());
    }
}

class Writer
{
public:
    QString write(const ExpressionNode &node)
    {
        switch (node.operation) {
        case Operation::Literal:
            return literalText(node);
        case Operation::Field:
            return node.path.join(u'.');
        case Operation::Not:
            return QLatin1String("not ") + operand(node.children.front(), 3);
        case Operation::Negate:
            return QLatin1String("-") + negated(node.children.front());
        case Operation::In:
            return operand(node.children.front(), 5) + QLatin1String(" in (") + list(node, 1) + u')';
        case Operation::Between:
            return QStringLiteral("%1 between %2 and %3")
                .arg(operand(node.children.at(0), 5), operand(node.children.at(1), 5), operand(node.children.at(2), 5));
        default:
            break;
        }
        if (const FunctionDef *function = findFunction(node.operation))
            return QString(function->name) + u'(' + list(node, 0) + u')';
        return infix(node);
    }

private:
    /// The minus of a number belongs to the number; one before it needs parentheses to stay apart. One before another
    /// minus has none: they count as depth, so that what was just not too deep could not be parsed again.
    QString negated(const ExpressionNode &node)
    {
        const bool isNumber = node.operation == Operation::Literal && node.literalType == ExpressionType::Number;
        const QString text = operand(node, bindingStrength(Operation::Negate));
        return isNumber && !text.startsWith(u'-') ? u'(' + text + u')' : text;
    }

    QString infix(const ExpressionNode &node)
    {
        const int strength = bindingStrength(node.operation);
        // And and or hold any number of operands; arithmetic leans left; comparisons don't chain.
        const bool chains = strength == 5 || strength == 6;
        QStringList parts;
        for (size_t i = 0; i < node.children.size(); ++i)
            parts.append(operand(node.children[i], chains && i == 0 ? strength : strength + 1));
        return parts.join(u' ' + QString(infixText(node.operation)) + u' ');
    }

    QString operand(const ExpressionNode &node, int needed)
    {
        const QString text = write(node);
        const bool isNegativeNumber = node.operation == Operation::Literal && text.startsWith(u'-');
        return bindingStrength(node.operation) < needed || (isNegativeNumber && needed > 7) ? u'(' + text + u')' : text;
    }

    QString list(const ExpressionNode &node, size_t first)
    {
        QStringList parts;
        for (size_t i = first; i < node.children.size(); ++i)
            parts.append(write(node.children[i]));
        return parts.join(QLatin1String(", "));
    }
};

}

Expression::Expression(ExpressionNode root)
    : m_root(std::make_shared<const ExpressionNode>(std::move(root)))
{
}

QString Expression::toText() const
{
    return m_root ? Writer().write(*m_root) : QString();
}

bool Expression::operator==(const Expression &other) const
{
    if (!m_root || !other.m_root)
        return m_root == other.m_root;
    return m_root == other.m_root || *m_root == *other.m_root;
}

bool ExpressionNode::operator==(const ExpressionNode &other) const
{
    return operation == other.operation && literal == other.literal && literalType == other.literalType
        && path == other.path && children == other.children;
}

QLatin1String expressionTypeName(ExpressionType type)
{
    switch (type) {
    case ExpressionType::Null:
        return QLatin1String("null");
    case ExpressionType::Boolean:
        return QLatin1String("boolean");
    case ExpressionType::Number:
        return QLatin1String("number");
    case ExpressionType::Text:
        return QLatin1String("text");
    case ExpressionType::Date:
        return QLatin1String("date");
    case ExpressionType::DateTime:
        return QLatin1String("dateTime");
    case ExpressionType::Id:
        return QLatin1String("id");
    case ExpressionType::Money:
        return QLatin1String("money");
    case ExpressionType::Set:
        return QLatin1String("set");
    }
    return {};
}

}
