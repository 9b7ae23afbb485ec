// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/rollupplan.h"

#include "shared/database/connection.h"
#include "shared/database/valuecolumns.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tandem {

namespace {

/// Few forms of a statement, so that it stays prepared whatever a page's length.
int placesFor(size_t records)
{
    constexpr std::array forms{1, 10, 100, int(RollUpPlan::recordsAtOnce)};
    return *std::find_if(forms.begin(), forms.end() - 1, [records](int places) { return records <= size_t(places); });
}

/// Roll-ups speak the language of expressions: decimals and percents without their scale.
Value unscaled(const FieldDef &field, const Value &value)
{
    const bool isScaled = (field.type == FieldType::Decimal || field.type == FieldType::Percent) && field.scale > 0;
    return isScaled && !value.isNull() ? Value(double(value.toInteger()) / std::pow(10.0, field.scale)) : value;
}

}

RollUpPlan::RollUpPlan(const FieldDef &field, CheckedExpression expression)
    : m_field(&field)
    , m_expression(std::move(expression))
    , m_counted(m_expression.root().rollUpEntity)
    , m_isSameForAll(!dependsOnSurroundings(m_expression))
{
    if (field.rollUp->function != QLatin1String("count"))
        m_of = m_counted->field(field.rollUp->field);
}

bool RollUpPlan::isAboutTheSameAs(const RollUpPlan &other) const
{
    return m_counted == other.m_counted && m_field->rollUp->link == other.m_field->rollUp->link
        && m_field->rollUp->filter == other.m_field->rollUp->filter;
}

Result<Statement> RollUpPlan::prepare(
    Connection &connection, const RegistryPointer &registry, const std::vector<RecordId> &ids, const Question &question)
{
    const int places = placesFor(ids.size());
    const std::optional<KeySet> visibility = question.reach ? std::optional(question.reach(counted())) : std::nullopt;
    const auto bound = [&](const BoundSql &sql) -> Result<Statement> {
        TANDEM_ASSIGN(Statement statement, sql.prepareFor(connection, visibility));
        for (size_t i = 0; i < ids.size(); ++i)
            statement.bind(int(i) + 1, ids[i]);
        return statement;
    };
    const std::tuple form(places, visibility.has_value(), visibility && !visibility->all, question.counts);
    auto written = m_written.find(form);
    if (written == m_written.end() || !fits(written->second, question)) {
        TANDEM_ASSIGN(Written anew, write(connection, registry, places, question));
        written = m_written.insert_or_assign(form, std::move(anew)).first;
    }
    return bound(written->second.sql);
}

bool RollUpPlan::fits(const Written &written, const Question &question) const
{
    return m_isSameForAll
        && std::all_of(written.reached.begin(), written.reached.end(),
            [&question](const auto &reached) { return question.reach(reached.first) == reached.second; });
}

Result<RollUpPlan::Written> RollUpPlan::write(
    const Connection &connection, const RegistryPointer &registry, int places, const Question &question) const
{
    const RollUpDef &def = *m_field->rollUp;
    RecordQuery query;
    query.entity = m_counted->name;
    TANDEM_ASSIGN(query.filter, parseExpression(def.filter));
    query.keyField = def.link;
    query.keys = places;
    if (question.reach)
        query.visibility = question.reach(counted());
    std::vector<std::pair<EntityNumber, KeySet>> reached;
    if (question.reach) {
        query.reach = [&](EntityNumber entity) {
            return reached.emplace_back(entity, question.reach(entity)).second;
        };
    }
    query.surroundings = question.surroundings;
    TANDEM_ASSIGN(BoundSql sql,
        QueryBuilder(connection.dialect(), registry)
            .aggregate(query, def.function, def.field, def.link, question.counts));
    return Written{std::move(sql), std::move(reached)};
}

Value RollUpPlan::valueOf(const Statement &row) const
{
    if (row.isNull(1))
        return {};
    return m_of ? unscaled(*m_of, readValue(row, 1, *m_of)) : Value(row.integer(1));
}

qint64 RollUpPlan::countOf(const Statement &row) const
{
    const bool splitsByCurrency = m_of && m_of->type == FieldType::Money;
    return row.integer(splitsByCurrency ? 3 : 2);
}

}
