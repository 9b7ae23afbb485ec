// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/expressions/check.h"
#include "shared/expressions/surroundings.h"

#include <functional>

namespace tandem {

/// What an expression is evaluated over. Borrowed: everything must live during the call.
struct EvaluationContext
{
    const FieldValues *values = nullptr; ///< of the record; a field that is absent is null
    RecordId record;
    const FieldValues *previous = nullptr; ///< before the change; null: there was no record, so all was null
    Surroundings surroundings;
    /// The values of a linked record, empty if there is none or it may not be read.
    std::function<std::optional<FieldValues>(const EntityDef &, const RecordId &)> resolveLink;
};

/// The value of an expression. It cannot fail: what has no value is null.
///
/// Null is decided once and for all, the same here and in SQL (see SqlPrinter):
/// - conditions are true or false, never unknown; where a condition is expected, null counts as false;
/// - `=` and `!=` know null: null = null is true, null != 'x' is true;
/// - `<`, `<=`, `>`, `>=`, between, contains, startsWith and hasTag are false if a side is null;
/// - arithmetic and the functions give null if an argument is null, as do a division by zero, money of two
///   currencies, and a date outside the years 1 to 9999; only text + text takes null for ''.
Value evaluate(const CheckedExpression &expression, const EvaluationContext &context);

/// A value as `field` stores it: numbers scaled and rounded, the rest as it is. For default expressions.
Value storedForm(const FieldDef &field, const Value &value);

/// evaluate() of a condition; the null expression is true.
bool holds(const CheckedExpression &condition, const EvaluationContext &context);

/// Whether the change from `context.previous` to `context.values` breaks `rule`, which must hold while `field` is
/// filled. What was broken before and is left alone passes, so that an older record can still be edited elsewhere.
bool breaksRule(const CheckedExpression &rule, FieldNumber field, const EvaluationContext &context);

}
