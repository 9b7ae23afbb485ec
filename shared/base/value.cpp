// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/value.h"

#include <QCborStreamReader>
#include <QCborStreamWriter>

namespace tandem {

const Value &valueIn(const FieldValues &values, FieldNumber field)
{
    static const Value null;
    const auto found = values.find(field);
    return found == values.end() ? null : found->second;
}

Value::Value(QStringList set)
{
    set.sort();
    set.removeDuplicates();
    m_data = std::move(set);
}

bool Value::isEmpty() const
{
    switch (kind()) {
    case Kind::Null:
        return true;
    case Kind::Text:
        return std::get<QString>(m_data).isEmpty();
    case Kind::Set:
        return std::get<QStringList>(m_data).isEmpty();
    case Kind::Id:
        return std::get<RecordId>(m_data).isNull();
    default:
        return false;
    }
}

bool Value::toBool() const
{
    const bool *value = std::get_if<bool>(&m_data);
    return value && *value;
}

qint64 Value::toInteger() const
{
    if (const bool *truth = std::get_if<bool>(&m_data))
        return *truth ? 1 : 0;
    const qint64 *value = std::get_if<qint64>(&m_data);
    return value ? *value : 0;
}

double Value::toReal() const
{
    if (const double *value = std::get_if<double>(&m_data))
        return *value;
    return double(toInteger());
}

QString Value::toText() const
{
    const QString *value = std::get_if<QString>(&m_data);
    return value ? *value : QString();
}

RecordId Value::toId() const
{
    const RecordId *value = std::get_if<RecordId>(&m_data);
    return value ? *value : RecordId();
}

Money Value::toMoney() const
{
    const tandem::Money *value = std::get_if<tandem::Money>(&m_data);
    return value ? *value : tandem::Money();
}

QStringList Value::toSet() const
{
    const QStringList *value = std::get_if<QStringList>(&m_data);
    return value ? *value : QStringList();
}

QString Value::toDebug() const
{
    switch (kind()) {
    case Kind::Null:
        return QStringLiteral("null");
    case Kind::Boolean:
        return toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case Kind::Integer:
        return QString::number(toInteger());
    case Kind::Real:
        return QString::number(toReal(), 'g', 17);
    case Kind::Text:
        return QLatin1Char('"') + toText() + QLatin1Char('"');
    case Kind::Id:
        return tandem::toText(toId());
    case Kind::Money:
        return amountToText(toMoney()) + QLatin1Char(' ') + toMoney().currency;
    case Kind::Set:
        return QLatin1Char('{') + toSet().join(QLatin1Char(',')) + QLatin1Char('}');
    }
    return {};
}

void writeValue(QCborStreamWriter &writer, const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Null:
        writer.append(nullptr);
        return;
    case Value::Kind::Boolean:
        writer.append(value.toBool());
        return;
    case Value::Kind::Integer:
        writer.append(value.toInteger());
        return;
    case Value::Kind::Real:
        writer.append(value.toReal());
        return;
    case Value::Kind::Text:
        writer.append(QStringView(value.toText()));
        return;
    case Value::Kind::Id:
        writer.append(toBytes(value.toId()));
        return;
    case Value::Kind::Money:
        writer.startArray(2);
        writer.append(value.toMoney().minor);
        writer.append(QStringView(value.toMoney().currency));
        writer.endArray();
        return;
    case Value::Kind::Set: {
        const QStringList set = value.toSet();
        writer.startArray(quint64(set.size()));
        for (const QString &item : set)
            writer.append(QStringView(item));
        writer.endArray();
        return;
    }
    }
}

namespace {

Error corrupt(const char *what)
{
    return Error::corrupt(QStringLiteral("CBOR: expected ") + QLatin1String(what));
}

/// Money or Set: [integer, text] is money, everything else must be texts.
Result<Value> readArray(QCborStreamReader &reader)
{
    if (!reader.enterContainer())
        return corrupt("an array");
    if (reader.hasNext() && reader.isInteger()) {
        TANDEM_ASSIGN(const qint64 minor, readInteger(reader));
        TANDEM_ASSIGN(QString currency, readText(reader));
        if (reader.hasNext() || !reader.leaveContainer())
            return corrupt("money");
        return Value(Money{minor, std::move(currency)});
    }
    QStringList set;
    while (reader.hasNext()) {
        TANDEM_ASSIGN(QString item, readText(reader));
        set.append(std::move(item));
    }
    if (reader.lastError() != QCborError::NoError || !reader.leaveContainer())
        return corrupt("the end of an array");
    return Value(std::move(set));
}

}

Result<Value> readValue(QCborStreamReader &reader)
{
    switch (reader.type()) {
    case QCborStreamReader::UnsignedInteger:
    case QCborStreamReader::NegativeInteger: {
        TANDEM_ASSIGN(const qint64 value, readInteger(reader));
        return Value(value);
    }
    case QCborStreamReader::String: {
        TANDEM_ASSIGN(QString text, readText(reader));
        return Value(std::move(text));
    }
    case QCborStreamReader::ByteArray: {
        TANDEM_ASSIGN(const QByteArray bytes, readBytes(reader));
        if (bytes.size() != 16)
            return corrupt("an id of 16 bytes");
        return Value(recordIdFromBytes(bytes));
    }
    case QCborStreamReader::Array:
        return readArray(reader);
    case QCborStreamReader::SimpleType: {
        const auto simple = reader.toSimpleType();
        reader.next();
        if (simple == QCborSimpleType::Null || simple == QCborSimpleType::Undefined)
            return Value();
        if (simple == QCborSimpleType::True || simple == QCborSimpleType::False)
            return Value(simple == QCborSimpleType::True);
        return corrupt("a known simple value");
    }
    case QCborStreamReader::Double: {
        const double value = reader.toDouble();
        reader.next();
        return Value(value);
    }
    default:
        return corrupt("a value");
    }
}

Result<QString> readText(QCborStreamReader &reader)
{
    if (!reader.isString())
        return corrupt("text");
    QString text;
    auto chunk = reader.readString();
    while (chunk.status == QCborStreamReader::Ok) {
        text += chunk.data;
        chunk = reader.readString();
    }
    if (chunk.status == QCborStreamReader::Error)
        return corrupt("whole text");
    return text;
}

Result<QByteArray> readBytes(QCborStreamReader &reader)
{
    if (!reader.isByteArray())
        return corrupt("bytes");
    QByteArray bytes;
    auto chunk = reader.readByteArray();
    while (chunk.status == QCborStreamReader::Ok) {
        bytes += chunk.data;
        chunk = reader.readByteArray();
    }
    if (chunk.status == QCborStreamReader::Error)
        return corrupt("whole bytes");
    return bytes;
}

Result<qint64> readInteger(QCborStreamReader &reader)
{
    if (!reader.isInteger())
        return corrupt("an integer");
    constexpr quint64 largest = quint64(std::numeric_limits<qint64>::max());
    // A negative one is -1 - n; Qt gives n + 1, which is 0 for the largest n of all.
    const quint64 distance =
        reader.isUnsignedInteger() ? reader.toUnsignedInteger() : quint64(reader.toNegativeInteger()) - 1;
    if (distance > largest)
        return corrupt("an integer of 63 bits");
    const qint64 value = reader.toInteger();
    reader.next();
    return value;
}

}
