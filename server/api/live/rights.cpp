// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/rights.h"

#include "server/access/audience.h"

namespace tandem::server {

namespace {

KeySet ownKeys(const Permissions &permissions)
{
    return KeySet::of({audienceKey(audience::owner(permissions.user())),
        audienceKey(audience::shared(QStringLiteral("user"), permissions.user()))});
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

KeySet heldKeys(const Permissions &permissions, const EntityDef &entity)
{
    const KeySet &readable = permissions.keySet(entity.number);
    if (entity.offline == OfflinePolicy::None)
        return {};
    if (entity.offline != OfflinePolicy::Mine)
        return readable;
    const KeySet own = ownKeys(permissions);
    if (readable.all)
        return own;
    std::vector<AudienceKey> both;
    std::set_intersection(
        own.keys.begin(), own.keys.end(), readable.keys.begin(), readable.keys.end(), std::back_inserter(both));
    return KeySet::of(std::move(both));
}

QByteArray viewFingerprint(const Permissions &permissions, const EntityDef &entity)
{
    return permissions.readFingerprint(entity.number).left(16) + char(entity.offline)
        + QByteArray::number(entity.offlineDays);
}

Rights rightsOf(const Permissions &permissions, const std::vector<EntityView> &held)
{
    Rights rights;
    for (const EntityDef &entity : permissions.registry()->entities()) {
        if (entity.deleted)
            continue;
        EntityAccess own = accessTo(permissions, entity);
        if (own.read != Scope::None || own.create)
            rights.entities.push_back(std::move(own));
        if (heldKeys(permissions, entity).isEmpty())
            continue;
        EntityView view{entity.number, viewFingerprint(permissions, entity)};
        if (std::find(held.begin(), held.end(), view) == held.end())
            rights.snapshots.push_back(entity.number);
        rights.views.push_back(std::move(view));
    }
    return rights;
}

}
