// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/definitionfile.h"
#include "shared/metadata/entitydef.h"

#include <map>

namespace tandem {

/// The files of one entity, read as one definition; remembers them to say where a mistake stands.
class EntityFolder
{
public:
    /// `shownName` is "crm/account". Error: Corrupt, `field` is "file:line: key".
    static Result<EntityFolder> read(const QString &folder, const QString &area, const QString &shownName);

    const EntityDef &entity() const { return m_entity; }
    /// An error whose field is a path in the whole definition ("list.columns[2]", "fields[3].type", or by name
    /// "fields.status.options") as one that names the file, line and key.
    Error located(const Error &error) const;

private:
    QString indexed(const QString &path) const;

    std::map<QString, DefinitionFile> m_parts; ///< "entity", "list", "detail", "board", "filters"
    EntityDef m_entity;
};

}
