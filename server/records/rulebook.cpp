// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/rulebook.h"

#include "shared/expressions/fieldcheck.h"

#include <QLoggingCategory>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.records")

/// A shipped or checked expression compiles; one that does not is left out and said once.
CheckedExpression compiled(Result<CheckedExpression> expression, const EntityDef &entity, const FieldDef &field)
{
    if (expression)
        return *std::move(expression);
    qCWarning(log).noquote() << entity.name + QLatin1Char('.') + field.name << expression.error().toLog();
    return {};
}

void collectChildren(EntityRules &rules, const Registry &registry, const EntityDef &parent)
{
    for (const EntityDef &candidate : registry.entities()) {
        if (candidate.deleted || candidate.parentLink.isEmpty())
            continue;
        const FieldDef *link = candidate.field(candidate.parentLink);
        if (link && (link->type == FieldType::AnyLink || link->target == parent.name))
            rules.children.emplace_back(&candidate, link);
    }
}

}

const EntityRules &RuleBook::rules(const EntityDef &entity)
{
    std::unique_ptr<EntityRules> &known = m_rules[entity.number];
    if (known)
        return *known;
    known = std::make_unique<EntityRules>();
    for (const FieldDef &field : entity.fields) {
        if (field.deleted)
            continue;
        if (field.type == FieldType::NumberSeries)
            known->numbered.push_back(&field);
        if (!field.required && field.requiredWhen.isEmpty() && field.readOnlyWhen.isEmpty()
            && field.defaultExpression.isEmpty() && field.validWhen.isEmpty())
            continue;
        known->fields.push_back(
            {{&field, compiled(compileCondition(field.requiredWhen, *m_registry, entity), entity, field),
                 compiled(compileCondition(field.readOnlyWhen, *m_registry, entity), entity, field),
                 compiled(compileCondition(field.validWhen, *m_registry, entity), entity, field)},
                compiled(compileExpression(field.defaultExpression, *m_registry, entity), entity, field)});
    }
    known->parent = entity.parentLink.isEmpty() ? nullptr : entity.field(entity.parentLink);
    collectChildren(*known, *m_registry, entity);
    return *known;
}

Result<void> RuleBook::check(const Registry &registry, const EntityDef &entity)
{
    for (const FieldDef &field : entity.fields) {
        if (field.deleted)
            continue;
        if (const auto checked = checkWrittenField(field, registry, entity); !checked.ok()) {
            Error error = checked.error();
            error.field = QStringLiteral("%1.%2.%3").arg(entity.name, field.name, error.field);
            return error;
        }
    }
    return {};
}

}
