// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/accessresolver.h"

#include "server/access/audience.h"
#include "server/access/membership.h"
#include "server/store/audiencestore.h"
#include "server/store/recordstore.h"
#include "server/store/sequence.h"
#include "shared/entities/entitynames.h"

namespace tandem::server {

namespace {

KeySet keySet(const QStringList &names)
{
    std::vector<AudienceKey> keys;
    keys.reserve(size_t(names.size()));
    for (const QString &name : names)
        keys.push_back(audienceKey(name));
    return KeySet::of(std::move(keys));
}

/// All roles' word on one entity, before it becomes keys.
struct Combined
{
    EntityPermissions widest;
    QMap<QString, FieldAccess> fields;
};

Combined combine(const std::vector<EntityPermissions> &roles)
{
    Combined all;
    QStringList actions;
    QStringList fields;
    for (const EntityPermissions &role : roles) {
        all.widest.read = std::max(all.widest.read, role.read);
        all.widest.edit = std::max(all.widest.edit, role.edit);
        all.widest.remove = std::max(all.widest.remove, role.remove);
        all.widest.create |= role.create;
        all.widest.exportRows |= role.exportRows;
        all.widest.import |= role.import;
        all.widest.deny |= role.deny;
        actions += role.actions.keys();
        fields += role.fields.keys();
    }
    if (all.widest.deny) {
        all.widest = EntityPermissions();
        all.widest.deny = true;
        return all;
    }
    // A role that says nothing of an action or a field gives what it gives for the whole entity; a role that does not
    // read the entity at all has no word on its fields.
    for (const QString &action : std::as_const(actions)) {
        Scope scope = Scope::None;
        for (const EntityPermissions &role : roles)
            scope = std::max(scope, role.actions.value(action, role.edit));
        all.widest.actions.insert(action, scope);
    }
    for (const QString &field : std::as_const(fields)) {
        FieldAccess access = FieldAccess::Hidden;
        for (const EntityPermissions &role : roles) {
            if (role.read != Scope::None)
                access = std::max(access, role.fields.value(field, FieldAccess::Write));
        }
        all.fields.insert(field, access);
    }
    return all;
}

class RightsBuilder
{
public:
    explicit RightsBuilder(const Membership &membership)
        : m_membership(membership)
        , m_shared(membership.sharedKeyNames())
        , m_editor(membership.editorKeyNames())
    {
    }

    Permissions::EntityRights rights(const EntityDef &entity) const
    {
        std::vector<EntityPermissions> roles;
        for (const RoleGrant &role : m_membership.roles)
            roles.push_back(role.forEntity(entity));
        const Combined all = combine(roles);
        Permissions::EntityRights rights;
        rights.widest = all.widest;
        if (all.widest.deny)
            return rights;
        rights.offline = offlineRule(entity, roles);
        rights.read = all.widest.read == Scope::All
            ? KeySet::everything()
            : keySet(m_membership.readKeyNames(entity, all.widest.read) + m_shared);
        rights.edit = keys(all.widest.edit, m_editor);
        rights.remove = keys(all.widest.remove, {});
        for (auto it = all.widest.actions.cbegin(); it != all.widest.actions.cend(); ++it)
            rights.actions.insert(it.key(), keys(it.value(), {}));
        for (auto it = all.fields.cbegin(); it != all.fields.cend(); ++it) {
            const FieldDef *field = entity.field(it.key());
            if (field && it.value() != FieldAccess::Write)
                rights.fields.insert(field->number, it.value());
        }
        return rights;
    }

private:
    /// `roles` are those of the membership, as they stand to the entity. One that does not read it has no word on it.
    OfflineRule offlineRule(const EntityDef &entity, const std::vector<EntityPermissions> &roles) const
    {
        std::optional<OfflineRule> all;
        for (size_t i = 0; i < roles.size(); ++i) {
            if (roles[i].read == Scope::None)
                continue;
            const OfflineRule own = m_membership.roles[i].offlineFor(entity);
            all = all ? bothOf(*all, own) : own;
        }
        return all.value_or(entity.offline);
    }

    KeySet keys(Scope scope, const QStringList &granted) const
    {
        return scope == Scope::All ? KeySet::everything() : keySet(m_membership.keyNames(scope) + granted);
    }

    const Membership &m_membership;
    const QStringList m_shared;
    const QStringList m_editor;
};

}

Result<PermissionsPointer> AccessResolver::compute(
    Connection &connection, const RegistryPointer &registry, const RecordId &user)
{
    TANDEM_ASSIGN(const Membership membership, Membership::load(connection, registry, user));
    const RightsBuilder builder(membership);
    QHash<EntityNumber, Permissions::EntityRights> rights;
    for (const EntityDef &entity : registry->entities()) {
        if (!entity.deleted)
            rights.insert(entity.number, builder.rights(entity));
    }
    return PermissionsPointer(std::make_shared<Permissions>(
        registry, user, membership.department, membership.isAdministrator(), std::move(rights)));
}

Result<PermissionsPointer> AccessResolver::permissions(
    Connection &connection, const RegistryPointer &registry, const RecordId &user)
{
    quint64 epoch = 0;
    {
        const QMutexLocker lock(&m_mutex);
        const PermissionsPointer known = m_known.value(user);
        if (known && known->registry() == registry)
            return known;
        epoch = m_epoch;
    }
    TANDEM_ASSIGN(const qint64 seq, Sequence::committed(connection));
    TANDEM_ASSIGN(const PermissionsPointer fresh, compute(connection, registry, user));
    const QMutexLocker lock(&m_mutex);
    // Rights may have changed while they were read, or since the caller's transaction began: then this is good for one
    // use only.
    if (epoch == m_epoch && seq >= m_changedAt)
        m_known.insert(user, fresh);
    return fresh;
}

void AccessResolver::invalidate(qint64 seq)
{
    const QMutexLocker lock(&m_mutex);
    m_changedAt = std::max(m_changedAt, seq);
    ++m_epoch;
    m_known.clear();
}

bool AccessResolver::affectsAccess(EntityNumber entity)
{
    switch (entity) {
    case entities::user::number:
    case entities::role::number:
    case entities::userRole::number:
    case entities::department::number:
    case entities::team::number:
    case entities::teamMember::number:
        return true;
    default:
        return false;
    }
}

}
