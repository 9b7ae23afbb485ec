// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fuzztarget.h"

#include "shared/entities/shipped.h"
#include "shared/expressions/evaluate.h"
#include "shared/expressions/filterbuilder.h"
#include "shared/expressions/sqlprinter.h"

#include <limits>

using namespace tandem;

namespace {

const EntityDef &opportunity()
{
    static const RegistryPointer registry = *loadShipped();
    return *registry->entity(QStringLiteral("opportunity"));
}

void checkText(const Expression &expression)
{
    const QString text = expression.toText();
    if (text.size() > expressionlimit::textLength) // blanks and parentheses were added to one near the limit
        return;
    const auto again = parseExpression(text);
    fuzz::require(again.ok(), "the canonical text can be parsed");
    fuzz::require(*again == expression, "the canonical text means the same");
    fuzz::require(again->toText() == text, "the canonical text is canonical");
}

void checkParts(const Expression &expression)
{
    const FilterPart parts = filterParts(expression);
    const FilterPart again = filterParts(filterOf(parts));
    fuzz::require(filterOf(again).toText() == filterOf(parts).toText(), "a filter in parts stays the same filter");
}

/// A value of each form that a field may have, at the edges of its range.
FieldValues edgeRow(bool isLow)
{
    FieldValues row;
    const qint64 edge = isLow ? std::numeric_limits<qint64>::min() : std::numeric_limits<qint64>::max();
    for (const FieldDef &field : opportunity().fields) {
        if (field.type == FieldType::Money)
            row[field.number] = Money{edge, QStringLiteral("CNY")};
        else if (field.type == FieldType::Date)
            row[field.number] = isLow ? QStringLiteral("0001-01-01") : QStringLiteral("9999-12-31");
        else if (field.isLinkLike())
            row[field.number] = namedRecordId(field.name);
        else if (expressionTypeOf(field.type) == ExpressionType::Text)
            row[field.number] = isLow ? QString() : QString(QChar(0xd83d)) + QLatin1String("%_'");
        else
            row[field.number] = edge;
    }
    return row;
}

void checkMeaning(const CheckedExpression &checked)
{
    static const FieldValues empty;
    static const FieldValues low = edgeRow(true);
    static const FieldValues high = edgeRow(false);
    EvaluationContext context;
    context.record = namedRecordId(QStringLiteral("record"));
    context.surroundings = {1'795'000'000'000, 8 * 3600, namedRecordId(QStringLiteral("me")), {}};
    context.resolveLink = [](const EntityDef &, const RecordId &) {
        return std::optional<FieldValues>(FieldValues());
    };
    for (const FieldValues *row : {&empty, &low, &high}) {
        context.values = row;
        context.previous = &low;
        const Value value = evaluate(checked, context);
        fuzz::require(value == evaluate(checked, context) || value.toReal() != value.toReal(),
            "the same record gives the same value");
    }
    for (const SqlFlavour flavour : {SqlFlavour::Sqlite, SqlFlavour::Postgresql}) {
        const SqlPrinter printer(context.surroundings, {QString(), 1, flavour, {}});
        const auto sql = printer.printValue(checked);
        fuzz::require(!sql || !sql->sql.isEmpty(), "what can be evaluated can be said in SQL, or is refused");
    }
}

}

/// The text of an expression: filters of REST, rules and formulas of definitions.
void fuzz::fuzzOne(QByteArrayView input)
{
    const auto expression = parseExpression(QString::fromUtf8(input));
    if (!expression || expression->isNull())
        return;
    checkText(*expression);
    checkParts(*expression);
    static const RegistryPointer registry = *loadShipped();
    const auto checked = checkExpression(*expression, *registry, opportunity());
    if (checked)
        checkMeaning(*checked);
}
