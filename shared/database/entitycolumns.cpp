// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/entitycolumns.h"

#include "shared/database/cborcursor.h"
#include "shared/database/dialects/dialect.h"
#include "shared/database/valuecolumns.h"

#include <QCborStreamWriter>

namespace tandem {

EntityColumns::EntityColumns(const EntityDef &entity)
{
    for (const FieldDef &field : entity.fields) {
        if (!field.deleted && field.isStored())
            add(field);
    }
}

EntityColumns::EntityColumns(const EntityDef &entity, const std::vector<FieldNumber> &fields)
{
    for (const FieldNumber number : fields) {
        const FieldDef *field = entity.field(number);
        if (field && !field->deleted && field->isStored())
            add(*field);
        else
            m_columns.push_back({number, Value::Kind::Null});
    }
}

void EntityColumns::add(const FieldDef &field)
{
    const FieldTypeInfo &info = fieldTypeInfo(field.type);
    m_fields.push_back(field.number);
    m_columns.push_back({field.number, info.kind()});
    for (const ColumnDef &column : info.columns(field))
        m_names.append(column.name);
}

QString EntityColumns::sql(const QString &alias) const
{
    const QString prefix = alias.isEmpty() ? QString() : alias + QLatin1Char('.');
    QStringList parts;
    parts.reserve(m_names.size());
    for (const QString &name : m_names)
        parts.append(prefix + Dialect::quoted(name));
    return parts.join(QLatin1String(", "));
}

FieldValues EntityColumns::read(Statement &statement, int firstColumn) const
{
    FieldValues values;
    int position = firstColumn;
    for (const Column &column : m_columns) {
        if (column.kind != Value::Kind::Null && !statement.isNull(position))
            values.emplace_hint(values.end(), column.field, readColumns(statement, position, column.kind));
        position += columnCountOf(column.kind);
    }
    return values;
}

int EntityColumns::bind(Statement &statement, int firstPosition, const FieldValues &values) const
{
    static const Value null;
    int position = firstPosition;
    for (const Column &column : m_columns) {
        if (column.kind == Value::Kind::Null)
            continue;
        const auto found = values.find(column.field);
        position = bindColumns(statement, position, column.kind, found == values.end() ? null : found->second);
    }
    return position;
}

void EntityColumns::writeCbor(Statement &statement, int firstColumn, QCborStreamWriter &writer) const
{
    const StatementBackend &row = statement.backend();
    int position = firstColumn;
    for (const Column &column : m_columns) {
        if (column.kind == Value::Kind::Null)
            continue;
        if (row.isNull(position)) {
            writer.append(nullptr);
            position += columnCountOf(column.kind);
            continue;
        }
        switch (column.kind) {
        case Value::Kind::Text: {
            const QByteArrayView text = row.utf8(position);
            writer.appendTextString(text.data(), text.size());
            break;
        }
        case Value::Kind::Id: {
            const QByteArrayView id = row.bytes(position);
            writer.appendByteString(id.data(), id.size());
            break;
        }
        case Value::Kind::Integer:
            writer.append(row.integer(position));
            break;
        case Value::Kind::Boolean:
            writer.append(row.integer(position) != 0);
            break;
        default:
            writeValue(writer, readColumns(statement, position, column.kind));
            break;
        }
        position += columnCountOf(column.kind);
    }
}

void EntityColumns::writeCbor(const FieldValues &values, QCborStreamWriter &writer) const
{
    for (const Column &column : m_columns) {
        if (column.kind != Value::Kind::Null)
            writeValue(writer, storedValue(column, values));
    }
}

FieldValues EntityColumns::asStored(const FieldValues &values) const
{
    FieldValues stored;
    for (const Column &column : m_columns) {
        const Value &value = storedValue(column, values);
        if (!value.isNull())
            stored.emplace_hint(stored.end(), column.field, value);
    }
    return stored;
}

/// What has another kind than its column is stored as nothing, and so is a null id.
const Value &EntityColumns::storedValue(const Column &column, const FieldValues &values)
{
    static const Value null;
    const auto found = values.find(column.field);
    if (found == values.end() || found->second.kind() != column.kind)
        return null;
    return column.kind == Value::Kind::Id && found->second.toId().isNull() ? null : found->second;
}

namespace {

bool bindMoney(StatementBackend &backend, int position, CborCursor &cursor)
{
    const auto minor = cursor.arrayOf(2) ? cursor.integer() : std::nullopt;
    const auto currency = minor ? cursor.text() : std::nullopt;
    if (!currency)
        return false;
    backend.bindInteger(position, *minor);
    backend.bindUtf8(position + 1, *currency);
    return true;
}

bool bindSet(StatementBackend &backend, int position, CborCursor &cursor)
{
    const auto size = cursor.array();
    if (!size)
        return false;
    QStringList set;
    for (quint64 i = 0; i < *size; ++i) {
        const auto item = cursor.text();
        if (!item)
            return false;
        set.append(QString::fromUtf8(*item));
    }
    backend.bindText(position, QString::fromUtf8(setToJson(Value(std::move(set)).toSet())));
    return true;
}

template <typename T, typename Bind>
bool bindIf(const std::optional<T> &value, Bind bind)
{
    if (value)
        bind(*value);
    return value.has_value();
}

bool bindItem(StatementBackend &backend, int position, Value::Kind kind, CborCursor &cursor)
{
    switch (kind) {
    case Value::Kind::Text:
        return bindIf(cursor.text(), [&](QByteArrayView text) { backend.bindUtf8(position, text); });
    case Value::Kind::Id:
        return bindIf(cursor.bytes(), [&](QByteArrayView id) { backend.bindBytes(position, id); });
    case Value::Kind::Integer:
        return bindIf(cursor.integer(), [&](qint64 value) { backend.bindInteger(position, value); });
    case Value::Kind::Boolean:
        return bindIf(cursor.boolean(), [&](bool value) { backend.bindInteger(position, value ? 1 : 0); });
    case Value::Kind::Real:
        return bindIf(cursor.real(), [&](double value) { backend.bindReal(position, value); });
    case Value::Kind::Money:
        return bindMoney(backend, position, cursor);
    case Value::Kind::Set:
        return bindSet(backend, position, cursor);
    case Value::Kind::Null:
        break;
    }
    return false;
}

}

Result<QByteArrayView> EntityColumns::bindCbor(Statement &statement, int firstPosition, QByteArrayView cbor) const
{
    StatementBackend &backend = statement.backend();
    CborCursor cursor(cbor);
    int position = firstPosition;
    for (const Column &column : m_columns) {
        if (column.kind == Value::Kind::Null) {
            if (!cursor.skip())
                return Error::corrupt(QStringLiteral("row: a value cannot be passed over"));
            continue;
        }
        if (cursor.null()) {
            for (int i = 0; i < columnCountOf(column.kind); ++i)
                backend.bindNull(position + i);
        } else if (!bindItem(backend, position, column.kind, cursor)) {
            return Error::corrupt(QStringLiteral("row: field %1 is of another kind").arg(column.field));
        }
        position += columnCountOf(column.kind);
    }
    return cursor.rest();
}

}
