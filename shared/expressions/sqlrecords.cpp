// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/sqlwriter.h"

#include "shared/metadata/fieldtypes/fieldtype.h"

#include <cmath>

namespace tandem {

namespace {

QString quoted(const QString &identifier)
{
    return u'"' + identifier + u'"';
}

}

/// Nothing where the asker sees all records of the entity.
QString SqlWriter::andVisible(const EntityDef &entity, const QString &alias)
{
    if (!m_isVisible)
        return {};
    const QString condition = m_isVisible(
        entity, quoted(alias) + QLatin1String(".\"id\""), [this](Value value) { return bind(std::move(value)); });
    return condition.isEmpty() ? QString() : QLatin1String(" AND ") + condition;
}

/// A column of the record that the first `linkCount` links lead to.
QString SqlWriter::column(const CheckedNode &node, size_t linkCount, const QString &name)
{
    if (linkCount == 0)
        return quoted(m_alias) + u'.' + quoted(name);
    const QString id = column(node, linkCount - 1, node.links[linkCount - 1]->column);
    const QString alias = nextAlias();
    const EntityDef &target = *node.entities[linkCount - 1];
    return QStringLiteral("(SELECT %1.%2 FROM %3 AS %1 WHERE %1.\"id\" = %4%5)")
        .arg(quoted(alias), quoted(name), quoted(target.table), id, andVisible(target, alias));
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
    source += andVisible(counted, m_alias);
    if (!node.children.empty())
        source += QLatin1String(" AND ") + condition(node.children[0], Nulls::AsFalse);
    SqlMoney result{QStringLiteral("(SELECT COUNT(*) %1)").arg(source), nothing};
    if (field.rollUp->function != QLatin1String("count")) {
        const FieldDef &summed = *counted.field(field.rollUp->field);
        const auto columns = fieldTypeInfo(summed.type).columns(summed);
        const QString function = field.rollUp->function.toUpper();
        const QString summands = alias + u'.' + quoted(columns.at(0).name);
        QString what = function == u"SUM" ? m_phrases.sum(summands) : QStringLiteral("%1(%2)").arg(function, summands);
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
