// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/entitydef.h"

#include <QSet>

#include <algorithm>

namespace tandem {

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

}
