// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/flows/recorddirectory.h"

namespace tandem::server {

/// One approval instance during one event: its flow and state as they are stored, and the record that it is about.
class ApprovalCase
{
public:
    /// A new one, whose record does not exist yet. Error: NotFound ("flow"), Invalid as of parseFlow().
    static Result<ApprovalCase> begin(MutationContext &context, Subject subject, const QString &flowKey);
    /// One that runs. Error: NotFound, Corrupt.
    static Result<ApprovalCase> load(MutationContext &context, const RecordId &instance);

    const FlowState &state() const { return m_state; }

    /// Moves the flow on and writes everything that follows from it: instance, tasks, shares, the record's own state,
    /// notifications, and the story on the record and on what it belongs to.
    Result<void> advance(FlowEvent event);

private:
    explicit ApprovalCase(MutationContext &context);

    Result<void> writeInstance();
    Result<void> writeTasks(const FlowEffects &effects);
    Result<void> writeTask(const FlowTask &changed);
    Result<void> writeSubject();
    Result<void> share(const RecordId &user);
    Result<void> shareOne(const QString &record, const RecordId &user, bool cascade);
    Result<void> notifyAll(const FlowEffects &effects);
    Result<void> notifyAssignee(const FlowEffects &effects, const FlowTask &open);
    Result<void> notifyOf(const FlowEntry &entry, const FlowEffects &effects);
    Result<void> readNoticesOf(const FlowTask &settled);
    Result<void> writeCopy(const RecordId &user, const QString &node);
    /// `by`: whose act it tells of, where the text names him.
    Result<void> notify(const RecordId &user, const QString &textKey, const QString &record, const RecordId &by = {});
    Result<void> writeStory(const std::vector<FlowEntry> &entries);
    Result<void> tellParents(const QString &action);
    QCborMap storyOf(const FlowEntry &entry) const;
    QCborMap reference() const; ///< to the record and its application
    QString nodeName(const QString &node) const;
    QString title() const;
    FieldValues instanceValues() const;
    Value upcoming() const;
    RecordId takerOf(const FlowTask &transferred) const;

    MutationContext &m_context;
    Subject m_subject;
    RecordId m_flow;
    RecordId m_instance;
    qint64 m_version = 0;
    FlowDefinition m_definition;
    FlowState m_state;
    std::map<int, RecordId> m_taskRecords;
};

/// The record's own words for it: "none", "pending", "approved", "rejected", "returned", "withdrawn".
QString approvalStateOf(InstanceStatus status);

}
