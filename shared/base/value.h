// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/money.h"
#include "shared/base/recordid.h"
#include "shared/base/result.h"

#include <QStringList>

#include <map>
#include <variant>

class QCborStreamReader;
class QCborStreamWriter;

namespace tandem {

/// What a field holds, in the small set of forms that the database and the wire carry. What it means is the field
/// type's business: a date is Text "2026-11-23", a time stamp Integer milliseconds UTC, a duration Integer seconds,
/// a decimal or percent Integer scaled by the field's scale, a choice Text with the option's key, a link Id,
/// a multi-choice or tags Set, JSON and rich text Text, an any-record link Text "account/0190…".
class Value
{
public:
    enum class Kind { Null, Boolean, Integer, Real, Text, Id, Money, Set };

    Value() = default;
    Value(bool value)
        : m_data(value)
    {
    }
    Value(int value)
        : m_data(qint64(value))
    {
    }
    Value(qint64 value)
        : m_data(value)
    {
    }
    Value(double value)
        : m_data(value)
    {
    }
    Value(QString value)
        : m_data(std::move(value))
    {
    }
    Value(RecordId value)
        : m_data(value)
    {
    }
    Value(tandem::Money value)
        : m_data(std::move(value))
    {
    }
    /// Sorted and without doubles, so that equal sets are equal values.
    Value(QStringList set);
    Value(const char *) = delete;
    Value(const void *) = delete;

    Kind kind() const { return Kind(m_data.index()); }
    bool isNull() const { return kind() == Kind::Null; }
    /// Null, "" or the empty set: what "required" refuses.
    bool isEmpty() const;

    /// The asked-for form, or its neutral value if this holds another one.
    bool toBool() const;
    qint64 toInteger() const;
    double toReal() const; ///< also of an Integer
    QString toText() const;
    RecordId toId() const;
    tandem::Money toMoney() const;
    QStringList toSet() const;

    bool operator==(const Value &) const = default;

    /// For logs and test messages, not for users.
    QString toDebug() const;

private:
    std::variant<std::monostate, bool, qint64, double, QString, RecordId, tandem::Money, QStringList> m_data;
};

using FieldNumber = quint16;
using EntityNumber = quint16;
using FieldValues = std::map<FieldNumber, Value>;

/// Null if there is none. The reference holds as long as `values` does.
const Value &valueIn(const FieldValues &values, FieldNumber field);

/// CBOR form: null, bool, integer, double, text; Id as 16 bytes; Money as [minor, "CNY"]; Set as [text…].
void writeValue(QCborStreamWriter &writer, const Value &value);

/// Reads one value and moves past it. Error: Corrupt. Limits are the caller's: it bounds the message before.
Result<Value> readValue(QCborStreamReader &reader);

/// A whole text string, chunked or not. Error: Corrupt.
Result<QString> readText(QCborStreamReader &reader);
/// A whole byte string, chunked or not. Error: Corrupt.
Result<QByteArray> readBytes(QCborStreamReader &reader);
/// An integer that fits. Error: Corrupt.
Result<qint64> readInteger(QCborStreamReader &reader);

}
