// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/statement.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem {

/// The same by kind of value, for who has looked the field up before.
int columnCountOf(Value::Kind kind);
int bindColumns(Statement &statement, int position, Value::Kind kind, const Value &value);
Value readColumns(const Statement &statement, int column, Value::Kind kind);

/// How many columns a field's value takes: 2 for money, 0 if it is not stored.
int columnCount(const FieldDef &field);

/// Binds `value` to the field's columns from `position` on and gives the position after them. A value of another kind
/// than the field's is bound as NULL: it is refused by validateValue() long before.
int bindValue(Statement &statement, int position, const FieldDef &field, const Value &value);

/// The field's value from its columns at `column` and after.
Value readValue(const Statement &statement, int column, const FieldDef &field);

QByteArray setToJson(const QStringList &set); ///< ["a","b"] in UTF-8
QStringList setFromJson(QByteArrayView json);

}
