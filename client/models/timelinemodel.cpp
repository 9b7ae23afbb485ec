// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/timelinemodel.h"

#include "shared/entities/entitynames.h"

#include <QTimer>

namespace tandem::client {

namespace {

constexpr int mostRecords = 500; ///< of each source

/// An entity whose records hang on others, and where they say on which.
struct Source
{
    TimelineModel::Kind kind;
    EntityNumber entity;
    FieldNumber link;
};

const std::vector<Source> &sources()
{
    static const std::vector<Source> all{
        {TimelineModel::Kind::Activity, entities::activity::number, entities::activity::field::parent},
        {TimelineModel::Kind::Approval, entities::approvalInstance::number, entities::approvalInstance::field::record},
        {TimelineModel::Kind::File, entities::file::number, entities::file::field::record},
    };
    return all;
}

TimelineModel::Item itemOf(const Source &source, const Record &record)
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
    return item;
}

TimelineModel::Item itemOf(const HistoryEntry &entry)
{
    TimelineModel::Item item;
    item.kind = TimelineModel::Kind::Change;
    item.at = entry.at;
    item.user = entry.user;
    item.change = entry;
    return item;
}

}

struct TimelineModel::Private
{
    TimelineModel *q;
    Records &records;
    RecordKey key = {};
    Kinds kinds = Kinds(Kind::Change) | Kind::Activity | Kind::Note | Kind::Approval | Kind::File;
    std::function<QString(const Item &)> words = {};
    bool historyIsCached = false;
    std::vector<Item> history = {};
    std::map<EntityNumber, std::vector<Item>> hanging = {};
    std::vector<Item> shown = {};
    quint64 generation = 0;
    QTimer refreshTimer{nullptr};

    void load();
    void loadHistory();
    void loadSource(const Source &source);
    void show();
};

TimelineModel::TimelineModel(Records &records, QObject *parent)
    : QAbstractListModel(parent)
    , d(new Private{this, records})
{
    d->refreshTimer.setSingleShot(true);
    d->refreshTimer.setInterval(100);
    connect(&d->refreshTimer, &QTimer::timeout, this, [this] { d->load(); });
    connect(&records, &Records::changed, this, [this](const ChangeSet &changes) {
        const bool hangs = std::any_of(sources().begin(), sources().end(),
            [&changes](const Source &source) { return changes.touches(source.entity); });
        if (hangs || changes.touches(d->key))
            d->refreshTimer.start();
    });
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
    d->hanging.clear();
    d->shown.clear();
    d->historyIsCached = false;
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

bool TimelineModel::historyIsCached() const
{
    return d->historyIsCached;
}

const TimelineModel::Item *TimelineModel::itemAt(int row) const
{
    return row >= 0 && row < int(d->shown.size()) ? &d->shown[size_t(row)] : nullptr;
}

void TimelineModel::Private::load()
{
    if (key.isNull())
        return;
    loadHistory();
    for (const Source &source : sources()) {
        if (records.entity(source.entity))
            loadSource(source);
    }
}

void TimelineModel::Private::loadHistory()
{
    records.history(key, q, [this, asked = generation](const Result<TimelineHistory> &found) {
        // Without a connection and a memory of an earlier visit there are no changes to show; the rest is.
        if (asked != generation || !found.ok())
            return;
        historyIsCached = found->fromCache;
        history.clear();
        for (const HistoryEntry &entry : found->entries)
            history.push_back(itemOf(entry));
        show();
    });
}

void TimelineModel::Private::loadSource(const Source &source)
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
                items.push_back(itemOf(source, record));
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
    add(history);
    for (const auto &[entity, items] : hanging)
        add(items);
    std::stable_sort(all.begin(), all.end(), [](const Item &a, const Item &b) { return a.at > b.at; });
    q->beginResetModel();
    shown = std::move(all);
    q->endResetModel();
    emit q->loaded();
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
    default:
        return {};
    }
}

}
