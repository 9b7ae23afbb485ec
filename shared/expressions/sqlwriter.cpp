// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/sqlwriter.h"

#include "shared/expressions/functions.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace tandem {

namespace {

/// False where a null would be, if nulls are forbidden.
QString guarded(const QString &condition, SqlWriter::Nulls nulls)
{
    return nulls == SqlWriter::Nulls::AsFalse ? condition : QStringLiteral("COALESCE(%1, FALSE)").arg(condition);
}

QString escapedForLike(QString text)
{
    text.replace(u'\\', QLatin1String("\\\\"));
    text.replace(u'%', QLatin1String("\\%"));
    text.replace(u'_', QLatin1String("\\_"));
    return text;
}

/// A column of the record itself whose index, if it has one, is in the order of people.
bool isIndexedAsText(const CheckedNode &node)
{
    return node.operation == Operation::Field && node.field && node.links.empty()
        && fieldTypeInfo(node.field->type).sortsAsText();
}

int scaleOf(const CheckedNode &node)
{
    const bool isScaled = node.operation == Operation::Field && node.field
        && (node.field->type == FieldType::Decimal || node.field->type == FieldType::Percent);
    return isScaled ? node.field->scale : 0;
}

/// The stored integer whose unscaled value is exactly `value`: lets an index on the column serve the comparison.
std::optional<qint64> storedInteger(const Value &value, int scale)
{
    const double factor = std::pow(10.0, scale);
    const double stored = std::round(value.toReal() * factor);
    if (std::abs(stored) > 1e15 || stored / factor != value.toReal())
        return std::nullopt;
    return qint64(stored);
}

constexpr qsizetype longest = 4'000'000; ///< characters, parts counted as often as they are written

/// Half of a money value may have been dropped; its placeholder is then missing, and drivers refuse to bind it.
SqlFragment withoutUnused(const QString &sql, const std::vector<Value> &values, int firstParameter)
{
    SqlFragment result;
    std::map<qsizetype, qsizetype> renumbered;
    for (qsizetype at = 0; at < sql.size(); ++at) {
        result.sql += sql.at(at);
        if (sql.at(at) != u'?')
            continue;
        qsizetype number = 0;
        while (at + 1 < sql.size() && sql.at(at + 1).isDigit())
            number = number * 10 + sql.at(++at).digitValue();
        const auto [place, isNew] = renumbered.try_emplace(number, firstParameter + qsizetype(result.values.size()));
        if (isNew)
            result.values.push_back(values.at(size_t(number - firstParameter)));
        result.sql += QString::number(place->second);
    }
    return result;
}

}

SqlWriter::SqlWriter(const Surroundings &surroundings, const SqlPrinter::Options &options, const EntityDef &entity)
    : m_entity(entity)
    , m_surroundings(surroundings)
    , m_phrases(options.flavour)
    , m_isVisible(options.isVisible)
    , m_alias(options.alias.isEmpty() ? entity.table : options.alias)
    , m_firstParameter(options.firstParameter)
{
}

bool SqlWriter::isConstant(const CheckedNode &node)
{
    switch (node.operation) {
    case Operation::Field:
    case Operation::RollUp:
    case Operation::Changed:
    case Operation::Previous:
        return false;
    default:
        return std::all_of(node.children.begin(), node.children.end(), isConstant);
    }
}

Result<SqlFragment> SqlWriter::finish(const QString &sql)
{
    if (m_error)
        return *m_error;
    return withoutUnused(sql, m_values, m_firstParameter);
}

QString SqlWriter::bind(Value value)
{
    if (value.isNull())
        return nothing;
    m_values.push_back(std::move(value));
    return u'?' + QString::number(m_firstParameter + int(m_values.size()) - 1);
}

Value SqlWriter::constant(const CheckedNode &node) const
{
    EvaluationContext context;
    context.surroundings = m_surroundings;
    return evaluate(CheckedExpression(m_entity, node), context);
}

QString SqlWriter::notInSql(const CheckedNode &node)
{
    m_error = Error{
        ErrorCode::Unsupported, QStringLiteral("notInSql"), {}, {{QStringLiteral("position"), node.position}}, {}};
    return nothing;
}

/// Counts what was written, parts of parts each time: some phrases say a part twice, and nested ones so twice as often
/// with each level.
QString SqlWriter::limited(const CheckedNode &node, QString sql)
{
    m_written += sql.size();
    if (m_written <= longest)
        return sql;
    if (!m_error)
        m_error =
            Error::invalid({}, QStringLiteral("conditionTooLarge"), {{QStringLiteral("position"), node.position}});
    return nothing;
}

QString SqlWriter::condition(const CheckedNode &node, Nulls nulls)
{
    return m_error ? QString(nothing) : limited(node, writeCondition(node, nulls));
}

QString SqlWriter::value(const CheckedNode &node)
{
    return m_error ? QString(nothing) : limited(node, writeValue(node));
}

QString SqlWriter::nextAlias()
{
    return QStringLiteral("x%1").arg(++m_aliases);
}

QString SqlWriter::writeCondition(const CheckedNode &node, Nulls nulls)
{
    if (isConstant(node))
        return constant(node).toBool() ? QStringLiteral("1=1") : QStringLiteral("1=0");
    const auto &parts = node.children;
    switch (node.operation) {
    case Operation::And:
        return join(node, QLatin1String(" AND "), nulls);
    case Operation::Or:
        return join(node, QLatin1String(" OR "), nulls);
    case Operation::Not:
        return QStringLiteral("NOT (%1)").arg(condition(parts[0], Nulls::Forbidden));
    case Operation::Equal:
        return equality(parts[0], parts[1], nulls);
    case Operation::NotEqual:
        return QStringLiteral("NOT (%1)").arg(equality(parts[0], parts[1], Nulls::Forbidden));
    case Operation::Less:
    case Operation::LessOrEqual:
    case Operation::Greater:
    case Operation::GreaterOrEqual:
        return comparison(node.operation, parts[0], parts[1], nulls);
    case Operation::Between: {
        const QString low = comparison(Operation::GreaterOrEqual, parts[0], parts[1], nulls);
        return u'(' + low + QLatin1String(" AND ") + comparison(Operation::LessOrEqual, parts[0], parts[2], nulls)
            + u')';
    }
    case Operation::In:
        return membership(node, nulls);
    case Operation::Contains:
    case Operation::StartsWith:
        return guarded(textMatch(node), nulls);
    case Operation::HasTag: {
        const QString set = value(parts[0]);
        return m_phrases.hasTag(set, value(parts[1]));
    }
    case Operation::IsEmpty:
        return emptiness(parts[0]);
    case Operation::IsNotEmpty:
        return QStringLiteral("NOT %1").arg(emptiness(parts[0]));
    default:
        return guarded(QStringLiteral("(%1 = 1)").arg(value(node)), nulls);
    }
}

QString SqlWriter::join(const CheckedNode &node, QLatin1String word, Nulls nulls)
{
    QStringList parts;
    for (const CheckedNode &child : node.children)
        parts.append(condition(child, nulls));
    return u'(' + parts.join(word) + u')';
}

QString SqlWriter::equality(const CheckedNode &left, const CheckedNode &right, Nulls nulls)
{
    if (isConstant(left) && !isConstant(right))
        return equality(right, left, nulls);
    if (isConstant(right) && constant(right).isNull())
        return QStringLiteral("(%1 IS NULL)").arg(value(left));
    if (left.type == ExpressionType::Money && right.type == ExpressionType::Money) {
        const SqlMoney a = money(left);
        const SqlMoney b = money(right);
        return u'(' + m_phrases.same(a.minor, b.minor) + QLatin1String(" AND ") + m_phrases.same(a.currency, b.currency)
            + u')';
    }
    if (isConstant(right))
        return comparison(Operation::Equal, left, right, nulls);
    const QString a = number(left);
    return m_phrases.same(a, number(right));
}

QString SqlWriter::comparison(Operation operation, const CheckedNode &left, const CheckedNode &right, Nulls nulls)
{
    if (left.type == ExpressionType::Money && right.type == ExpressionType::Money)
        return guarded(moneyComparison(operation, left, right), nulls);
    const int scale = scaleOf(left);
    if (scale > 0 && isConstant(right) && right.type == ExpressionType::Number) {
        const Value wanted = constant(right);
        if (const auto stored = wanted.isNull() ? std::nullopt : storedInteger(wanted, scale)) {
            const QString raw = column(left, left.links.size(), left.field->column);
            return guarded(QStringLiteral("(%1 %2 %3)").arg(raw, infixText(operation), bind(*stored)), nulls);
        }
    }
    const QString a = number(left);
    const QString b = number(right);
    if (operation == Operation::Equal && nulls == Nulls::AsFalse && isConstant(right) && isIndexedAsText(left))
        return SqlPhrases::sameText(a, QLatin1String("= ") + b);
    return guarded(QStringLiteral("(%1 %2 %3)").arg(a, infixText(operation), b), nulls);
}

QString SqlWriter::membership(const CheckedNode &node, Nulls nulls)
{
    const CheckedNode &left = node.children[0];
    const bool plain = left.type != ExpressionType::Money && scaleOf(left) == 0
        && std::all_of(node.children.begin() + 1, node.children.end(), [this](const CheckedNode &part) {
               return isConstant(part) && part.type != ExpressionType::Money && !constant(part).isNull();
           });
    QStringList parts;
    if (plain) {
        const QString searched = value(left);
        for (size_t i = 1; i < node.children.size(); ++i)
            parts.append(bind(constant(node.children[i])));
        const QString list = QStringLiteral("IN (%1)").arg(parts.join(u','));
        if (nulls == Nulls::AsFalse && isIndexedAsText(left))
            return SqlPhrases::sameText(searched, list);
        return guarded(QStringLiteral("(%1 %2)").arg(searched, list), nulls);
    }
    for (size_t i = 1; i < node.children.size(); ++i)
        parts.append(equality(left, node.children[i], nulls));
    return u'(' + parts.join(QLatin1String(" OR ")) + u')';
}

QString SqlWriter::textMatch(const CheckedNode &node)
{
    const QString text = value(node.children[0]);
    const CheckedNode &searched = node.children[1];
    const bool anywhere = node.operation == Operation::Contains;
    if (isConstant(searched)) {
        const Value part = constant(searched);
        if (part.isNull())
            return QStringLiteral("1=0");
        const QString pattern = escapedForLike(part.toText()) + u'%';
        return m_phrases.like(text, bind(anywhere ? u'%' + pattern : pattern));
    }
    const QString part = value(searched);
    if (anywhere)
        return m_phrases.contains(text, part);
    return QStringLiteral("(substr(%1, 1, length(%2)) = %3)").arg(m_phrases.lower(text), part, m_phrases.lower(part));
}

QString SqlWriter::emptiness(const CheckedNode &node)
{
    const QString tested = value(node);
    switch (node.type) {
    case ExpressionType::Text:
        return QStringLiteral("(COALESCE(%1, '') = '')").arg(tested);
    case ExpressionType::Set:
        return QStringLiteral("(COALESCE(%1, '[]') IN ('[]', ''))").arg(tested);
    default:
        return QStringLiteral("(%1 IS NULL)").arg(tested);
    }
}

QString SqlWriter::writeValue(const CheckedNode &node)
{
    if (node.type == ExpressionType::Null)
        return nothing;
    if (node.type == ExpressionType::Money)
        return money(node).minor;
    if (isConstant(node))
        return bind(constant(node));
    switch (node.operation) {
    case Operation::Field: {
        if (!node.field && !node.links.empty())
            return column(node, node.links.size() - 1, node.links.back()->column);
        const QString stored = column(node, node.links.size(), node.field ? node.field->column : QStringLiteral("id"));
        const int scale = scaleOf(node);
        return scale > 0 ? QStringLiteral("(%1 / %2.0)").arg(m_phrases.real(stored)).arg(qint64(std::pow(10.0, scale)))
                         : stored;
    }
    case Operation::RollUp:
        return rollUp(node).minor;
    case Operation::Changed:
    case Operation::Previous:
        return notInSql(node);
    case Operation::If: {
        const QString test = condition(node.children[0], Nulls::AsFalse);
        const QString yes = value(node.children[1]);
        return QStringLiteral("CASE WHEN %1 THEN %2 ELSE %3 END").arg(test, yes, value(node.children[2]));
    }
    default:
        break;
    }
    if (node.type == ExpressionType::Boolean)
        return QStringLiteral("CASE WHEN %1 THEN 1 ELSE 0 END").arg(condition(node, Nulls::AsFalse));
    return node.operation >= Operation::Today ? function(node) : arithmetic(node);
}

}
