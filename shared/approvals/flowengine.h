// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/approvals/flowdefinition.h"
#include "shared/approvals/flowstate.h"

#include <vector>

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
    virtual bool isActive(const RecordId &user) const = 0; ///< somebody who can be given a decision
    virtual Result<bool> holds(const QString &condition) const = 0;
};

struct FlowEvent
{
    enum class Kind {
        Submit,
        Approve,
        Reject,
        Return,
        Withdraw,
        Transfer, ///< `to` decides instead
        AddBefore, ///< `to` decides first, then it comes back
        AddAfter, ///< agreed, and `to` decides after that
        Remind,
    };

    Kind kind = Kind::Submit;
    RecordId by;
    Timestamp at = 0;
    int task = 0; ///< of all that the assignee of a task does
    QString target; ///< of Return: a passed node's id; empty: the initiator
    QString comment;
    QMap<QString, QList<RecordId>> chosen; ///< of Submit
    RecordId to = {}; ///< of Transfer, AddBefore, AddAfter
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
        Transferred, ///< to `users`
        Added, ///< `users` decide too; `reason`: "before" or "after"
        Reminded, ///< `users`
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

/// How long the approvers of an instance are left in peace after a reminder, in milliseconds.
inline constexpr Timestamp reminderPause = 60 * 60 * 1000;

/// One step of the state machine: pure, all or nothing. Whose event does not fit the state changes nothing.
/// Error: Forbidden ("notYourTask", "notTheInitiator"), Conflict ("taskClosed" with arguments "by", "at" and
/// "decision"; "notYourTurn"; "notRunning" with "status"; "withdrawalNotAllowed"; "noApprover" with `field` the node;
/// "transferNotAllowed"; "addingNotAllowed"; "ownCase"; "alreadyApprover"; "tooManyHandovers" with "limit";
/// "remindedRecently" with "again", the time from which on it is possible), Invalid ("target", "notPassed"; "chosen",
/// "required"; "to", "required" or "notActive"), NotFound ("task").
Result<FlowEffects> advance(
    const FlowDefinition &flow, const FlowState &state, const FlowEvent &event, const ApprovalDirectory &directory);

/// A node that the flow will come to if nothing changes.
struct ForeseenStep
{
    QString node;
    bool isCopy = false; ///< for information only
    std::vector<RecordId> users; ///< empty: nobody is found as things are

    bool operator==(const ForeseenStep &) const = default;
};

/// What comes after the present node, as people, the record and its conditions are now; empty unless it is running.
std::vector<ForeseenStep> foresee(
    const FlowDefinition &flow, const FlowState &state, const ApprovalDirectory &directory);

}
