// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/approvals/flowengine.h"

namespace tandem {

/// One event on its way through the machine; works on a copy of the state, which is thrown away on error.
class FlowStep
{
public:
    /// All of them must outlive it.
    FlowStep(
        const FlowDefinition &flow, const FlowState &before, const FlowEvent &event, const ApprovalDirectory &directory)
        : m_flow(flow)
        , m_before(before)
        , m_event(event)
        , m_directory(directory)
        , m_state(before)
    {
    }

    Result<FlowEffects> run();

private:
    // flowstep.cpp: what the event does
    Result<void> apply();
    Result<void> submit();
    Result<void> vote(TaskStatus status, FlowEntry::Kind kind);
    Result<void> sendBack();
    Result<void> withdraw();
    Error wrongStatus() const;
    Result<int> ownTask() const; ///< the event's task, if its author may decide it now
    const NodeRun *passedRun(const QString &node) const;
    std::vector<RecordId> seatsOf(int run) const;
    void undoRunsFrom(int number);

    // flowhandover.cpp: other people are drawn in
    Result<void> transfer();
    Result<void> addApprover();
    Result<void> remind();
    Result<void> checkNewcomer(const FlowTask &giver) const;
    void addTaskFrom(int source, TaskOrigin origin);

    // flowvotes.cpp: judging a node
    struct Votes
    {
        int seats = 0;
        int agreed = 0;
        int refused = 0;
    };
    enum class Vote { Open, Agreed, Refused };

    Result<void> judge(int run);
    Result<void> refuse(const FlowNode &node, int run);
    Votes countVotes(int run) const;
    Vote voteOf(int seat) const;
    bool comesFrom(const FlowTask &task, int source) const; ///< itself included
    int seatOf(int task) const;
    void wakeWhoWaited(int run);
    void closeVoteOf(int task);
    void openNext(int run);

    // flowwalk.cpp: moving on
    Result<void> walk(QString id);
    Result<bool> enter(const FlowNode &node);
    void skip(const FlowNode &node, const QString &reason);
    void openRun(const FlowNode &node, const std::vector<RecordId> &users);
    void finishRun(int number, RunStatus status);
    FlowTask &addTask(int run, const RecordId &assignee, TaskStatus status);

    // for all
    FlowTask &task(int number) { return m_state.tasks[size_t(number) - 1]; }
    const FlowTask &task(int number) const { return m_state.tasks[size_t(number) - 1]; }
    const FlowNode &nodeOf(int run) const { return *m_flow.node(m_state.run(run)->node); }
    void decide(FlowTask &task, TaskStatus status) const;
    void close(FlowTask &task) const;
    FlowEntry &note(FlowEntry::Kind kind, const QString &node = {});
    FlowEntry &noteAct(FlowEntry::Kind kind, const QString &node = {}, int task = 0);

    const FlowDefinition &m_flow;
    const FlowState &m_before;
    const FlowEvent &m_event;
    const ApprovalDirectory &m_directory;
    FlowState m_state; ///< its tasks are numbered from 1 in their order
    std::vector<FlowEntry> m_entries;
};

/// Where a condition leads: to the first branch that holds.
Result<QString> branchOf(const FlowNode &condition, const ApprovalDirectory &directory);

}
