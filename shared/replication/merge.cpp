// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/replication/merge.h"

#include "shared/metadata/validator.h"
#include "shared/replication/textmerge.h"

namespace tandem {

namespace {

MergeResult applied(const Value &current, Value value)
{
    const bool same = current == value;
    return {same ? MergeResult::Kind::Nothing : MergeResult::Kind::Applied, std::move(value)};
}

/// What both did, or nothing if that is what stands already.
MergeResult merged(const Value &current, Value value)
{
    if (sameValue(current, value))
        return {MergeResult::Kind::Nothing, current};
    return {MergeResult::Kind::Merged, std::move(value)};
}

MergeResult mergeSets(const Value &current, const Value &from, const Value &to)
{
    const QStringList before = from.toSet();
    const QStringList after = to.toSet();
    QStringList result;
    for (const QString &item : current.toSet()) {
        const bool removed = before.contains(item) && !after.contains(item);
        if (!removed)
            result.append(item);
    }
    for (const QString &item : after) {
        if (!before.contains(item))
            result.append(item);
    }
    return merged(current, Value(std::move(result)));
}

/// None where the sum does not fit or the kinds do not go together: then it is an ordinary conflict.
std::optional<Value> counted(const Value &current, const Value &from, const Value &to)
{
    const auto sum = [](qint64 a, qint64 b, qint64 c) -> std::optional<qint64> {
        qint64 difference = 0;
        qint64 result = 0;
        if (qSubOverflow(c, b, &difference) || qAddOverflow(a, difference, &result))
            return std::nullopt;
        return result;
    };
    const auto isCount = [](const Value &value) {
        return value.isNull() || value.kind() == Value::Kind::Integer;
    };
    if (isCount(current) && isCount(from) && isCount(to)) {
        const auto result = sum(current.toInteger(), from.toInteger(), to.toInteger());
        return result ? std::optional(Value(*result)) : std::nullopt;
    }
    const auto isAmount = [](const Value &value) {
        return value.kind() == Value::Kind::Money;
    };
    if (!isAmount(current) || !isAmount(from) || !isAmount(to))
        return std::nullopt;
    const QString currency = current.toMoney().currency;
    if (from.toMoney().currency != currency || to.toMoney().currency != currency)
        return std::nullopt;
    const auto result = sum(current.toMoney().minor, from.toMoney().minor, to.toMoney().minor);
    return result ? std::optional(Value(Money{*result, currency})) : std::nullopt;
}

bool isSet(const Value &value)
{
    return value.isEmpty() || value.kind() == Value::Kind::Set;
}

bool isText(const Value &value)
{
    return value.isNull() || value.kind() == Value::Kind::Text;
}

/// None where the two edits get in each other's way, or are fine alone and too long together.
std::optional<Value> mergedText(const FieldDef &field, const Value &current, const Value &from, const Value &to)
{
    if (!isText(current) || !isText(from) || !isText(to))
        return std::nullopt;
    const TextForm form = field.type == FieldType::RichText ? TextForm::Rich : TextForm::Plain;
    auto text = mergeTexts(form, current.toText(), from.toText(), to.toText());
    if (!text)
        return std::nullopt;
    Value value = text->isEmpty() ? Value() : Value(*std::move(text));
    return validateValue(field, value).ok() ? std::optional(std::move(value)) : std::nullopt;
}

bool isCounter(const FieldDef &field)
{
    return field.merge == MergeRule::Counter;
}

}

bool sameValue(const Value &a, const Value &b)
{
    return a == b || (a.isEmpty() && b.isEmpty());
}

MergeResult mergeField(const FieldDef &field, const Value &current, const Value &from, const Value &to)
{
    if (sameValue(from, to))
        return {MergeResult::Kind::Nothing, current};
    if (sameValue(current, from))
        return applied(current, to);
    // Two that count from 3 to 4 have counted twice, although each wants a 4.
    if (isCounter(field)) {
        if (auto value = counted(current, from, to))
            return merged(current, std::move(*value));
    }
    if (sameValue(current, to))
        return {MergeResult::Kind::Nothing, current};
    if (field.merge == MergeRule::FirstArrival && !current.isEmpty())
        return {MergeResult::Kind::Nothing, current};
    if (field.merge == MergeRule::Union && isSet(current) && isSet(from) && isSet(to))
        return mergeSets(current, from, to);
    if (field.merge == MergeRule::Text) {
        if (auto value = mergedText(field, current, from, to))
            return merged(current, std::move(*value));
    }
    return {MergeResult::Kind::Conflicted, to};
}

}
