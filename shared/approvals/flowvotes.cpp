// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/approvals/flowstep.h"

#include <algorithm>

namespace tandem {

namespace {

int neededToPass(const FlowNode &node, int seats)
{
    switch (node.method) {
    case FlowNode::Method::Any:
        return 1;
    case FlowNode::Method::Sequential:
        return seats;
    case FlowNode::Method::All:
        break;
    }
    return std::max(1, (seats * node.passPercent + 99) / 100);
}

}

Result<void> FlowStep::judge(int run)
{
    const FlowNode &node = nodeOf(run);
    const Votes votes = countVotes(run);
    const int needed = neededToPass(node, votes.seats);
    const bool oneRefusalEnds =
        node.refuseRule == FlowNode::RefuseRule::Any || node.method == FlowNode::Method::Sequential;
    const bool unreachable = votes.seats - votes.refused < needed;
    if ((oneRefusalEnds && votes.refused > 0) || unreachable)
        return refuse(node, run);
    if (votes.agreed >= needed) {
        finishRun(run, RunStatus::Passed);
        return walk(node.next);
    }
    if (node.method == FlowNode::Method::Sequential)
        openNext(run);
    return {};
}

Result<void> FlowStep::refuse(const FlowNode &node, int run)
{
    finishRun(run, RunStatus::Refused);
    if (node.rejectRule == FlowNode::RejectRule::Starter) {
        undoRunsFrom(0);
        m_state.status = InstanceStatus::ReturnedToStarter;
        note(FlowEntry::Kind::Returned).reason = QStringLiteral("refused");
    } else {
        m_state.status = InstanceStatus::Rejected;
        note(FlowEntry::Kind::Rejected, node.id);
    }
    return {};
}

FlowStep::Votes FlowStep::countVotes(int run) const
{
    Votes votes;
    for (const FlowTask &seat : m_state.tasks) {
        if (seat.run != run || seat.origin != TaskOrigin::Seat)
            continue;
        const Vote vote = voteOf(seat.number);
        ++votes.seats;
        votes.agreed += vote == Vote::Agreed ? 1 : 0;
        votes.refused += vote == Vote::Refused ? 1 : 0;
    }
    return votes;
}

/// A seat agrees when everybody does who was drawn into its decision; one of them refuses for it.
FlowStep::Vote FlowStep::voteOf(int seat) const
{
    bool allAgreed = true;
    for (const FlowTask &part : m_state.tasks) {
        if (!comesFrom(part, seat) || part.status == TaskStatus::Transferred)
            continue;
        if (part.status == TaskStatus::Refused)
            return Vote::Refused;
        allAgreed = allAgreed && part.status == TaskStatus::Agreed;
    }
    return allAgreed ? Vote::Agreed : Vote::Open;
}

bool FlowStep::comesFrom(const FlowTask &descendant, int source) const
{
    int at = descendant.number;
    while (at != 0 && at != source)
        at = task(at).source;
    return at == source;
}

int FlowStep::seatOf(int number) const
{
    while (task(number).source != 0)
        number = task(number).source;
    return number;
}

/// Those who asked somebody to decide before them have it back when he, and whomever he asked in turn, has agreed.
void FlowStep::wakeWhoWaited(int run)
{
    for (FlowTask &waiting : m_state.tasks) {
        if (waiting.run != run || waiting.status != TaskStatus::Waiting)
            continue;
        bool hasAsked = false;
        bool isAnswered = true;
        for (const FlowTask &asked : m_state.tasks) {
            if (asked.number == waiting.number || !comesFrom(asked, waiting.number))
                continue;
            hasAsked = true;
            isAnswered = isAnswered && !isLive(asked.status);
        }
        // Who asked nobody waits for his turn.
        if (hasAsked && isAnswered)
            waiting.status = TaskStatus::Open;
    }
}

/// One refusal decides a seat: nobody else has to say anything about it.
void FlowStep::closeVoteOf(int number)
{
    const int seat = seatOf(number);
    for (FlowTask &part : m_state.tasks) {
        if (comesFrom(part, seat) && isLive(part.status))
            close(part);
    }
}

void FlowStep::openNext(int run)
{
    const auto isIn = [run](TaskStatus status) {
        return [run, status](const FlowTask &task) {
            return task.run == run && task.status == status;
        };
    };
    std::vector<FlowTask> &tasks = m_state.tasks;
    if (std::any_of(tasks.begin(), tasks.end(), isIn(TaskStatus::Open)))
        return;
    const auto next = std::find_if(tasks.begin(), tasks.end(), isIn(TaskStatus::Waiting));
    if (next != tasks.end())
        next->status = TaskStatus::Open;
}

}
