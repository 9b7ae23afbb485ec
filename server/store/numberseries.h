// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/connection.h"

namespace tandem::server {

/// Numbers for people, such as HT-2026-0001: gapless within a format and its period, because the counter moves in the
/// transaction of the record that takes the number.
class NumberSeries
{
public:
    explicit NumberSeries(Connection &connection)
        : m_connection(connection)
    {
    }

    /// `format` is a NumberFormat; the counter starts anew with each value of its date parts. `at` is local time of the
    /// company: milliseconds plus its offset.
    /// Error: Invalid ("badNumberFormat").
    Result<QString> next(EntityNumber entity, FieldNumber field, const QString &format, Timestamp at);

private:
    Connection &m_connection;
};

}
