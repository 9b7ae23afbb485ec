// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/expressions/expressionnode.h"

#include <memory>

namespace tandem {

/// A parsed expression: immutable, cheap to copy, any thread. It knows names only; checkExpression() gives them
/// meaning for one entity. The language is described in docs/expressions.md.
class Expression
{
public:
    /// No expression: as a filter it lets everything through, as a rule it says nothing.
    Expression() = default;
    explicit Expression(ExpressionNode root);

    bool isNull() const { return m_root == nullptr; }
    /// Only of an expression that is not null.
    const ExpressionNode &root() const { return *m_root; }

    /// The canonical text, which parses to an equal expression; empty if null.
    QString toText() const;

    bool operator==(const Expression &other) const;

private:
    std::shared_ptr<const ExpressionNode> m_root;
};

/// What hostile or careless input may cost.
namespace expressionlimit {
inline constexpr qsizetype textLength = 16'384;
inline constexpr int depth = 64;
inline constexpr int nodes = 2'000; ///< formulas of fields written out included
inline constexpr int formulaDepth = 8; ///< formulas that use formulas
inline constexpr int pathLength = 5; ///< "opportunity.account.owner.department.name"
}

/// Empty or blank text is the null expression.
/// Error: Invalid; `reason` is one of "unexpectedCharacter", "unterminatedText", "badNumber", "badDate", "badAmount",
/// "unexpectedEnd", "unexpectedToken", "badId", "unknownFunction", "wrongArgumentCount", "tooDeep", "tooLong";
/// `arguments["position"]` counts characters from 0, `arguments["token"]` is the text found there.
Result<Expression> parseExpression(const QString &text);

}
