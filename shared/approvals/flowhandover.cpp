// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/approvals/flowstep.h"

#include <algorithm>

namespace tandem {

namespace {

/// In one run of a node: what goes from hand to hand must end somewhere.
constexpr int mostHandovers = 20;

}

Result<void> FlowStep::transfer()
{
    TANDEM_ASSIGN(const int number, ownTask());
    const FlowNode &node = nodeOf(task(number).run);
    if (!node.transferable)
        return Error::conflict(QStringLiteral("transferNotAllowed"));
    TANDEM_TRY(checkNewcomer(task(number)));
    decide(task(number), TaskStatus::Transferred);
    addTaskFrom(number, TaskOrigin::Transfer);
    noteAct(FlowEntry::Kind::Transferred, node.id, number).users = {m_event.to};
    return {};
}

Result<void> FlowStep::addApprover()
{
    TANDEM_ASSIGN(const int number, ownTask());
    const FlowNode &node = nodeOf(task(number).run);
    if (!node.extendable)
        return Error::conflict(QStringLiteral("addingNotAllowed"));
    TANDEM_TRY(checkNewcomer(task(number)));
    const bool isBefore = m_event.kind == FlowEvent::Kind::AddBefore;
    if (isBefore) {
        task(number).status = TaskStatus::Waiting;
        task(number).comment = m_event.comment;
    } else {
        decide(task(number), TaskStatus::Agreed);
        noteAct(FlowEntry::Kind::Agreed, node.id, number);
    }
    addTaskFrom(number, isBefore ? TaskOrigin::Before : TaskOrigin::After);
    FlowEntry &entry = noteAct(FlowEntry::Kind::Added, node.id, number);
    entry.users = {m_event.to};
    entry.reason = isBefore ? QStringLiteral("before") : QStringLiteral("after");
    // Who agrees says why with his agreement; once is enough.
    if (!isBefore)
        entry.comment.clear();
    return {};
}

Result<void> FlowStep::remind()
{
    const std::vector<RecordId> administrators = m_directory.administrators();
    const bool isAdministrator =
        std::find(administrators.begin(), administrators.end(), m_event.by) != administrators.end();
    if (m_event.by != m_state.initiator && !isAdministrator)
        return Error::forbidden(QStringLiteral("notTheInitiator"));
    const NodeRun *open = m_state.openRun();
    if (!open)
        return wrongStatus();
    const Timestamp again = m_state.remindedAt + reminderPause;
    if (m_state.remindedAt != 0 && m_event.at < again)
        return Error::conflict(QStringLiteral("remindedRecently"), {{QStringLiteral("again"), again}});
    m_state.remindedAt = m_event.at;
    FlowEntry &entry = noteAct(FlowEntry::Kind::Reminded, open->node);
    for (const FlowTask &task : m_state.tasks) {
        if (task.status == TaskStatus::Open)
            entry.users.push_back(task.assignee);
    }
    return {};
}

/// Nobody has two votes at one node, nobody decides on his own case unless the node says so, and there is an end to it.
Result<void> FlowStep::checkNewcomer(const FlowTask &giver) const
{
    const QString field = QStringLiteral("to");
    if (m_event.to.isNull())
        return Error::invalid(field, QStringLiteral("required"));
    if (!m_directory.isActive(m_event.to))
        return Error::invalid(field, QStringLiteral("notActive"));
    if (m_event.to == m_state.initiator && nodeOf(giver.run).selfRule != FlowNode::SelfRule::Self)
        return Error::conflict(QStringLiteral("ownCase"));
    int handovers = 0;
    for (const FlowTask &other : m_state.tasks) {
        if (other.run != giver.run)
            continue;
        if (other.assignee == m_event.to && other.status != TaskStatus::Transferred)
            return Error::conflict(QStringLiteral("alreadyApprover"));
        handovers += other.origin == TaskOrigin::Seat ? 0 : 1;
    }
    if (handovers >= mostHandovers)
        return Error::conflict(QStringLiteral("tooManyHandovers"), {{QStringLiteral("limit"), mostHandovers}});
    return {};
}

void FlowStep::addTaskFrom(int source, TaskOrigin origin)
{
    FlowTask &added = addTask(task(source).run, m_event.to, TaskStatus::Open);
    added.origin = origin;
    added.source = source;
}

}
