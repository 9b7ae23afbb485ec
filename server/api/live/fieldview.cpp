// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/fieldview.h"

#include "server/access/mask.h"
#include "shared/database/dialects/dialect.h"

#include <QCborStreamWriter>

namespace tandem::server {

namespace {

std::vector<FieldNumber> visibleFields(const EntityDef &entity, const Permissions &permissions)
{
    std::vector<FieldNumber> fields;
    for (const FieldDef &field : entity.fields) {
        if (field.isStored() && !field.deleted
            && permissions.fieldAccess(entity.number, field.number) != FieldAccess::Hidden)
            fields.push_back(field.number);
    }
    return fields;
}

}

FieldView::FieldView(const EntityDef &entity, const Permissions &permissions)
    : m_entity(entity.number)
    , m_columns(entity, visibleFields(entity, permissions))
{
    if (!permissions.readsAllFields(entity.number)) {
        for (const FieldNumber number : m_columns.fields()) {
            const bool masked = permissions.fieldAccess(entity.number, number) == FieldAccess::Masked;
            m_masked.push_back(masked ? std::optional(*entity.field(number)) : std::nullopt);
        }
    }
    QString columns = m_columns.sql();
    if (!columns.isEmpty())
        columns.prepend(QLatin1String(", "));
    m_selectById = QStringLiteral("SELECT \"id\", \"seq\"%1 FROM %2 WHERE \"id\" = ?1")
                       .arg(columns, Dialect::quoted(entity.table));
}

QByteArray FieldView::key(const EntityDef &entity, const Permissions &permissions)
{
    std::map<FieldNumber, FieldAccess> limited;
    const auto &fields = permissions.limitedFields(entity.number);
    for (auto it = fields.cbegin(); it != fields.cend(); ++it) {
        if (it.value() < FieldAccess::Read)
            limited.emplace(it.key(), it.value());
    }
    QByteArray key = QByteArray::number(entity.number);
    for (const auto &[field, access] : limited)
        key += ',' + QByteArray::number(field) + '=' + QByteArray::number(int(access));
    return key;
}

void FieldView::writeRow(Statement &statement, QCborStreamWriter &writer) const
{
    writer.startArray(m_columns.fields().size() + 2);
    const QByteArrayView id = statement.backend().bytes(0);
    writer.appendByteString(id.data(), id.size());
    writer.append(statement.integer(1));
    if (m_masked.empty())
        m_columns.writeCbor(statement, 2, writer);
    else
        writeMasked(m_columns.read(statement, 2), writer);
    writer.endArray();
}

void FieldView::writeRow(const RecordId &id, qint64 seq, const FieldValues &values, QCborStreamWriter &writer) const
{
    writer.startArray(m_columns.fields().size() + 2);
    writer.append(toBytes(id));
    writer.append(seq);
    if (m_masked.empty())
        m_columns.writeCbor(values, writer);
    else
        writeMasked(m_columns.asStored(values), writer);
    writer.endArray();
}

void FieldView::writeMasked(const FieldValues &values, QCborStreamWriter &writer) const
{
    for (size_t i = 0; i < m_masked.size(); ++i) {
        const auto found = values.find(m_columns.fields()[i]);
        const Value value = found == values.end() ? Value() : found->second;
        writeValue(writer, m_masked[i] ? maskValue(*m_masked[i], value) : value);
    }
}

}
