// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of TimelineModel that asks: for the history, for what waits, for what hangs on the record.

#include "client/models/timelinemodel_p.h"
#include "client/records/anylink.h"
#include "shared/entities/entitynames.h"
#include "shared/expressions/filterbuilder.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace tandem::client {

void TimelineModel::Private::load()
{
    if (key.isNull())
        return;
    loadHistory();
    loadWaiting();
    for (const TimelineSource &source : timelineSources()) {
        if (records.entity(source.entity))
            loadSource(source);
    }
}

void TimelineModel::Private::retry()
{
    trouble.reset();
    awaitsServer = beyondIsAway = false;
    load();
    if (q->canFetchMore({}))
        loadOlder();
}

void TimelineModel::Private::fail(const Error &error)
{
    if (error.code != ErrorCode::Cancelled)
        trouble = error;
    show();
}

// ── what changes ───────────────────────────────────────────────────────────────────────────────────────────────────

void TimelineModel::Private::follow(const ChangeSet &changes)
{
    if (key.isNull())
        return;
    // The story of an approval is told by the records that it belongs to, and those do not change with it.
    if (changes.touches(key) || changes.touches(entities::approvalInstance::number))
        loadHistory();
    if (changes.touches(key))
        loadWaiting();
    for (const TimelineSource &source : timelineSources()) {
        if (changes.touches(source.entity) && records.entity(source.entity))
            followSource(source, changes);
    }
}

/// Most of what others do hangs on other records: that is no reason to look again.
void TimelineModel::Private::followSource(const TimelineSource &source, const ChangeSet &changes)
{
    if (changes.touchesWhole(source.entity))
        return loadSource(source);
    const std::vector<Item> &known = hanging[source.entity].items;
    std::vector<RecordId> others;
    for (const RecordChange &change : changes.records) {
        if (change.key.entity != source.entity)
            continue;
        const bool isKnown = std::any_of(
            known.begin(), known.end(), [&change](const Item &item) { return item.record.key == change.key; });
        if (isKnown)
            return loadSource(source);
        others.push_back(change.key.id);
    }
    records.readMany(source.entity, others, {source.link}, q,
        [this, source, asked = generation](const Result<std::vector<Record>> &found) {
            if (asked != generation)
                return;
            if (!found.ok())
                return fail(found.error());
            const auto came = std::count_if(
                found->begin(), found->end(), [&](const Record &record) { return hangsHere(source, record); });
            if (came == 0)
                return;
            hanging[source.entity].wanted += int(came); // what is here already stays
            loadSource(source);
        });
}

bool TimelineModel::Private::hangsHere(const TimelineSource &source, const Record &record) const
{
    const Value value = record.value(source.link);
    if (value.kind() == Value::Kind::Id)
        return value.toId() == key.id;
    const EntityDef *entity = records.entity(key.entity);
    return entity && value == anyLink(*entity, key.id);
}

void TimelineModel::Private::followSync(SyncState::Phase phase)
{
    const bool isNow = phase == SyncState::Phase::Synced;
    const bool isBack = isNow && !isConnected && !key.isNull();
    isConnected = isNow;
    if (isBack && (historyState != HistoryState::Told || awaitsServer))
        loadHistory();
    if (isBack && std::exchange(beyondIsAway, false))
        show();
}

// ── the newest ─────────────────────────────────────────────────────────────────────────────────────────────────────

void TimelineModel::Private::loadHistory()
{
    records.history(key, q, [this, asked = generation](const Result<TimelineHistory> &found) {
        if (asked != generation)
            return;
        if (found.ok())
            takeHistory(*found);
        else
            historyFailed(found.error());
    });
}

void TimelineModel::Private::takeHistory(const TimelineHistory &told)
{
    historyState = told.fromCache ? HistoryState::Remembered : HistoryState::Told;
    // What the server has told since the record was set is all of what is remembered, and more.
    if (!told.fromCache || !historyWasTold) {
        std::vector<Item> newest;
        newest.reserve(told.entries.size());
        for (const HistoryEntry &entry : told.entries)
            newest.push_back(timelineItem(entry));
        bool more = told.more;
        history = historyWasTold ? joinedHistory(std::move(newest), history, moreHistory, more) : std::move(newest);
        moreHistory = more;
    }
    historyWasTold = historyWasTold || !told.fromCache;
    show();
    if (!told.fromCache && std::exchange(awaitsServer, false) && q->canFetchMore({}))
        loadOlder();
}

void TimelineModel::Private::historyFailed(const Error &error)
{
    const bool isAway = error.code == ErrorCode::Unavailable;
    // A server that was reached and refuses has nothing to tell later either.
    if (historyState == HistoryState::Awaited)
        historyState = isAway ? HistoryState::Missing : HistoryState::Told;
    if (isAway || error.code == ErrorCode::NotFound || error.code == ErrorCode::Forbidden)
        show();
    else
        fail(error);
}

void TimelineModel::Private::loadWaiting()
{
    records.waitingOf(key, q, [this, asked = generation](const Result<std::vector<Mutation>> &found) {
        if (asked != generation)
            return;
        if (!found.ok())
            return fail(found.error());
        waiting.clear();
        for (auto mutation = found->rbegin(); mutation != found->rend(); ++mutation)
            waiting.push_back(timelineItem(*mutation, records.currentUser()));
        show();
    });
}

ListQuery TimelineModel::Private::queryOf(const TimelineSource &source) const
{
    ListQuery query;
    query.entity = source.entity;
    query.link = source.link;
    query.linkTarget = key;
    query.sort = {{QStringLiteral("createdAt"), true}};
    return query;
}

/// `then` is called whether it could be read or not, unless another record was set.
void TimelineModel::Private::loadSource(const TimelineSource &source, const Then &then)
{
    ListQuery query = queryOf(source);
    const int wanted = hanging[source.entity].wanted;
    query.limit = wanted + 1;
    records.queryIds(query, q, [this, source, wanted, then, asked = generation](Result<std::vector<RecordId>> ids) {
        if (asked != generation)
            return;
        if (!ids.ok()) {
            fail(ids.error());
            if (then)
                then();
            return;
        }
        const bool more = int(ids->size()) > wanted;
        if (more)
            ids->pop_back();
        if (more && !source.pinned.isEmpty())
            addPinned(source, *ids, then);
        else
            readSource(source, *ids, more, then);
    });
}

/// What is pinned stands on top, however old it is.
void TimelineModel::Private::addPinned(
    const TimelineSource &source, const std::vector<RecordId> &newest, const Then &then)
{
    ListQuery query = queryOf(source);
    query.filter = source.pinned;
    records.queryIds(
        query, q, [this, source, newest, then, asked = generation](const Result<std::vector<RecordId>> &pinned) {
            if (asked != generation)
                return;
            std::vector<RecordId> ids = newest;
            const std::set<RecordId> known(newest.begin(), newest.end());
            if (pinned.ok()) {
                std::copy_if(pinned->begin(), pinned->end(), std::back_inserter(ids),
                    [&known](const RecordId &id) { return !known.contains(id); });
            } else {
                fail(pinned.error());
            }
            readSource(source, ids, true, then);
        });
}

void TimelineModel::Private::readSource(
    const TimelineSource &source, const std::vector<RecordId> &ids, bool more, const Then &then)
{
    records.readMany(source.entity, ids, {}, q,
        [this, source, more, then, asked = generation](const Result<std::vector<Record>> &found) {
            if (asked != generation)
                return;
            if (found.ok()) {
                Hanging &part = hanging[source.entity];
                part.isRead = true;
                part.more = more;
                part.items.clear();
                for (const Record &record : *found)
                    part.items.push_back(timelineItem(source, record));
                leaveOutBeyond(source.entity);
                show();
            } else {
                fail(found.error());
            }
            if (then)
                then();
        });
}

// ── what is older ──────────────────────────────────────────────────────────────────────────────────────────────────

/// Of those sources that reach back least.
void TimelineModel::Private::loadOlder()
{
    const Timestamp from = edge();
    const Then then = [this, before = shown.size()] {
        olderCame(before);
    };
    if (hasMoreHistory() && !awaitsServer && (historyHasGap || history.back().at >= from)) {
        ++olderAwaited;
        loadOlderHistory(then);
    }
    for (const TimelineSource &source : timelineSources()) {
        const auto found = hanging.find(source.entity);
        if (!counts(source) || found == hanging.end() || !found->second.more || found->second.oldest() < from)
            continue;
        found->second.wanted *= 2;
        ++olderAwaited;
        loadSource(source, then);
    }
    if (olderAwaited > 0)
        return;
    for (const TimelineSource &source : timelineSources()) {
        if (!isBeyond(source))
            continue;
        ++olderAwaited;
        loadBeyond(source, then);
    }
}

/// The null text if the definitions know no such link any more.
QString TimelineModel::Private::filterBeyond(const TimelineSource &source) const
{
    const EntityDef *owner = records.entity(key.entity);
    const EntityDef *entity = records.entity(source.entity);
    const FieldDef *link = entity ? entity->field(source.link) : nullptr;
    if (!owner || !link)
        return {};
    const FilterCondition here{
        link->name, FilterCondition::Operator::Equal, {anyLink(*owner, key.id)}, ExpressionType::Text};
    return buildFilter({here}).toText();
}

void TimelineModel::Private::loadBeyond(const TimelineSource &source, const Then &then)
{
    ListQuery query;
    query.entity = source.entity;
    query.filter = filterBeyond(source);
    query.sort = queryOf(source).sort;
    records.queryServer(query, beyond[source.entity].last, pageSize, q,
        [this, source, then, asked = generation](const Result<ServerPage> &page) {
            if (asked != generation)
                return;
            takeBeyond(source, page);
            then();
        });
}

void TimelineModel::Private::takeBeyond(const TimelineSource &source, const Result<ServerPage> &page)
{
    if (!page.ok()) {
        beyondIsAway = page.error().code == ErrorCode::Unavailable;
        return beyondIsAway ? show() : fail(page.error());
    }
    Beyond &part = beyond[source.entity];
    for (const Record &record : page->records)
        part.items.push_back(timelineItem(source, record));
    part.more = page->more && page->last.has_value();
    part.last = page->last;
    leaveOutBeyond(source.entity);
    show();
}

/// What somebody has opened is here as well.
void TimelineModel::Private::leaveOutBeyond(EntityNumber entity)
{
    std::set<RecordId> here;
    for (const Item &item : hanging[entity].items)
        here.insert(item.record.key.id);
    std::erase_if(beyond[entity].items, [&here](const Item &item) { return here.contains(item.record.key.id); });
}

void TimelineModel::Private::loadOlderHistory(const Then &then)
{
    const qint64 before = history.back().change.seq;
    records.olderHistory(key, before, q, [this, before, then, asked = generation](const Result<HistoryPage> &page) {
        if (asked != generation)
            return;
        takeOlderHistory(before, page);
        then();
    });
}

void TimelineModel::Private::takeOlderHistory(qint64 before, const Result<HistoryPage> &page)
{
    if (!page.ok()) {
        historyHasGap = true;
        awaitsServer = page.error().code == ErrorCode::Unavailable;
        return awaitsServer ? show() : fail(page.error());
    }
    if (history.empty() || history.back().change.seq != before)
        return; // it was begun anew meanwhile
    for (const HistoryEntry &entry : page->entries)
        history.push_back(timelineItem(entry));
    moreHistory = page->more && !page->entries.empty();
    show();
}

/// A page of which nothing is shown yet, because another source reaches back less or because of the kinds, is none for
/// the reader.
void TimelineModel::Private::olderCame(size_t shownBefore)
{
    --olderAwaited;
    if (shown.size() <= shownBefore && q->canFetchMore({}))
        loadOlder();
}

}
