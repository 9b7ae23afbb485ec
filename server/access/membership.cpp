// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/membership.h"

#include "server/access/activeuser.h"
#include "server/access/audience.h"
#include "server/store/recordstore.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/accessparser.h"

#include <QJsonDocument>

namespace tandem::server {

namespace {

QMap<QString, EntityPermissions> parsePermissions(const QString &json)
{
    QMap<QString, EntityPermissions> permissions;
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        // A word that nobody understands gives nothing: the entity stays closed for this role.
        permissions.insert(it.key(), readPermissions(it.value().toObject(), it.key()).valueOr(EntityPermissions()));
    }
    return permissions;
}

/// What nobody understands changes nothing: who may see the rows is decided elsewhere.
QMap<QString, OfflineRule> parseOfflineRules(const QString &json)
{
    return readOfflineRules(QJsonDocument::fromJson(json.toUtf8()).object(), {}).valueOr({});
}

Result<std::vector<RoleGrant>> loadRoles(RecordStore &store, const RecordId &user)
{
    std::vector<RoleGrant> roles;
    TANDEM_ASSIGN(const auto held, store.findBy(entities::userRole::number, entities::userRole::field::user, user));
    for (const StoredRecord &row : held) {
        TANDEM_ASSIGN(
            const auto role, store.find(entities::role::number, row.value(entities::userRole::field::role).toId()));
        if (!role || role->isDeleted())
            continue;
        roles.push_back({role->id, role->value(entities::role::field::key).toText(),
            role->value(entities::role::field::name).toText(),
            parsePermissions(role->value(entities::role::field::permissions).toText()),
            parseOfflineRules(role->value(entities::role::field::offline).toText())});
    }
    return roles;
}

Result<void> loadTeams(RecordStore &store, Membership &membership)
{
    using namespace entities::teamMember;
    TANDEM_ASSIGN(const auto mine, store.findBy(number, field::user, membership.user));
    for (const StoredRecord &row : mine) {
        const RecordId team = row.value(field::team).toId();
        TANDEM_ASSIGN(const auto found, store.find(entities::team::number, team));
        if (!found || found->isDeleted())
            continue;
        membership.teams.push_back(team);
        TANDEM_ASSIGN(const auto mates, store.findBy(number, field::team, team, 100'000));
        for (const StoredRecord &mate : mates)
            membership.teamMates.push_back(mate.value(field::user).toId());
    }
    return {};
}

Result<void> loadDepartments(RecordStore &store, Membership &membership)
{
    if (membership.department.isNull())
        return {};
    RecordQuery all;
    all.entity = entities::department::entityName();
    all.fields = {entities::department::field::parent};
    TANDEM_ASSIGN(const auto departments, store.query(all));
    QHash<RecordId, RecordId> parents;
    QMultiHash<RecordId, RecordId> children;
    for (const StoredRecord &department : departments) {
        const RecordId parent = department.value(entities::department::field::parent).toId();
        parents.insert(department.id, parent);
        children.insert(parent, department.id);
    }
    const auto addOnce = [](std::vector<RecordId> &list, const RecordId &id) {
        const bool isNew = std::find(list.cbegin(), list.cend(), id) == list.cend();
        if (isNew)
            list.push_back(id);
        return isNew;
    };
    // Both walks end even where somebody managed to make a circle.
    for (RecordId at = membership.department; !at.isNull() && addOnce(membership.departmentsAbove, at);)
        at = parents.value(at);
    addOnce(membership.departmentsBelow, membership.department);
    for (size_t i = 0; i < membership.departmentsBelow.size(); ++i) {
        for (const RecordId &child : children.values(membership.departmentsBelow[i]))
            addOnce(membership.departmentsBelow, child);
    }
    return {};
}

QStringList grantedNames(const Membership &membership, QString (*name)(const QString &, const RecordId &))
{
    QStringList names{name(QStringLiteral("user"), membership.user)};
    for (const RecordId &team : membership.teams)
        names.append(name(QStringLiteral("team"), team));
    for (const RecordId &department : membership.departmentsAbove)
        names.append(name(QStringLiteral("department"), department));
    return names;
}

}

EntityPermissions RoleGrant::forEntity(const EntityDef &entity) const
{
    const auto own = permissions.constFind(entity.name);
    return own != permissions.cend() ? *own : entity.defaultPermissions(key);
}

bool Membership::isAdministrator() const
{
    return std::any_of(roles.cbegin(), roles.cend(),
        [](const RoleGrant &role) { return role.key == QLatin1String(administratorRole); });
}

QStringList Membership::readKeyNames(const EntityDef &entity, Scope scope) const
{
    QStringList names = keyNames(scope);
    if (!names.isEmpty() && !entity.sharedField.isEmpty())
        names.append(audience::everybody());
    return names;
}

QStringList Membership::keyNames(Scope scope) const
{
    if (scope == Scope::None || scope == Scope::All)
        return {};
    QStringList names{audience::owner(user)};
    if (scope >= Scope::Collaborator)
        names.append(audience::shared(QStringLiteral("user"), user));
    if (scope >= Scope::Team) {
        for (const RecordId &mate : teamMates)
            names.append(audience::owner(mate));
    }
    if (scope >= Scope::Department && !department.isNull())
        names.append(audience::department(department));
    if (scope >= Scope::DepartmentBelow) {
        for (const RecordId &below : departmentsBelow)
            names.append(audience::department(below));
    }
    return names;
}

QStringList Membership::sharedKeyNames() const
{
    return grantedNames(*this, audience::shared);
}

QStringList Membership::editorKeyNames() const
{
    return grantedNames(*this, audience::editor);
}

Result<Membership> Membership::load(Connection &connection, const RegistryPointer &registry, const RecordId &user)
{
    RecordStore store(connection, registry);
    TANDEM_ASSIGN(const auto row, store.find(entities::user::number, user));
    if (!row)
        return Error::notFound(QStringLiteral("user"));
    if (!isActiveUser(row->values))
        return Error::forbidden(QStringLiteral("userDisabled"));
    Membership membership;
    membership.user = user;
    membership.department = row->value(systemfield::department).toId();
    TANDEM_ASSIGN(membership.roles, loadRoles(store, user));
    TANDEM_TRY(loadTeams(store, membership));
    TANDEM_TRY(loadDepartments(store, membership));
    return membership;
}

}
