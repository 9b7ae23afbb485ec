// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/entitydef.h"

#include <QSet>

#include <algorithm>

namespace tandem {

namespace {

EntityPermissions everything()
{
    EntityPermissions all;
    all.read = all.edit = all.remove = Scope::All;
    all.create = all.exportRows = all.import = true;
    return all;
}

/// Of an entity that the company made and said nothing about: everybody reads, each edits his own.
EntityPermissions companyDefault()
{
    EntityPermissions some;
    some.read = Scope::All;
    some.edit = some.remove = Scope::Own;
    some.create = true;
    return some;
}

}

const FieldDef *EntityDef::field(FieldNumber number) const
{
    const FieldDef *found = fieldOrRemoved(number);
    return found && !found->deleted ? found : nullptr;
}

const FieldDef *EntityDef::fieldOrRemoved(FieldNumber number) const
{
    const auto found = std::lower_bound(fields.begin(), fields.end(), number,
        [](const FieldDef &field, FieldNumber wanted) { return field.number < wanted; });
    return found == fields.end() || found->number != number ? nullptr : &*found;
}

const FieldDef *EntityDef::field(const QString &name) const
{
    const auto found = std::find_if(
        fields.begin(), fields.end(), [&](const FieldDef &field) { return field.name == name && !field.deleted; });
    return found == fields.end() ? nullptr : &*found;
}

std::vector<DetailSection> EntityDef::formSections() const
{
    std::vector<DetailSection> sections = detail.sections;
    QSet<QString> placed;
    for (const DetailSection &section : sections)
        placed.unite(QSet<QString>(section.fields.begin(), section.fields.end()));
    DetailSection further;
    for (const FieldDef &field : fields) {
        if (field.layer == Layer::Company && !field.deleted && !field.hidden && !field.isSystem()
            && !placed.contains(field.name))
            further.fields.append(field.name);
    }
    if (!further.fields.isEmpty())
        sections.push_back(std::move(further));
    return sections;
}

EntityPermissions EntityDef::defaultPermissions(const QString &roleKey) const
{
    if (const auto shipped = access.byRole.constFind(roleKey); !roleKey.isEmpty() && shipped != access.byRole.cend())
        return *shipped;
    if (roleKey == QLatin1String(administratorRole))
        return everything();
    return layer == Layer::Company && access.byRole.isEmpty() ? companyDefault() : EntityPermissions();
}

}
