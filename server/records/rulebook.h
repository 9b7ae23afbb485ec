// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/expressions/rulejudge.h"

#include <memory>
#include <unordered_map>

namespace tandem::server {

/// The expressions of one entity's fields, compiled once.
struct EntityRules
{
    struct FieldRule : FieldRules
    {
        CheckedExpression defaultExpression;
    };
    std::vector<FieldRule> fields; ///< only those that are required or have an expression
    std::vector<const FieldDef *> numbered; ///< number series
    const FieldDef *parent = nullptr; ///< the link that lends its audience
    /// Entities whose records take their audience from this one's, with the link.
    std::vector<std::pair<const EntityDef *, const FieldDef *>> children;
};

/// The rules of all entities of one registry, compiled when first asked for. Not thread-safe.
class RuleBook
{
public:
    explicit RuleBook(RegistryPointer registry)
        : m_registry(std::move(registry))
    {
    }

    const EntityRules &rules(const EntityDef &entity);

    /// Every field of one entity, for definitions that somebody has just written.
    /// Error: Invalid; `field` is "entity.field.key", the rest as checkWrittenField() says.
    static Result<void> check(const Registry &registry, const EntityDef &entity);

private:
    RegistryPointer m_registry;
    std::unordered_map<EntityNumber, std::unique_ptr<EntityRules>> m_rules;
};

}
