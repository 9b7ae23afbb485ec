// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/flows/recorddirectory.h"
#include "server/records/actionregistry.h"

namespace tandem::server {

/// Runs approval flows on records: the actions submitApproval, approve, reject, return, transfer, addApprover, remind
/// and withdraw, and the records approvalInstance and approvalTask that show what became of them. All decisions are
/// those of shared/approvals.
class ApprovalService
{
public:
    /// submitApproval {flow, comment, chosen} and withdraw {comment} on every entity with the trait "approval",
    /// withdraw and remind on approvalInstance; approve and reject {comment}, return {target, comment},
    /// transfer {to, comment} and addApprover {to, position: "before" or "after", comment} on approvalTask. Who may is
    /// asked of the flow. The service must outlive the registry.
    void registerActions(ActionRegistry &actions) const;

private:
    Result<void> submit(MutationContext &context, const ActionCall &call) const;
    Result<void> withdraw(MutationContext &context, const ActionCall &call) const;
    Result<void> decide(MutationContext &context, const ActionCall &call, FlowEvent::Kind kind) const;
    static Result<void> remind(MutationContext &context, const ActionCall &call);
};

}
