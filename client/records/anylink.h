// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "shared/metadata/fieldtypes/anylinktype.h"
#include "shared/metadata/registry.h"

namespace tandem::client {

/// The form in which an any-record link is stored: "account/0190…".
inline Value anyLink(const EntityDef &entity, const RecordId &id)
{
    return Value(anyLinkText(entity.name, id));
}

/// Null if it names no entity of this registry or no id.
inline RecordKey recordOfAnyLink(const Registry &registry, const Value &link)
{
    const QString text = link.toText();
    const qsizetype slash = text.indexOf(u'/');
    const EntityDef *entity = slash < 0 ? nullptr : registry.entity(text.left(slash));
    return entity ? RecordKey{entity->number, recordIdFromText(QStringView(text).mid(slash + 1))} : RecordKey();
}

}
