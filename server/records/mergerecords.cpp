// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/mergerecords.h"

#include "server/records/audiencerules.h"
#include "server/records/builtins.h"
#include "shared/base/compactjson.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/mergeable.h"

#include <QJsonObject>

#include <vector>

namespace tandem::server {

namespace {

namespace massChange = entities::massChange;
using audiencerules::linkTo;

const QString takeArgument = QStringLiteral("take");
const QString keepArgument = QStringLiteral("keep");

bool mayLinkTo(const FieldDef &field, const EntityDef &entity)
{
    return field.type == FieldType::AnyLink || (field.isLinkLike() && field.target == entity.name);
}

/// What whoever merges wants otherwise than it is done by itself: names of fields.
struct MergeWish
{
    QStringList take; ///< they get the value of the record that leaves, whatever the one that stays has
    QStringList keep; ///< they stay as they are, though there is nothing
};

MergeWish wishOf(const QCborMap &arguments)
{
    return {actionArgument(arguments, takeArgument, Value::Kind::Set).toSet(),
        actionArgument(arguments, keepArgument, Value::Kind::Set).toSet()};
}

Result<void> checkWish(MutationContext &context, const EntityDef &entity, const MergeWish &wish)
{
    for (const QString &name : wish.take + wish.keep) {
        const FieldDef *field = entity.field(name);
        if (!field)
            return Error::invalid(name, QStringLiteral("unknownField"));
        if (!isMergeable(*field))
            return Error::invalid(name, QStringLiteral("readOnly"));
        const Permissions *permissions = context.permissions();
        if (permissions && permissions->fieldAccess(entity.number, field->number) != FieldAccess::Write)
            return Error::forbidden(QStringLiteral("fieldNotWritable"), name);
    }
    return {};
}

/// What the record that stays gets of the one that leaves: by itself where it has nothing, or only the one that leaves.
FieldValues lentValues(const ActionCall &call, const RecordId &other, const FieldValues &leaving, const MergeWish &wish)
{
    const EntityDef &entity = call.entity;
    FieldValues given;
    for (const FieldDef &field : entity.fields) {
        if (!isMergeable(field))
            continue;
        // One of the two under the other, as a parent or a child, is not to end up under itself.
        const auto namesOneOfThem = [&](const Value &value) {
            return mayLinkTo(field, entity)
                && (value == linkTo(field, entity, call.record) || value == linkTo(field, entity, other));
        };
        const Value &current = valueIn(call.row, field.number);
        const Value &lent = valueIn(leaving, field.number);
        const Value value = namesOneOfThem(lent) ? Value() : lent;
        const bool isFilled = current.isEmpty() && !value.isEmpty() && !wish.keep.contains(field.name);
        const bool isTaken = value != current && wish.take.contains(field.name);
        if (namesOneOfThem(current) || isFilled || isTaken)
            given.emplace(field.number, value);
    }
    return given;
}

/// To join is to edit: what may not be edited now, such as a contract in approval, is not filled either.
Result<void> give(MutationContext &context, const ActionCall &call, const FieldValues &given)
{
    if (given.empty())
        return {};
    std::vector<FieldChange> changes;
    for (const auto &[field, value] : given)
        changes.push_back({field, valueIn(call.row, field), value});
    TANDEM_TRY(context.checkSettable(call.entity.number, call.record, changes));
    return context.update(call.entity.number, call.record, given);
}

/// A field by which records may point to those of an entity.
struct LinkField
{
    const EntityDef &entity;
    const FieldDef &field;
};

std::vector<LinkField> linksTo(const Registry &registry, const EntityDef &entity)
{
    std::vector<LinkField> links;
    for (const EntityDef &other : registry.entities()) {
        for (const FieldDef &field : other.fields) {
            if (!other.deleted && !field.deleted && !field.isSystem() && mayLinkTo(field, entity))
                links.push_back({other, field});
        }
    }
    return links;
}

/// Before anything is done: nobody else writes while a join is made, or taken back, which goes all the way or not at
/// all.
Result<void> checkNotTooMany(MutationContext &context, const EntityDef &entity, const RecordId &other, qint64 mostLinks)
{
    const RegistryPointer registry = context.registry();
    qint64 count = 0;
    for (const LinkField &link : linksTo(*registry, entity)) {
        TANDEM_ASSIGN(const qint64 held,
            context.countWhere(link.entity.number, link.field.number, linkTo(link.field, entity, other)));
        count += held;
    }
    if (count <= mostLinks)
        return {};
    return Error::conflict(
        QStringLiteral("tooManyLinks"), {{QStringLiteral("count"), count}, {QStringLiteral("limit"), mostLinks}});
}

/// Everything that pointed to the record that leaves points to the one that stays. A pair that would then be there
/// twice goes.
Result<void> moveLinks(MutationContext &context, const EntityDef &entity, const RecordId &from, const RecordId &to)
{
    const RegistryPointer registry = context.registry();
    for (const auto &[other, field] : linksTo(*registry, entity)) {
        TANDEM_ASSIGN(const auto rows, context.findWhere(other.number, field.number, linkTo(field, entity, from)));
        for (const RecordId &row : rows) {
            const FieldValues values{{field.number, linkTo(field, entity, to)}};
            const auto moved =
                context.attempt([&, number = other.number] { return context.update(number, row, values); });
            if (moved)
                continue;
            if (moved.error().reason != QLatin1String("notUnique"))
                return moved.error();
            TANDEM_TRY(context.remove(other.number, row));
        }
    }
    return {};
}

/// By this record the merge can be taken back: all that it does is part of it.
Result<void> noteMerge(MutationContext &context, const ActionCall &call, const RecordId &other)
{
    if (context.depth() > 0 || !context.registry()->entity(massChange::number))
        return {};
    FieldValues values{{massChange::field::entity, Value(call.entity.name)},
        {massChange::field::kind, Value(QStringLiteral("merge"))}, {massChange::field::count, Value(2)},
        {massChange::field::merged, Value(compactJson(MergedPair{call.record, other}.toJson()))}};
    if (!context.actor().user.isNull())
        values.emplace(systemfield::owner, Value(context.actor().user));
    TANDEM_ASSIGN(const RecordId note, context.create(massChange::number, std::move(values)));
    context.bePartOf(note);
    return {};
}

Result<void> mergeRecords(MutationContext &context, const ActionCall &call, qint64 mostLinks)
{
    const RecordId other = actionArgument(call.arguments, QStringLiteral("other"), Value::Kind::Id).toId();
    if (other == call.record)
        return Error::invalid(QStringLiteral("other"), QStringLiteral("sameRecord"));
    TANDEM_ASSIGN(const auto leaving, context.find(call.entity.number, other));
    if (!leaving || leaving->contains(systemfield::deletedAt))
        return Error::invalid(QStringLiteral("other"), QStringLiteral("linkNotFound"));
    if (const Permissions *permissions = context.permissions()) {
        TANDEM_ASSIGN(const auto keys, context.audience(call.entity.number, other));
        if (!permissions->maySee(call.entity.number, keys))
            return Error::invalid(QStringLiteral("other"), QStringLiteral("linkNotFound"));
        if (!permissions->mayDelete(call.entity.number, keys))
            return Error::forbidden(QStringLiteral("mayNotDelete"));
    }
    const MergeWish wish = wishOf(call.arguments);
    TANDEM_TRY(checkWish(context, call.entity, wish));
    TANDEM_TRY(checkNotTooMany(context, call.entity, other, mostLinks));
    TANDEM_TRY(noteMerge(context, call, other));
    TANDEM_TRY(give(context, call, lentValues(call, other, *leaving, wish)));
    TANDEM_TRY(moveLinks(context, call.entity, other, call.record));
    return context.remove(call.entity.number, other);
}

}

QJsonObject MergedPair::toJson() const
{
    return {{QStringLiteral("staying"), toText(staying)}, {QStringLiteral("other"), toText(other)}};
}

MergedPair MergedPair::fromJson(const QJsonObject &json)
{
    return {recordIdFromText(json.value(QLatin1String("staying")).toString()),
        recordIdFromText(json.value(QLatin1String("other")).toString())};
}

void registerMerge(ActionRegistry &actions, qint64 mostLinks)
{
    actions.add({QStringLiteral("merge"), ActionRegistry::anyEntity,
        {{QStringLiteral("other"), Value::Kind::Id, true, {}}, {takeArgument, Value::Kind::Set, false, {}},
            {keepArgument, Value::Kind::Set, false, {}}},
        ActionDef::Right::Scope, [mostLinks](MutationContext &context, const ActionCall &call) {
            return mergeRecords(context, call, mostLinks);
        }});
}

}
