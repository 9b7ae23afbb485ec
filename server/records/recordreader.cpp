// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/recordreader.h"

#include "server/store/audiencestore.h"
#include "shared/base/clock.h"
#include "shared/database/transaction.h"
#include "shared/expressions/check.h"
#include "shared/metadata/fieldtypes/linktype.h"
#include "shared/metadata/sorttitle.h"

#include <algorithm>

namespace tandem::server {

namespace {

Error notReadable(const FieldDef &field)
{
    return Error::forbidden(QStringLiteral("fieldNotReadable"), field.name);
}

bool contains(const std::vector<FieldNumber> &fields, FieldNumber field)
{
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

}

RecordReader::RecordReader(RecordPlans &plans, PermissionsPointer permissions)
    : m_plans(plans)
    , m_permissions(std::move(permissions))
{
}

Result<VisibleRecord> RecordReader::get(const EntityDef &entity, const RecordId &record)
{
    Connection &connection = m_plans.connection();
    TANDEM_ASSIGN(const Transaction state, Transaction::begin(connection, Transaction::Kind::Read));
    TANDEM_ASSIGN(auto row, m_plans.records(m_permissions->registry()).find(entity.number, record));
    if (!row)
        return Error::notFound(entity.name);
    TANDEM_ASSIGN(const bool visible,
        AudienceStore(connection).isVisible(entity.number, record, m_permissions->keySet(entity.number)));
    if (!visible)
        return Error::notFound(entity.name);
    std::vector<StoredRecord> rows{*std::move(row)};
    TANDEM_TRY(compute(entity, SystemClock::instance().now(), {}, rows));
    return VisibleRecord{
        rows.front().id, rows.front().seq, m_permissions->visibleValues(entity, std::move(rows.front().values))};
}

/// Over what is stored: fields that he does not read as they are leave those computed from them empty.
Result<void> RecordReader::compute(
    const EntityDef &entity, Timestamp now, const std::vector<FieldNumber> &fields, std::vector<StoredRecord> &rows)
{
    ComputedFields computed = computedFields(now);
    std::vector<ComputedFields::Row> page;
    for (StoredRecord &row : rows)
        page.push_back({row.id, &row.values});
    return computed.fill(entity, fields, page);
}

FieldTest RecordReader::isReadable() const
{
    return [permissions = m_permissions](EntityNumber entity, FieldNumber field) {
        return permissions->fieldAccess(entity, field) >= FieldAccess::Read;
    };
}

std::function<KeySet(EntityNumber)> RecordReader::visibility() const
{
    return [permissions = m_permissions](EntityNumber entity) {
        return permissions->keySet(entity);
    };
}

Surroundings RecordReader::surroundings(Timestamp now) const
{
    return {now, localUtcOffset(now), m_permissions->user(), m_permissions->department()};
}

ComputedFields RecordReader::computedFields(Timestamp now)
{
    ComputedFields::Reach reach;
    reach.visibility = visibility();
    reach.isReadable = isReadable();
    return ComputedFields(
        m_plans.connection(), m_plans.computed(m_permissions->registry()), surroundings(now), std::move(reach));
}

Result<void> RecordReader::checkQuery(const EntityDef &entity, const RecordQuery &query) const
{
    for (const SortKey &key : query.sort) {
        const FieldDef *field = entity.field(key.field);
        if (!field)
            continue;
        if (m_permissions->fieldAccess(entity.number, field->number) < FieldAccess::Read)
            return notReadable(*field);
        // The order of links tells what their targets are called.
        const Registry &registry = *m_permissions->registry();
        if (const FieldDef *title = sortTitle(registry, *field)) {
            const EntityNumber target = registry.entity(entityOfLink(*field))->number;
            if (m_permissions->fieldAccess(target, title->number) < FieldAccess::Read)
                return notReadable(*field);
        }
    }
    if (query.filter.isNull())
        return {};
    TANDEM_ASSIGN(const CheckedExpression filter, checkCondition(query.filter, *m_permissions->registry(), entity));
    const FieldDef *unreadable = firstUnreadable(filter, isReadable());
    return unreadable ? Result<void>(notReadable(*unreadable)) : Result<void>();
}

Result<VisiblePage> RecordReader::page(RecordQuery query, qint64 bytes)
{
    const EntityDef *entity = m_permissions->registry()->entity(query.entity);
    if (!entity)
        return Error::notFound(query.entity);
    TANDEM_TRY(checkQuery(*entity, query));
    query.visibility = m_permissions->keySet(entity->number);
    query.reach = visibility();
    const Timestamp now = query.surroundings.now == 0 ? SystemClock::instance().now() : query.surroundings.now;
    query.surroundings = surroundings(now);
    const std::vector<FieldNumber> wanted = query.fields;
    query.fields = computedFields(now).storedFields(*entity, wanted);
    TANDEM_ASSIGN(const Transaction state, Transaction::begin(m_plans.connection(), Transaction::Kind::Read));
    TANDEM_ASSIGN(RecordStore::Page stored, m_plans.records(m_permissions->registry()).page(query, bytes));
    TANDEM_TRY(compute(*entity, now, wanted, stored.records));
    VisiblePage page{{}, stored.more};
    page.records.reserve(stored.records.size());
    for (StoredRecord &row : stored.records) {
        if (!wanted.empty())
            std::erase_if(row.values, [&](const auto &value) { return !contains(wanted, value.first); });
        page.records.push_back({row.id, row.seq, m_permissions->visibleValues(*entity, std::move(row.values))});
    }
    return page;
}

}
