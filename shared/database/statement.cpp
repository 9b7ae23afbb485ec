// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/statement.h"

#include "shared/database/valuecolumns.h"

#include <QtEndian>

#include <array>

namespace tandem {

Statement &Statement::bind(int position, const RecordId &id)
{
    if (id.isNull()) {
        m_backend->bindNull(position);
        return *this;
    }
    // As toBytes(), without an allocation: ids are bound in every statement of the hot paths.
    std::array<char, 16> bytes;
    qToBigEndian(quint32(id.data1), bytes.data());
    qToBigEndian(quint16(id.data2), bytes.data() + 4);
    qToBigEndian(quint16(id.data3), bytes.data() + 6);
    std::copy(std::begin(id.data4), std::end(id.data4), bytes.begin() + 8);
    m_backend->bindBytes(position, QByteArrayView(bytes.data(), 16));
    return *this;
}

Statement &Statement::bind(int position, const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Boolean:
    case Value::Kind::Integer:
        m_backend->bindInteger(position, value.toInteger());
        break;
    case Value::Kind::Real:
        m_backend->bindReal(position, value.toReal());
        break;
    case Value::Kind::Text:
        m_backend->bindText(position, value.toText());
        break;
    case Value::Kind::Id:
        bind(position, value.toId());
        break;
    case Value::Kind::Set:
        m_backend->bindText(position, QString::fromUtf8(setToJson(value.toSet())));
        break;
    case Value::Kind::Null:
    case Value::Kind::Money:
        m_backend->bindNull(position);
        break;
    }
    return *this;
}

Result<void> Statement::run()
{
    auto stepped = m_backend->step();
    m_backend->reset();
    if (!stepped.ok())
        return stepped.error();
    return {};
}

RecordId Statement::id(int column) const
{
    return recordIdFromBytes(m_backend->bytes(column));
}

}
