// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/clock.h"
#include "shared/base/recordid.h"
#include "shared/base/result.h"

#include <QJsonObject>
#include <QMap>

#include <vector>

namespace tandem {

/// The names are stored; append only.
enum class InstanceStatus { Draft, Running, ReturnedToStarter, Approved, Rejected, Withdrawn };
enum class RunStatus { Open, Passed, Refused, Returned, Closed };
enum class TaskStatus {
    Waiting, ///< sequential: others come first
    Open,
    Agreed,
    Refused,
    Returned,
    Skipped, ///< nobody had to decide, and the timeline says why
    Closed, ///< others decided; `closedBy` says who
    Transferred, ///< somebody else decides instead: the task whose `source` this is
};
/// How a task came about. Seats are votes of the node; what comes from a seat counts as part of its vote.
enum class TaskOrigin {
    Seat,
    Transfer, ///< handed over by the assignee of `source`
    Before, ///< asked by the assignee of `source`, who waits for it
    After, ///< asked by the assignee of `source`, who has agreed
};

QString instanceStatusName(InstanceStatus status); ///< "draft", "running", "returnedToStarter"…
QString taskStatusName(TaskStatus status); ///< "waiting", "open", "agreed"…
QString taskOriginName(TaskOrigin origin); ///< "seat", "transfer", "before", "after"
bool isFinal(InstanceStatus status);
bool isLive(TaskStatus status); ///< Waiting or Open

/// One entering of an approver node. Coming back to a node makes a new run.
struct NodeRun
{
    int number = 0;
    QString node;
    RunStatus status = RunStatus::Open;

    bool operator==(const NodeRun &) const = default;
};

/// What one person has to decide in one node run.
struct FlowTask
{
    int number = 0;
    int run = 0;
    RecordId assignee; ///< null of a Skipped one
    TaskStatus status = TaskStatus::Open;
    Timestamp decidedAt = 0;
    RecordId closedBy; ///< of Closed: whose act ended it
    QString comment;
    TaskOrigin origin = TaskOrigin::Seat;
    int source = 0; ///< the task that it came from; 0 of seats

    bool operator==(const FlowTask &) const = default;
};

/// Everything that one instance has been through.
struct FlowState
{
    InstanceStatus status = InstanceStatus::Draft;
    RecordId initiator;
    std::vector<NodeRun> runs;
    std::vector<FlowTask> tasks;
    QMap<QString, QList<RecordId>> chosen; ///< node → the people whom the initiator chose
    Timestamp remindedAt = 0; ///< when the approvers were reminded last; 0: never

    const FlowTask *task(int number) const;
    const NodeRun *run(int number) const;
    const NodeRun *openRun() const; ///< null if none

    bool operator==(const FlowState &) const = default;
};

QJsonObject stateToJson(const FlowState &state);
Result<FlowState> stateFromJson(const QJsonObject &json); ///< Error: Corrupt

}
