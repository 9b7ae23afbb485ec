// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/valuecolumns.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tandem {

int columnCountOf(Value::Kind kind)
{
    if (kind == Value::Kind::Null)
        return 0;
    return kind == Value::Kind::Money ? 2 : 1;
}

int bindColumns(Statement &statement, int position, Value::Kind kind, const Value &value)
{
    if (kind != Value::Kind::Money) {
        statement.bind(position, value.kind() == kind ? value : Value());
        return position + 1;
    }
    if (value.kind() == kind) {
        const Money money = value.toMoney();
        statement.bind(position, money.minor).bind(position + 1, money.currency);
    } else {
        statement.bind(position, nullptr).bind(position + 1, nullptr);
    }
    return position + 2;
}

Value readColumns(const Statement &statement, int column, Value::Kind kind)
{
    if (statement.isNull(column))
        return {};
    switch (kind) {
    case Value::Kind::Boolean:
        return statement.integer(column) != 0;
    case Value::Kind::Integer:
        return statement.integer(column);
    case Value::Kind::Real:
        return statement.real(column);
    case Value::Kind::Text:
        return statement.text(column);
    case Value::Kind::Id:
        return statement.id(column);
    case Value::Kind::Money:
        return Money{statement.integer(column), statement.text(column + 1)};
    case Value::Kind::Set:
        return setFromJson(statement.text(column).toUtf8());
    case Value::Kind::Null:
        break;
    }
    return {};
}

int columnCount(const FieldDef &field)
{
    return field.isStored() ? columnCountOf(fieldTypeInfo(field.type).kind()) : 0;
}

int bindValue(Statement &statement, int position, const FieldDef &field, const Value &value)
{
    return bindColumns(statement, position, fieldTypeInfo(field.type).kind(), value);
}

Value readValue(const Statement &statement, int column, const FieldDef &field)
{
    return readColumns(statement, column, fieldTypeInfo(field.type).kind());
}

QByteArray setToJson(const QStringList &set)
{
    return QJsonDocument(QJsonArray::fromStringList(set)).toJson(QJsonDocument::Compact);
}

QStringList setFromJson(QByteArrayView json)
{
    const QJsonArray array = QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), json.size())).array();
    QStringList set;
    set.reserve(array.size());
    for (const QJsonValue item : array)
        set.append(item.toString());
    return set;
}

}
