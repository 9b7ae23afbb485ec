// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/hookregistry.h"

namespace tandem::server {

/// What a move of an opportunity from stage to stage means: the stage belongs to its pipeline, what the stage demands
/// is filled in, probability and the moment of winning follow, and the stage log tells how long it stood where.
class StageService
{
public:
    static void registerHooks(HookRegistry &hooks);

private:
    static Result<void> beforeChange(MutationContext &context, RecordChange &change);
    static Result<void> afterChange(MutationContext &context, RecordChange &change);
};

}
