// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/approvals/flowengine.h"

#include "shared/approvals/seatfinder.h"
#include "shared/metadata/nametable.h"

#include <algorithm>

namespace tandem {

namespace {

constexpr NameTable<FlowEntry::Kind, 10> entryNames{{{
    {FlowEntry::Kind::Submitted, QLatin1String("submitted")},
    {FlowEntry::Kind::Agreed, QLatin1String("agreed")},
    {FlowEntry::Kind::Refused, QLatin1String("refused")},
    {FlowEntry::Kind::Returned, QLatin1String("returned")},
    {FlowEntry::Kind::Withdrawn, QLatin1String("withdrawn")},
    {FlowEntry::Kind::Skipped, QLatin1String("skipped")},
    {FlowEntry::Kind::Escalated, QLatin1String("escalated")},
    {FlowEntry::Kind::Copied, QLatin1String("copied")},
    {FlowEntry::Kind::Approved, QLatin1String("approved")},
    {FlowEntry::Kind::Rejected, QLatin1String("rejected")},
}}};

Error conflict(const QString &reason, QVariantMap arguments = {})
{
    return {ErrorCode::Conflict, reason, {}, std::move(arguments), {}};
}

/// One event on its way through the machine; works on a copy of the state, which is thrown away on error.
class Step
{
public:
    Step(
        const FlowDefinition &flow, const FlowState &before, const FlowEvent &event, const ApprovalDirectory &directory)
        : m_flow(flow)
        , m_before(before)
        , m_event(event)
        , m_directory(directory)
        , m_state(before)
    {
    }

    Result<FlowEffects> run()
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

private:
    Result<void> apply()
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
        }
        return Error::internal(QStringLiteral("unknown flow event"));
    }

    // ----- events

    Result<void> submit()
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

    Result<void> vote(TaskStatus status, FlowEntry::Kind kind)
    {
        TANDEM_ASSIGN(FlowTask * task, ownTask());
        decide(*task, status);
        const NodeRun &run = *m_state.run(task->run);
        noteAct(kind, run.node, task->number);
        return judge(run.number);
    }

    Result<void> sendBack()
    {
        TANDEM_ASSIGN(FlowTask * task, ownTask());
        const bool toStarter = m_event.target.isEmpty() || m_event.target == m_flow.start().id;
        const NodeRun *target = toStarter ? nullptr : passedRun(m_event.target);
        if (!toStarter && !target)
            return Error::invalid(QStringLiteral("target"), QStringLiteral("notPassed"));
        const int firstUndone = target ? target->number : 0;
        decide(*task, TaskStatus::Returned);
        finishRun(task->run, RunStatus::Returned);
        noteAct(FlowEntry::Kind::Returned, toStarter ? QString() : m_event.target, task->number);
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

    Result<void> withdraw()
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
            return conflict(QStringLiteral("withdrawalNotAllowed"));
        if (const NodeRun *open = m_state.openRun())
            finishRun(open->number, RunStatus::Closed);
        m_state.status = InstanceStatus::Withdrawn;
        noteAct(FlowEntry::Kind::Withdrawn);
        return {};
    }

    // ----- what an event needs

    Error wrongStatus() const
    {
        return conflict(QStringLiteral("notRunning"), {{QStringLiteral("status"), instanceStatusName(m_state.status)}});
    }

    /// The event's task, if its author may decide it now.
    Result<FlowTask *> ownTask()
    {
        const auto found = std::find_if(m_state.tasks.begin(), m_state.tasks.end(),
            [this](const FlowTask &task) { return task.number == m_event.task; });
        if (found == m_state.tasks.end())
            return Error::notFound(QStringLiteral("task"));
        if (found->assignee != m_event.by)
            return Error::forbidden(QStringLiteral("notYourTask"));
        if (found->status == TaskStatus::Waiting)
            return conflict(QStringLiteral("notYourTurn"));
        if (found->status != TaskStatus::Open) {
            const RecordId by = found->closedBy.isNull() ? found->assignee : found->closedBy;
            return conflict(QStringLiteral("taskClosed"),
                {{QStringLiteral("by"), toText(by)}, {QStringLiteral("at"), found->decidedAt},
                    {QStringLiteral("decision"), taskStatusName(found->status)}});
        }
        return &*found;
    }

    void decide(FlowTask &task, TaskStatus status)
    {
        task.status = status;
        task.decidedAt = m_event.at;
        task.comment = m_event.comment;
    }

    FlowEntry &note(FlowEntry::Kind kind, const QString &node = {})
    {
        m_entries.push_back({kind, {}, node, 0, {}, {}, {}});
        return m_entries.back();
    }

    /// A line about what the event's author did.
    FlowEntry &noteAct(FlowEntry::Kind kind, const QString &node = {}, int task = 0)
    {
        FlowEntry &entry = note(kind, node);
        entry.by = m_event.by;
        entry.task = task;
        entry.comment = m_event.comment;
        return entry;
    }

    const NodeRun *passedRun(const QString &node) const
    {
        const auto found = std::find_if(m_state.runs.rbegin(), m_state.runs.rend(),
            [&](const NodeRun &run) { return run.node == node && run.status == RunStatus::Passed; });
        return found == m_state.runs.rend() ? nullptr : &*found;
    }

    std::vector<RecordId> seatsOf(int run) const
    {
        std::vector<RecordId> users;
        for (const FlowTask &task : m_state.tasks) {
            if (task.run == run && !task.assignee.isNull())
                users.push_back(task.assignee);
        }
        return users;
    }

    /// Only the runs on the way to the present node count as passed.
    void undoRunsFrom(int number)
    {
        for (NodeRun &run : m_state.runs) {
            if (run.number >= number && run.status == RunStatus::Passed)
                run.status = RunStatus::Closed;
        }
    }

    /// Ends a run; whoever had not decided yet learns whose act ended it.
    void finishRun(int number, RunStatus status)
    {
        for (NodeRun &run : m_state.runs) {
            if (run.number == number)
                run.status = status;
        }
        for (FlowTask &task : m_state.tasks) {
            if (task.run != number || !isLive(task.status))
                continue;
            task.status = TaskStatus::Closed;
            task.closedBy = m_event.by;
            task.decidedAt = m_event.at;
        }
    }

    // ----- judging a node

    struct Votes
    {
        int seats = 0;
        int agreed = 0;
        int refused = 0;
    };

    Votes countVotes(int run) const
    {
        Votes votes;
        for (const FlowTask &task : m_state.tasks) {
            if (task.run != run)
                continue;
            ++votes.seats;
            votes.agreed += task.status == TaskStatus::Agreed ? 1 : 0;
            votes.refused += task.status == TaskStatus::Refused ? 1 : 0;
        }
        return votes;
    }

    static int neededToPass(const FlowNode &node, int seats)
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

    Result<void> judge(int number)
    {
        const FlowNode &node = *m_flow.node(m_state.run(number)->node);
        const Votes votes = countVotes(number);
        const int needed = neededToPass(node, votes.seats);
        const bool oneRefusalEnds =
            node.refuseRule == FlowNode::RefuseRule::Any || node.method == FlowNode::Method::Sequential;
        const bool unreachable = votes.seats - votes.refused < needed;
        if ((oneRefusalEnds && votes.refused > 0) || unreachable)
            return refuse(node, number);
        if (votes.agreed >= needed) {
            finishRun(number, RunStatus::Passed);
            return walk(node.next);
        }
        if (node.method == FlowNode::Method::Sequential)
            openNext(number);
        return {};
    }

    void openNext(int run)
    {
        const auto next = std::find_if(m_state.tasks.begin(), m_state.tasks.end(),
            [run](const FlowTask &task) { return task.run == run && task.status == TaskStatus::Waiting; });
        if (next != m_state.tasks.end())
            next->status = TaskStatus::Open;
    }

    Result<void> refuse(const FlowNode &node, int run)
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

    // ----- moving on

    /// From node to node until somebody has to decide, or the end is reached.
    Result<void> walk(QString id)
    {
        while (m_state.status == InstanceStatus::Running) {
            const FlowNode &node = *m_flow.node(id);
            switch (node.type) {
            case FlowNode::Type::Start:
                id = node.next;
                break;
            case FlowNode::Type::Condition: {
                TANDEM_ASSIGN(id, branch(node));
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

    Result<QString> branch(const FlowNode &node) const
    {
        for (const FlowBranch &branch : node.branches) {
            TANDEM_ASSIGN(const bool holds, m_directory.holds(branch.when));
            if (holds)
                return branch.next;
        }
        return node.otherwise;
    }

    /// True if tasks were opened, false if the flow goes on by itself.
    Result<bool> enter(const FlowNode &node)
    {
        TANDEM_ASSIGN(const Seats seats, SeatFinder(m_state, m_directory).seats(node));
        if (seats.refused) {
            openRun(node, {});
            TANDEM_TRY(refuse(node, m_state.runs.back().number));
            return true;
        }
        if (seats.skipped) {
            openRun(node, {});
            m_state.runs.back().status = RunStatus::Passed;
            FlowTask &task = addTask(m_state.runs.back().number, {}, TaskStatus::Skipped);
            task.decidedAt = m_event.at;
            FlowEntry &entry = note(FlowEntry::Kind::Skipped, node.id);
            entry.task = task.number;
            entry.reason = seats.reason;
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

    void openRun(const FlowNode &node, const std::vector<RecordId> &users)
    {
        const int number = int(m_state.runs.size()) + 1;
        m_state.runs.push_back({number, node.id, RunStatus::Open});
        for (const RecordId &user : users) {
            const bool waits = node.method == FlowNode::Method::Sequential && user != users.front();
            addTask(number, user, waits ? TaskStatus::Waiting : TaskStatus::Open);
        }
    }

    FlowTask &addTask(int run, const RecordId &assignee, TaskStatus status)
    {
        FlowTask task;
        task.number = int(m_state.tasks.size()) + 1;
        task.run = run;
        task.assignee = assignee;
        task.status = status;
        m_state.tasks.push_back(std::move(task));
        return m_state.tasks.back();
    }

    const FlowDefinition &m_flow;
    const FlowState &m_before;
    const FlowEvent &m_event;
    const ApprovalDirectory &m_directory;
    FlowState m_state;
    std::vector<FlowEntry> m_entries;
};

}

QString flowEntryName(FlowEntry::Kind kind)
{
    return entryNames.name(kind);
}

Result<FlowEffects> advance(
    const FlowDefinition &flow, const FlowState &state, const FlowEvent &event, const ApprovalDirectory &directory)
{
    return Step(flow, state, event, directory).run();
}

}
