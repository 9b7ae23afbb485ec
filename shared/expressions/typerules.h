// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/expressions/check.h"

namespace tandem {

/// Gives an operation its type from those of its operands, which may be rewritten: text beside a date becomes a date,
/// a day beside a moment the moment at which it begins. Error: "typeClash" or "unknownOption", see checkExpression().
Result<void> judgeTypes(CheckedNode &node);

Result<void> requireCondition(const CheckedNode &node);

}
