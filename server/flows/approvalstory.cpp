// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/flows/approvalcase.h"
#include "shared/entities/entitynames.h"

#include <QCborArray>

namespace tandem::server {

namespace {

using namespace Qt::Literals::StringLiterals;
namespace instance = entities::approvalInstance;

/// Lines that also belong into the story of what the record hangs on: the deal of a contract.
bool concernsParents(FlowEntry::Kind kind)
{
    return kind == FlowEntry::Kind::Submitted || kind == FlowEntry::Kind::Approved || kind == FlowEntry::Kind::Rejected
        || kind == FlowEntry::Kind::Withdrawn;
}

}

Result<void> ApprovalCase::writeStory(const std::vector<FlowEntry> &entries)
{
    for (const FlowEntry &entry : entries) {
        const QString action = u"approval."_s + flowEntryName(entry.kind);
        const QCborMap story = storyOf(entry);
        TANDEM_TRY(m_context.logAction(m_subject.entity->number, m_subject.record, action, story));
        TANDEM_TRY(m_context.logAction(instance::number, m_instance, action, story));
        if (concernsParents(entry.kind))
            TANDEM_TRY(tellParents(action));
    }
    return {};
}

QCborMap ApprovalCase::reference() const
{
    return {{u"entity"_s, m_subject.entity->name}, {u"record"_s, toText(m_subject.record)},
        {u"instance"_s, toText(m_instance)}};
}

QCborMap ApprovalCase::storyOf(const FlowEntry &entry) const
{
    QCborMap story = reference();
    story.insert(u"title"_s, title());
    if (!entry.by.isNull())
        story.insert(u"by"_s, toText(entry.by));
    if (!entry.node.isEmpty())
        story.insert(u"node"_s, nodeName(entry.node));
    if (!entry.reason.isEmpty())
        story.insert(u"reason"_s, entry.reason);
    if (!entry.comment.isEmpty())
        story.insert(u"comment"_s, entry.comment);
    QCborArray users;
    for (const RecordId &user : entry.users)
        users.append(toText(user));
    if (!users.isEmpty())
        story.insert(u"users"_s, users);
    return story;
}

/// Only that something happened and where to look: who sees a parent does not see all that hangs on it.
Result<void> ApprovalCase::tellParents(const QString &action)
{
    for (const FieldDef &field : m_subject.entity->fields) {
        const EntityDef *parent = field.type == FieldType::Link && !field.isSystem() && !field.deleted
            ? m_context.registry()->entity(field.target)
            : nullptr;
        const RecordId record = valueIn(m_subject.row, field.number).toId();
        if (parent && parent->number != instance::number && parent->traits.testFlag(Trait::Timeline)
            && !record.isNull())
            TANDEM_TRY(m_context.logAction(parent->number, record, action, reference()));
    }
    return {};
}

}
