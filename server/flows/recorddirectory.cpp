// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/flows/recorddirectory.h"

#include "server/access/activeuser.h"
#include "shared/entities/entitynames.h"

#include <algorithm>

namespace tandem::server {

namespace {

using namespace Qt::Literals::StringLiterals;
namespace user = entities::user;
namespace role = entities::role;
namespace userRole = entities::userRole;
namespace department = entities::department;

/// Managers in a circle must end somewhere.
constexpr int longestReportingLine = 30;

}

EvaluationContext evaluationContext(MutationContext &context, const Subject &subject)
{
    EvaluationContext result;
    result.values = &subject.row;
    result.record = subject.record;
    result.previous = subject.previous;
    result.surroundings.now = context.now();
    result.surroundings.utcOffsetSeconds = context.utcOffsetSeconds();
    result.surroundings.me = context.actor().user;
    result.resolveLink = [&context](const EntityDef &entity, const RecordId &record) -> std::optional<FieldValues> {
        auto row = context.find(entity.number, record);
        return row.ok() ? *row : std::nullopt;
    };
    if (!context.actor().user.isNull()) {
        const auto row = context.find(user::number, context.actor().user);
        if (row.ok() && *row) {
            const auto own = (*row)->find(systemfield::department);
            result.surroundings.myDepartment = own == (*row)->end() ? RecordId() : own->second.toId();
        }
    }
    return result;
}

RecordDirectory::RecordDirectory(MutationContext &context, const Subject &subject)
    : m_context(context)
    , m_subject(subject)
{
}

Value RecordDirectory::valueOf(EntityNumber entity, const RecordId &record, FieldNumber field) const
{
    const auto row =
        record.isNull() ? Result<std::optional<FieldValues>>(std::nullopt) : m_context.find(entity, record);
    if (!row.ok() || !*row)
        return {};
    const auto found = (*row)->find(field);
    return found == (*row)->end() ? Value() : found->second;
}

bool RecordDirectory::isActive(const RecordId &who) const
{
    if (who.isNull())
        return false;
    const auto row = m_context.find(user::number, who);
    return row.ok() && *row && isActiveUser(**row);
}

RecordId RecordDirectory::managerOf(const RecordId &who) const
{
    // Somebody who left is no manager any more; his own one is.
    RecordId manager = valueOf(user::number, who, user::field::manager).toId();
    for (int i = 0; i < longestReportingLine && !manager.isNull() && !isActive(manager); ++i)
        manager = valueOf(user::number, manager, user::field::manager).toId();
    return isActive(manager) ? manager : RecordId();
}

std::vector<RecordId> RecordDirectory::managers(const RecordId &initiator, int levels) const
{
    std::vector<RecordId> line;
    RecordId next = managerOf(initiator);
    for (int i = 0; i < std::min(levels, longestReportingLine) && !next.isNull() && next != initiator; ++i) {
        line.push_back(next);
        next = managerOf(next);
    }
    return line;
}

std::vector<RecordId> RecordDirectory::membersOf(const QString &key) const
{
    RecordId id = recordIdFromText(key);
    if (id.isNull()) {
        const auto roles = m_context.findWhere(role::number, role::field::key, key);
        if (!roles.ok() || roles->empty())
            return {};
        id = roles->front();
    }
    std::vector<RecordId> members;
    const auto pairs = m_context.findWhere(userRole::number, userRole::field::role, id);
    for (const RecordId &pair : pairs.ok() ? *pairs : std::vector<RecordId>()) {
        const RecordId member = valueOf(userRole::number, pair, userRole::field::user).toId();
        if (isActive(member))
            members.push_back(member);
    }
    std::sort(members.begin(), members.end());
    return members;
}

RecordId RecordDirectory::leader(const RecordId &initiator, int level) const
{
    RecordId unit = valueOf(user::number, initiator, systemfield::department).toId();
    for (int i = 1; i < level; ++i)
        unit = valueOf(department::number, unit, department::field::parent).toId();
    const RecordId found = valueOf(department::number, unit, department::field::leader).toId();
    return isActive(found) ? found : RecordId();
}

Result<RecordId> RecordDirectory::byExpression(const QString &text) const
{
    TANDEM_ASSIGN(const auto checked, compileExpression(text, *m_context.registry(), *m_subject.entity));
    const RecordId found = evaluate(checked, evaluationContext(m_context, m_subject)).toId();
    return isActive(found) ? found : RecordId();
}

Result<std::vector<RecordId>> RecordDirectory::approvers(const ApproverRule &rule, const RecordId &initiator) const
{
    std::vector<RecordId> found;
    switch (rule.kind) {
    case ApproverRule::Kind::Users:
        found = rule.users;
        break;
    case ApproverRule::Kind::Role:
        return membersOf(rule.role);
    case ApproverRule::Kind::Manager:
        found = managers(initiator, rule.level);
        found.erase(found.begin(), found.end() - (int(found.size()) == rule.level ? 1 : 0));
        break;
    case ApproverRule::Kind::ManagersUpTo:
        return managers(initiator, rule.level);
    case ApproverRule::Kind::DepartmentLead:
        found = {leader(initiator, rule.level)};
        break;
    case ApproverRule::Kind::Expression: {
        TANDEM_ASSIGN(const RecordId who, byExpression(rule.expression));
        found = {who};
        break;
    }
    case ApproverRule::Kind::InitiatorChosen:
        break;
    }
    std::erase_if(found, [this](const RecordId &who) { return who.isNull() || !isActive(who); });
    return found;
}

std::vector<RecordId> RecordDirectory::administrators() const
{
    return membersOf(u"administrator"_s);
}

Result<bool> RecordDirectory::holds(const QString &condition) const
{
    TANDEM_ASSIGN(const auto checked, compileCondition(condition, *m_context.registry(), *m_subject.entity));
    return tandem::holds(checked, evaluationContext(m_context, m_subject));
}

}
