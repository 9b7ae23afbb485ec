// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/hookregistry.h"

namespace tandem::server {

/// Whoever is named in a text hears of it: once, and only if he may see both the text and the record that it is about.
/// Which fields can name people stands in the definitions ("mentions").
class MentionNotices
{
public:
    static void registerHooks(HookRegistry &hooks);

private:
    static Result<void> afterChange(MutationContext &context, RecordChange &change);
};

}
