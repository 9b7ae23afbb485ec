// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/flows/approvalcase.h"
#include "shared/base/compactjson.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/fieldtypes/anylinktype.h"

#include <algorithm>

namespace tandem::server {

namespace {

using namespace Qt::Literals::StringLiterals;
namespace task = entities::approvalTask;
namespace notification = entities::notification;

/// What people read where the client does not know the key.
QString englishText(const QString &textKey, const QString &title)
{
    static const QMap<QString, QString> texts{{u"approvalRequested"_s, u"Approval requested: %1"_s},
        {u"approvalTransferred"_s, u"Approval handed over to you: %1"_s},
        {u"approvalAdded"_s, u"Your approval is asked for too: %1"_s},
        {u"approvalReminded"_s, u"Reminder, still to be approved: %1"_s}, {u"approvalApproved"_s, u"Approved: %1"_s},
        {u"approvalRejected"_s, u"Rejected: %1"_s}, {u"approvalReturned"_s, u"Returned for changes: %1"_s},
        {u"approvalCopied"_s, u"For your information: %1"_s}, {u"approvalWithdrawn"_s, u"Withdrawn: %1"_s}};
    return texts.value(textKey, u"%1"_s).arg(title).left(500);
}

/// The act by which somebody was drawn into a decision, null if it came to him by the flow.
const FlowEntry *callOf(const FlowEffects &effects, const RecordId &assignee)
{
    const auto found = std::find_if(effects.entries.begin(), effects.entries.end(), [&](const FlowEntry &entry) {
        const bool calls = entry.kind == FlowEntry::Kind::Transferred || entry.kind == FlowEntry::Kind::Added;
        return calls && std::find(entry.users.begin(), entry.users.end(), assignee) != entry.users.end();
    });
    return found == effects.entries.end() ? nullptr : &*found;
}

}

Result<void> ApprovalCase::notifyAll(const FlowEffects &effects)
{
    for (const int number : effects.changedTasks) {
        if (m_state.task(number)->status == TaskStatus::Open)
            TANDEM_TRY(notifyAssignee(effects, *m_state.task(number)));
    }
    for (const FlowEntry &entry : effects.entries)
        TANDEM_TRY(notifyOf(entry, effects));
    return {};
}

/// What asked its user for a decision is read once that does not wait for him any more, on all his computers and
/// however it came about.
Result<void> ApprovalCase::readNoticesOf(const FlowTask &settled)
{
    const QString record = anyLinkText(task::entityName(), m_taskRecords.at(settled.number));
    TANDEM_ASSIGN(const auto notices, m_context.findWhere(notification::number, notification::field::record, record));
    for (const RecordId &notice : notices) {
        TANDEM_ASSIGN(const auto row, m_context.find(notification::number, notice));
        const bool isUnread = row && valueIn(*row, notification::field::readAt).isNull()
            && valueIn(*row, notification::field::kind).toText() == "approval"_L1
            && valueIn(*row, systemfield::owner).toId() == settled.assignee;
        if (isUnread) {
            TANDEM_TRY(m_context.update(
                notification::number, notice, {{notification::field::readAt, Value(m_context.now())}}));
        }
    }
    return {};
}

Result<void> ApprovalCase::notifyAssignee(const FlowEffects &effects, const FlowTask &open)
{
    const QString record = anyLinkText(task::entityName(), m_taskRecords.at(open.number));
    const FlowEntry *call = callOf(effects, open.assignee);
    if (!call)
        return notify(open.assignee, u"approvalRequested"_s, record);
    const bool isTransfer = call->kind == FlowEntry::Kind::Transferred;
    return notify(open.assignee, isTransfer ? u"approvalTransferred"_s : u"approvalAdded"_s, record, call->by);
}

Result<void> ApprovalCase::notifyOf(const FlowEntry &entry, const FlowEffects &effects)
{
    const QString subject = anyLinkText(m_subject.entity->name, m_subject.record);
    switch (entry.kind) {
    case FlowEntry::Kind::Copied:
        for (const RecordId &user : entry.users) {
            TANDEM_TRY(share(user));
            TANDEM_TRY(writeCopy(user, entry.node));
            TANDEM_TRY(notify(user, u"approvalCopied"_s, subject));
        }
        return {};
    case FlowEntry::Kind::Approved:
        return notify(m_state.initiator, u"approvalApproved"_s, subject);
    case FlowEntry::Kind::Rejected:
        return notify(m_state.initiator, u"approvalRejected"_s, subject);
    case FlowEntry::Kind::Returned:
        return entry.node.isEmpty() ? notify(m_state.initiator, u"approvalReturned"_s, subject) : Result<void>();
    case FlowEntry::Kind::Withdrawn:
        for (const int number : effects.changedTasks)
            TANDEM_TRY(notify(m_state.task(number)->assignee, u"approvalWithdrawn"_s, subject));
        return {};
    case FlowEntry::Kind::Reminded:
        for (const FlowTask &open : m_state.tasks) {
            if (open.status == TaskStatus::Open)
                TANDEM_TRY(notify(open.assignee, u"approvalReminded"_s,
                    anyLinkText(task::entityName(), m_taskRecords.at(open.number)), entry.by));
        }
        return {};
    default:
        return {};
    }
}

Result<void> ApprovalCase::notify(
    const RecordId &user, const QString &textKey, const QString &record, const RecordId &by)
{
    if (user.isNull())
        return {};
    QJsonObject arguments{{u"title"_s, title()}};
    if (!by.isNull()) {
        TANDEM_ASSIGN(const auto author, m_context.find(entities::user::number, by));
        if (author)
            arguments.insert(u"by"_s, valueIn(*author, entities::user::field::name).toText());
    }
    const auto created = m_context.create(notification::number,
        {{systemfield::owner, user}, {notification::field::kind, u"approval"_s},
            {notification::field::text, englishText(textKey, title())}, {notification::field::textKey, textKey},
            {notification::field::arguments, compactJson(arguments)}, {notification::field::record, record}});
    return created.ok() ? Result<void>() : created.error();
}

}
