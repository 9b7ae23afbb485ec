// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/accessresolver.h"
#include "server/access/audience.h"
#include "server/access/membership.h"
#include "server/store/audiencestore.h"
#include "server/store/recordstore.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/fieldtypes/anylinktype.h"

namespace tandem::server {

namespace {

/// Collects every reason for which one user sees one record.
class Explainer
{
public:
    Explainer(
        Connection &connection, const RegistryPointer &registry, const EntityDef &entity, const Membership &membership)
        : m_registry(registry)
        , m_entity(entity)
        , m_membership(membership)
        , m_records(connection, registry)
        , m_audience(connection)
    {
    }

    Result<std::vector<AccessExplanation>> explain(const RecordId &record)
    {
        TANDEM_ASSIGN(const auto row, m_records.find(m_entity.number, record));
        if (!row)
            return Error::notFound(m_entity.name);
        TANDEM_ASSIGN(m_keys, m_audience.keyNames(m_entity.number, record));
        m_own = {audience::owner(row->value(systemfield::owner).toId()),
            audience::department(row->value(systemfield::department).toId()), audience::everybody()};
        findParent(*row);
        for (const RoleGrant &role : m_membership.roles) {
            if (role.forEntity(m_entity).deny)
                return std::vector{ofRole(AccessExplanation::Kind::Denied, role, Scope::None, {})};
        }
        for (const RoleGrant &role : m_membership.roles)
            addRole(role);
        TANDEM_TRY(addShares(record));
        if (m_found.empty())
            m_found.push_back({});
        return std::move(m_found);
    }

private:
    static AccessExplanation ofRole(
        AccessExplanation::Kind kind, const RoleGrant &role, Scope scope, const QString &key)
    {
        AccessExplanation explanation;
        explanation.kind = kind;
        explanation.key = key;
        explanation.role = role.role;
        explanation.roleName = role.name;
        explanation.scope = scope;
        return explanation;
    }

    void findParent(const StoredRecord &row)
    {
        const FieldDef *link = m_entity.parentLink.isEmpty() ? nullptr : m_entity.field(m_entity.parentLink);
        if (!link)
            return;
        const Value value = row.value(link->number);
        const QString text = value.toText();
        const EntityDef *parent =
            m_registry->entity(link->type == FieldType::AnyLink ? text.section(QLatin1Char('/'), 0, 0) : link->target);
        const RecordId id =
            link->type == FieldType::AnyLink ? recordIdFromText(text.section(QLatin1Char('/'), 1)) : value.toId();
        if (parent && !id.isNull()) {
            m_parentEntity = parent;
            m_parent = id;
        }
    }

    void addRole(const RoleGrant &role)
    {
        const Scope scope = role.forEntity(m_entity).read;
        if (scope == Scope::All) {
            m_found.push_back(ofRole(AccessExplanation::Kind::Role, role, scope, {}));
            return;
        }
        for (const QString &name : m_membership.readKeyNames(m_entity, scope)) {
            if (!m_keys.contains(name))
                continue;
            const bool lent = m_parentEntity && !m_own.contains(name);
            AccessExplanation explanation =
                ofRole(lent ? AccessExplanation::Kind::Parent : AccessExplanation::Kind::Role, role, scope, name);
            if (lent) {
                explanation.parent = m_parent;
                explanation.parentEntity = m_parentEntity->number;
            }
            m_found.push_back(explanation);
            return;
        }
    }

    /// Shares of the record itself, and those of its parent that reach it.
    Result<void> addShares(const RecordId &record)
    {
        TANDEM_TRY(addSharesOf(m_entity, record));
        return m_parentEntity ? addSharesOf(*m_parentEntity, m_parent) : Result<void>();
    }

    Result<void> addSharesOf(const EntityDef &entity, const RecordId &record)
    {
        using namespace entities::share;
        const QStringList mine = m_membership.sharedKeyNames();
        const QString link = anyLinkText(entity.name, record);
        TANDEM_ASSIGN(const auto shares, m_records.findBy(number, field::record, link));
        for (const StoredRecord &share : shares) {
            const RecordId grantee =
                recordIdFromText(share.value(field::grantee).toText().section(QLatin1Char('/'), 1));
            const QString key = audience::shared(share.value(field::granteeKind).toText(), grantee);
            if (!mine.contains(key) || !m_keys.contains(key))
                continue;
            AccessExplanation explanation;
            explanation.kind = AccessExplanation::Kind::Share;
            explanation.key = key;
            explanation.share = share.id;
            m_found.push_back(explanation);
        }
        return {};
    }

    const RegistryPointer &m_registry;
    const EntityDef &m_entity;
    const Membership &m_membership;
    RecordStore m_records;
    AudienceStore m_audience;
    QStringList m_keys;
    QStringList m_own;
    const EntityDef *m_parentEntity = nullptr;
    RecordId m_parent;
    std::vector<AccessExplanation> m_found;
};

}

Result<std::vector<AccessExplanation>> AccessResolver::explain(Connection &connection, const RegistryPointer &registry,
    const RecordId &user, EntityNumber entity, const RecordId &record)
{
    const EntityDef *definition = registry->entity(entity);
    if (!definition)
        return Error::notFound(QString::number(entity));
    TANDEM_ASSIGN(const Membership membership, Membership::load(connection, registry, user));
    return Explainer(connection, registry, *definition, membership).explain(record);
}

}
