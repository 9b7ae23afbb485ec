// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/postgresql/postgresstatement.h"

#include <QtEndian>

#include <array>
#include <bit>

namespace tandem {

namespace {

constexpr int binaryFormat = 1;

}

PostgresStatement::PostgresStatement(std::shared_ptr<PostgresLink> link, QByteArray sql, int parameterCount)
    : m_link(std::move(link))
    , m_sql(std::move(sql))
    , m_parameters{std::vector(size_t(parameterCount), postgrestype::unknown),
          std::vector<const char *>(size_t(parameterCount)), std::vector<int>(size_t(parameterCount)),
          std::vector<int>(size_t(parameterCount), binaryFormat)}
    , m_kept(size_t(parameterCount))
{
}

PostgresStatement::~PostgresStatement()
{
    forget();
}

void PostgresStatement::forget()
{
    if (!m_name.isEmpty())
        m_link->forget(std::exchange(m_name, {}), m_life);
}

/// The type that a place had before stays, so that a null now and then makes no other statement of it.
void PostgresStatement::bindNull(int position)
{
    if (takes(position))
        m_parameters.values[size_t(position - 1)] = nullptr;
}

void PostgresStatement::bindInteger(int position, qint64 value)
{
    std::array<char, sizeof value> bytes;
    qToBigEndian(value, bytes.data());
    bindCopy(position, postgrestype::int8, QByteArray(bytes.data(), bytes.size()));
}

void PostgresStatement::bindReal(int position, double value)
{
    std::array<char, sizeof value> bytes;
    qToBigEndian(std::bit_cast<quint64>(value), bytes.data());
    bindCopy(position, postgrestype::float8, QByteArray(bytes.data(), bytes.size()));
}

void PostgresStatement::bindText(int position, QStringView text)
{
    bindCopy(position, postgrestype::text, text.toUtf8());
}

void PostgresStatement::bindUtf8(int position, QByteArrayView utf8)
{
    bindView(position, postgrestype::text, utf8);
}

void PostgresStatement::bindBytes(int position, QByteArrayView bytes)
{
    bindCopy(position, postgrestype::bytea, bytes.toByteArray());
}

bool PostgresStatement::takes(int position) const
{
    return position >= 1 && position <= int(m_kept.size());
}

void PostgresStatement::bindCopy(int position, postgrestype::Oid type, QByteArray value)
{
    if (!takes(position))
        return;
    QByteArray &kept = m_kept[size_t(position - 1)];
    kept = std::move(value);
    bindView(position, type, kept);
}

void PostgresStatement::bindView(int position, postgrestype::Oid type, QByteArrayView value)
{
    if (!takes(position))
        return;
    const auto i = size_t(position - 1);
    m_parameters.types[i] = type;
    // A null pointer would be NULL where an empty text or blob is meant.
    m_parameters.values[i] = value.data() ? value.data() : "";
    m_parameters.lengths[i] = int(value.size());
}

Result<bool> PostgresStatement::step()
{
    if (!m_result) {
        if (m_link->wasTakenBack(m_sql))
            return false;
        TANDEM_ASSIGN(m_result, send());
        m_row = -1;
    }
    if (m_row + 1 >= m_result->rowCount())
        return false;
    ++m_row;
    return true;
}

bool PostgresStatement::isPrepared() const
{
    return !m_name.isEmpty() && m_life == m_link->life() && m_preparedTypes == m_parameters.types;
}

Result<PostgresResult> PostgresStatement::send()
{
    TANDEM_TRY(m_link->makeReady());
    if (!std::exchange(m_cameBefore, true))
        return m_link->executeOnce(m_sql, m_parameters);
    if (!isPrepared()) {
        forget();
        TANDEM_ASSIGN(m_name, m_link->prepare(m_sql, m_parameters.types));
        m_life = m_link->life();
        m_preparedTypes = m_parameters.types;
    }
    return m_link->executePrepared(m_name, m_sql, m_parameters);
}

void PostgresStatement::reset()
{
    m_result.reset();
    std::fill(m_parameters.values.begin(), m_parameters.values.end(), nullptr);
}

int PostgresStatement::columnCount() const
{
    return m_result ? m_result->columnCount() : 0;
}

bool PostgresStatement::isNull(int column) const
{
    return !hasRow() || m_result->isNull(m_row, column);
}

bool PostgresStatement::isInteger(int column) const
{
    return hasRow() && m_result->isInteger(m_row, column);
}

qint64 PostgresStatement::integer(int column) const
{
    return hasRow() ? m_result->integer(m_row, column) : 0;
}

double PostgresStatement::real(int column) const
{
    return hasRow() ? m_result->real(m_row, column) : 0;
}

QString PostgresStatement::text(int column) const
{
    return QString::fromUtf8(utf8(column));
}

QByteArrayView PostgresStatement::utf8(int column) const
{
    return hasRow() ? m_result->utf8(m_row, column, m_room) : QByteArrayView();
}

QByteArrayView PostgresStatement::bytes(int column) const
{
    return hasRow() && !m_result->isNull(m_row, column) ? m_result->bytes(m_row, column) : QByteArrayView();
}

}
