// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/approvals/flowstate.h"

#include "shared/metadata/nametable.h"

#include <QJsonArray>

#include <algorithm>

namespace tandem {

namespace {

constexpr NameTable<InstanceStatus, 6> instanceNames{{{
    {InstanceStatus::Draft, QLatin1String("draft")},
    {InstanceStatus::Running, QLatin1String("running")},
    {InstanceStatus::ReturnedToStarter, QLatin1String("returnedToStarter")},
    {InstanceStatus::Approved, QLatin1String("approved")},
    {InstanceStatus::Rejected, QLatin1String("rejected")},
    {InstanceStatus::Withdrawn, QLatin1String("withdrawn")},
}}};
constexpr NameTable<RunStatus, 5> runNames{{{
    {RunStatus::Open, QLatin1String("open")},
    {RunStatus::Passed, QLatin1String("passed")},
    {RunStatus::Refused, QLatin1String("refused")},
    {RunStatus::Returned, QLatin1String("returned")},
    {RunStatus::Closed, QLatin1String("closed")},
}}};
constexpr NameTable<TaskStatus, 8> taskNames{{{
    {TaskStatus::Waiting, QLatin1String("waiting")},
    {TaskStatus::Open, QLatin1String("open")},
    {TaskStatus::Agreed, QLatin1String("agreed")},
    {TaskStatus::Refused, QLatin1String("refused")},
    {TaskStatus::Returned, QLatin1String("returned")},
    {TaskStatus::Skipped, QLatin1String("skipped")},
    {TaskStatus::Closed, QLatin1String("closed")},
    {TaskStatus::Transferred, QLatin1String("transferred")},
}}};
constexpr NameTable<TaskOrigin, 4> originNames{{{
    {TaskOrigin::Seat, QLatin1String("seat")},
    {TaskOrigin::Transfer, QLatin1String("transfer")},
    {TaskOrigin::Before, QLatin1String("before")},
    {TaskOrigin::After, QLatin1String("after")},
}}};

QString idText(const RecordId &id)
{
    return id.isNull() ? QString() : toText(id);
}

QJsonObject taskToJson(const FlowTask &task)
{
    return {{QStringLiteral("number"), task.number}, {QStringLiteral("run"), task.run},
        {QStringLiteral("assignee"), idText(task.assignee)}, {QStringLiteral("status"), taskNames.name(task.status)},
        {QStringLiteral("decidedAt"), task.decidedAt}, {QStringLiteral("closedBy"), idText(task.closedBy)},
        {QStringLiteral("comment"), task.comment}, {QStringLiteral("origin"), originNames.name(task.origin)},
        {QStringLiteral("source"), task.source}};
}

Result<FlowTask> taskFromJson(const QJsonObject &json)
{
    const auto status = taskNames.value(json.value(QLatin1String("status")).toString());
    if (!status)
        return Error::corrupt(QStringLiteral("approval task without a known status"));
    FlowTask task;
    task.number = json.value(QLatin1String("number")).toInt();
    task.run = json.value(QLatin1String("run")).toInt();
    task.assignee = recordIdFromText(json.value(QLatin1String("assignee")).toString());
    task.status = *status;
    task.decidedAt = json.value(QLatin1String("decidedAt")).toInteger();
    task.closedBy = recordIdFromText(json.value(QLatin1String("closedBy")).toString());
    task.comment = json.value(QLatin1String("comment")).toString();
    // Tasks from before there were others are seats.
    task.origin = originNames.value(json.value(QLatin1String("origin")).toString()).value_or(TaskOrigin::Seat);
    task.source = json.value(QLatin1String("source")).toInt();
    return task;
}

template <typename Item>
auto findNumber(const std::vector<Item> &items, int number) -> const Item *
{
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const Item &item) { return item.number == number; });
    return found == items.end() ? nullptr : &*found;
}

QJsonObject chosenToJson(const QMap<QString, QList<RecordId>> &chosen)
{
    QJsonObject json;
    for (auto it = chosen.begin(); it != chosen.end(); ++it) {
        QJsonArray users;
        for (const RecordId &user : it.value())
            users.append(toText(user));
        json.insert(it.key(), users);
    }
    return json;
}

}

QString instanceStatusName(InstanceStatus status)
{
    return instanceNames.name(status);
}

QString taskStatusName(TaskStatus status)
{
    return taskNames.name(status);
}

QString taskOriginName(TaskOrigin origin)
{
    return originNames.name(origin);
}

bool isFinal(InstanceStatus status)
{
    return status == InstanceStatus::Approved || status == InstanceStatus::Rejected
        || status == InstanceStatus::Withdrawn;
}

bool isLive(TaskStatus status)
{
    return status == TaskStatus::Waiting || status == TaskStatus::Open;
}

const FlowTask *FlowState::task(int number) const
{
    return findNumber(tasks, number);
}

const NodeRun *FlowState::run(int number) const
{
    return findNumber(runs, number);
}

const NodeRun *FlowState::openRun() const
{
    const auto found =
        std::find_if(runs.begin(), runs.end(), [](const NodeRun &run) { return run.status == RunStatus::Open; });
    return found == runs.end() ? nullptr : &*found;
}

QJsonObject stateToJson(const FlowState &state)
{
    QJsonArray runs;
    for (const NodeRun &run : state.runs) {
        runs.append(QJsonObject{{QStringLiteral("number"), run.number}, {QStringLiteral("node"), run.node},
            {QStringLiteral("status"), runNames.name(run.status)}});
    }
    QJsonArray tasks;
    for (const FlowTask &task : state.tasks)
        tasks.append(taskToJson(task));
    return {{QStringLiteral("status"), instanceNames.name(state.status)},
        {QStringLiteral("initiator"), idText(state.initiator)}, {QStringLiteral("runs"), runs},
        {QStringLiteral("tasks"), tasks}, {QStringLiteral("chosen"), chosenToJson(state.chosen)},
        {QStringLiteral("remindedAt"), state.remindedAt}};
}

Result<FlowState> stateFromJson(const QJsonObject &json)
{
    FlowState state;
    const auto status = instanceNames.value(json.value(QLatin1String("status")).toString());
    if (!status)
        return Error::corrupt(QStringLiteral("approval instance without a known status"));
    state.status = *status;
    state.initiator = recordIdFromText(json.value(QLatin1String("initiator")).toString());
    for (const QJsonValue entry : json.value(QLatin1String("runs")).toArray()) {
        const QJsonObject run = entry.toObject();
        const auto runStatus = runNames.value(run.value(QLatin1String("status")).toString());
        if (!runStatus)
            return Error::corrupt(QStringLiteral("approval node run without a known status"));
        state.runs.push_back(
            {run.value(QLatin1String("number")).toInt(), run.value(QLatin1String("node")).toString(), *runStatus});
    }
    for (const QJsonValue entry : json.value(QLatin1String("tasks")).toArray()) {
        TANDEM_ASSIGN(FlowTask task, taskFromJson(entry.toObject()));
        state.tasks.push_back(std::move(task));
    }
    state.remindedAt = json.value(QLatin1String("remindedAt")).toInteger();
    const QJsonObject chosen = json.value(QLatin1String("chosen")).toObject();
    for (auto it = chosen.begin(); it != chosen.end(); ++it) {
        for (const QJsonValue user : it.value().toArray())
            state.chosen[it.key()].append(recordIdFromText(user.toString()));
    }
    return state;
}

}
