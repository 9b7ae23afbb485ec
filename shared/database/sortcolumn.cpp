// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/sortcolumn.h"

#include "shared/database/dialects/dialect.h"
#include "shared/metadata/fieldtypes/fieldtype.h"
#include "shared/metadata/fieldtypes/linktype.h"
#include "shared/metadata/sorttitle.h"

namespace tandem {

SortColumn::SortColumn(const FieldDef &field, const Registry &registry, const QString &alias, bool descending,
    const SqlPrinter::IsVisible &isVisible, const SqlPrinter::Bind &bind)
    : m_kind(fieldTypeInfo(field.type).kind())
    , m_descending(descending)
    , m_nullable(field.number != systemfield::createdAt && field.number != systemfield::modifiedAt)
    , m_choice(field.type == FieldType::Choice && !field.options.empty() ? &field : nullptr)
    , m_title(sortTitle(registry, field))
{
    const FieldTypeInfo &type = fieldTypeInfo(field.type);
    const QString column = alias + QLatin1Char('.') + Dialect::quoted(type.columns(field).front().name);
    if (m_title) {
        m_target = registry.entity(entityOfLink(field));
        m_seen = isVisible ? isVisible(*m_target, QStringLiteral("s.\"id\""), bind) : QString();
        m_sql = titleSql(column);
        if (fieldTypeInfo(m_title->type).sortsAsText())
            m_sql = SqlPhrases::inTextOrder(m_sql);
    } else if (m_choice) {
        m_sql = placeSql(column);
    } else {
        m_sql = type.sortsAsText() ? SqlPhrases::inTextOrder(column) : column;
    }
}

SortColumn::SortColumn(const QString &alias, bool descending)
    : m_sql(alias + QLatin1String(".\"id\""))
    , m_descending(descending)
    , m_nullable(false)
{
}

QString SortColumn::orderBy(const Dialect &dialect) const
{
    return m_sql + (m_descending ? QLatin1String(" DESC") : QLatin1String())
        + (m_nullable ? dialect.nullsOrder(m_descending) : QLatin1String());
}

Value SortColumn::bound(const Value &value) const
{
    if (value.kind() == Value::Kind::Money)
        return Value(value.toMoney().minor);
    if (!m_choice)
        return value;
    for (size_t i = 0; i < m_choice->options.size(); ++i) {
        if (value == Value(m_choice->options[i].key))
            return Value(qint64(i));
    }
    return {};
}

QString SortColumn::beyond(const QString &placeholder) const
{
    if (placeholder.isEmpty())
        return m_descending ? QStringLiteral("1=0") : m_sql + QLatin1String(" IS NOT NULL");
    if (m_title) { // only the database knows whether the record behind the id has a title
        const QString title = titleSql(placeholder);
        return m_descending ? QStringLiteral("(%1 < %2 OR (%1 IS NULL AND %2 IS NOT NULL))").arg(m_sql, title)
                            : QStringLiteral("(%1 > %2 OR (%1 IS NOT NULL AND %2 IS NULL))").arg(m_sql, title);
    }
    if (!m_descending)
        return m_sql + QLatin1String(" > ") + placeholder;
    const QString smaller = m_sql + QLatin1String(" < ") + placeholder;
    return m_nullable ? QStringLiteral("(%1 OR %2 IS NULL)").arg(smaller, m_sql) : smaller;
}

QString SortColumn::equalTo(const QString &placeholder, const SqlPhrases &phrases) const
{
    if (placeholder.isEmpty())
        return m_sql + QLatin1String(" IS NULL");
    return m_title ? phrases.same(m_sql, titleSql(placeholder)) : m_sql + QLatin1String(" = ") + placeholder;
}

QString SortColumn::notBefore(const QString &placeholder) const
{
    if (placeholder.isEmpty())
        return m_descending ? m_sql + QLatin1String(" IS NULL") : QString();
    if (m_title || m_choice) // no index has their order
        return {};
    if (!m_descending)
        return m_sql + QLatin1String(" >= ") + placeholder;
    return m_nullable ? QString() : m_sql + QLatin1String(" <= ") + placeholder;
}

QString SortColumn::placeSql(const QString &column) const
{
    QString sql = QLatin1String("CASE ") + column;
    for (size_t i = 0; i < m_choice->options.size(); ++i) {
        QString key = m_choice->options[i].key;
        key.replace(QLatin1Char('\''), QLatin1String("''"));
        sql += QStringLiteral(" WHEN '%1' THEN %2").arg(key, QString::number(i));
    }
    return sql + QLatin1String(" END");
}

QString SortColumn::titleSql(const QString &id) const
{
    const QString column = fieldTypeInfo(m_title->type).columns(*m_title).front().name;
    const QString seen = m_seen.isEmpty() ? QString() : QLatin1String(" AND ") + m_seen;
    return QStringLiteral("(SELECT s.%1 FROM %2 AS s WHERE s.\"id\" = %3%4)")
        .arg(Dialect::quoted(column), Dialect::quoted(m_target->table), id, seen);
}

}
