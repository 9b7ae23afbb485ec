// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem {

/// Text, LongText, RichText and NumberSeries differ by their longest length and by whether lines break.
class TextType final : public FieldTypeInfo
{
public:
    enum class Lines { One, Many };
    TextType(int maxLength, Lines lines)
        : m_maxLength(maxLength)
        , m_lines(lines)
    {
    }

    Value::Kind kind() const override { return Value::Kind::Text; }
    Result<void> validate(const FieldDef &field, const Value &value) const override;
    bool isSortable() const override { return m_lines == Lines::One; }
    bool sortsAsText() const override { return isSortable(); }

protected:
    Result<Value> parseCell(const FieldDef &field, const QString &cell, const ImportContext &context) const override;

private:
    int m_maxLength;
    Lines m_lines;
};

}
