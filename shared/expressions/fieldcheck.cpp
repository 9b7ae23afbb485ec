// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/fieldcheck.h"

#include "shared/expressions/check.h"
#include "shared/expressions/filterbuilder.h"
#include "shared/metadata/numberformat.h"

namespace tandem {

namespace {

Error at(const QString &key, Error error)
{
    error.field = key;
    return error;
}

Result<void> checkRollUp(const FieldDef &field, const Registry &registry, const EntityDef &entity)
{
    const EntityDef *counted = registry.entity(field.rollUp->entity);
    if (!counted)
        return Error::invalid(QStringLiteral("rollUp.entity"), QStringLiteral("unknownEntity"));
    const FieldDef *summed = counted->field(field.rollUp->field);
    if (field.rollUp->function != QLatin1String("count") && (!summed || !canRollUp(*summed, field.rollUp->function)))
        return Error::invalid(QStringLiteral("rollUp.field"), QStringLiteral("fieldNotUsable"));
    const QString filter = QStringLiteral("rollUp.filter");
    if (const auto condition = compileCondition(field.rollUp->filter, registry, *counted); !condition)
        return at(filter, condition.error());
    // A filter that is well formed by itself may still ask for this very roll-up.
    if (const auto whole = compileExpression(field.name, registry, entity); !whole)
        return at(filter, whole.error());
    return {};
}

}

Result<void> checkWrittenField(const FieldDef &field, const Registry &registry, const EntityDef &entity)
{
    const std::pair<QString, QString> conditions[] = {{QStringLiteral("visibleWhen"), field.visibleWhen},
        {QStringLiteral("requiredWhen"), field.requiredWhen}, {QStringLiteral("readOnlyWhen"), field.readOnlyWhen},
        {QStringLiteral("validWhen"), field.validWhen}};
    for (const auto &[key, text] : conditions) {
        if (const auto condition = compileCondition(text, registry, entity); !condition)
            return at(key, condition.error());
    }
    const std::pair<QString, QString> expressions[] = {
        {QStringLiteral("defaultExpression"), field.defaultExpression}, {QStringLiteral("formula"), field.formula}};
    for (const auto &[key, text] : expressions) {
        if (const auto expression = compileExpression(text, registry, entity); !expression)
            return at(key, expression.error());
    }
    if (field.rollUp)
        TANDEM_TRY(checkRollUp(field, registry, entity));
    if (field.type == FieldType::NumberSeries) {
        if (const auto format = NumberFormat::parse(field.numberFormat); !format)
            return format.error();
    }
    return {};
}

bool canRollUp(const FieldDef &field, const QString &function)
{
    if (field.deleted || !field.isStored())
        return false;
    const ExpressionType type = expressionTypeOf(field.type);
    if (type == ExpressionType::Number || type == ExpressionType::Money)
        return true;
    return function != QLatin1String("sum") && (type == ExpressionType::Date || type == ExpressionType::DateTime);
}

}
