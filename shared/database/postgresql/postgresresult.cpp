// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/postgresql/postgresresult.h"

#include "shared/database/postgresql/postgrestype.h"

#include <QList>
#include <QtEndian>

#include <libpq-fe.h>

#include <bit>

namespace tandem {

namespace {

/// sum() of integers comes as one: four 16-bit words (how many digits, weight of the first, sign, decimals), then
/// digits to the base of 10,000.
QByteArray numericToText(QByteArrayView bytes)
{
    const auto word = [bytes](qsizetype i) {
        return bytes.size() >= 2 * (i + 1) ? qFromBigEndian<qint16>(bytes.data() + 2 * i) : qint16(0);
    };
    constexpr int firstDigit = 4;
    constexpr quint16 negative = 0x4000;
    const int count = word(0);
    const int weight = word(1);
    const int decimals = word(3);
    const auto digits = [&](int place) {
        const int i = weight - place;
        return QByteArray::number(i >= 0 && i < count ? int(word(firstDigit + i)) : 0).rightJustified(4, '0');
    };
    QByteArray whole;
    for (int place = weight; place >= 0; --place)
        whole += digits(place);
    QByteArray fraction;
    for (int place = -1; fraction.size() < decimals; --place)
        fraction += digits(place);
    while (whole.size() > 1 && whole.startsWith('0'))
        whole.remove(0, 1);
    QByteArray text = quint16(word(2)) == negative ? "-" : "";
    text += whole.isEmpty() ? QByteArray("0") : whole;
    return decimals > 0 ? text + '.' + fraction.left(decimals) : text;
}

double bytesToReal(QByteArrayView bytes)
{
    if (bytes.size() == sizeof(float))
        return double(std::bit_cast<float>(qFromBigEndian<quint32>(bytes.data())));
    return std::bit_cast<double>(qFromBigEndian<quint64>(bytes.data()));
}

qint64 bytesToInteger(QByteArrayView bytes)
{
    switch (bytes.size()) {
    case 1:
        return bytes.front();
    case 2:
        return qFromBigEndian<qint16>(bytes.data());
    case 4:
        return qFromBigEndian<qint32>(bytes.data());
    default:
        return qFromBigEndian<qint64>(bytes.data());
    }
}

}

PostgresResult::PostgresResult(pg_result *result)
    : m_result(result)
{
}

void PostgresResult::Clear::operator()(pg_result *result) const
{
    PQclear(result);
}

int PostgresResult::rowCount() const
{
    return PQntuples(m_result.get());
}

int PostgresResult::columnCount() const
{
    return PQnfields(m_result.get());
}

qint64 PostgresResult::changedRows() const
{
    return QByteArrayView(PQcmdTuples(m_result.get())).toLongLong();
}

QByteArrayView PostgresResult::commandTag() const
{
    return QByteArrayView(PQcmdStatus(m_result.get()));
}

bool PostgresResult::isNull(int row, int column) const
{
    return PQgetisnull(m_result.get(), row, column) == 1;
}

QByteArrayView PostgresResult::bytes(int row, int column) const
{
    const auto size = PQgetlength(m_result.get(), row, column);
    return {PQgetvalue(m_result.get(), row, column), size};
}

bool PostgresResult::isInteger(int row, int column) const
{
    if (isNull(row, column))
        return false;
    switch (postgrestype::classOf(PQftype(m_result.get(), column))) {
    case postgrestype::Class::Integer:
        return true;
    case postgrestype::Class::Numeric:
        return !numericToText(bytes(row, column)).contains('.');
    default:
        return false;
    }
}

qint64 PostgresResult::integer(int row, int column) const
{
    if (isNull(row, column))
        return 0;
    const QByteArrayView value = bytes(row, column);
    switch (postgrestype::classOf(PQftype(m_result.get(), column))) {
    case postgrestype::Class::Integer:
        return bytesToInteger(value);
    case postgrestype::Class::Real:
        return qint64(bytesToReal(value));
    case postgrestype::Class::Numeric:
        return numericToText(value).split('.').constFirst().toLongLong();
    case postgrestype::Class::Other:
        break;
    }
    return value.toLongLong();
}

double PostgresResult::real(int row, int column) const
{
    if (isNull(row, column))
        return 0;
    const QByteArrayView value = bytes(row, column);
    switch (postgrestype::classOf(PQftype(m_result.get(), column))) {
    case postgrestype::Class::Integer:
        return double(bytesToInteger(value));
    case postgrestype::Class::Real:
        return bytesToReal(value);
    case postgrestype::Class::Numeric:
        return numericToText(value).toDouble();
    case postgrestype::Class::Other:
        break;
    }
    return value.toDouble();
}

QByteArrayView PostgresResult::utf8(int row, int column, QByteArray &room) const
{
    if (isNull(row, column))
        return {};
    const QByteArrayView value = bytes(row, column);
    switch (postgrestype::classOf(PQftype(m_result.get(), column))) {
    case postgrestype::Class::Integer:
        room = QByteArray::number(bytesToInteger(value));
        return room;
    case postgrestype::Class::Real:
        room = QByteArray::number(bytesToReal(value), 'g', 17);
        return room;
    case postgrestype::Class::Numeric:
        room = numericToText(value);
        return room;
    case postgrestype::Class::Other:
        break;
    }
    return value;
}

}
