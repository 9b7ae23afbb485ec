// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/approvals/flowstep.h"

#include <algorithm>

namespace tandem {

Result<FlowEffects> FlowStep::run()
{
    TANDEM_TRY(apply());
    FlowEffects effects;
    for (const FlowTask &task : m_state.tasks) {
        const FlowTask *earlier = m_before.task(task.number);
        if (!earlier || *earlier != task)
            effects.changedTasks.push_back(task.number);
    }
    effects.state = std::move(m_state);
    effects.entries = std::move(m_entries);
    return effects;
}

Result<void> FlowStep::apply()
{
    switch (m_event.kind) {
    case FlowEvent::Kind::Submit:
        return submit();
    case FlowEvent::Kind::Approve:
        return vote(TaskStatus::Agreed, FlowEntry::Kind::Agreed);
    case FlowEvent::Kind::Reject:
        return vote(TaskStatus::Refused, FlowEntry::Kind::Refused);
    case FlowEvent::Kind::Return:
        return sendBack();
    case FlowEvent::Kind::Withdraw:
        return withdraw();
    case FlowEvent::Kind::Transfer:
        return transfer();
    case FlowEvent::Kind::AddBefore:
    case FlowEvent::Kind::AddAfter:
        return addApprover();
    case FlowEvent::Kind::Remind:
        return remind();
    }
    return Error::internal(QStringLiteral("unknown flow event"));
}

Result<void> FlowStep::submit()
{
    const bool isFirst = m_state.status == InstanceStatus::Draft;
    if (!isFirst && m_state.status != InstanceStatus::ReturnedToStarter)
        return wrongStatus();
    if (!isFirst && m_event.by != m_state.initiator)
        return Error::forbidden(QStringLiteral("notTheInitiator"));
    m_state.initiator = m_event.by;
    if (!m_event.chosen.isEmpty())
        m_state.chosen = m_event.chosen;
    m_state.status = InstanceStatus::Running;
    noteAct(FlowEntry::Kind::Submitted);
    return walk(m_flow.start().id);
}

Result<void> FlowStep::vote(TaskStatus status, FlowEntry::Kind kind)
{
    TANDEM_ASSIGN(const int number, ownTask());
    decide(task(number), status);
    const int run = task(number).run;
    noteAct(kind, nodeOf(run).id, number);
    if (status == TaskStatus::Refused)
        closeVoteOf(number);
    else
        wakeWhoWaited(run);
    return judge(run);
}

Result<void> FlowStep::sendBack()
{
    TANDEM_ASSIGN(const int number, ownTask());
    const bool toStarter = m_event.target.isEmpty() || m_event.target == m_flow.start().id;
    const NodeRun *target = toStarter ? nullptr : passedRun(m_event.target);
    if (!toStarter && !target)
        return Error::invalid(QStringLiteral("target"), QStringLiteral("notPassed"));
    const int firstUndone = target ? target->number : 0;
    decide(task(number), TaskStatus::Returned);
    finishRun(task(number).run, RunStatus::Returned);
    noteAct(FlowEntry::Kind::Returned, toStarter ? QString() : m_event.target, number);
    const std::vector<RecordId> formerSeats = seatsOf(firstUndone);
    undoRunsFrom(firstUndone);
    if (toStarter) {
        m_state.status = InstanceStatus::ReturnedToStarter;
        return {};
    }
    // Who decided there decides again; the rules that look for people are for a node's first run.
    if (formerSeats.empty())
        return walk(m_event.target);
    openRun(*m_flow.node(m_event.target), formerSeats);
    return {};
}

Result<void> FlowStep::withdraw()
{
    if (m_event.by != m_state.initiator)
        return Error::forbidden(QStringLiteral("notTheInitiator"));
    if (m_state.status != InstanceStatus::Running && m_state.status != InstanceStatus::ReturnedToStarter)
        return wrongStatus();
    const bool decided = std::any_of(m_state.tasks.begin(), m_state.tasks.end(),
        [](const FlowTask &t) { return t.status == TaskStatus::Agreed || t.status == TaskStatus::Refused; });
    const bool allowed = m_flow.withdrawal == FlowDefinition::Withdrawal::Always
        || (m_flow.withdrawal == FlowDefinition::Withdrawal::UntilDecided && !decided);
    if (!allowed)
        return Error::conflict(QStringLiteral("withdrawalNotAllowed"));
    if (const NodeRun *open = m_state.openRun())
        finishRun(open->number, RunStatus::Closed);
    m_state.status = InstanceStatus::Withdrawn;
    noteAct(FlowEntry::Kind::Withdrawn);
    return {};
}

Error FlowStep::wrongStatus() const
{
    return Error::conflict(
        QStringLiteral("notRunning"), {{QStringLiteral("status"), instanceStatusName(m_state.status)}});
}

Result<int> FlowStep::ownTask() const
{
    const FlowTask *found = m_state.task(m_event.task);
    if (!found)
        return Error::notFound(QStringLiteral("task"));
    if (found->assignee != m_event.by)
        return Error::forbidden(QStringLiteral("notYourTask"));
    if (found->status == TaskStatus::Waiting)
        return Error::conflict(QStringLiteral("notYourTurn"));
    if (found->status != TaskStatus::Open) {
        const RecordId by = found->closedBy.isNull() ? found->assignee : found->closedBy;
        return Error::conflict(QStringLiteral("taskClosed"),
            {{QStringLiteral("by"), toText(by)}, {QStringLiteral("at"), found->decidedAt},
                {QStringLiteral("decision"), taskStatusName(found->status)}});
    }
    return found->number;
}

const NodeRun *FlowStep::passedRun(const QString &node) const
{
    const auto found = std::find_if(m_state.runs.rbegin(), m_state.runs.rend(),
        [&](const NodeRun &run) { return run.node == node && run.status == RunStatus::Passed; });
    return found == m_state.runs.rend() ? nullptr : &*found;
}

/// Who sits at the node's seats in the end; whom they asked in addition was asked for that once.
std::vector<RecordId> FlowStep::seatsOf(int run) const
{
    std::vector<RecordId> users;
    for (const FlowTask &seat : m_state.tasks) {
        if (seat.run != run || seat.origin != TaskOrigin::Seat || seat.assignee.isNull())
            continue;
        RecordId holder = seat.assignee;
        int last = seat.number;
        for (const FlowTask &later : m_state.tasks) {
            if (later.source != last || later.origin != TaskOrigin::Transfer)
                continue;
            holder = later.assignee;
            last = later.number;
        }
        users.push_back(holder);
    }
    return users;
}

/// Only the runs on the way to the present node count as passed.
void FlowStep::undoRunsFrom(int number)
{
    for (NodeRun &run : m_state.runs) {
        if (run.number >= number && run.status == RunStatus::Passed)
            run.status = RunStatus::Closed;
    }
}

void FlowStep::decide(FlowTask &task, TaskStatus status) const
{
    task.status = status;
    task.decidedAt = m_event.at;
    task.comment = m_event.comment;
}

/// Whoever had not decided yet learns whose act ended it.
void FlowStep::close(FlowTask &task) const
{
    task.status = TaskStatus::Closed;
    task.closedBy = m_event.by;
    task.decidedAt = m_event.at;
}

FlowEntry &FlowStep::note(FlowEntry::Kind kind, const QString &node)
{
    m_entries.push_back({kind, {}, node, 0, {}, {}, {}});
    return m_entries.back();
}

/// A line about what the event's author did.
FlowEntry &FlowStep::noteAct(FlowEntry::Kind kind, const QString &node, int task)
{
    FlowEntry &entry = note(kind, node);
    entry.by = m_event.by;
    entry.task = task;
    entry.comment = m_event.comment;
    return entry;
}

}
