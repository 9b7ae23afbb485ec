// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/approvals/flowengine.h"

#include <QJsonDocument>

#include <algorithm>
#include <map>

/// Approval flows that tests play without a server.
namespace tandem::test {

inline RecordId person(const char *name)
{
    return namedRecordId(QString::fromLatin1(name));
}

/// A company in a table: roles by name, managers by name, conditions by their text.
class FakeDirectory final : public ApprovalDirectory
{
public:
    QMap<QString, std::vector<RecordId>> roles;
    std::map<RecordId, RecordId> managers;
    std::vector<RecordId> admins{person("admin")};
    QMap<QString, bool> conditions;

    Result<std::vector<RecordId>> approvers(const ApproverRule &rule, const RecordId &) const override
    {
        return rule.kind == ApproverRule::Kind::Users ? rule.users : roles.value(rule.role);
    }
    RecordId managerOf(const RecordId &user) const override
    {
        const auto found = managers.find(user);
        return found == managers.end() ? RecordId() : found->second;
    }
    std::vector<RecordId> administrators() const override { return admins; }
    bool isActive(const RecordId &user) const override { return user != person("gone"); }
    Result<bool> holds(const QString &condition) const override { return conditions.value(condition); }
};

inline FlowDefinition flowOf(const QByteArray &json)
{
    const auto flow = parseFlow(QJsonDocument::fromJson(json).object());
    if (!flow)
        qFatal("%s", qPrintable(flow.error().toLog()));
    return *flow;
}

/// One approver node whose people are the role "board", with these settings.
inline FlowDefinition single(const QByteArray &settings)
{
    return flowOf("{\"nodes\": [{\"id\": \"s\", \"type\": \"start\"}, {\"id\": \"n\", \"type\": \"approver\", "
                  "\"who\": {\"kind\": \"role\", \"role\": \"board\"}, "
        + settings + "}, {\"id\": \"e\", \"type\": \"end\"}]}");
}

/// A flow being played; `step` answers the error's reason or "".
struct Game
{
    FlowDefinition flow;
    FakeDirectory directory;
    FlowState state;
    std::vector<FlowEvent> events;
    std::vector<FlowEntry> entries;
    Error error;

    QString step(FlowEvent event)
    {
        event.at = 1000 + qint64(events.size());
        const auto effects = advance(flow, state, event, directory);
        if (!effects) {
            error = effects.error();
            return error.reason;
        }
        state = effects->state;
        events.push_back(event);
        entries.insert(entries.end(), effects->entries.begin(), effects->entries.end());
        return {};
    }
    QString submit(const RecordId &by = person("rep")) { return step({FlowEvent::Kind::Submit, by, 0, 0, {}, {}, {}}); }
    int openTask(const RecordId &who) const
    {
        const auto found = std::find_if(state.tasks.begin(), state.tasks.end(),
            [&](const FlowTask &task) { return task.assignee == who && isLive(task.status); });
        return found == state.tasks.end() ? 0 : found->number;
    }
    QString act(FlowEvent::Kind kind, const RecordId &who, const QString &target = {})
    {
        return step({kind, who, 0, openTask(who), target, {}, {}});
    }
    QString approve(const char *who) { return act(FlowEvent::Kind::Approve, person(who)); }
    QString reject(const char *who) { return act(FlowEvent::Kind::Reject, person(who)); }
    QString draw(FlowEvent::Kind kind, const char *who, const char *to)
    {
        return step({kind, person(who), 0, openTask(person(who)), {}, QStringLiteral("please"), {}, person(to)});
    }
    QString transfer(const char *who, const char *to) { return draw(FlowEvent::Kind::Transfer, who, to); }
    QString before(const char *who, const char *to) { return draw(FlowEvent::Kind::AddBefore, who, to); }
    QString after(const char *who, const char *to) { return draw(FlowEvent::Kind::AddAfter, who, to); }
    /// "b" open, "c?" waiting: who has still to decide, in the order of their tasks.
    QStringList awaited() const
    {
        QStringList names;
        for (const FlowTask &task : state.tasks) {
            for (const char *name : {"a", "b", "c", "x", "y"}) {
                if (task.assignee == person(name) && isLive(task.status))
                    names.append(
                        QLatin1String(name) + (task.status == TaskStatus::Waiting ? QStringLiteral("?") : QString()));
            }
        }
        return names;
    }
    bool told(FlowEntry::Kind kind) const
    {
        return std::any_of(entries.begin(), entries.end(), [&](const FlowEntry &e) { return e.kind == kind; });
    }
};

/// A flow with the node of single() and these people in the role.
inline Game board(const QByteArray &settings, std::initializer_list<const char *> members = {"a", "b", "c"})
{
    Game game;
    game.flow = single(settings);
    for (const char *member : members)
        game.directory.roles[QStringLiteral("board")].push_back(person(member));
    return game;
}

}
