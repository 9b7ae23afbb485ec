// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/filtertext.h"

#include "client/fields/recordscontext.h"
#include "shared/metadata/fieldtypes/linktype.h"

#include <QCoreApplication>

#include <cmath>

namespace tandem::client {

namespace {

using Operator = FilterCondition::Operator;

/// Whose texts are translated here.
struct FilterText
{
    Q_DECLARE_TR_FUNCTIONS(FilterText)
};

bool isScaled(const FieldDef &field)
{
    return field.type == FieldType::Decimal || field.type == FieldType::Percent;
}

QString conditionText(const EntityDef &entity, const FilterCondition &condition, const FieldContext &context)
{
    const PathEnd end = endOfPath(entity, condition.field, context);
    if (!end.field)
        return condition.field + QLatin1Char(' ') + operatorText(condition.op);
    const FieldFormat format = formatOf(context);
    QStringList values;
    for (const Value &value : condition.values)
        values.append(format.text(*end.entity, *end.field, fieldValue(*end.field, value)));
    const QString separator = condition.op == Operator::Between ? QStringLiteral(" – ") : FilterText::tr(", ");
    return (end.label + QLatin1Char(' ') + operatorText(condition.op) + QLatin1Char(' ') + values.join(separator))
        .trimmed();
}

}

PathEnd endOfPath(const EntityDef &entity, const QString &path, const FieldContext &context)
{
    PathEnd end{&entity, nullptr, {}};
    QStringList words;
    for (const QString &name : path.split(QLatin1Char('.'))) {
        if (end.field)
            end.entity = context.registry->entity(entityOfLink(*end.field));
        end.field = end.entity ? end.entity->field(name) : nullptr;
        if (!end.field)
            return {};
        words.append(context.labels->field(*end.entity, *end.field));
    }
    end.label = words.join(QStringLiteral(" · "));
    return end;
}

QString operatorText(Operator op)
{
    switch (op) {
    case Operator::Equal:
        return FilterText::tr("is");
    case Operator::NotEqual:
        return FilterText::tr("is not");
    case Operator::Less:
        return FilterText::tr("below");
    case Operator::LessOrEqual:
        return FilterText::tr("at most");
    case Operator::Greater:
        return FilterText::tr("above");
    case Operator::GreaterOrEqual:
        return FilterText::tr("at least");
    case Operator::In:
        return FilterText::tr("is one of");
    case Operator::NotIn:
        return FilterText::tr("is none of");
    case Operator::Contains:
        return FilterText::tr("contains");
    case Operator::StartsWith:
        return FilterText::tr("begins with");
    case Operator::Between:
        return FilterText::tr("between");
    case Operator::IsEmpty:
        return FilterText::tr("is empty");
    case Operator::IsNotEmpty:
        return FilterText::tr("is not empty");
    case Operator::IsMe:
        return FilterText::tr("is me");
    case Operator::HasTag:
        return FilterText::tr("has");
    }
    return {};
}

QString joiningWord(FilterPart::Kind group)
{
    return group == FilterPart::Kind::Any ? FilterText::tr("or") : FilterText::tr("and");
}

QString filterText(const EntityDef &entity, const FilterPart &part, const FieldContext &context)
{
    if (part.kind == FilterPart::Kind::Condition)
        return conditionText(entity, part.condition, context);
    if (part.kind == FilterPart::Kind::Other)
        return part.other.toText();
    QStringList texts;
    for (const FilterPart &inner : part.parts) {
        const QString text = filterText(entity, inner, context);
        texts.append(inner.isGroup() && inner.parts.size() > 1 ? QLatin1Char('(') + text + QLatin1Char(')') : text);
    }
    return texts.join(QLatin1Char(' ') + joiningWord(part.kind) + QLatin1Char(' '));
}

Value conditionValue(const FieldDef &field, const Value &value)
{
    if (isScaled(field) && !value.isNull())
        return Value(double(value.toInteger()) / std::pow(10.0, field.scale));
    return value;
}

Value fieldValue(const FieldDef &field, const Value &value)
{
    if (isScaled(field) && !value.isNull())
        return Value(qint64(std::llround(value.toReal() * std::pow(10.0, field.scale))));
    return value;
}

}
