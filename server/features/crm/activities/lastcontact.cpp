// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/features/crm/activities/lastcontact.h"

#include "shared/entities/entitynames.h"
#include "shared/metadata/fieldtypes/anylinktype.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace tandem::server {

namespace {

using namespace Qt::Literals::StringLiterals;
namespace account = entities::account;
namespace activity = entities::activity;
namespace contact = entities::contact;

/// Who was contacted.
struct Partner
{
    EntityNumber entity = 0;
    RecordId record;

    FieldNumber field() const
    {
        return entity == account::number ? account::field::lastContactAt : contact::field::lastContactAt;
    }
    bool operator==(const Partner &) const = default;
};
using Partners = std::vector<Partner>;

/// When the activity was a contact; nothing if it was none, or is not one yet.
std::optional<Timestamp> contactTime(const FieldValues &row)
{
    const QString kind = valueIn(row, activity::field::kind).toText();
    const QString status = valueIn(row, activity::field::status).toText();
    const bool counts = kind == "note"_L1 ? status != "cancelled"_L1 : kind != "task"_L1 && status == "done"_L1;
    if (!counts || !valueIn(row, systemfield::deletedAt).isNull())
        return {};
    const Value &end = valueIn(row, activity::field::end);
    const Value &planned = end.isNull() ? valueIn(row, activity::field::start) : end;
    const Value &done = valueIn(row, activity::field::done);
    if (planned.isNull())
        return (done.isNull() ? valueIn(row, systemfield::createdAt) : done).toInteger();
    return done.isNull() ? planned.toInteger() : std::min(planned.toInteger(), done.toInteger());
}

/// The link of a deal, contract or order to its account; null if the entity has none.
const FieldDef *linkToAccount(const EntityDef &entity)
{
    const FieldDef *link = entity.field(u"account"_s);
    return link && link->type == FieldType::Link && link->target == account::entityName() ? link : nullptr;
}

Result<Partner> partnerBehind(MutationContext &context, const AnyLink &parent)
{
    const EntityDef *entity = context.registry()->entity(parent.entity);
    if (!entity)
        return Partner();
    if (entity->number == account::number || entity->number == contact::number)
        return Partner{entity->number, parent.record};
    const FieldDef *link = linkToAccount(*entity);
    if (!link)
        return Partner();
    TANDEM_ASSIGN(const auto row, context.find(entity->number, parent.record));
    return Partner{account::number, row ? valueIn(*row, link->number).toId() : RecordId()};
}

Result<Partners> partnersOf(MutationContext &context, const FieldValues &row)
{
    Partners partners{{contact::number, valueIn(row, activity::field::contact).toId()}};
    if (const auto parent = anyLinkFromText(valueIn(row, activity::field::parent).toText())) {
        TANDEM_ASSIGN(const Partner behind, partnerBehind(context, *parent));
        if (behind != partners.front())
            partners.push_back(behind);
    }
    std::erase_if(partners, [](const Partner &partner) { return partner.record.isNull(); });
    return partners;
}

/// The partner's row; nothing if it is gone, where an edit would bring it back.
Result<std::optional<FieldValues>> livingRow(MutationContext &context, const Partner &partner)
{
    TANDEM_ASSIGN(auto row, context.find(partner.entity, partner.record));
    if (row && !valueIn(*row, systemfield::deletedAt).isNull())
        row.reset();
    return row;
}

Result<std::vector<RecordId>> activitiesOf(MutationContext &context, const Partner &partner)
{
    const auto hangingOn = [&context](const QString &entity, const RecordId &record) {
        return context.findWhere(activity::number, activity::field::parent, anyLinkText(entity, record));
    };
    if (partner.entity == contact::number) {
        TANDEM_ASSIGN(auto all, hangingOn(contact::entityName(), partner.record));
        TANDEM_ASSIGN(const auto naming, context.findWhere(activity::number, activity::field::contact, partner.record));
        all.insert(all.end(), naming.begin(), naming.end());
        return all;
    }
    TANDEM_ASSIGN(auto all, hangingOn(account::entityName(), partner.record));
    for (const EntityDef &entity : context.registry()->entities()) {
        const FieldDef *link =
            entity.deleted || !entity.traits.testFlag(Trait::Activities) ? nullptr : linkToAccount(entity);
        if (!link)
            continue;
        TANDEM_ASSIGN(const auto records, context.findWhere(entity.number, link->number, partner.record));
        for (const RecordId &record : records) {
            TANDEM_ASSIGN(const auto further, hangingOn(entity.name, record));
            all.insert(all.end(), further.begin(), further.end());
        }
    }
    return all;
}

Result<void> noteContact(MutationContext &context, const Partner &partner, Timestamp time)
{
    TANDEM_ASSIGN(const auto row, livingRow(context, partner));
    if (!row)
        return {};
    const Value &known = valueIn(*row, partner.field());
    if (!known.isNull() && known.toInteger() >= time)
        return {};
    return context.update(partner.entity, partner.record, {{partner.field(), Value(time)}});
}

Result<std::optional<Timestamp>> lastAmong(MutationContext &context, const std::vector<RecordId> &activities)
{
    std::optional<Timestamp> last;
    for (const RecordId &record : activities) {
        TANDEM_ASSIGN(const auto row, context.find(activity::number, record));
        if (const auto at = row ? contactTime(*row) : std::nullopt; at && (!last || *at > *last))
            last = at;
    }
    return last;
}

/// The contact of that time is none any more: if it was the last one, the one before is that now.
Result<void> withdrawContact(MutationContext &context, const Partner &partner, Timestamp time)
{
    TANDEM_ASSIGN(const auto row, livingRow(context, partner));
    if (!row || valueIn(*row, partner.field()) != Value(time))
        return {};
    TANDEM_ASSIGN(const auto activities, activitiesOf(context, partner));
    TANDEM_ASSIGN(const std::optional<Timestamp> last, lastAmong(context, activities));
    const Value before = last ? Value(*last) : Value();
    return before == Value(time) ? Result<void>()
                                 : context.update(partner.entity, partner.record, {{partner.field(), before}});
}

}

void LastContact::registerHooks(HookRegistry &hooks)
{
    const auto edits = RecordEvent::Create | RecordEvent::Update;
    hooks.before(activity::number, edits, &LastContact::beforeChange);
    hooks.after(activity::number, edits | RecordEvent::Delete | RecordEvent::Restore, &LastContact::afterChange);
    for (const EntityNumber entity :
        {entities::opportunity::number, entities::contract::number, entities::order::number})
        hooks.after(entity, RecordEvent::Update, &LastContact::afterMove);
    for (const EntityNumber entity : {account::number, contact::number})
        hooks.after(entity, RecordEvent::Restore, &LastContact::afterRestore);
}

/// Leaves alone what the same mutation sets by hand.
Result<void> LastContact::beforeChange(MutationContext &context, RecordChange &change)
{
    if (!change.changed(activity::field::status) || change.changed(activity::field::done))
        return {};
    if (change.was(activity::field::status).toText() == "done"_L1)
        change.after.erase(activity::field::done);
    else if (change.is(activity::field::status).toText() == "done"_L1 && change.is(activity::field::done).isNull())
        change.after[activity::field::done] = Value(context.now());
    return {};
}

Result<void> LastContact::afterChange(MutationContext &context, RecordChange &change)
{
    const auto was = contactTime(change.before);
    const auto is = contactTime(change.after);
    Partners before;
    if (was) {
        TANDEM_ASSIGN(before, partnersOf(context, change.before));
    }
    Partners after;
    if (is) {
        TANDEM_ASSIGN(after, partnersOf(context, change.after));
    }
    for (const Partner &partner : after)
        TANDEM_TRY(noteContact(context, partner, is.value_or(0)));
    for (const Partner &partner : before) {
        const bool isAmongThem = std::find(after.begin(), after.end(), partner) != after.end();
        if (!isAmongThem || is < was)
            TANDEM_TRY(withdrawContact(context, partner, was.value_or(0)));
    }
    return {};
}

/// A deal that goes to another account, as when two are joined, takes along what hangs on it.
Result<void> LastContact::afterMove(MutationContext &context, RecordChange &change)
{
    const FieldDef *link = linkToAccount(change.entity);
    if (!link || !change.changed(link->number))
        return {};
    TANDEM_ASSIGN(const auto hanging,
        context.findWhere(activity::number, activity::field::parent, anyLinkText(change.entity.name, change.record)));
    TANDEM_ASSIGN(const std::optional<Timestamp> last, lastAmong(context, hanging));
    if (!last)
        return {};
    const Partner to{account::number, change.is(link->number).toId()};
    if (!to.record.isNull())
        TANDEM_TRY(noteContact(context, to, *last));
    const Partner from{account::number, change.was(link->number).toId()};
    return from.record.isNull() ? Result<void>() : withdrawContact(context, from, *last);
}

/// Nothing was noted of what happened while the record lay in the recycle bin. The date is only raised: some activities
/// hang on deals that may lie in the bin themselves, so one that was taken away meanwhile keeps its date.
Result<void> LastContact::afterRestore(MutationContext &context, RecordChange &change)
{
    const Partner partner{change.entity.number, change.record};
    TANDEM_ASSIGN(const auto activities, activitiesOf(context, partner));
    TANDEM_ASSIGN(const std::optional<Timestamp> last, lastAmong(context, activities));
    return last ? noteContact(context, partner, *last) : Result<void>();
}

}
