// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/authoriser.h"

#include "server/records/audiencerules.h"

namespace tandem::server {

Result<void> Authoriser::checkFields(const EntityDef &entity, const Mutation &mutation) const
{
    if (m_permissions.limitedFields(entity.number).isEmpty())
        return {};
    for (const FieldChange &change : mutation.changes) {
        if (m_permissions.fieldAccess(entity.number, change.field) == FieldAccess::Write)
            continue;
        const FieldDef *field = entity.field(change.field);
        return Error::forbidden(QStringLiteral("fieldNotWritable"), field ? field->name : QString());
    }
    return {};
}

Result<bool> Authoriser::sees(const EntityDef &entity, const RecordId &record)
{
    TANDEM_ASSIGN(const auto keys, m_state.audience().keys(entity.number, record));
    return m_permissions.maySee(entity.number, keys);
}

Result<void> Authoriser::checkBefore(const EntityDef &entity, const Mutation &mutation, const StoredRecord *row)
{
    const EntityNumber number = entity.number;
    const bool creates = mutation.kind == MutationKind::Create;
    // Before it matters whether the id is taken, which is not everybody's to know.
    if (creates && !m_permissions.mayCreate(number))
        return Error::forbidden(QStringLiteral("mayNotCreate"));
    if (!row) {
        return creates ? checkFields(entity, mutation) : Result<void>(Error::notFound(entity.name));
    }
    TANDEM_ASSIGN(const auto keys, m_state.audience().keys(number, row->id));
    if (!m_permissions.maySee(number, keys))
        return Error::notFound(entity.name);
    if (mutation.kind == MutationKind::Delete || mutation.kind == MutationKind::Restore) {
        if (!m_permissions.mayDelete(number, keys))
            return Error::forbidden(QStringLiteral("mayNotDelete"));
        return mutation.kind == MutationKind::Restore ? checkFields(entity, mutation) : Result<void>();
    }
    if (!m_permissions.mayEdit(number, keys))
        return Error::forbidden(QStringLiteral("mayNotEdit"));
    return checkFields(entity, mutation);
}

Result<void> Authoriser::checkAfter(const RecordChange &change)
{
    const EntityNumber number = change.entity.number;
    const bool creates = change.event == RecordEvent::Create;
    if (!creates && !audiencerules::isMovedBy(m_state, change))
        return {};
    TANDEM_ASSIGN(const auto keys, m_state.audience().keys(number, change.record));
    const bool allowed = m_permissions.mayEdit(number, keys) || (creates && m_permissions.maySee(number, keys));
    return allowed ? Result<void>() : Result<void>(Error::forbidden(QStringLiteral("notYours")));
}

Result<void> Authoriser::checkAction(const EntityDef &entity, const ActionDef &action, const RecordId &record)
{
    TANDEM_ASSIGN(const auto keys, m_state.audience().keys(entity.number, record));
    if (!m_permissions.maySee(entity.number, keys))
        return Error::notFound(entity.name);
    if (action.right == ActionDef::Right::Scope && !m_permissions.mayAct(entity.number, action.name, keys))
        return Error{
            ErrorCode::Forbidden, QStringLiteral("mayNotAct"), {}, {{QStringLiteral("action"), action.name}}, {}};
    return {};
}

}
