// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/metadata/fielddef.h"

#include <QJsonValue>

namespace tandem {

/// A column of the database that a field needs; the dialect names the SQL type.
struct ColumnDef
{
    enum class Storage { Integer, Real, Text, Id };
    QString name;
    Storage storage = Storage::Text;
    bool operator==(const ColumnDef &) const = default;
};

/// What a type of field is, in one class per type: columns, wire form, validation, comparison, text form.
/// Stateless; the instances live as long as the program; any thread.
class FieldTypeInfo
{
public:
    virtual ~FieldTypeInfo() = default;

    /// The kind of Value that a field of this type holds when it is not null; Null where it depends on the field.
    virtual Value::Kind kind() const = 0;
    /// Its columns in order; empty for types that are not stored. Money has two: amount and currency.
    virtual std::vector<ColumnDef> columns(const FieldDef &field) const;
    /// Null passes. Error: Invalid, without the field's name, which the caller knows.
    virtual Result<void> validate(const FieldDef &field, const Value &value) const;
    /// REST and export form: JSON value, e.g. money {"amount": "12.50", "currency": "CNY"}, dates ISO 8601.
    virtual QJsonValue toJson(const FieldDef &field, const Value &value) const;
    /// Null for JSON null. Checks the form only; validate() checks limits and options.
    virtual Result<Value> fromJson(const FieldDef &field, const QJsonValue &json) const;
    /// Import form: what a spreadsheet cell says ("1,200.50", "2026/11/3", "是", an option's key or label…).
    /// `context` supplies what the cell leaves out.
    struct ImportContext
    {
        QString currency; ///< of amounts without one
        int utcOffsetSeconds = 0; ///< of times without a zone
        QMap<QString, QString> optionByLabel; ///< label in any language, lower case → option key
        QString callingCode; ///< "+86": put before phone numbers that have none; empty leaves them alone
    };
    /// An empty cell is Null. Validates as well.
    Result<Value> fromImport(const FieldDef &field, const QString &cell, const ImportContext &context) const;
    virtual bool isSortable() const { return true; }
    /// Sorted as people sort text (TextOrder) and not by bytes. Equality is that of bytes all the same.
    virtual bool sortsAsText() const { return false; }
    virtual bool isFilterable() const { return true; }

protected:
    /// `cell` is trimmed and not empty. As fromJson of the text, unless the type knows more.
    virtual Result<Value> parseCell(const FieldDef &field, const QString &cell, const ImportContext &context) const;
};

const FieldTypeInfo &fieldTypeInfo(FieldType type);

}
