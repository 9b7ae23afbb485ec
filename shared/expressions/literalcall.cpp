// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/literalcall.h"

#include <QDateTime>
#include <QLocale>

namespace tandem {

namespace {

Error wrongArguments(const Token &name)
{
    return expressionError(QStringLiteral("wrongArgumentCount"), name.position, name.text);
}

std::optional<QString> textArgument(const std::vector<ExpressionNode> &arguments, size_t at)
{
    const bool isText = at < arguments.size() && arguments[at].literalType == ExpressionType::Text;
    return isText ? std::optional(arguments[at].literal.toText()) : std::nullopt;
}

Result<ExpressionNode> idLiteral(const Token &name, const QString &text)
{
    const RecordId id = recordIdFromText(text);
    if (id.isNull())
        return expressionError(QStringLiteral("badId"), name.position, text);
    return literalNode(name.position, ExpressionType::Id, id);
}

Result<ExpressionNode> momentLiteral(const Token &name, const QString &text)
{
    const QDateTime moment = QDateTime::fromString(text, Qt::ISODateWithMs);
    // In UTC it may be in a year that has no four digits, and then could not be written again.
    const int year = moment.toUTC().date().year();
    if (!moment.isValid() || moment.timeSpec() == Qt::LocalTime || year < 1 || year > 9999)
        return expressionError(QStringLiteral("badDate"), name.position, text);
    return literalNode(name.position, ExpressionType::DateTime, moment.toMSecsSinceEpoch());
}

Result<ExpressionNode> dateLiteral(const Token &name, const QString &text)
{
    if (text.size() != 10 || !QDate::fromString(text, Qt::ISODate).isValid())
        return expressionError(QStringLiteral("badDate"), name.position, text);
    return literalNode(name.position, ExpressionType::Date, text);
}

Result<ExpressionNode> moneyLiteral(
    const Token &name, const std::vector<ExpressionNode> &arguments, const QString &written)
{
    if (arguments.size() != 2 || arguments.front().literalType != ExpressionType::Number)
        return wrongArguments(name);
    const Value &number = arguments.front().literal;
    const QString amount = !written.isEmpty() ? written
        : number.kind() == Value::Kind::Real  ? QString::number(number.toReal(), 'f', QLocale::FloatingPointShortest)
                                              : QString::number(number.toInteger());
    const std::optional<QString> currency = textArgument(arguments, 1);
    if (!currency || !isCurrencyCode(*currency))
        return expressionError(QStringLiteral("badAmount"), name.position, currency.value_or(QString()));
    auto money = amountFromText(amount, *currency);
    if (!money)
        return expressionError(QStringLiteral("badAmount"), name.position, amount);
    return literalNode(name.position, ExpressionType::Money, *money);
}

}

ExpressionNode literalNode(int position, ExpressionType type, Value value)
{
    ExpressionNode node;
    node.position = position;
    node.literalType = type;
    node.literal = std::move(value);
    return node;
}

std::optional<Result<ExpressionNode>> literalOfCall(
    const Token &name, const std::vector<ExpressionNode> &arguments, const QString &amount)
{
    if (name.isWord(QLatin1String("money")))
        return moneyLiteral(name, arguments, amount);
    const std::optional<QString> text = textArgument(arguments, 0);
    const bool isId = name.isWord(QLatin1String("id"));
    const bool isMoment = name.isWord(QLatin1String("datetime"));
    // date(…) of anything but a text is the function of this name.
    if (!isId && !isMoment && !(name.isWord(QLatin1String("date")) && text))
        return std::nullopt;
    if (arguments.size() != 1 || !text)
        return wrongArguments(name);
    return isId ? idLiteral(name, *text) : isMoment ? momentLiteral(name, *text) : dateLiteral(name, *text);
}

}
