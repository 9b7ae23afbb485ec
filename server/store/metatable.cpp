// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/metatable.h"

#include "shared/database/dialects/dialect.h"

namespace tandem::server::metatable {

Result<std::optional<QByteArray>> read(Connection &connection, const QString &name)
{
    TANDEM_ASSIGN(
        auto statement, connection.prepare(QStringLiteral("SELECT \"value\" FROM \"meta\" WHERE \"name\" = ?1")));
    TANDEM_ASSIGN(const bool found, statement.bind(1, name).step());
    return found ? std::optional(statement.bytes(0)) : std::nullopt;
}

Result<void> write(Connection &connection, const QString &name, const QByteArray &value)
{
    TANDEM_ASSIGN(auto statement,
        connection.prepare(
            connection.dialect().upsert(QStringLiteral("meta"), {QStringLiteral("name")}, {QStringLiteral("value")})));
    return statement.bind(1, name).bind(2, value).run();
}

Result<void> remove(Connection &connection, const QString &name)
{
    TANDEM_ASSIGN(auto statement, connection.prepare(QStringLiteral("DELETE FROM \"meta\" WHERE \"name\" = ?1")));
    return statement.bind(1, name).run();
}

Result<qint64> readInteger(Connection &connection, const QString &name, qint64 fallback)
{
    TANDEM_ASSIGN(const auto value, read(connection, name));
    if (!value)
        return fallback;
    bool ok = false;
    const qint64 number = value->toLongLong(&ok);
    if (!ok)
        return Error::corrupt(QStringLiteral("meta: %1 is not a number").arg(name));
    return number;
}

Result<void> writeInteger(Connection &connection, const QString &name, qint64 value)
{
    return write(connection, name, QByteArray::number(value));
}

}
