// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/flows/approvalcase.h"

#include "shared/base/compactjson.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/fieldtypes/anylinktype.h"
#include "shared/metadata/jsoncontent.h"

#include <QJsonArray>

namespace tandem::server {

namespace {

using namespace Qt::Literals::StringLiterals;
namespace flow = entities::approvalFlow;
namespace instance = entities::approvalInstance;
namespace task = entities::approvalTask;

QString taskStateOf(TaskStatus status)
{
    switch (status) {
    case TaskStatus::Waiting:
        return u"waiting"_s;
    case TaskStatus::Open:
        return u"open"_s;
    case TaskStatus::Skipped:
    case TaskStatus::Closed:
        return u"closed"_s;
    default:
        return u"done"_s;
    }
}

Value decisionOf(TaskStatus status)
{
    switch (status) {
    case TaskStatus::Agreed:
        return u"approved"_s;
    case TaskStatus::Refused:
        return u"rejected"_s;
    case TaskStatus::Returned:
        return u"returned"_s;
    case TaskStatus::Transferred:
        return u"transferred"_s;
    default:
        return {};
    }
}

}

QString approvalStateOf(InstanceStatus status)
{
    switch (status) {
    case InstanceStatus::Draft:
        return u"none"_s;
    case InstanceStatus::Running:
        return u"pending"_s;
    case InstanceStatus::ReturnedToStarter:
        return u"returned"_s;
    case InstanceStatus::Approved:
        return u"approved"_s;
    case InstanceStatus::Rejected:
        return u"rejected"_s;
    case InstanceStatus::Withdrawn:
        return u"withdrawn"_s;
    }
    return u"none"_s;
}

ApprovalCase::ApprovalCase(MutationContext &context)
    : m_context(context)
{
}

Result<ApprovalCase> ApprovalCase::begin(MutationContext &context, Subject subject, const QString &flowKey)
{
    ApprovalCase result(context);
    const auto field = flowKey.isEmpty() ? flow::field::entity : flow::field::key;
    TANDEM_ASSIGN(
        const auto flows, context.findWhere(flow::number, field, flowKey.isEmpty() ? subject.entity->name : flowKey));
    for (const RecordId &candidate : flows) {
        TANDEM_ASSIGN(const auto row, context.find(flow::number, candidate));
        const bool fits = row && valueIn(*row, flow::field::active).toBool()
            && valueIn(*row, flow::field::entity).toText() == subject.entity->name;
        if (!fits)
            continue;
        TANDEM_ASSIGN(result.m_definition, parseFlow(jsonEntries(valueIn(*row, flow::field::definition))));
        result.m_flow = candidate;
        result.m_subject = std::move(subject);
        return result;
    }
    return Error::notFound(u"flow"_s);
}

Result<ApprovalCase> ApprovalCase::load(MutationContext &context, const RecordId &record)
{
    TANDEM_ASSIGN(const auto row, context.find(instance::number, record));
    if (!row)
        return Error::notFound(u"approvalInstance"_s);
    ApprovalCase result(context);
    const QJsonObject stored = jsonEntries(valueIn(*row, instance::field::state));
    TANDEM_ASSIGN(result.m_definition, parseFlow(stored.value("definition"_L1).toObject()));
    TANDEM_ASSIGN(result.m_state, stateFromJson(stored.value("state"_L1).toObject()));
    result.m_instance = record;
    result.m_flow = valueIn(*row, instance::field::flow).toId();
    result.m_version = valueIn(*row, instance::field::version).toInteger();
    const QStringList link = valueIn(*row, instance::field::record).toText().split(u'/');
    result.m_subject.entity = context.registry()->entity(link.first());
    result.m_subject.record = recordIdFromText(link.last());
    if (!result.m_subject.entity)
        return Error::corrupt(u"approval of an unknown entity"_s);
    TANDEM_ASSIGN(const auto subject, context.find(result.m_subject.entity->number, result.m_subject.record));
    result.m_subject.row = subject.value_or(FieldValues());
    TANDEM_ASSIGN(const auto tasks, context.findWhere(task::number, task::field::instance, record));
    for (const RecordId &id : tasks) {
        TANDEM_ASSIGN(const auto taskRow, context.find(task::number, id));
        // A copy is for reading: the machine knows no seat for it.
        if (taskRow && valueIn(*taskRow, task::field::state).toText() != "copied"_L1)
            result.m_taskRecords[int(valueIn(*taskRow, task::field::seat).toInteger())] = id;
    }
    return result;
}

Result<void> ApprovalCase::advance(FlowEvent event)
{
    event.at = m_context.now();
    const RecordDirectory directory(m_context, m_subject);
    TANDEM_ASSIGN(const FlowEffects effects, tandem::advance(m_definition, m_state, event, directory));
    m_state = effects.state;
    TANDEM_TRY(writeInstance());
    TANDEM_TRY(writeTasks(effects));
    TANDEM_TRY(writeSubject());
    TANDEM_TRY(notifyAll(effects));
    return writeStory(effects.entries);
}

FieldValues ApprovalCase::instanceValues() const
{
    const NodeRun *open = m_state.openRun();
    const QString node = open ? open->node : QString();
    FieldValues values{{instance::field::status, approvalStateOf(m_state.status)},
        {instance::field::node, node.isEmpty() ? Value() : Value(node)},
        {instance::field::nodeName, node.isEmpty() ? Value() : Value(nodeName(node))},
        {instance::field::version, m_version},
        {instance::field::state,
            compactJson(QJsonObject{{u"definition"_s, flowToJson(m_definition)}, {u"state"_s, stateToJson(m_state)}})}};
    values[instance::field::remindedAt] = m_state.remindedAt == 0 ? Value() : Value(m_state.remindedAt);
    values[instance::field::upcoming] = upcoming();
    values[instance::field::finishedAt] = isFinal(m_state.status) ? Value(m_context.now()) : Value();
    return values;
}

/// [{"node", "name", "copy", "users"}], null if nothing comes: what a laptop cannot know, whose people and conditions
/// are not all there.
Value ApprovalCase::upcoming() const
{
    QJsonArray steps;
    for (const ForeseenStep &step : foresee(m_definition, m_state, RecordDirectory(m_context, m_subject))) {
        QJsonArray users;
        for (const RecordId &user : step.users)
            users.append(toText(user));
        steps.append(QJsonObject{
            {u"node"_s, step.node}, {u"name"_s, nodeName(step.node)}, {u"copy"_s, step.isCopy}, {u"users"_s, users}});
    }
    return steps.isEmpty() ? Value() : Value(compactJson(steps));
}

Result<void> ApprovalCase::writeInstance()
{
    ++m_version;
    FieldValues values = instanceValues();
    if (!m_instance.isNull())
        return m_context.update(instance::number, m_instance, std::move(values));
    values[systemfield::owner] = m_state.initiator;
    values[systemfield::department] = valueIn(m_subject.row, systemfield::department);
    values[instance::field::flow] = m_flow;
    values[instance::field::title] = title();
    values[instance::field::record] = anyLinkText(m_subject.entity->name, m_subject.record);
    values[instance::field::initiator] = m_state.initiator;
    values[instance::field::startedAt] = m_context.now();
    TANDEM_ASSIGN(m_instance, m_context.create(instance::number, std::move(values)));
    return {};
}

Result<void> ApprovalCase::writeTasks(const FlowEffects &effects)
{
    for (const int number : effects.changedTasks) {
        const FlowTask &changed = *m_state.task(number);
        // A seat that nobody took has no to-do; the story tells of it.
        if (changed.assignee.isNull())
            continue;
        TANDEM_TRY(share(changed.assignee));
        TANDEM_TRY(writeTask(changed));
        if (changed.status != TaskStatus::Open)
            TANDEM_TRY(readNoticesOf(changed));
    }
    return {};
}

Result<void> ApprovalCase::writeTask(const FlowTask &changed)
{
    FieldValues values{{task::field::state, taskStateOf(changed.status)},
        {task::field::decision, decisionOf(changed.status)},
        {task::field::comment, changed.comment.isEmpty() ? Value() : Value(changed.comment)},
        {task::field::closedAt, isLive(changed.status) ? Value() : Value(changed.decidedAt)}};
    if (changed.status == TaskStatus::Open)
        values[task::field::openedAt] = m_context.now();
    if (changed.status == TaskStatus::Transferred)
        values[task::field::sentTo] = takerOf(changed);
    if (const auto record = m_taskRecords.find(changed.number); record != m_taskRecords.end())
        return m_context.update(task::number, record->second, std::move(values));
    const QString node = m_state.run(changed.run)->node;
    values[systemfield::owner] = changed.assignee;
    values[task::field::instance] = m_instance;
    values[task::field::node] = node;
    values[task::field::nodeName] = nodeName(node);
    values[task::field::seat] = qint64(changed.number);
    values[task::field::record] = anyLinkText(m_subject.entity->name, m_subject.record);
    values[task::field::title] = title();
    if (changed.origin != TaskOrigin::Seat) {
        values[task::field::origin] = taskOriginName(changed.origin);
        values[task::field::sentBy] = m_state.task(changed.source)->assignee;
    }
    TANDEM_ASSIGN(m_taskRecords[changed.number], m_context.create(task::number, std::move(values)));
    return {};
}

RecordId ApprovalCase::takerOf(const FlowTask &transferred) const
{
    for (const FlowTask &other : m_state.tasks) {
        if (other.source == transferred.number && other.origin == TaskOrigin::Transfer)
            return other.assignee;
    }
    return {};
}

/// A line in the inbox of who is to know, beside his tasks.
Result<void> ApprovalCase::writeCopy(const RecordId &user, const QString &node)
{
    const auto created = m_context.create(task::number,
        {{systemfield::owner, user}, {task::field::instance, m_instance}, {task::field::node, node},
            {task::field::nodeName, nodeName(node)}, {task::field::state, u"copied"_s},
            {task::field::openedAt, m_context.now()},
            {task::field::record, anyLinkText(m_subject.entity->name, m_subject.record)},
            {task::field::title, title()}});
    return created.ok() ? Result<void>() : created.error();
}

Result<void> ApprovalCase::writeSubject()
{
    FieldValues values;
    if (const FieldDef *state = m_subject.entity->field(u"approvalState"_s))
        values[state->number] = approvalStateOf(m_state.status);
    if (const FieldDef *link = m_subject.entity->field(u"approvalInstance"_s))
        values[link->number] = m_instance;
    std::erase_if(values, [this](const auto &entry) { return valueIn(m_subject.row, entry.first) == entry.second; });
    if (values.empty())
        return {};
    return m_context.update(m_subject.entity->number, m_subject.record, std::move(values));
}

/// Who decides or is informed sees the record and the application, whatever his role says; the application's tasks
/// take their audience from it, so that share reaches on to them.
Result<void> ApprovalCase::share(const RecordId &user)
{
    TANDEM_TRY(shareOne(anyLinkText(m_subject.entity->name, m_subject.record), user, false));
    return shareOne(anyLinkText(instance::entityName(), m_instance), user, true);
}

Result<void> ApprovalCase::shareOne(const QString &record, const RecordId &user, bool cascade)
{
    namespace share = entities::share;
    const QString grantee = anyLinkText(entities::user::entityName(), user);
    TANDEM_ASSIGN(const auto shares, m_context.findWhere(share::number, share::field::record, record));
    for (const RecordId &existing : shares) {
        TANDEM_ASSIGN(const auto row, m_context.find(share::number, existing));
        if (row && valueIn(*row, share::field::grantee).toText() == grantee)
            return {};
    }
    const auto created = m_context.create(share::number,
        {{systemfield::owner, m_state.initiator}, {share::field::record, record},
            {share::field::granteeKind, u"user"_s}, {share::field::grantee, grantee}, {share::field::level, u"read"_s},
            {share::field::cascade, cascade}});
    return created.ok() ? Result<void>() : created.error();
}

QString ApprovalCase::nodeName(const QString &node) const
{
    const FlowNode *found = m_definition.node(node);
    return (found && !found->name.isEmpty() ? found->name : node).left(100);
}

QString ApprovalCase::title() const
{
    const FieldDef *field = m_subject.entity->field(m_subject.entity->titleField);
    const QString text = field ? valueIn(m_subject.row, field->number).toText() : QString();
    return (text.isEmpty() ? m_subject.entity->name : text).left(255);
}

}
