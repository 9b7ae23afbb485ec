// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/sqlwriter.h"

#include "shared/expressions/expressionmath.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace tandem {

namespace {

const QString nothing = QStringLiteral("NULL");

bool isConstant(const CheckedNode &node)
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

QString quoted(const QString &identifier)
{
    return u'"' + identifier + u'"';
}

/// False where a null would be, if nulls are forbidden.
QString guarded(const QString &condition, SqlWriter::Nulls nulls)
{
    return nulls == SqlWriter::Nulls::AsFalse ? condition : QStringLiteral("COALESCE(%1, FALSE)").arg(condition);
}

QString sign(Operation operation)
{
    switch (operation) {
    case Operation::Less:
        return QStringLiteral("<");
    case Operation::LessOrEqual:
        return QStringLiteral("<=");
    case Operation::Greater:
        return QStringLiteral(">");
    case Operation::GreaterOrEqual:
        return QStringLiteral(">=");
    default:
        return QStringLiteral("=");
    }
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

QString currencyList(int digits)
{
    QStringList quotedCodes;
    for (const QString &code : currenciesWithDigits(digits))
        quotedCodes.append(u'\'' + code + u'\'');
    quotedCodes.sort();
    return quotedCodes.join(u',');
}

}

SqlWriter::SqlWriter(const Surroundings &surroundings, const SqlPrinter::Options &options, const EntityDef &entity)
    : m_entity(entity)
    , m_surroundings(surroundings)
    , m_phrases(options.flavour)
    , m_alias(options.alias.isEmpty() ? entity.table : options.alias)
    , m_firstParameter(options.firstParameter)
{
}

Result<SqlFragment> SqlWriter::finish(QString sql)
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

QString SqlWriter::nextAlias()
{
    return QStringLiteral("x%1").arg(++m_aliases);
}

/// A column of the record that the first `linkCount` links lead to.
QString SqlWriter::column(const CheckedNode &node, size_t linkCount, const QString &name)
{
    if (linkCount == 0)
        return quoted(m_alias) + u'.' + quoted(name);
    const QString id = column(node, linkCount - 1, node.links[linkCount - 1]->column);
    const QString alias = nextAlias();
    return QStringLiteral("(SELECT %1.%2 FROM %3 AS %1 WHERE %1.\"id\" = %4)")
        .arg(quoted(alias), quoted(name), quoted(node.entities[linkCount - 1]->table), id);
}

QString SqlWriter::condition(const CheckedNode &node, Nulls nulls)
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
            return guarded(QStringLiteral("(%1 %2 %3)").arg(raw, sign(operation), bind(*stored)), nulls);
        }
    }
    const QString a = number(left);
    const QString b = number(right);
    if (operation == Operation::Equal && nulls == Nulls::AsFalse && isConstant(right) && isIndexedAsText(left))
        return SqlPhrases::sameText(a, QLatin1String("= ") + b);
    return guarded(QStringLiteral("(%1 %2 %3)").arg(a, sign(operation), b), nulls);
}

QString SqlWriter::moneyComparison(Operation operation, const CheckedNode &left, const CheckedNode &right)
{
    const SqlMoney a = money(left);
    const SqlMoney b = money(right);
    return QStringLiteral("(%1 %2 %3 AND %4 = %5)").arg(a.minor, sign(operation), b.minor, a.currency, b.currency);
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

QString SqlWriter::number(const CheckedNode &node)
{
    if (node.type != ExpressionType::Money)
        return value(node);
    const SqlMoney amount = money(node);
    return QStringLiteral("(%1 / CASE WHEN %2 IN (%3) THEN 1.0 WHEN %2 IN (%4) THEN 1000.0 ELSE 100.0 END)")
        .arg(m_phrases.real(amount.minor), amount.currency, currencyList(0), currencyList(3));
}

QString SqlWriter::value(const CheckedNode &node)
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

QString SqlWriter::arithmetic(const CheckedNode &node)
{
    const auto &parts = node.children;
    if (node.operation == Operation::Negate)
        return QStringLiteral("(-%1)").arg(value(parts[0]));
    // Money over money is a number if both have one currency.
    if (parts[0].type == ExpressionType::Money && parts[1].type == ExpressionType::Money) {
        const SqlMoney a = money(parts[0]);
        const SqlMoney b = money(parts[1]);
        return QStringLiteral("CASE WHEN %1 = %2 THEN %3 END")
            .arg(a.currency, b.currency, m_phrases.quotient(a.minor, b.minor));
    }
    const QString a = value(parts[0]);
    const QString b = value(parts[1]);
    if (node.type == ExpressionType::Text)
        return QStringLiteral("(COALESCE(%1, '') || COALESCE(%2, ''))").arg(a, b);
    switch (node.operation) {
    case Operation::Add:
        return QStringLiteral("(%1 + %2)").arg(a, b);
    case Operation::Subtract:
        return QStringLiteral("(%1 - %2)").arg(a, b);
    case Operation::Multiply:
        return QStringLiteral("(%1 * %2)").arg(a, b);
    default:
        return m_phrases.quotient(a, b);
    }
}

QString SqlWriter::function(const CheckedNode &node)
{
    const QString first = value(node.children[0]);
    const int offset = m_surroundings.utcOffsetSeconds;
    switch (node.operation) {
    case Operation::AddDays: {
        const QString days = value(node.children[1]);
        if (node.type == ExpressionType::Date)
            return m_phrases.addDays(first, days);
        return QStringLiteral("(%1 + CASE WHEN abs(%2) <= 5000000 THEN %2 END * 86400000)")
            .arg(first, m_phrases.whole(days));
    }
    case Operation::DaysBetween:
        return m_phrases.daysBetween(first, value(node.children[1]));
    case Operation::DateOf:
        return m_phrases.dayOfSecond(QStringLiteral("%1 / 1000 + (%2)").arg(first).arg(offset));
    case Operation::StartOfDay:
        return QStringLiteral("((%1 - (%2)) * 1000)").arg(m_phrases.secondOfDay(first)).arg(offset);
    case Operation::Lower:
        return m_phrases.lower(first);
    case Operation::Length:
        return QStringLiteral("length(%1)").arg(first);
    default:
        break;
    }
    const int digits = node.children.size() > 1 ? int(node.children[1].literal.toInteger()) : 0;
    if (digits == 0)
        return m_phrases.rounded(first);
    const qint64 factor = qint64(std::pow(10.0, digits));
    return QStringLiteral("(%1 / %2.0)")
        .arg(m_phrases.rounded(QStringLiteral("%1 * %2.0").arg(first).arg(factor)))
        .arg(factor);
}

SqlMoney SqlWriter::money(const CheckedNode &node)
{
    if (node.type != ExpressionType::Money)
        return {nothing, nothing};
    if (isConstant(node)) {
        const Value amount = constant(node);
        if (amount.isNull())
            return {nothing, nothing};
        const QString minor = bind(amount.toMoney().minor);
        return {minor, bind(amount.toMoney().currency)};
    }
    switch (node.operation) {
    case Operation::Field: {
        const auto columns = fieldTypeInfo(node.field->type).columns(*node.field);
        const QString minor = column(node, node.links.size(), columns.at(0).name);
        return {minor, column(node, node.links.size(), columns.at(1).name)};
    }
    case Operation::RollUp:
        return rollUp(node);
    case Operation::If: {
        const QString test = condition(node.children[0], Nulls::AsFalse);
        const SqlMoney yes = money(node.children[1]);
        const SqlMoney no = money(node.children[2]);
        const QString form = QStringLiteral("CASE WHEN %1 THEN %2 ELSE %3 END");
        return {form.arg(test, yes.minor, no.minor), form.arg(test, yes.currency, no.currency)};
    }
    case Operation::Previous:
        return {notInSql(node), nothing};
    default:
        return moneyArithmetic(node);
    }
}

SqlMoney SqlWriter::moneyArithmetic(const CheckedNode &node)
{
    const auto &parts = node.children;
    if (node.operation == Operation::Negate) {
        const SqlMoney amount = money(parts[0]);
        return {QStringLiteral("(-%1)").arg(amount.minor), amount.currency};
    }
    if (node.operation == Operation::Add || node.operation == Operation::Subtract) {
        const SqlMoney a = money(parts[0]);
        const SqlMoney b = money(parts[1]);
        const QString form = QStringLiteral("CASE WHEN %1 = %2 THEN %3 END");
        const QString sum =
            QStringLiteral("(%1 %2 %3)")
                .arg(a.minor, node.operation == Operation::Add ? QStringLiteral("+") : QStringLiteral("-"), b.minor);
        return {form.arg(a.currency, b.currency, sum), form.arg(a.currency, b.currency, a.currency)};
    }
    const bool moneyFirst = parts[0].type == ExpressionType::Money;
    const SqlMoney amount = money(parts[moneyFirst ? 0 : 1]);
    const QString factor = value(parts[moneyFirst ? 1 : 0]);
    const QString scaled = node.operation == Operation::Divide
        ? m_phrases.quotient(amount.minor, factor)
        : QStringLiteral("(%1 * %2)").arg(m_phrases.real(amount.minor), factor);
    const QString minor = m_phrases.whole(m_phrases.rounded(scaled));
    return {minor, QStringLiteral("CASE WHEN %1 IS NOT NULL THEN %2 END").arg(minor, amount.currency)};
}

SqlMoney SqlWriter::rollUp(const CheckedNode &node)
{
    const FieldDef &field = *node.field;
    const EntityDef &counted = *node.rollUpEntity;
    const QString record = column(node, node.links.size(), QStringLiteral("id"));
    const QString outer = std::exchange(m_alias, nextAlias());
    const QString alias = quoted(m_alias);
    QString source = QStringLiteral("FROM %1 AS %2 WHERE %2.%3 = %4 AND %2.%5 IS NULL")
                         .arg(quoted(counted.table), alias, quoted(counted.field(field.rollUp->link)->column), record,
                             quoted(counted.field(systemfield::deletedAt)->column));
    if (!node.children.empty())
        source += QLatin1String(" AND ") + condition(node.children[0], Nulls::AsFalse);
    SqlMoney result{QStringLiteral("(SELECT COUNT(*) %1)").arg(source), nothing};
    if (field.rollUp->function != QLatin1String("count")) {
        const FieldDef &summed = *counted.field(field.rollUp->field);
        const auto columns = fieldTypeInfo(summed.type).columns(summed);
        const QString function = field.rollUp->function.toUpper();
        QString what = QStringLiteral("%1(%2.%3)").arg(function, alias, quoted(columns.at(0).name));
        if (summed.type == FieldType::Money) {
            const QString currency = alias + u'.' + quoted(columns.at(1).name);
            const QString one = QStringLiteral("(SELECT CASE WHEN MIN(%1) = MAX(%1) THEN %2 END %3)");
            result = {
                one.arg(currency, what, source), one.arg(currency, QStringLiteral("MIN(%1)").arg(currency), source)};
        } else {
            const bool isScaled =
                (summed.type == FieldType::Decimal || summed.type == FieldType::Percent) && summed.scale > 0;
            if (isScaled)
                what =
                    QStringLiteral("(%1 / %2.0)").arg(m_phrases.real(what)).arg(qint64(std::pow(10.0, summed.scale)));
            result.minor = QStringLiteral("(SELECT %1 %2)").arg(what, source);
        }
    }
    m_alias = outer;
    if (!node.links.empty()) {
        // Of a record that is not there nothing is counted, not even zero.
        result.minor = QStringLiteral("CASE WHEN %1 IS NOT NULL THEN %2 END").arg(record, result.minor);
    }
    return result;
}

}
