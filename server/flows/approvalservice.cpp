// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/flows/approvalservice.h"

#include "server/flows/approvalcase.h"
#include "shared/entities/entitynames.h"

namespace tandem::server {

namespace {

using namespace Qt::Literals::StringLiterals;
namespace instance = entities::approvalInstance;
namespace task = entities::approvalTask;

ActionArgument textArgument(const QString &name)
{
    ActionArgument argument;
    argument.name = name;
    return argument;
}

QString textOf(const ActionCall &call, const QString &name)
{
    return actionArgument(call.arguments, name, Value::Kind::Text).toText();
}

Value valueOf(const FieldValues &row, FieldNumber field)
{
    const auto found = row.find(field);
    return found == row.end() ? Value() : found->second;
}

/// "manager=<id>,<id>;legal=<id>": whom the initiator chose at which node.
QMap<QString, QList<RecordId>> chosenOf(const QString &text)
{
    QMap<QString, QList<RecordId>> chosen;
    for (const QString &part : text.split(u';', Qt::SkipEmptyParts)) {
        const qsizetype equals = part.indexOf(u'=');
        for (const QString &user : part.mid(equals + 1).split(u',', Qt::SkipEmptyParts))
            chosen[part.left(equals).trimmed()].append(recordIdFromText(user.trimmed()));
    }
    return chosen;
}

/// The instance that an approvable record names, null if none.
RecordId instanceOf(const ActionCall &call)
{
    const FieldDef *link = call.entity.field(u"approvalInstance"_s);
    return link ? valueOf(call.row, link->number).toId() : RecordId();
}

}

void ApprovalService::registerActions(ActionRegistry &actions) const
{
    const auto add = [&](const QString &name, EntityNumber entity, std::vector<ActionArgument> arguments,
                         ActionDef::Right right, ActionDef::Handler handler) {
        ActionDef action;
        action.name = name;
        action.entity = entity;
        action.arguments = std::move(arguments);
        action.right = right;
        action.handler = std::move(handler);
        actions.add(std::move(action));
    };
    const ActionArgument comment = textArgument(u"comment"_s);
    const auto withdrawal = [this](MutationContext &context, const ActionCall &call) {
        return withdraw(context, call);
    };
    const auto decision = [this](FlowEvent::Kind kind) {
        return [this, kind](MutationContext &context, const ActionCall &call) {
            return decide(context, call, kind);
        };
    };
    add(u"submitApproval"_s, ActionRegistry::anyEntity, {textArgument(u"flow"_s), comment, textArgument(u"chosen"_s)},
        ActionDef::Right::Scope,
        [this](MutationContext &context, const ActionCall &call) { return submit(context, call); });
    add(u"withdraw"_s, ActionRegistry::anyEntity, {comment}, ActionDef::Right::Visible, withdrawal);
    add(u"withdraw"_s, instance::number, {comment}, ActionDef::Right::Visible, withdrawal);
    add(u"approve"_s, task::number, {comment}, ActionDef::Right::Visible, decision(FlowEvent::Kind::Approve));
    add(u"reject"_s, task::number, {comment}, ActionDef::Right::Visible, decision(FlowEvent::Kind::Reject));
    const ActionArgument to{u"to"_s, Value::Kind::Id, true, {}};
    const ActionArgument position{u"position"_s, Value::Kind::Text, true, {u"before"_s, u"after"_s}};
    add(u"transfer"_s, task::number, {to, comment}, ActionDef::Right::Visible, decision(FlowEvent::Kind::Transfer));
    add(u"addApprover"_s, task::number, {to, position, comment}, ActionDef::Right::Visible,
        [this](MutationContext &context, const ActionCall &call) {
            const bool isBefore = textOf(call, u"position"_s) == "before"_L1;
            return decide(context, call, isBefore ? FlowEvent::Kind::AddBefore : FlowEvent::Kind::AddAfter);
        });
    add(u"remind"_s, instance::number, {}, ActionDef::Right::Visible,
        [](MutationContext &context, const ActionCall &call) { return remind(context, call); });
    add(u"return"_s, task::number, {textArgument(u"target"_s), comment}, ActionDef::Right::Visible,
        decision(FlowEvent::Kind::Return));
}

Result<void> ApprovalService::submit(MutationContext &context, const ActionCall &call) const
{
    if (!call.entity.traits.testFlag(Trait::Approval) || call.entity.number == instance::number)
        return Error::conflict(u"notApprovable"_s, {{u"entity"_s, call.entity.name}});
    FlowEvent event;
    event.kind = FlowEvent::Kind::Submit;
    event.comment = textOf(call, u"comment"_s);
    event.chosen = chosenOf(textOf(call, u"chosen"_s));
    event.by = context.actor().user.isNull() ? valueOf(call.row, systemfield::owner).toId() : context.actor().user;
    if (const RecordId running = instanceOf(call); !running.isNull()) {
        TANDEM_ASSIGN(ApprovalCase existing, ApprovalCase::load(context, running));
        const InstanceStatus status = existing.state().status;
        if (status == InstanceStatus::ReturnedToStarter)
            return existing.advance(std::move(event));
        if (status == InstanceStatus::Running || status == InstanceStatus::Approved) {
            return Error::conflict(u"alreadySubmitted"_s, {{u"status"_s, approvalStateOf(status)}});
        }
    }
    Subject subject{&call.entity, call.record, call.row, nullptr};
    TANDEM_ASSIGN(ApprovalCase fresh, ApprovalCase::begin(context, std::move(subject), textOf(call, u"flow"_s)));
    return fresh.advance(std::move(event));
}

Result<void> ApprovalService::withdraw(MutationContext &context, const ActionCall &call) const
{
    const RecordId running = call.entity.number == instance::number ? call.record : instanceOf(call);
    if (running.isNull())
        return Error::conflict(u"notSubmitted"_s);
    TANDEM_ASSIGN(ApprovalCase existing, ApprovalCase::load(context, running));
    FlowEvent event;
    event.kind = FlowEvent::Kind::Withdraw;
    event.by = context.actor().user;
    event.comment = textOf(call, u"comment"_s);
    return existing.advance(std::move(event));
}

Result<void> ApprovalService::decide(MutationContext &context, const ActionCall &call, FlowEvent::Kind kind) const
{
    TANDEM_ASSIGN(ApprovalCase existing, ApprovalCase::load(context, valueOf(call.row, task::field::instance).toId()));
    FlowEvent event;
    event.kind = kind;
    event.by = context.actor().user;
    event.task = int(valueOf(call.row, task::field::seat).toInteger());
    event.comment = textOf(call, u"comment"_s);
    if (kind == FlowEvent::Kind::Return)
        event.target = textOf(call, u"target"_s);
    event.to = actionArgument(call.arguments, u"to"_s, Value::Kind::Id).toId();
    return existing.advance(std::move(event));
}

Result<void> ApprovalService::remind(MutationContext &context, const ActionCall &call)
{
    TANDEM_ASSIGN(ApprovalCase existing, ApprovalCase::load(context, call.record));
    FlowEvent event;
    event.kind = FlowEvent::Kind::Remind;
    event.by = context.actor().user;
    return existing.advance(std::move(event));
}

}
