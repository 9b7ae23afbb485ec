// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/approvals/flowstep.h"
#include "shared/approvals/seatfinder.h"

namespace tandem {

Result<QString> branchOf(const FlowNode &condition, const ApprovalDirectory &directory)
{
    for (const FlowBranch &branch : condition.branches) {
        TANDEM_ASSIGN(const bool holds, directory.holds(branch.when));
        if (holds)
            return branch.next;
    }
    return condition.otherwise;
}

/// From node to node until somebody has to decide, or the end is reached.
Result<void> FlowStep::walk(QString id)
{
    while (m_state.status == InstanceStatus::Running) {
        const FlowNode &node = *m_flow.node(id);
        switch (node.type) {
        case FlowNode::Type::Start:
            id = node.next;
            break;
        case FlowNode::Type::Condition: {
            TANDEM_ASSIGN(id, branchOf(node, m_directory));
            break;
        }
        case FlowNode::Type::Cc: {
            TANDEM_ASSIGN(std::vector<RecordId> users, SeatFinder(m_state, m_directory).people(node));
            note(FlowEntry::Kind::Copied, node.id).users = std::move(users);
            id = node.next;
            break;
        }
        case FlowNode::Type::Approver: {
            TANDEM_ASSIGN(const bool opened, enter(node));
            if (opened)
                return {};
            id = node.next;
            break;
        }
        case FlowNode::Type::End:
            m_state.status = InstanceStatus::Approved;
            note(FlowEntry::Kind::Approved);
            break;
        }
    }
    return {};
}

/// True if tasks were opened, false if the flow goes on by itself.
Result<bool> FlowStep::enter(const FlowNode &node)
{
    TANDEM_ASSIGN(const Seats seats, SeatFinder(m_state, m_directory).seats(node));
    if (seats.refused) {
        openRun(node, {});
        TANDEM_TRY(refuse(node, m_state.runs.back().number));
        return true;
    }
    if (seats.skipped) {
        skip(node, seats.reason);
        return false;
    }
    if (!seats.reason.isEmpty()) {
        FlowEntry &entry = note(FlowEntry::Kind::Escalated, node.id);
        entry.users = seats.users;
        entry.reason = seats.reason;
    }
    openRun(node, seats.users);
    return true;
}

void FlowStep::skip(const FlowNode &node, const QString &reason)
{
    openRun(node, {});
    m_state.runs.back().status = RunStatus::Passed;
    FlowTask &task = addTask(m_state.runs.back().number, {}, TaskStatus::Skipped);
    task.decidedAt = m_event.at;
    FlowEntry &entry = note(FlowEntry::Kind::Skipped, node.id);
    entry.task = task.number;
    entry.reason = reason;
}

void FlowStep::openRun(const FlowNode &node, const std::vector<RecordId> &users)
{
    const int number = int(m_state.runs.size()) + 1;
    m_state.runs.push_back({number, node.id, RunStatus::Open});
    for (const RecordId &user : users) {
        const bool waits = node.method == FlowNode::Method::Sequential && user != users.front();
        addTask(number, user, waits ? TaskStatus::Waiting : TaskStatus::Open);
    }
}

void FlowStep::finishRun(int number, RunStatus status)
{
    for (NodeRun &run : m_state.runs) {
        if (run.number == number)
            run.status = status;
    }
    for (FlowTask &task : m_state.tasks) {
        if (task.run == number && isLive(task.status))
            close(task);
    }
}

FlowTask &FlowStep::addTask(int run, const RecordId &assignee, TaskStatus status)
{
    FlowTask task;
    task.number = int(m_state.tasks.size()) + 1;
    task.run = run;
    task.assignee = assignee;
    task.status = status;
    m_state.tasks.push_back(std::move(task));
    return m_state.tasks.back();
}

}
