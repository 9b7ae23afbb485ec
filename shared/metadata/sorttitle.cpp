// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/sorttitle.h"

#include "shared/metadata/fieldtypes/linktype.h"

namespace tandem {

const FieldDef *sortTitle(const Registry &registry, const FieldDef &link)
{
    const EntityDef *target = link.isLinkLike() ? registry.entity(entityOfLink(link)) : nullptr;
    const FieldDef *title = target ? target->field(target->titleField) : nullptr;
    const bool isPlain = title && title->isStored() && !title->isLinkLike() && title->type != FieldType::Choice
        && fieldTypeInfo(title->type).isSortable();
    return isPlain ? title : nullptr;
}

}
