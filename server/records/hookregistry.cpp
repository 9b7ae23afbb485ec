// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/hookregistry.h"

#include <algorithm>

namespace tandem::server {

namespace {

bool concerns(RecordEvents events, const RecordChange &change)
{
    if (events.testFlag(change.event))
        return true;
    return change.event == RecordEvent::Restore && events.testFlag(RecordEvent::Update) && change.editsFields();
}

}

bool RecordChange::editsFields() const
{
    const auto differs = [this](const auto &entry) {
        const bool isServers = entry.first >= systemfield::createdBy && entry.first <= systemfield::deletedAt;
        return !isServers && changed(entry.first);
    };
    return std::any_of(before.begin(), before.end(), differs) || std::any_of(after.begin(), after.end(), differs);
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
            if (concerns(entry.events, change))
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
