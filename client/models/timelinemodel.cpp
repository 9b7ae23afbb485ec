// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/timelinemodel.h"

#include "client/models/timelinemodel_p.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace tandem::client {

TimelineModel::TimelineModel(Records &records, QObject *parent)
    : QAbstractListModel(parent)
    , d(new Private{this, records})
{
    d->refreshTimer.setSingleShot(true);
    d->refreshTimer.setInterval(100);
    connect(&d->refreshTimer, &QTimer::timeout, this, [this] { d->follow(std::exchange(d->pending, {})); });
    connect(&records, &Records::changed, this, [this](const ChangeSet &changes) {
        const bool hangs = std::any_of(timelineSources().begin(), timelineSources().end(),
            [&changes](const TimelineSource &source) { return changes.touches(source.entity); });
        if (!hangs && !changes.touches(d->key))
            return;
        d->pending.add(changes);
        d->refreshTimer.start();
    });
    connect(&records, &Records::outboxChanged, this, [this] {
        if (d->waiting.empty())
            return;
        d->pending.add(RecordChange{d->key, RecordChange::Kind::Changed, {}});
        d->refreshTimer.start();
    });
    d->isConnected = records.syncState().phase == SyncState::Phase::Synced;
    connect(&records, &Records::syncStateChanged, this, [this](const SyncState &state) { d->followSync(state.phase); });
    connect(&records, &Records::titlesChanged, this, [this] {
        if (rowCount() > 0)
            emit dataChanged(index(0), index(rowCount() - 1));
    });
}

TimelineModel::~TimelineModel() = default;

void TimelineModel::setRecord(const RecordKey &key)
{
    beginResetModel();
    d->key = key;
    d->forget();
    endResetModel();
    d->load();
}

RecordKey TimelineModel::record() const
{
    return d->key;
}

void TimelineModel::setKinds(Kinds kinds)
{
    d->kinds = kinds;
    d->show();
}

TimelineModel::Kinds TimelineModel::kinds() const
{
    return d->kinds;
}

void TimelineModel::setWords(std::function<QString(const Item &)> words)
{
    d->words = std::move(words);
}

TimelineModel::HistoryState TimelineModel::historyState() const
{
    // Of what was made here and has not been sent, everything is known.
    const bool isOnlyHere = !d->waiting.empty() && d->waiting.back().change.kind == MutationKind::Create;
    return isOnlyHere ? HistoryState::Told : d->historyState;
}

const TimelineModel::Item *TimelineModel::itemAt(int row) const
{
    return row >= 0 && row < int(d->shown.size()) ? &d->shown[size_t(row)] : nullptr;
}

int TimelineModel::rowOf(const RecordKey &record) const
{
    const auto found = std::find_if(
        d->shown.begin(), d->shown.end(), [&record](const Item &item) { return item.record.key == record; });
    return found == d->shown.end() || record.isNull() ? -1 : int(found - d->shown.begin());
}

TimelineModel::Section TimelineModel::sectionAt(int row) const
{
    const Item *item = itemAt(row);
    if (!item)
        return Section::None;
    if (row == 0)
        return item->pinned ? Section::Pinned : Section::None;
    return itemAt(row - 1)->pinned && !item->pinned ? Section::Others : Section::None;
}

bool TimelineModel::mayHaveMore() const
{
    return d->hasMoreHistory() || d->hasMoreHere() || d->hasMoreBeyond();
}

bool TimelineModel::awaitsServer() const
{
    return d->awaitsServer && d->kinds.testFlag(Kind::Change);
}

std::optional<Error> TimelineModel::trouble() const
{
    return d->trouble;
}

void TimelineModel::retry()
{
    d->retry();
}

void TimelineModel::Private::forget()
{
    history.clear();
    historyWasTold = moreHistory = historyHasGap = false;
    waiting.clear();
    hanging.clear();
    beyond.clear();
    beyondIsAway = false;
    shown.clear();
    historyState = HistoryState::Awaited;
    olderAwaited = 0;
    awaitsServer = false;
    trouble.reset();
    ++generation;
}

bool TimelineModel::Private::counts(const TimelineSource &source) const
{
    const bool notesToo = source.kind == Kind::Activity && kinds.testFlag(Kind::Note);
    return kinds.testFlag(source.kind) || notesToo;
}

bool TimelineModel::Private::hasMoreHistory() const
{
    return kinds.testFlag(Kind::Change) && moreHistory && !history.empty();
}

bool TimelineModel::Private::hasMoreHere() const
{
    return std::any_of(timelineSources().begin(), timelineSources().end(), [this](const TimelineSource &source) {
        const auto found = hanging.find(source.entity);
        return counts(source) && found != hanging.end() && found->second.more;
    });
}

bool TimelineModel::Private::isBeyond(const TimelineSource &source) const
{
    const auto here = hanging.find(source.entity);
    const auto there = beyond.find(source.entity);
    const bool isOpen = there == beyond.end() || there->second.more;
    return isOpen && counts(source) && here != hanging.end() && here->second.isRead
        && records.access(source.entity).partial && !filterBeyond(source).isEmpty();
}

/// What is kept here is what happened last, so the rest is asked for behind it.
bool TimelineModel::Private::hasMoreBeyond() const
{
    const bool isElsewhere =
        historyState == HistoryState::Awaited || hasMoreHere() || (hasMoreHistory() && !awaitsServer);
    return !isElsewhere && !beyondIsAway
        && std::any_of(timelineSources().begin(), timelineSources().end(),
            [this](const TimelineSource &source) { return isBeyond(source); });
}

Timestamp TimelineModel::Private::Hanging::oldest() const
{
    Timestamp oldest = std::numeric_limits<Timestamp>::max();
    for (const Item &item : items) {
        if (!item.pinned)
            oldest = std::min(oldest, item.at);
    }
    return oldest;
}

/// Each source comes in pages of its own, which reach back to different times. What is older than the end of the
/// shortest waits for that, or others would come between it and what stands above.
Timestamp TimelineModel::Private::edge() const
{
    Timestamp edge = std::numeric_limits<Timestamp>::min();
    if (hasMoreHistory() && !historyHasGap)
        edge = history.back().at;
    for (const TimelineSource &source : timelineSources()) {
        const auto found = hanging.find(source.entity);
        if (counts(source) && found != hanging.end() && found->second.more)
            edge = std::max(edge, found->second.oldest());
    }
    return edge;
}

void TimelineModel::Private::show()
{
    std::vector<Item> all;
    const auto add = [this, &all, from = edge()](const std::vector<Item> &items) {
        for (const Item &item : items) {
            const bool tellsMore =
                item.kind != Kind::Change || item.isWaiting || !followsFromOthers(key.entity, item.change);
            if (tellsMore && kinds.testFlag(item.kind) && (item.at >= from || item.pinned || item.isWaiting))
                all.push_back(item);
        }
    };
    add(waiting);
    add(history);
    for (const auto &[entity, part] : hanging)
        add(part.items);
    for (const auto &[entity, part] : beyond)
        add(part.items);
    std::stable_sort(all.begin(), all.end(), standsAbove);
    take(std::move(all));
    emit q->loaded();
    // No view asks for more below nothing.
    if (shown.empty() && q->canFetchMore({}))
        loadOlder();
}

/// Tells only what differs, so that the place of the reader and the selection survive what others do.
void TimelineModel::Private::take(std::vector<Item> all)
{
    removeOthersThan(all);
    insertThoseOf(all);
    shown = std::move(all);
    if (!shown.empty())
        emit q->dataChanged(q->index(0), q->index(int(shown.size()) - 1));
}

void TimelineModel::Private::removeOthersThan(const std::vector<Item> &all)
{
    const std::vector<bool> stays = timelineRowsThatStay(shown, all);
    for (int end = int(shown.size()); end > 0;) {
        int begin = end;
        while (begin > 0 && !stays[size_t(begin) - 1])
            --begin;
        if (begin == end) {
            --end;
            continue;
        }
        q->beginRemoveRows({}, begin, end - 1);
        shown.erase(shown.begin() + begin, shown.begin() + end);
        q->endRemoveRows();
        end = begin;
    }
}

/// Those that are shown already are among them, in the same order.
void TimelineModel::Private::insertThoseOf(const std::vector<Item> &all)
{
    for (size_t row = 0; row < all.size(); ++row) {
        size_t end = row;
        while (end < all.size() && (row == shown.size() || !isSameTimelineItem(shown[row], all[end])))
            ++end;
        if (end == row)
            continue;
        q->beginInsertRows({}, int(row), int(end) - 1);
        shown.insert(
            shown.begin() + std::ptrdiff_t(row), all.begin() + std::ptrdiff_t(row), all.begin() + std::ptrdiff_t(end));
        q->endInsertRows();
        row = end - 1;
    }
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(d->shown.size());
}

bool TimelineModel::canFetchMore(const QModelIndex &parent) const
{
    const bool isFree = !parent.isValid() && d->olderAwaited == 0 && !d->trouble;
    return isFree && ((d->hasMoreHistory() && !d->awaitsServer) || d->hasMoreHere() || d->hasMoreBeyond());
}

void TimelineModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        d->loadOlder();
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    const Item *item = itemAt(index.row());
    if (!item)
        return {};
    switch (role) {
    case Qt::DisplayRole: {
        if (item->kind == Kind::Change)
            return item->change.action;
        return d->records.titleOf(item->record.key);
    }
    case Qt::AccessibleTextRole:
        return d->words ? d->words(*item) : QString();
    case KindRole:
        return int(item->kind);
    case TimeRole:
        return item->at;
    case UserRole:
        return item->user;
    case ItemRole:
        return QVariant::fromValue(static_cast<const void *>(item));
    case SectionRole:
        return int(sectionAt(index.row()));
    default:
        return {};
    }
}

}
