// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/dialects/dialect.h"

namespace tandem {

QString Dialect::quoted(const QString &identifier)
{
    QString escaped = identifier;
    escaped.replace(QLatin1Char('"'), QLatin1String("\"\""));
    return QLatin1Char('"') + escaped + QLatin1Char('"');
}

QString Dialect::quotedList(const QStringList &identifiers)
{
    QStringList parts;
    parts.reserve(identifiers.size());
    for (const QString &identifier : identifiers)
        parts.append(quoted(identifier));
    return parts.join(QLatin1String(", "));
}

QString Dialect::placeholders(int first, int count)
{
    QStringList parts;
    parts.reserve(count);
    for (int i = 0; i < count; ++i)
        parts.append(QLatin1Char('?') + QString::number(first + i));
    return parts.join(QLatin1String(", "));
}

QString Dialect::upsert(const QString &table, const QStringList &keys, const QStringList &columns) const
{
    QStringList assignments;
    assignments.reserve(columns.size());
    for (const QString &column : columns)
        assignments.append(quoted(column) + QLatin1String(" = excluded.") + quoted(column));
    const QString action = assignments.isEmpty() ? QStringLiteral("NOTHING")
                                                 : QLatin1String("UPDATE SET ") + assignments.join(QLatin1String(", "));
    return QStringLiteral("INSERT INTO %1 (%2) VALUES (%3) ON CONFLICT (%4) DO %5")
        .arg(quoted(table), quotedList(keys + columns), placeholders(1, int(keys.size() + columns.size())),
            quotedList(keys), action);
}

}
