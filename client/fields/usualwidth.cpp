// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/usualwidth.h"

namespace tandem::client {

int usualCharacters(const FieldDef &field)
{
    switch (field.type) {
    case FieldType::Boolean:
        return 8;
    case FieldType::Integer:
    case FieldType::Percent:
    case FieldType::Decimal:
    case FieldType::Duration:
    case FieldType::Date:
        return 13;
    case FieldType::Choice:
    case FieldType::Money:
    case FieldType::NumberSeries:
    case FieldType::Phone:
        return 17;
    case FieldType::DateTime:
    case FieldType::User:
        return 20;
    default:
        return 26;
    }
}

}
