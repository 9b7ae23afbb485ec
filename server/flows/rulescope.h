// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/flows/recorddirectory.h"
#include "server/records/hookregistry.h"
#include "shared/metadata/ruledef.h"

namespace tandem::server {

/// The names that a rule's expressions know: the fields of the record that caused it, and, as links, the records that
/// earlier steps made. Grows while the rule runs.
class RuleScope
{
public:
    explicit RuleScope(const EntityDef &entity);

    void add(const QString &name, const EntityDef &entity, const RecordId &record);
    const EntityDef &entity() const { return *m_entity; }

    struct Named
    {
        const EntityDef *entity = nullptr; ///< null: there is none of this name
        RecordId record;
    };
    /// "record", a name that a step gave, or a link field of the record.
    Named find(const QString &name, const Subject &subject, const Registry &registry) const;
    /// The subject's row with the added links.
    FieldValues values(const FieldValues &row) const;

private:
    /// A copy with links added; a shared one, so that checked expressions may point into it.
    std::shared_ptr<EntityDef> m_entity;
    std::vector<std::pair<QString, Named>> m_added;
};

}
