// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "shared/expressions/filterbuilder.h"

namespace tandem::client {

/// The field at the end of a path such as "stage.type", the entity it belongs to, and the path in words.
struct PathEnd
{
    const EntityDef *entity = nullptr;
    const FieldDef *field = nullptr; ///< null: there is no such path
    QString label;
};
PathEnd endOfPath(const EntityDef &entity, const QString &path, const FieldContext &context);

QString operatorText(FilterCondition::Operator op);
/// A sentence for a part of a filter, as its chip says it: "Amount above ¥10,000.00", "Stage is Won or Owner is me".
QString filterText(const EntityDef &entity, const FilterPart &part, const FieldContext &context);
/// "and" or "or", as it stands between the parts of a group.
QString joiningWord(FilterPart::Kind group);

/// How a value of `field` stands in a condition, and back (decimals are unscaled there).
Value conditionValue(const FieldDef &field, const Value &value);
Value fieldValue(const FieldDef &field, const Value &value);

}
