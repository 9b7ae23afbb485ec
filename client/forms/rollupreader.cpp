// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/rollupreader.h"

namespace tandem::client {

namespace {

Value sumOf(const FieldDef &summed, const std::vector<GroupSummary> &groups)
{
    if (groups.empty())
        return {};
    if (summed.type != FieldType::Money)
        return Value(groups.front().sum);
    // Several currencies have no sum.
    return groups.front().sums.size() == 1 ? Value(groups.front().sums.front()) : Value();
}

}

void readRollUp(Records &records, const RecordKey &record, const FieldDef &field, QObject *context,
    const std::function<void(const Value &)> &done)
{
    const EntityDef *counted = field.rollUp ? records.entity(field.rollUp->entity) : nullptr;
    const FieldDef *link = counted ? counted->field(field.rollUp->link) : nullptr;
    if (!link)
        return;
    ListQuery query;
    query.entity = counted->number;
    query.filter = field.rollUp->filter;
    query.linkTarget = record;
    query.link = link->number;
    if (field.rollUp->function == QLatin1String("count")) {
        records.count(query, context, [done](const Result<qint64> &count) {
            if (count)
                done(Value(*count));
        });
        return;
    }
    const FieldDef *of = counted->field(field.rollUp->field);
    if (!of)
        return;
    if (field.rollUp->function == QLatin1String("sum")) {
        records.groups(query, link->number, of->number, context,
            [done, of = *of](const Result<std::vector<GroupSummary>> &groups) {
                if (groups)
                    done(sumOf(of, *groups));
            });
        return;
    }
    query.sort = {{of->name, field.rollUp->function == QLatin1String("max")}};
    query.filter = query.filter.isEmpty() ? QStringLiteral("isNotEmpty(%1)").arg(of->name)
                                          : QStringLiteral("(%1) and isNotEmpty(%2)").arg(query.filter, of->name);
    query.limit = 1;
    records.queryIds(query, context,
        [&records, done, context, entity = counted->number, number = of->number](
            const Result<std::vector<RecordId>> &ids) {
            if (!ids || ids->empty())
                return;
            records.readMany(entity, *ids, {number}, context, [done, number](const Result<std::vector<Record>> &rows) {
                if (rows && !rows->empty())
                    done(rows->front().value(number));
            });
        });
}

}
