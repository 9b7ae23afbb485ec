// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/rights.h"

#include <algorithm>

namespace tandem::server {

namespace {

/// What everything else is read by comes first (people, roles, settings, stages), then what people work with, then what
/// hangs on that.
int fetchRank(const EntityDef &entity)
{
    const bool stands = entity.parentLink.isEmpty();
    if (stands && (entity.area == QLatin1String("core") || !entity.traits))
        return 0;
    return entity.traits.testFlag(Trait::Internal) || entity.traits.testFlag(Trait::Junction) ? 2 : 1;
}

EntityAccess accessTo(const Permissions &permissions, const EntityDef &entity)
{
    const EntityPermissions &widest = permissions.widest(entity.number);
    EntityAccess rights;
    rights.entity = entity.number;
    rights.read = widest.read;
    rights.edit = widest.edit;
    rights.remove = widest.remove;
    rights.create = widest.create;
    rights.exportRows = widest.exportRows;
    rights.import = widest.import;
    for (auto it = widest.actions.cbegin(); it != widest.actions.cend(); ++it)
        rights.actions.emplace(it.key(), it.value());
    const auto &limited = permissions.limitedFields(entity.number);
    for (auto it = limited.cbegin(); it != limited.cend(); ++it)
        rights.fields.emplace(it.key(), it.value());
    return rights;
}

}

OfflineDecision offlineDecision(const Permissions &permissions, const EntityDef &entity, Timestamp now)
{
    return decideOffline(
        permissions.offlineRule(entity.number), permissions.keySet(entity.number), permissions.user(), now);
}

std::optional<RecordQuery::KeptPart> keptPart(const OfflineDecision &decision)
{
    if (decision.keepsAllVisible())
        return std::nullopt;
    return RecordQuery::KeptPart{decision.own, decision.since, false};
}

std::optional<RecordQuery::KeptPart> partBeyond(const Permissions &permissions, const EntityDef &entity, Timestamp now)
{
    auto part = keptPart(offlineDecision(permissions, entity, now));
    if (part)
        part->beyond = true;
    return part;
}

QByteArray viewFingerprint(const Permissions &permissions, const OfflineDecision &decision, EntityNumber entity)
{
    return permissions.readFingerprint(entity).left(16) + char(decision.policy)
        + QByteArray::number(decision.since.value_or(0));
}

Rights rightsOf(const Permissions &permissions, const std::vector<EntityView> &held, Timestamp now)
{
    Rights rights;
    for (const EntityDef &entity : permissions.registry()->entities()) {
        if (entity.deleted)
            continue;
        EntityAccess own = accessTo(permissions, entity);
        const OfflineDecision decision = offlineDecision(permissions, entity, now);
        own.partial = !decision.visible.isEmpty() && !decision.keepsAllVisible();
        if (own.read != Scope::None || own.create)
            rights.entities.push_back(std::move(own));
        if (decision.keepsNothing())
            continue;
        EntityView view{entity.number, viewFingerprint(permissions, decision, entity.number)};
        if (std::find(held.begin(), held.end(), view) == held.end())
            rights.snapshots.push_back(entity.number);
        rights.views.push_back(std::move(view));
    }
    const Registry &registry = *permissions.registry();
    std::stable_sort(
        rights.snapshots.begin(), rights.snapshots.end(), [&registry](EntityNumber one, EntityNumber other) {
            return fetchRank(*registry.entity(one)) < fetchRank(*registry.entity(other));
        });
    return rights;
}

bool readTheSame(const Permissions &one, const Permissions &other)
{
    const std::vector<EntityDef> &entities = other.registry()->entities();
    return std::all_of(entities.begin(), entities.end(), [&](const EntityDef &entity) {
        return one.readFingerprint(entity.number) == other.readFingerprint(entity.number);
    });
}

}
