// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/audiencerules.h"

#include "server/access/audience.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/fieldtypes/anylinktype.h"

namespace tandem::server::audiencerules {

namespace {

using Target = std::optional<std::pair<const EntityDef *, RecordId>>;

/// Keys that the record's own shares give.
struct SharedKeys
{
    QStringList all;
    QStringList cascading; ///< also to what hangs on the record
};

Result<SharedKeys> sharedKeys(WriterState &state, const EntityDef &entity, const RecordId &record)
{
    using namespace entities::share;
    SharedKeys keys;
    if (entity.number == number)
        return keys;
    TANDEM_ASSIGN(const auto shares, state.records().findBy(number, field::record, anyLink(entity, record)));
    for (const StoredRecord &share : shares) {
        const QString kind = share.value(field::granteeKind).toText();
        const Target grantee = parseAnyLink(*state.registry(), share.value(field::grantee).toText());
        if (!grantee)
            continue;
        QStringList names{audience::shared(kind, grantee->second)};
        if (share.value(field::level).toText() == QLatin1String("edit"))
            names.append(audience::editor(kind, grantee->second));
        keys.all += names;
        if (share.value(field::cascade).toBool())
            keys.cascading += names;
    }
    return keys;
}

QStringList ownKeys(const FieldValues &values, bool ownerOnly)
{
    QStringList names;
    if (const RecordId owner = valueIn(values, systemfield::owner).toId(); !owner.isNull())
        names.append(audience::owner(owner));
    const RecordId department = valueIn(values, systemfield::department).toId();
    if (!ownerOnly && !department.isNull())
        names.append(audience::department(department));
    return names;
}

/// Those of a record that hangs on another one, without its own shares.
QStringList keysUnder(WriterState &state, const QStringList &lent, const EntityDef &entity, const FieldValues &values)
{
    const bool hangsAnywhere = state.rules().rules(entity).parent->type == FieldType::AnyLink;
    return (hangsAnywhere ? ownKeys(values, true) : QStringList()) + lent;
}

Result<QStringList> lentKeys(WriterState &state, const EntityDef &entity, const RecordId &record, int depth);

/// What a record has without its own shares: its owner's and department's keys, or what its parent lends.
Result<QStringList> keysBeforeShares(WriterState &state, const EntityDef &entity, const FieldValues &values, int depth)
{
    const Target parent = parentOf(state, entity, values);
    if (!parent)
        return ownKeys(values, false);
    QStringList lent;
    if (depth < deepestParent) {
        TANDEM_ASSIGN(lent, lentKeys(state, *parent->first, parent->second, depth + 1));
    }
    return keysUnder(state, lent, entity, values);
}

/// What a parent lends: all but the shares that are meant for it alone. Worked out from what it consists of, since its
/// stored keys do not tell a share of its own from the same one that it was lent.
Result<QStringList> lentKeys(WriterState &state, const EntityDef &entity, const RecordId &record, int depth)
{
    TANDEM_ASSIGN(const auto row, state.records().find(entity.number, record));
    if (!row)
        return QStringList();
    TANDEM_ASSIGN(const QStringList names, keysBeforeShares(state, entity, row->values, depth));
    TANDEM_ASSIGN(const SharedKeys shared, sharedKeys(state, entity, record));
    return names + shared.cascading;
}

/// The field that says whether everybody sees the record; null if the entity has none.
const FieldDef *sharedFieldOf(const EntityDef &entity)
{
    return entity.sharedField.isEmpty() ? nullptr : entity.field(entity.sharedField);
}

Result<QStringList> withShares(
    WriterState &state, QStringList names, const EntityDef &entity, const RecordId &record, const FieldValues &values)
{
    TANDEM_ASSIGN(const SharedKeys shared, sharedKeys(state, entity, record));
    names += shared.all;
    if (const FieldDef *field = sharedFieldOf(entity); field && valueIn(values, field->number).toBool())
        names.append(audience::everybody());
    names.removeDuplicates();
    return names;
}

}

QString anyLink(const EntityDef &entity, const RecordId &record)
{
    return anyLinkText(entity.name, record);
}

Target parseAnyLink(const Registry &registry, const QString &link)
{
    const auto target = anyLinkFromText(link);
    const EntityDef *entity = target ? registry.entity(target->entity) : nullptr;
    return entity ? Target(std::pair(entity, target->record)) : std::nullopt;
}

Target targetOf(const Registry &registry, const FieldDef &link, const FieldValues &values)
{
    const Value &value = valueIn(values, link.number);
    if (link.type == FieldType::AnyLink)
        return parseAnyLink(registry, value.toText());
    const EntityDef *entity = registry.entity(link.target);
    if (!entity || value.toId().isNull())
        return {};
    return std::pair(entity, value.toId());
}

Target parentOf(WriterState &state, const EntityDef &entity, const FieldValues &values)
{
    const FieldDef *link = state.rules().rules(entity).parent;
    return link ? targetOf(*state.registry(), *link, values) : Target();
}

Value linkTo(const FieldDef &field, const EntityDef &entity, const RecordId &record)
{
    return field.type == FieldType::AnyLink ? Value(anyLink(entity, record)) : Value(record);
}

Result<QStringList> wanted(
    WriterState &state, const EntityDef &entity, const RecordId &record, const FieldValues &values)
{
    TANDEM_ASSIGN(QStringList names, keysBeforeShares(state, entity, values, 0));
    return withShares(state, std::move(names), entity, record, values);
}

Result<QStringList> lentBy(WriterState &state, const EntityDef &entity, const RecordId &record)
{
    return lentKeys(state, entity, record, 1);
}

Result<QStringList> wantedUnder(WriterState &state, const QStringList &lent, const EntityDef &entity,
    const RecordId &record, const FieldValues &values)
{
    return withShares(state, keysUnder(state, lent, entity, values), entity, record, values);
}

bool isMovedBy(WriterState &state, const RecordChange &change)
{
    const FieldDef *parent = state.rules().rules(change.entity).parent;
    const FieldDef *shared = sharedFieldOf(change.entity);
    return change.changed(systemfield::owner) || change.changed(systemfield::department)
        || (parent && change.changed(parent->number)) || (shared && change.changed(shared->number));
}

}
