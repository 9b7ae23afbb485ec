// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/definitionnames.h"
#include "shared/metadata/registry.h"

namespace tandem::test {

/// Three small entities with a field of every kind that expressions tell apart.
namespace sample {

enum : FieldNumber {
    name = 20,
    industry = 21,
    employees = 22,
    credit = 23,
    manager = 24,
    title = 30,
    amount = 31,
    probability = 32,
    quantity = 33,
    count = 34,
    closeDate = 35,
    startedAt = 36,
    done = 37,
    stage = 38,
    tags = 39,
    account = 40,
    notes = 41,
    weighted = 42,
    deals = 43,
    dealSum = 44,
    openDays = 45,
    lost = 46,
};

inline FieldDef field(FieldNumber number, const char *fieldName, FieldType type)
{
    FieldDef def;
    def.number = number;
    def.name = QString::fromLatin1(fieldName);
    def.column = snakeCase(def.name);
    def.type = type;
    def.scale = defaultScale(type);
    return def;
}

inline FieldDef link(FieldNumber number, const char *fieldName, const char *target)
{
    FieldDef def = field(number, fieldName, FieldType::Link);
    def.target = QString::fromLatin1(target);
    return def;
}

inline FieldDef choice(FieldNumber number, const char *fieldName, std::initializer_list<const char *> options)
{
    FieldDef def = field(number, fieldName, FieldType::Choice);
    for (const char *option : options)
        def.options.push_back({QString::fromLatin1(option), {}, true});
    return def;
}

inline FieldDef formula(FieldNumber number, const char *fieldName, const char *text)
{
    FieldDef def = field(number, fieldName, FieldType::Formula);
    def.formula = QString::fromLatin1(text);
    return def;
}

inline FieldDef rollUp(
    FieldNumber number, const char *fieldName, const char *function, const char *summed, const char *filter)
{
    FieldDef def = field(number, fieldName, FieldType::RollUp);
    def.rollUp = RollUpDef{QStringLiteral("deal"), QStringLiteral("account"), QString::fromLatin1(function),
        QString::fromLatin1(summed), QString::fromLatin1(filter)};
    return def;
}

inline EntityDef entity(EntityNumber number, const char *entityName, std::vector<FieldDef> own)
{
    EntityDef def;
    def.number = number;
    def.name = QString::fromLatin1(entityName);
    def.table = def.name;
    def.fields = systemFields();
    def.fields.insert(def.fields.end(), own.begin(), own.end());
    return def;
}

inline RegistryPointer registry()
{
    FieldDef quantityField = field(quantity, "quantity", FieldType::Decimal);
    quantityField.scale = 3;
    return std::make_shared<const Registry>(
        std::vector<EntityDef>{
            entity(1, "user", {field(name, "name", FieldType::Text), link(manager, "manager", "user")}),
            entity(2, "department", {field(name, "name", FieldType::Text)}),
            entity(3, "account",
                {field(name, "name", FieldType::Text), choice(industry, "industry", {"retail", "software"}),
                    field(employees, "employees", FieldType::Integer), field(credit, "credit", FieldType::Money),
                    rollUp(deals, "deals", "count", "", "stage != 'lost'"),
                    rollUp(dealSum, "dealSum", "sum", "amount", "")}),
            entity(4, "deal",
                {field(title, "title", FieldType::Text), field(amount, "amount", FieldType::Money),
                    field(probability, "probability", FieldType::Percent), quantityField,
                    field(count, "count", FieldType::Integer), field(closeDate, "closeDate", FieldType::Date),
                    field(startedAt, "startedAt", FieldType::DateTime), field(done, "done", FieldType::Boolean),
                    choice(stage, "stage", {"new", "won", "lost"}), field(tags, "tags", FieldType::Tags),
                    link(account, "account", "account"), field(notes, "notes", FieldType::LongText),
                    formula(weighted, "weighted", "amount * probability / 100"),
                    formula(openDays, "openDays", "daysBetween(date(startedAt), closeDate)"),
                    formula(lost, "lost", "stage = 'lost'")})},
        0);
}

}

}
