// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/querybuilder.h"

#include "shared/database/connection.h"
#include "shared/database/dialects/dialect.h"
#include "shared/database/sortcolumn.h"
#include "shared/expressions/check.h"
#include "shared/expressions/sqlphrases.h"
#include "shared/expressions/sqlprinter.h"

#include <QHash>

#include <algorithm>
#include <memory>

namespace tandem {

namespace {

const QString alias = QStringLiteral("t");

QString column(const QString &name)
{
    return alias + QLatin1Char('.') + Dialect::quoted(name);
}

SqlFlavour flavourOf(const Dialect &dialect)
{
    return dialect.name() == QLatin1String("postgresql") ? SqlFlavour::Postgresql : SqlFlavour::Sqlite;
}

/// The keys as the text that Dialect::isOneOf() expects.
QString keysToJson(const std::vector<AudienceKey> &keys)
{
    QString json = QStringLiteral("[");
    for (const AudienceKey key : keys) {
        if (json.size() > 1)
            json += QLatin1Char(',');
        json += QString::number(key);
    }
    return json + QLatin1Char(']');
}

/// Whether the audience of record `id` of entity `number` has one of the keys bound to `wanted`.
QString meetsAudience(const Dialect &dialect, const QString &number, const QString &id, const QString &wanted)
{
    return QStringLiteral("EXISTS (SELECT 1 FROM \"audience\" AS a WHERE a.\"entity\" = %1"
                          " AND a.\"record\" = %2 AND %3)")
        .arg(number, id, dialect.isOneOf(QStringLiteral("a.\"key\""), wanted));
}

/// RecordQuery::reach for what a filter or an order looks up; the query and the dialect must outlive it.
SqlPrinter::IsVisible isVisible(const RecordQuery &query, const Dialect &dialect)
{
    if (!query.reach)
        return {};
    const auto placeholders = std::make_shared<QHash<EntityNumber, QString>>(); // keys may be many: bound once
    return [&query, &dialect, placeholders](const EntityDef &entity, const QString &id, const SqlPrinter::Bind &bind) {
        const KeySet keys = query.reach(entity.number);
        if (keys.all)
            return QString();
        if (keys.keys.empty())
            return QStringLiteral("1=0");
        QString &wanted = (*placeholders)[entity.number];
        if (wanted.isEmpty())
            wanted = bind(keysToJson(keys.keys));
        return meetsAudience(dialect, QString::number(entity.number), id, wanted);
    };
}

}

/// Grows a statement's WHERE clause together with its values.
struct QueryBuilder::Parts
{
    const EntityDef *entity = nullptr;
    QStringList conditions;
    std::vector<Value> parameters;
    std::vector<SortColumn> order; ///< the id last
    int visibilityAt = 0;
    int onlyAt = 0;
    QByteArray only;

    QString placeholder(Value value)
    {
        parameters.push_back(std::move(value));
        return QLatin1Char('?') + QString::number(parameters.size());
    }
    QString from() const { return QStringLiteral(" FROM %1 AS %2").arg(Dialect::quoted(entity->table), alias); }
    QString where() const
    {
        return conditions.isEmpty() ? QString() : QLatin1String(" WHERE ") + conditions.join(QLatin1String(" AND "));
    }
    QString orderBy(const Dialect &dialect) const
    {
        QStringList parts;
        for (const SortColumn &key : order)
            parts.append(key.orderBy(dialect));
        return QLatin1String(" ORDER BY ") + parts.join(QLatin1String(", "));
    }
    QString limit(int rows) { return rows > 0 ? QLatin1String(" LIMIT ") + placeholder(rows) : QString(); }
    BoundSql bound(QString sql)
    {
        return {std::move(sql), std::move(parameters), visibilityAt, onlyAt, std::move(only)};
    }

    Result<void> addKeys(const RecordQuery &query);
    Result<void> addOrder(const RecordQuery &query, const Dialect &dialect, const Registry &registry);
    Result<void> addFilter(const RecordQuery &query, const Dialect &dialect, const Registry &registry);
    void addOnly(const std::vector<RecordId> &ids, const Dialect &dialect);
    void addDeleted(RecordQuery::Deleted deleted);
    void addVisibility(const KeySet &keys, const Dialect &dialect);
    QString meetsKeys(const KeySet &keys, const Dialect &dialect);
    void addKept(const RecordQuery::KeptPart &kept, const Dialect &dialect);
    Result<void> addPosition(const PagePosition &after, const SqlPhrases &phrases);
};

Result<void> QueryBuilder::Parts::addKeys(const RecordQuery &query)
{
    const FieldDef *link = entity->field(query.keyField);
    const bool isId = query.keyField == QLatin1String("id");
    if (!isId && (!link || !link->isLinkLike()))
        return Error::invalid(query.keyField, QStringLiteral("unknownField"));
    conditions.append(QStringLiteral("%1 IN (%2)")
                          .arg(column(isId ? query.keyField : link->column), Dialect::placeholders(1, query.keys)));
    parameters.resize(size_t(query.keys));
    return {};
}

Result<void> QueryBuilder::Parts::addOrder(const RecordQuery &query, const Dialect &dialect, const Registry &registry)
{
    // Its own: the placeholders of a filter are numbered anew when it is finished.
    const SqlPrinter::IsVisible visible = isVisible(query, dialect);
    const SqlPrinter::Bind bind = [this](Value value) {
        return placeholder(std::move(value));
    };
    bool descending = false;
    for (const SortKey &key : query.sort) {
        const FieldDef *field = entity->field(key.field);
        if (!field)
            return Error::invalid(key.field, QStringLiteral("unknownField"));
        if (!field->isStored() || !fieldTypeInfo(field->type).isSortable())
            return Error::invalid(key.field, QStringLiteral("notSortable"));
        descending = key.descending;
        order.emplace_back(*field, registry, alias, descending, visible, bind);
    }
    order.emplace_back(alias, descending);
    return {};
}

Result<void> QueryBuilder::Parts::addFilter(const RecordQuery &query, const Dialect &dialect, const Registry &registry)
{
    if (query.filter.isNull())
        return {};
    TANDEM_ASSIGN(const auto condition, checkCondition(query.filter, registry, *entity));
    const SqlPrinter printer(
        query.surroundings, {alias, int(parameters.size()) + 1, flavourOf(dialect), isVisible(query, dialect)});
    TANDEM_ASSIGN(SqlFragment fragment, printer.printFilter(condition));
    conditions.append(QLatin1Char('(') + fragment.sql + QLatin1Char(')'));
    std::move(fragment.values.begin(), fragment.values.end(), std::back_inserter(parameters));
    return {};
}

void QueryBuilder::Parts::addOnly(const std::vector<RecordId> &ids, const Dialect &dialect)
{
    only.reserve(qsizetype(ids.size()) * 16);
    for (const RecordId &id : ids)
        only += toBytes(id);
    conditions.append(dialect.isOneOfIds(column(QStringLiteral("id")), placeholder(Value())));
    onlyAt = int(parameters.size());
}

void QueryBuilder::Parts::addDeleted(RecordQuery::Deleted deleted)
{
    const FieldDef *field = entity->field(systemfield::deletedAt);
    if (!field || deleted == RecordQuery::Deleted::With)
        return;
    const bool only = deleted == RecordQuery::Deleted::Only;
    conditions.append(column(field->column) + (only ? QLatin1String(" IS NOT NULL") : QLatin1String(" IS NULL")));
}

void QueryBuilder::Parts::addVisibility(const KeySet &keys, const Dialect &dialect)
{
    if (keys.all)
        return;
    if (keys.keys.empty()) {
        conditions.append(QStringLiteral("1=0"));
        return;
    }
    conditions.append(meetsKeys(keys, dialect));
    visibilityAt = int(parameters.size());
}

/// The keys are the last parameter then.
QString QueryBuilder::Parts::meetsKeys(const KeySet &keys, const Dialect &dialect)
{
    const QString number = placeholder(int(entity->number));
    const QString wanted = placeholder(keysToJson(keys.keys));
    return meetsAudience(dialect, number, column(QStringLiteral("id")), wanted);
}

void QueryBuilder::Parts::addKept(const RecordQuery::KeptPart &kept, const Dialect &dialect)
{
    QStringList reasons;
    const FieldDef *modified = entity->field(systemfield::modifiedAt);
    if (kept.since && modified)
        reasons.append(QStringLiteral("%1 >= %2").arg(column(modified->column), placeholder(*kept.since)));
    if (!kept.own.keys.empty())
        reasons.append(meetsKeys(kept.own, dialect));
    if (reasons.isEmpty())
        reasons.append(QStringLiteral("1=0"));
    const QString condition = QLatin1Char('(') + reasons.join(QLatin1String(" OR ")) + QLatin1Char(')');
    conditions.append(kept.beyond ? QLatin1String("NOT ") + condition : condition);
}

Result<void> QueryBuilder::Parts::addPosition(const PagePosition &after, const SqlPhrases &phrases)
{
    const bool fits = after.values.size() + 1 == order.size() && !after.id.isNull()
        && std::equal(after.values.begin(), after.values.end(), order.begin(),
            [](const Value &value, const SortColumn &key) { return key.takes(value); });
    if (!fits)
        return Error::invalid(QStringLiteral("after"), QStringLiteral("badPosition"));
    QStringList values;
    for (size_t i = 0; i < after.values.size(); ++i) {
        Value value = order[i].bound(after.values[i]);
        values.append(value.isNull() ? QString() : placeholder(std::move(value)));
    }
    values.append(placeholder(after.id));

    QString condition = order.back().beyond(values.back());
    for (qsizetype i = values.size() - 2; i >= 0; --i) {
        const SortColumn &key = order[size_t(i)];
        const QString &value = values.at(i);
        condition =
            QStringLiteral("(%1 OR (%2 AND %3))").arg(key.beyond(value), key.equalTo(value, phrases), condition);
    }
    if (order.size() > 1) {
        const QString range = order.front().notBefore(values.front());
        if (!range.isEmpty())
            conditions.append(range);
    }
    conditions.append(condition);
    return {};
}

Result<QueryBuilder::Parts> QueryBuilder::parts(const RecordQuery &query) const
{
    Parts parts;
    parts.entity = m_registry->entity(query.entity);
    if (!parts.entity)
        return Error::notFound(query.entity);
    if (query.keys > 0)
        TANDEM_TRY(parts.addKeys(query));
    if (query.only)
        parts.addOnly(*query.only, m_dialect);
    if (!query.upTo.isNull())
        parts.conditions.append(
            QStringLiteral("%1 <= %2").arg(column(QStringLiteral("id")), parts.placeholder(query.upTo)));
    parts.addDeleted(query.deleted);
    TANDEM_TRY(parts.addFilter(query, m_dialect, *m_registry));
    if (query.visibility)
        parts.addVisibility(*query.visibility, m_dialect);
    if (query.kept)
        parts.addKept(*query.kept, m_dialect);
    TANDEM_TRY(parts.addOrder(query, m_dialect, *m_registry));
    if (query.after)
        TANDEM_TRY(parts.addPosition(*query.after, SqlPhrases(flavourOf(m_dialect))));
    return parts;
}

Result<BoundSql> QueryBuilder::rows(const RecordQuery &query) const
{
    TANDEM_ASSIGN(Parts parts, this->parts(query));
    const EntityColumns columns =
        query.fields.empty() ? EntityColumns(*parts.entity) : EntityColumns(*parts.entity, query.fields);
    QString sql =
        QLatin1String("SELECT ") + column(QStringLiteral("id")) + QLatin1String(", ") + column(QStringLiteral("seq"));
    if (columns.count() > 0)
        sql += QLatin1String(", ") + columns.sql(alias);
    sql += parts.from() + parts.where() + parts.orderBy(m_dialect) + parts.limit(query.limit);
    return parts.bound(std::move(sql));
}

Result<BoundSql> QueryBuilder::ids(const RecordQuery &query) const
{
    TANDEM_ASSIGN(Parts parts, this->parts(query));
    QString sql = QLatin1String("SELECT ") + column(QStringLiteral("id")) + parts.from() + parts.where()
        + parts.orderBy(m_dialect) + parts.limit(query.limit);
    return parts.bound(std::move(sql));
}

Result<BoundSql> QueryBuilder::count(const RecordQuery &query) const
{
    TANDEM_ASSIGN(Parts parts, this->parts(query));
    return parts.bound(QLatin1String("SELECT count(*)") + parts.from() + parts.where());
}

Result<BoundSql> QueryBuilder::aggregate(
    const RecordQuery &query, const QString &function, const QString &field, const QString &groupBy, bool counts) const
{
    static const QStringList functions{
        QStringLiteral("count"), QStringLiteral("sum"), QStringLiteral("min"), QStringLiteral("max")};
    if (!functions.contains(function))
        return Error::invalid(function, QStringLiteral("unknownFunction"));
    TANDEM_ASSIGN(Parts parts, this->parts(query));

    const auto columnsOf = [&](const QString &name) -> Result<std::vector<ColumnDef>> {
        const FieldDef *found = parts.entity->field(name);
        if (!found || !found->isStored())
            return Error::invalid(name, QStringLiteral("unknownField"));
        return fieldTypeInfo(found->type).columns(*found);
    };
    QStringList groups;
    if (!groupBy.isEmpty()) {
        TANDEM_ASSIGN(const auto group, columnsOf(groupBy));
        groups.append(column(group.front().name));
    }
    QString aggregated = QStringLiteral("count(*)");
    QString currency;
    if (function != QLatin1String("count")) {
        TANDEM_ASSIGN(const auto summed, columnsOf(field));
        const QString argument = column(summed.front().name);
        aggregated = function == QLatin1String("sum") ? SqlPhrases(flavourOf(m_dialect)).sum(argument)
                                                      : QStringLiteral("%1(%2)").arg(function, argument);
        if (summed.size() > 1)
            currency = column(summed.back().name);
    }
    QStringList selected{groups.isEmpty() ? QStringLiteral("NULL") : groups.constFirst(), aggregated};
    if (!currency.isEmpty()) {
        selected.append(currency);
        groups.append(currency);
    }
    if (counts)
        selected.append(QStringLiteral("count(*)"));
    QString sql = QLatin1String("SELECT ") + selected.join(QLatin1String(", ")) + parts.from() + parts.where();
    if (!groups.isEmpty())
        sql += QLatin1String(" GROUP BY ") + groups.join(QLatin1String(", "));
    return parts.bound(std::move(sql));
}

Result<Statement> BoundSql::prepare(Connection &connection) const
{
    TANDEM_ASSIGN(Statement statement, connection.prepare(sql));
    for (size_t i = 0; i < parameters.size(); ++i)
        statement.bind(int(i) + 1, parameters[i]);
    if (onlyAt > 0)
        statement.bind(onlyAt, only);
    return statement;
}

Result<Statement> BoundSql::prepareFor(Connection &connection, const std::optional<KeySet> &visibility) const
{
    TANDEM_ASSIGN(Statement statement, prepare(connection));
    if (visibilityAt > 0 && visibility)
        statement.bind(visibilityAt, keysToJson(visibility->keys));
    return statement;
}

}
