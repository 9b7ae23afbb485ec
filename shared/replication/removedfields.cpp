// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/replication/removedfields.h"

#include "shared/replication/merge.h"

#include <algorithm>

namespace tandem {

namespace {

const QString argument = QStringLiteral("fields");

}

std::vector<FieldNumber> removedFields(const EntityDef &entity, const Mutation &mutation)
{
    std::vector<FieldNumber> fields;
    // What the author of a delete saw is not what he wants.
    if (mutation.kind == MutationKind::Delete || mutation.kind == MutationKind::Action)
        return fields;
    for (const FieldChange &change : mutation.changes) {
        const FieldDef *field = entity.fieldOrRemoved(change.field);
        if (field && field->deleted && !sameValue(change.from, change.to))
            fields.push_back(change.field);
    }
    return fields;
}

Error fieldsRemoved(const std::vector<FieldNumber> &fields)
{
    QVariantList numbers;
    for (const FieldNumber field : fields)
        numbers.append(int(field));
    return Error::invalid({}, QStringLiteral("fieldsRemoved"), {{argument, numbers}});
}

std::optional<Mutation> passedOver(const Mutation &mutation, const Acknowledgement &acknowledgement)
{
    const std::optional<Error> &error = acknowledgement.error;
    if (acknowledgement.outcome == Outcome::Rejected || !error || error->reason != QLatin1String("fieldsRemoved"))
        return std::nullopt;
    const QVariantList numbers = error->arguments.value(argument).toList();
    Mutation part = mutation;
    part.id = {}; // that one has taken effect
    // The record itself is there.
    part.kind = MutationKind::Update;
    part.arguments = {};
    std::erase_if(part.changes, [&numbers](const FieldChange &change) {
        return std::none_of(numbers.begin(), numbers.end(),
            [&change](const QVariant &number) { return number.toInt() == int(change.field); });
    });
    return part.changes.empty() ? std::nullopt : std::optional(std::move(part));
}

}
