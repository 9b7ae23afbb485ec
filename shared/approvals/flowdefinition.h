// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/recordid.h"
#include "shared/base/result.h"
#include "shared/metadata/registry.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace tandem {

/// Who approves at a node, before it is known which people those are.
struct ApproverRule
{
    enum class Kind {
        Users, ///< these people
        Role, ///< everybody in a role
        Manager, ///< the initiator's manager, `level` steps up
        ManagersUpTo, ///< one manager after the other, `level` steps up
        DepartmentLead, ///< of the initiator's department, or `level` - 1 departments above
        InitiatorChosen, ///< named when the flow is submitted
        Expression, ///< of the record: "owner", "account.owner"
    };

    Kind kind = Kind::Users;
    std::vector<RecordId> users;
    QString role; ///< key of a built-in role, or a role's id
    int level = 1;
    QString expression;

    bool operator==(const ApproverRule &) const = default;
};

struct FlowBranch
{
    QString when; ///< expression over the record
    QString next;

    bool operator==(const FlowBranch &) const = default;
};

struct FlowNode
{
    enum class Type { Start, Approver, Condition, Cc, End };
    enum class Method { Sequential, All, Any };
    enum class RefuseRule { Any, All }; ///< how many refusals refuse the node
    enum class EmptyRule { Administrator, Users, Skip, Reject }; ///< when nobody is found
    enum class SelfRule { Manager, Self, Skip }; ///< when the initiator would approve his own
    enum class RejectRule { End, Starter }; ///< what a refused node does to the whole

    QString id;
    Type type = Type::Approver;
    QString name; ///< what people read; empty: by its type
    QString next; ///< of all but Condition and End
    ApproverRule who; ///< of Approver and Cc
    Method method = Method::Any;
    int passPercent = 100; ///< of Method::All: how many must agree
    RefuseRule refuseRule = RefuseRule::Any;
    EmptyRule emptyRule = EmptyRule::Administrator;
    std::vector<RecordId> emptyUsers; ///< of EmptyRule::Users
    SelfRule selfRule = SelfRule::Manager;
    RejectRule rejectRule = RejectRule::End;
    bool transferable = true; ///< an approver may hand his decision over to somebody else
    bool extendable = true; ///< an approver may ask for one more, before or after himself
    std::vector<FlowBranch> branches; ///< of Condition, the first that holds
    QString otherwise; ///< of Condition

    bool operator==(const FlowNode &) const = default;
};

/// An approval flow as it was designed. Running instances keep the definition they began with.
struct FlowDefinition
{
    enum class Withdrawal { Always, UntilDecided, Never };

    std::vector<FlowNode> nodes;
    Withdrawal withdrawal = Withdrawal::Always;

    const FlowNode *node(const QString &id) const; ///< null if there is none
    const FlowNode &start() const; ///< of a parsed definition there is exactly one

    bool operator==(const FlowDefinition &) const = default;
};

/// Reads {"nodes": [{"id", "type", "next", …}], "withdrawal"}; a node without "next" leads to the one after it.
/// Error: Invalid; `field` is "nodes[2].who.kind" or the like, `reason` one of "required", "unknownValue",
/// "duplicateNode", "unknownNode", "noStart", "noEnd", "cycle", "unreachable", "tooMany".
Result<FlowDefinition> parseFlow(const QJsonObject &json);
QJsonObject flowToJson(const FlowDefinition &flow);

/// Conditions and approver expressions against the entity that the flow runs on; the latter must give a user.
/// Error: as of checkExpression(), `field` naming the node.
Result<void> checkFlow(const FlowDefinition &flow, const Registry &registry, const EntityDef &entity);

}
