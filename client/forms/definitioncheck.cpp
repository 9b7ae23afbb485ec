// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/definitioncheck.h"

#include "shared/expressions/fieldcheck.h"
#include "shared/metadata/definitionnames.h"
#include "shared/metadata/loader.h"
#include "shared/metadata/registrycheck.h"

#include <algorithm>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Stands for the number that only the server can give: greater than those in use, so that fields stay in order.
constexpr int provisionalNumber = 65535;

FieldDef numbered(FieldDef field)
{
    if (field.number == 0) {
        field.number = FieldNumber(provisionalNumber);
        field.column = u"c%1"_s.arg(field.number);
    }
    return field;
}

EntityDef numbered(EntityDef entity)
{
    entity.number = EntityNumber(provisionalNumber);
    entity.table = u"company_%1"_s.arg(entity.number);
    std::vector<FieldDef> fields = systemFields();
    fields.insert(fields.end(), entity.fields.begin(), entity.fields.end());
    entity.fields = std::move(fields);
    return entity;
}

/// "account.fields.partners.target" of the check → "target".
Error ofTheField(Error error, const QString &entity, const QString &field)
{
    const QString prefix = u"%1.fields.%2."_s.arg(entity, field);
    error.field = error.field.startsWith(prefix) ? error.field.mid(prefix.size()) : u"name"_s;
    return error;
}

/// What the server asks of roll-ups when definitions are put together.
bool rollsUp(const FieldDef &field, const QString &entity, const QString &other)
{
    return field.rollUp && field.rollUp->entity == entity
        && (field.rollUp->link == other || field.rollUp->field == other);
}

Result<void> checkOthers(const Registry &registry, const EntityDef &entity, const QString &field)
{
    for (const FieldDef &other : entity.fields) {
        if (other.deleted || other.name == field)
            continue;
        if (const auto checked = checkWrittenField(other, registry, entity); !checked.ok()) {
            Error error = checked.error();
            error.arguments.insert(u"brokenField"_s, other.name);
            return error;
        }
    }
    return {};
}

}

RegistryPointer registryWith(const Registry &registry, const QString &entity, const WrittenField &written)
{
    std::vector<EntityDef> entities = registry.entities();
    const auto owner = std::find_if(entities.begin(), entities.end(),
        [&](const EntityDef &candidate) { return !candidate.deleted && candidate.name == entity; });
    if (owner == entities.end())
        return nullptr;
    const FieldDef field = numbered(written.field);
    const auto same = std::find_if(owner->fields.begin(), owner->fields.end(),
        [&](const FieldDef &candidate) { return candidate.number == field.number; });
    if (same == owner->fields.end())
        owner->fields.push_back(field);
    else
        *same = field;
    if (written.junction)
        entities.push_back(numbered(*written.junction));
    return std::make_shared<const Registry>(std::move(entities), registry.revision());
}

std::optional<FieldUse> useOf(const Registry &registry, const QString &entity, const FieldDef &field)
{
    WrittenField removed{field, {}};
    removed.field.deleted = true;
    const RegistryPointer without = registryWith(registry, entity, removed);
    for (const EntityDef &each : registry.entities()) {
        const EntityDef *left = without && !each.deleted ? without->entity(each.number) : nullptr;
        for (const FieldDef &other : each.fields) {
            const bool isItself = each.name == entity && other.number == field.number;
            if (!left || other.deleted || isItself)
                continue;
            // What has lost its meaning before does not keep this one.
            if (rollsUp(other, entity, field.name)
                || (!checkWrittenField(other, *without, *left).ok() && checkWrittenField(other, registry, each).ok()))
                return FieldUse{&each, &other};
        }
    }
    return std::nullopt;
}

Result<void> checkDefinition(const Registry &registry, const QString &entity, const WrittenField &written)
{
    const FieldDef field = numbered(written.field);
    TANDEM_TRY(parseField(fieldToJson(field), Layer::Company));
    const RegistryPointer candidate = registryWith(registry, entity, written);
    const EntityDef *owner = candidate ? candidate->entity(entity) : nullptr;
    if (!owner)
        return Error::notFound(entity);
    if (const auto checked = EntityCheck(*candidate, *owner).run(); !checked.ok())
        return ofTheField(checked.error(), entity, field.name);
    if (const EntityDef *junction = candidate->entity(field.via)) {
        if (const auto checked = EntityCheck(*candidate, *junction).run(); !checked.ok())
            return Error::invalid(u"via"_s, checked.error().reason, checked.error().arguments);
    }
    TANDEM_TRY(checkWrittenField(field, *candidate, *owner));
    return checkOthers(*candidate, *owner, field.name);
}

}
