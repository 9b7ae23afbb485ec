// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/timelinemodel.h"

#include "client/models/timelineitems.h"
#include "client/records/anylink.h"
#include "shared/entities/entitynames.h"

#include <QTimer>

namespace tandem::client {

namespace {

constexpr int mostRecords = 500; ///< of each source

}

struct TimelineModel::Private
{
    TimelineModel *q;
    Records &records;
    RecordKey key = {};
    Kinds kinds = Kinds(Kind::Change) | Kind::Activity | Kind::Note | Kind::Approval | Kind::File;
    std::function<QString(const Item &)> words = {};
    HistoryState historyState = HistoryState::Awaited;
    bool isConnected = false;
    std::vector<Item> history = {};
    std::vector<Item> waiting = {};
    std::map<EntityNumber, std::vector<Item>> hanging = {};
    std::vector<Item> shown = {};
    quint64 generation = 0;
    QTimer refreshTimer{nullptr};
    ChangeSet pending = {}; ///< what changed since the last look

    void load();
    void follow(const ChangeSet &changes);
    void followSource(const TimelineSource &source, const ChangeSet &changes);
    bool hangsHere(const TimelineSource &source, const Record &record) const;
    void followSync(SyncState::Phase phase);
    void loadHistory();
    void loadWaiting();
    void loadSource(const TimelineSource &source);
    void show();
    void take(std::vector<Item> all);
};

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
    d->history.clear();
    d->waiting.clear();
    d->hanging.clear();
    d->shown.clear();
    d->historyState = HistoryState::Awaited;
    ++d->generation;
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
    const std::vector<Item> &known = hanging[source.entity];
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
            const bool isHere = asked == generation && found.ok()
                && std::any_of(
                    found->begin(), found->end(), [&](const Record &record) { return hangsHere(source, record); });
            if (isHere)
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
    const bool mayTellMore = isNow && !isConnected && historyState != HistoryState::Told;
    isConnected = isNow;
    if (mayTellMore && !key.isNull())
        loadHistory();
}

void TimelineModel::Private::loadHistory()
{
    records.history(key, q, [this, asked = generation](const Result<TimelineHistory> &found) {
        if (asked != generation)
            return;
        if (found.ok()) {
            historyState = found->fromCache ? HistoryState::Remembered : HistoryState::Told;
            history.clear();
            for (const HistoryEntry &entry : found->entries) {
                if (!followsFromOthers(key.entity, entry))
                    history.push_back(timelineItem(entry));
            }
        } else if (historyState == HistoryState::Awaited) {
            // A server that was reached and refuses has nothing to tell later either.
            historyState = found.error().code == ErrorCode::Unavailable ? HistoryState::Missing : HistoryState::Told;
        }
        show();
    });
}

void TimelineModel::Private::loadWaiting()
{
    records.waitingOf(key, q, [this, asked = generation](const Result<std::vector<Mutation>> &found) {
        if (asked != generation || !found.ok())
            return;
        waiting.clear();
        for (auto mutation = found->rbegin(); mutation != found->rend(); ++mutation)
            waiting.push_back(timelineItem(*mutation, records.currentUser()));
        show();
    });
}

void TimelineModel::Private::loadSource(const TimelineSource &source)
{
    ListQuery query;
    query.entity = source.entity;
    query.link = source.link;
    query.linkTarget = key;
    query.sort = {{QStringLiteral("createdAt"), true}};
    query.limit = mostRecords;
    records.queryIds(query, q, [this, source, asked = generation](const Result<std::vector<RecordId>> &ids) {
        if (asked != generation || !ids.ok())
            return;
        records.readMany(source.entity, *ids, {}, q, [this, source, asked](const Result<std::vector<Record>> &found) {
            if (asked != generation || !found.ok())
                return;
            std::vector<Item> &items = hanging[source.entity];
            items.clear();
            for (const Record &record : *found)
                items.push_back(timelineItem(source, record));
            show();
        });
    });
}

void TimelineModel::Private::show()
{
    std::vector<Item> all;
    const auto add = [this, &all](const std::vector<Item> &items) {
        for (const Item &item : items) {
            if (kinds.testFlag(item.kind))
                all.push_back(item);
        }
    };
    add(waiting);
    add(history);
    for (const auto &[entity, items] : hanging)
        add(items);
    std::stable_sort(all.begin(), all.end(),
        [](const Item &a, const Item &b) { return a.pinned != b.pinned ? a.pinned : a.at > b.at; });
    take(std::move(all));
    emit q->loaded();
}

/// Tells only what differs, so that the place of the reader and the selection survive what others do.
void TimelineModel::Private::take(std::vector<Item> all)
{
    const auto [left, right] = std::mismatch(shown.begin(), shown.end(), all.begin(), all.end(), isSameTimelineItem);
    const int same = int(left - shown.begin());
    const int most = int(std::min(shown.size(), all.size())) - same;
    int tail = 0;
    while (
        tail < most && isSameTimelineItem(shown[shown.size() - 1 - size_t(tail)], all[all.size() - 1 - size_t(tail)]))
        ++tail;
    const int removed = int(shown.size()) - tail - same;
    const int added = int(all.size()) - tail - same;
    if (removed > 0) {
        q->beginRemoveRows({}, same, same + removed - 1);
        shown.erase(shown.begin() + same, shown.begin() + same + removed);
        q->endRemoveRows();
    }
    if (added > 0) {
        q->beginInsertRows({}, same, same + added - 1);
        shown.insert(shown.begin() + same, all.begin() + same, all.begin() + same + added);
        q->endInsertRows();
    }
    shown = std::move(all);
    if (!shown.empty())
        emit q->dataChanged(q->index(0), q->index(int(shown.size()) - 1));
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(d->shown.size());
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
