// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/hookregistry.h"

namespace tandem::server {

const Value &RecordChange::valueIn(const FieldValues &values, FieldNumber field)
{
    static const Value null;
    const auto found = values.find(field);
    return found == values.end() ? null : found->second;
}

void HookRegistry::before(EntityNumber entity, RecordEvents events, Hook hook)
{
    m_before[entity].push_back({events, std::move(hook)});
}

void HookRegistry::after(EntityNumber entity, RecordEvents events, Hook hook)
{
    m_after[entity].push_back({events, std::move(hook)});
}

bool HookRegistry::hasAfter(EntityNumber entity) const
{
    return m_after.contains(entity) || m_after.contains(anyEntity);
}

Result<void> HookRegistry::run(const Table &table, MutationContext &context, RecordChange &change)
{
    for (const EntityNumber entity : {change.entity.number, anyEntity}) {
        const auto found = table.constFind(entity);
        if (found == table.cend())
            continue;
        for (const Entry &entry : *found) {
            if (entry.events.testFlag(change.event))
                TANDEM_TRY(entry.hook(context, change));
        }
    }
    return {};
}

Result<void> HookRegistry::runBefore(MutationContext &context, RecordChange &change) const
{
    return run(m_before, context, change);
}

Result<void> HookRegistry::runAfter(MutationContext &context, RecordChange &change) const
{
    return run(m_after, context, change);
}

}
