// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/numberseries.h"

#include "shared/base/clock.h"
#include "shared/metadata/numberformat.h"

#include <QDateTime>

namespace tandem::server {

Result<QString> NumberSeries::next(EntityNumber entity, FieldNumber field, const QString &format, Timestamp at)
{
    TANDEM_ASSIGN(const NumberFormat parsed, NumberFormat::parse(format));
    const QDateTime date = utcTime(at);
    TANDEM_ASSIGN(auto statement,
        m_connection.prepare(
            QStringLiteral("INSERT INTO \"number_series\" (\"entity\", \"field\", \"format\", \"period\", \"last\") "
                           "VALUES (?1, ?2, ?3, ?4, 1) ON CONFLICT (\"entity\", \"field\", \"format\", \"period\") "
                           "DO UPDATE SET \"last\" = \"number_series\".\"last\" + 1 RETURNING \"last\"")));
    TANDEM_TRY(statement.bind(1, entity).bind(2, field).bind(3, format).bind(4, parsed.period(date)).step());
    return parsed.text(date, statement.integer(0));
}

}
