// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/validator.h"

#include "shared/metadata/fieldtypes/fieldtype.h"
#include "shared/metadata/registrycheck.h"

#include <QSet>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

Result<void> validateRegistry(const Registry &registry)
{
    QSet<EntityNumber> numbers;
    QSet<QString> names;
    QSet<QString> tables;
    for (const EntityDef &entity : registry.entities()) {
        if (numbers.contains(entity.number))
            return Error::invalid(entity.name + u".number"_s, u"twice"_s, {{u"name"_s, entity.number}});
        numbers.insert(entity.number);
        if (tables.contains(entity.table.toLower()))
            return Error::invalid(entity.name + u".table"_s, u"twice"_s, {{u"name"_s, entity.table}});
        tables.insert(entity.table.toLower());
        if (entity.deleted)
            continue;
        if (names.contains(entity.name))
            return Error::invalid(entity.name + u".name"_s, u"twice"_s, {{u"name"_s, entity.name}});
        names.insert(entity.name);
    }
    for (const EntityDef &entity : registry.entities()) {
        if (!entity.deleted)
            TANDEM_TRY(EntityCheck(registry, entity).run());
    }
    return {};
}

Result<void> validateValue(const FieldDef &field, const Value &value)
{
    const auto valid = fieldTypeInfo(field.type).validate(field, value);
    if (valid.ok())
        return {};
    Error error = valid.error();
    error.field = field.name;
    return error;
}

Result<void> validateRecord(const EntityDef &entity, const FieldValues &values)
{
    for (const FieldDef &field : entity.fields) {
        if (field.deleted || !field.required)
            continue;
        const auto found = values.find(field.number);
        if (found == values.end() || found->second.isEmpty())
            return Error::invalid(field.name, u"required"_s);
    }
    for (const auto &[number, value] : values) {
        const FieldDef *field = entity.field(number);
        if (!field)
            return Error::invalid(QString::number(number), u"unknownField"_s);
        TANDEM_TRY(validateValue(*field, value));
    }
    return {};
}

}
