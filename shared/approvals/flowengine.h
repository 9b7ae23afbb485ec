// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/approvals/flowdefinition.h"
#include "shared/approvals/flowstate.h"

#include <functional>

namespace tandem {

/// What a flow asks about people and the record while it runs. Only active users are ever named.
class ApprovalDirectory
{
public:
    virtual ~ApprovalDirectory() = default;

    /// The people of a rule, in the order in which they stand; not asked for InitiatorChosen.
    virtual Result<std::vector<RecordId>> approvers(const ApproverRule &rule, const RecordId &initiator) const = 0;
    virtual RecordId managerOf(const RecordId &user) const = 0; ///< null if none
    virtual std::vector<RecordId> administrators() const = 0; ///< who stands in when nobody is found
    virtual Result<bool> holds(const QString &condition) const = 0;
};

struct FlowEvent
{
    enum class Kind { Submit, Approve, Reject, Return, Withdraw };

    Kind kind = Kind::Submit;
    RecordId by;
    Timestamp at = 0;
    int task = 0; ///< of Approve, Reject, Return
    QString target; ///< of Return: a passed node's id; empty: the initiator
    QString comment;
    QMap<QString, QList<RecordId>> chosen; ///< of Submit
};

/// A line of the instance's story.
struct FlowEntry
{
    enum class Kind {
        Submitted,
        Agreed,
        Refused,
        Returned, ///< `node` is where it went, empty: to the initiator
        Withdrawn,
        Skipped, ///< `reason`: "nobody" or "self"
        Escalated, ///< others stand in for the initiator or for nobody; `reason` as above
        Copied,
        Approved, ///< the whole
        Rejected, ///< the whole
    };

    Kind kind = Kind::Submitted;
    RecordId by; ///< null: nobody, the flow itself
    QString node;
    int task = 0;
    std::vector<RecordId> users; ///< whom it concerns
    QString reason;
    QString comment;

    bool operator==(const FlowEntry &) const = default;
};

QString flowEntryName(FlowEntry::Kind kind); ///< "submitted", "agreed"…

struct FlowEffects
{
    FlowState state;
    std::vector<int> changedTasks; ///< new or in another state, ascending
    std::vector<FlowEntry> entries; ///< in order
};

/// One step of the state machine: pure, all or nothing. Whose event does not fit the state changes nothing.
/// Error: Forbidden ("notYourTask", "notTheInitiator"), Conflict ("taskClosed" with arguments "by", "at" and
/// "decision"; "notYourTurn"; "notRunning" with "status"; "withdrawalNotAllowed"; "noApprover" with `field` the node),
/// Invalid ("target", "notPassed"; "chosen", "required"), NotFound ("task").
Result<FlowEffects> advance(
    const FlowDefinition &flow, const FlowState &state, const FlowEvent &event, const ApprovalDirectory &directory);

}
