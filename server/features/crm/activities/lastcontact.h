// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/hookregistry.h"

namespace tandem::server {

/// What an activity means for the customer: an account and a contact know when somebody was last in touch with them, by
/// a note or by a call, meeting or visit that is done. What hangs on a deal, contract or order counts for its account.
/// An activity knows when it was done.
class LastContact
{
public:
    static void registerHooks(HookRegistry &hooks);

private:
    static Result<void> beforeChange(MutationContext &context, RecordChange &change);
    static Result<void> afterChange(MutationContext &context, RecordChange &change);
    static Result<void> afterMove(MutationContext &context, RecordChange &change);
    static Result<void> afterRestore(MutationContext &context, RecordChange &change);
};

}
