// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/definitionnames.h"
#include "shared/metadata/registry.h"

namespace tandem::test {

/// A small registry of its own, so that tests of the layers below the shipped definitions do not follow their changes.
///
/// deal (900): one field of every form that has columns; person (901): a link to it with the deal as parent.
namespace deal {
inline constexpr EntityNumber number = 900;
inline constexpr FieldNumber name = 20; ///< Text, indexed
inline constexpr FieldNumber amount = 21; ///< Money
inline constexpr FieldNumber stage = 22; ///< Choice, indexed
inline constexpr FieldNumber won = 23; ///< Boolean
inline constexpr FieldNumber closeDate = 24; ///< Date, indexed
inline constexpr FieldNumber tags = 25; ///< Tags
inline constexpr FieldNumber code = 26; ///< Text, unique
inline constexpr FieldNumber visits = 27; ///< Integer, a counter
inline constexpr FieldNumber account = 28; ///< Link
inline constexpr FieldNumber note = 29; ///< LongText
inline constexpr FieldNumber contact = 30; ///< AnyLink
}

namespace person {
inline constexpr EntityNumber number = 901;
inline constexpr FieldNumber name = 20;
inline constexpr FieldNumber deal = 21; ///< Link to deal
}

inline FieldDef field(FieldNumber number, const QString &name, FieldType type)
{
    FieldDef field;
    field.number = number;
    field.name = name;
    field.column = snakeCase(name);
    field.type = type;
    field.merge = defaultMergeRule(type);
    field.scale = defaultScale(type);
    return field;
}

inline EntityDef entity(EntityNumber number, const QString &name, std::vector<FieldDef> fields)
{
    EntityDef entity;
    entity.number = number;
    entity.name = name;
    entity.table = snakeCase(name);
    entity.area = QStringLiteral("crm");
    entity.titleField = fields.front().name;
    entity.fields = systemFields();
    entity.fields.insert(entity.fields.end(), fields.begin(), fields.end());
    return entity;
}

inline EntityDef dealEntity()
{
    EntityDef made = entity(deal::number, QStringLiteral("deal"),
        {field(deal::name, QStringLiteral("name"), FieldType::Text),
            field(deal::amount, QStringLiteral("amount"), FieldType::Money),
            field(deal::stage, QStringLiteral("stage"), FieldType::Choice),
            field(deal::won, QStringLiteral("won"), FieldType::Boolean),
            field(deal::closeDate, QStringLiteral("closeDate"), FieldType::Date),
            field(deal::tags, QStringLiteral("tags"), FieldType::Tags),
            field(deal::code, QStringLiteral("code"), FieldType::Text),
            field(deal::visits, QStringLiteral("visits"), FieldType::Integer),
            field(deal::account, QStringLiteral("account"), FieldType::Link),
            field(deal::note, QStringLiteral("note"), FieldType::LongText),
            field(deal::contact, QStringLiteral("contact"), FieldType::AnyLink)});
    for (FieldDef &def : made.fields) {
        def.indexed = def.number == deal::name || def.number == deal::stage || def.number == deal::closeDate;
        def.unique = def.number == deal::code;
        if (def.number == deal::visits)
            def.merge = MergeRule::Counter;
        if (def.number == deal::account)
            def.target = QStringLiteral("deal");
        if (def.number == deal::stage)
            def.options = {{QStringLiteral("open"), {}, true}, {QStringLiteral("won"), {}, true},
                {QStringLiteral("lost"), {}, true}};
    }
    return made;
}

inline EntityDef personEntity()
{
    EntityDef made = entity(person::number, QStringLiteral("person"),
        {field(person::name, QStringLiteral("name"), FieldType::Text),
            field(person::deal, QStringLiteral("deal"), FieldType::Link)});
    made.fields.back().target = QStringLiteral("deal");
    made.parentLink = QStringLiteral("deal");
    return made;
}

inline RegistryPointer registry()
{
    return std::make_shared<const Registry>(std::vector<EntityDef>{dealEntity(), personEntity()}, 0);
}

}
