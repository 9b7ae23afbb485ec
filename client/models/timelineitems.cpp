// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/timelineitems.h"

#include "shared/entities/entitynames.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace tandem::client {

const std::vector<TimelineSource> &timelineSources()
{
    static const std::vector<TimelineSource> all{
        {TimelineModel::Kind::Activity, entities::activity::number, entities::activity::field::parent,
            QStringLiteral("pinned = true")},
        {TimelineModel::Kind::Approval, entities::approvalInstance::number, entities::approvalInstance::field::record,
            {}},
        {TimelineModel::Kind::File, entities::file::number, entities::file::field::record, {}},
    };
    return all;
}

TimelineModel::Item timelineItem(const TimelineSource &source, const Record &record)
{
    TimelineModel::Item item;
    item.kind = source.kind;
    item.record = record;
    item.at = record.value(systemfield::createdAt).toInteger();
    item.user = record.value(systemfield::createdBy).toId();
    const bool isNote = source.kind == TimelineModel::Kind::Activity
        && record.value(entities::activity::field::kind).toText() == u"note";
    if (isNote)
        item.kind = TimelineModel::Kind::Note;
    item.pinned =
        source.kind == TimelineModel::Kind::Activity && record.value(entities::activity::field::pinned).toBool();
    return item;
}

TimelineModel::Item timelineItem(const HistoryEntry &entry)
{
    TimelineModel::Item item;
    item.kind = TimelineModel::Kind::Change;
    item.at = entry.at;
    item.user = entry.user;
    item.change = entry;
    return item;
}

bool followsFromOthers(EntityNumber entity, const HistoryEntry &entry)
{
    namespace account = entities::account;
    namespace contact = entities::contact;
    if (entry.kind != MutationKind::Update || (entity != account::number && entity != contact::number))
        return false;
    const FieldNumber lastContact =
        entity == account::number ? account::field::lastContactAt : contact::field::lastContactAt;
    const auto isStamp = [](FieldNumber field) {
        return field >= systemfield::createdBy && field <= systemfield::deletedAt;
    };
    bool isAbout = false;
    for (const FieldChange &change : entry.changes) {
        if (change.field != lastContact && !isStamp(change.field))
            return false;
        isAbout = isAbout || change.field == lastContact;
    }
    return isAbout;
}

TimelineModel::Item timelineItem(const Mutation &waiting, const RecordId &user)
{
    HistoryEntry entry;
    entry.at = waiting.at;
    entry.user = user;
    entry.kind = waiting.kind;
    entry.changes = waiting.changes;
    entry.action = waiting.action;
    entry.arguments = waiting.arguments;
    TimelineModel::Item item = timelineItem(entry);
    item.isWaiting = true;
    return item;
}

std::vector<TimelineModel::Item> joinedHistory(
    std::vector<TimelineModel::Item> newest, const std::vector<TimelineModel::Item> &known, bool moreKnown, bool &more)
{
    if (newest.empty() || !more)
        return newest;
    const auto older = std::find_if(known.begin(), known.end(),
        [end = newest.back().change.seq](const TimelineModel::Item &item) { return item.change.seq < end; });
    const bool follows = older != known.begin() && older != known.end();
    if (follows) {
        newest.insert(newest.end(), older, known.end());
        more = moreKnown;
    }
    return newest;
}

namespace {

auto identity(const TimelineModel::Item &item)
{
    return std::tie(item.pinned, item.at, item.kind, item.record.key, item.change.seq);
}

}

bool standsAbove(const TimelineModel::Item &a, const TimelineModel::Item &b)
{
    if (a.pinned != b.pinned)
        return a.pinned;
    if (a.at != b.at)
        return a.at > b.at;
    const auto isBeginning = [](const TimelineModel::Item &item) {
        return item.kind == TimelineModel::Kind::Change && item.change.kind == MutationKind::Create;
    };
    return isBeginning(b) && !isBeginning(a);
}

bool isSameTimelineItem(const TimelineModel::Item &a, const TimelineModel::Item &b)
{
    return identity(a) == identity(b);
}

std::vector<bool> timelineRowsThatStay(
    const std::vector<TimelineModel::Item> &before, const std::vector<TimelineModel::Item> &after)
{
    const auto isLess = [](const TimelineModel::Item *a, const TimelineModel::Item *b) {
        return identity(*a) < identity(*b);
    };
    std::map<const TimelineModel::Item *, size_t, decltype(isLess)> places(isLess);
    for (size_t row = 0; row < after.size(); ++row)
        places.emplace(&after[row], row);
    std::vector<bool> stays(before.size(), false);
    size_t next = 0;
    for (size_t row = 0; row < before.size(); ++row) {
        const auto place = places.find(&before[row]);
        if (place == places.end() || place->second < next)
            continue;
        stays[row] = true;
        next = place->second + 1;
    }
    return stays;
}

}
