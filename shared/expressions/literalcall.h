// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/expressions/expressionnode.h"
#include "shared/expressions/lexer.h"

#include <optional>

namespace tandem {

ExpressionNode literalNode(int position, ExpressionType type, Value value);

/// date('…'), datetime('…'), id('…') and money(n, '…') look like calls and are values. Nothing if `name` with these
/// arguments is a call indeed. `amount` is the first argument as it is written, if it is a plain number: money has more
/// digits than a double. Error: as parseExpression() says.
std::optional<Result<ExpressionNode>> literalOfCall(
    const Token &name, const std::vector<ExpressionNode> &arguments, const QString &amount);

}
