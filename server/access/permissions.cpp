// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/permissions.h"

#include "server/access/mask.h"

#include <QCryptographicHash>

namespace tandem::server {

Permissions::Permissions(RegistryPointer registry, RecordId user, RecordId department, bool administrator,
    QHash<EntityNumber, EntityRights> rights)
    : m_registry(std::move(registry))
    , m_user(user)
    , m_department(department)
    , m_administrator(administrator)
    , m_rights(std::move(rights))
{
}

const Permissions::EntityRights &Permissions::rights(EntityNumber entity) const
{
    static const EntityRights nothing;
    const auto found = m_rights.constFind(entity);
    return found == m_rights.cend() ? nothing : *found;
}

bool Permissions::mayAct(EntityNumber entity, const QString &action, const std::vector<AudienceKey> &audience) const
{
    const EntityRights &own = rights(entity);
    const auto found = own.actions.constFind(action);
    return (found == own.actions.cend() ? own.edit : *found).meets(audience);
}

FieldAccess Permissions::fieldAccess(EntityNumber entity, FieldNumber field) const
{
    const EntityRights &own = rights(entity);
    return own.fields.isEmpty() ? FieldAccess::Write : own.fields.value(field, FieldAccess::Write);
}

bool Permissions::readsAllFields(EntityNumber entity) const
{
    const auto &fields = rights(entity).fields;
    return std::none_of(fields.cbegin(), fields.cend(), [](FieldAccess access) { return access < FieldAccess::Read; });
}

FieldValues Permissions::visibleValues(const EntityDef &entity, FieldValues values) const
{
    const EntityRights &own = rights(entity.number);
    for (auto it = own.fields.cbegin(); it != own.fields.cend(); ++it) {
        const auto found = values.find(it.key());
        if (found == values.end())
            continue;
        if (it.value() == FieldAccess::Hidden) {
            values.erase(found);
        } else if (it.value() == FieldAccess::Masked) {
            const FieldDef *field = entity.field(it.key());
            found->second = field ? maskValue(*field, found->second) : Value();
        }
    }
    return values;
}

QByteArray Permissions::readFingerprint(EntityNumber entity) const
{
    const EntityRights &own = rights(entity);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(own.read.all ? QByteArrayLiteral("all") : QByteArrayLiteral("keys"));
    for (const AudienceKey key : own.read.keys)
        hash.addData(QByteArray::number(key) + ';');
    // Hashes have no order of their own.
    std::map<FieldNumber, int> limited;
    for (auto it = own.fields.cbegin(); it != own.fields.cend(); ++it) {
        if (it.value() < FieldAccess::Read)
            limited.emplace(it.key(), int(it.value()));
    }
    for (const auto &[field, access] : limited)
        hash.addData(QByteArray::number(field) + '=' + QByteArray::number(access) + ';');
    return hash.result();
}

}
