// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/mutationcontext.h"
#include "shared/approvals/flowengine.h"
#include "shared/expressions/evaluate.h"

namespace tandem::server {

/// The record that an approval or a rule is about, as it stands in the transaction.
struct Subject
{
    const EntityDef *entity = nullptr;
    RecordId record;
    FieldValues row;
    const FieldValues *previous = nullptr; ///< of rules: before the change
};

/// What expressions on the server see: the subject's row, and linked records whatever the actor may see.
EvaluationContext evaluationContext(MutationContext &context, const Subject &subject);

/// Answers a flow's questions from user, role and department records.
class RecordDirectory final : public ApprovalDirectory
{
public:
    RecordDirectory(MutationContext &context, const Subject &subject);

    Result<std::vector<RecordId>> approvers(const ApproverRule &rule, const RecordId &initiator) const override;
    RecordId managerOf(const RecordId &user) const override;
    std::vector<RecordId> administrators() const override;
    bool isActive(const RecordId &user) const override;
    Result<bool> holds(const QString &condition) const override;

private:
    Value valueOf(EntityNumber entity, const RecordId &record, FieldNumber field) const;
    std::vector<RecordId> managers(const RecordId &initiator, int levels) const;
    std::vector<RecordId> membersOf(const QString &role) const;
    RecordId leader(const RecordId &initiator, int level) const;
    Result<RecordId> byExpression(const QString &text) const;

    MutationContext &m_context;
    const Subject &m_subject;
};

}
