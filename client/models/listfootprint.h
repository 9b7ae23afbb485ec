// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"
#include "shared/metadata/registry.h"

#include <set>

namespace tandem::client {

/// What decides which rows a list has and in which order, worked out once for a query and asked at every change.
class ListFootprint
{
public:
    ListFootprint() = default; ///< of no list: nothing concerns it
    ListFootprint(const ListQuery &query, const Registry &registry, const EntityDef &listed);

    /// Whether other rows or another order may have come of it.
    bool isTouchedBy(const ChangeSet &changes) const;

private:
    void addFilter(const QString &filter, const Registry &registry, const EntityDef &listed);
    bool isTouchedBy(const RecordChange &change) const;

    EntityNumber m_entity = 0;
    std::set<FieldNumber> m_fields;
    bool m_knowsFields = true; ///< false: the filter is not understood, so any field may decide
    std::set<EntityNumber> m_linked; ///< that filter and order look at: of "stage.type = 'open'" the stages
};

}
