// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/boardmodel.h"

#include "client/models/valuetext.h"
#include "shared/expressions/filterbuilder.h"

#include <QTimer>

namespace tandem::client {

namespace {

constexpr int refreshMilliseconds = 100; ///< changes that come together lead to one new look

}

struct BoardModel::Private
{
    struct Lane
    {
        Column column;
        std::vector<Record> cards;
        int wanted = cardsPerFetch;
        GroupSummary summary;
        bool fetching = false;
    };

    BoardModel *q;
    Records &records;
    ListQuery query = {};
    FieldNumber groupBy = 0;
    FieldNumber sum = 0;
    std::vector<Lane> lanes = {};
    QTimer refreshTimer{nullptr};
    quint64 generation = 0;
    int running = 0;

    const EntityDef *entity() const { return records.entity(query.entity); }
    const FieldDef *groupField() const { return entity() ? entity()->field(groupBy) : nullptr; }
    int laneOf(const Value &group) const;
    ListQuery laneQuery(const Lane &lane) const;
    void refresh();
    void fetchLane(int lane);
    void takeCards(int lane, std::vector<Record> cards);
    void takeSummaries(const std::vector<GroupSummary> &summaries);
    void began();
    void ended();
    void failed(const Error &error) { emit q->failed(error); }
    void shift(Lane &from, Lane &to, const Record &card);
};

BoardModel::BoardModel(Records &records, QObject *parent)
    : QAbstractItemModel(parent)
    , d(new Private{this, records})
{
    d->refreshTimer.setSingleShot(true);
    d->refreshTimer.setInterval(refreshMilliseconds);
    connect(&d->refreshTimer, &QTimer::timeout, this, [this] { d->refresh(); });
    connect(&records, &Records::changed, this, [this](const ChangeSet &changes) {
        if (changes.touches(d->query.entity) && !d->refreshTimer.isActive())
            d->refreshTimer.start();
    });
    connect(&records, &Records::titlesChanged, this, [this] {
        for (int lane = 0; lane < int(d->lanes.size()); ++lane) {
            const QModelIndex parent = index(lane, 0);
            if (const int cards = rowCount(parent); cards > 0)
                emit dataChanged(index(0, 0, parent), index(cards - 1, 0, parent));
        }
    });
}

BoardModel::~BoardModel() = default;

void BoardModel::setBoard(
    const ListQuery &query, FieldNumber groupBy, FieldNumber sum, const std::vector<Column> &columns)
{
    beginResetModel();
    d->query = query;
    d->groupBy = groupBy;
    d->sum = sum;
    d->lanes.clear();
    for (const Column &column : columns) {
        Private::Lane lane;
        lane.column = column;
        d->lanes.push_back(std::move(lane));
    }
    endResetModel();
    ++d->generation;
    d->refresh();
}

ListQuery BoardModel::Private::laneQuery(const Lane &lane) const
{
    ListQuery wanted = query;
    const FieldDef *field = groupField();
    const Value &group = lane.column.group;
    FilterCondition condition{field->name,
        group.isNull() ? FilterCondition::Operator::IsEmpty : FilterCondition::Operator::Equal, {},
        expressionTypeOf(field->type)};
    if (!group.isNull())
        condition.values = {group};
    const Result<Expression> base = parseExpression(query.filter);
    wanted.filter = allOf(base.valueOr(Expression()), buildFilter({condition})).toText();
    wanted.limit = lane.wanted;
    return wanted;
}

int BoardModel::Private::laneOf(const Value &group) const
{
    for (size_t lane = 0; lane < lanes.size(); ++lane) {
        if (lanes[lane].column.group == group)
            return int(lane);
    }
    return -1;
}

void BoardModel::Private::began()
{
    if (running++ == 0)
        emit q->loadingChanged(true);
}

void BoardModel::Private::ended()
{
    if (--running == 0)
        emit q->loadingChanged(false);
}

void BoardModel::Private::refresh()
{
    if (!groupField())
        return;
    for (int lane = 0; lane < int(lanes.size()); ++lane)
        fetchLane(lane);
    began();
    records.groups(query, groupBy, sum, q, [this, asked = generation](const Result<std::vector<GroupSummary>> &found) {
        ended();
        if (asked != generation)
            return;
        found.ok() ? takeSummaries(*found) : failed(found.error());
    });
}

void BoardModel::Private::fetchLane(int lane)
{
    began();
    const auto takeIds = [this, lane, asked = generation](const Result<std::vector<RecordId>> &ids) {
        if (asked != generation || !ids.ok()) {
            ended();
            if (!ids.ok())
                failed(ids.error());
            return;
        }
        records.readMany(query.entity, *ids, {}, q, [this, lane, asked](Result<std::vector<Record>> cards) {
            ended();
            if (asked != generation)
                return;
            lanes[size_t(lane)].fetching = false;
            if (cards.ok())
                takeCards(lane, std::move(*cards));
            else
                failed(cards.error());
        });
    };
    lanes[size_t(lane)].fetching = true;
    records.queryIds(laneQuery(lanes[size_t(lane)]), q, takeIds);
}

/// Tells only what differs, so that the selection and a drag survive what others do.
void BoardModel::Private::takeCards(int number, std::vector<Record> cards)
{
    Lane &lane = lanes[size_t(number)];
    std::vector<Record> &held = lane.cards;
    const QModelIndex parent = q->index(number, 0);
    const auto sameId = [](const Record &a, const Record &b) {
        return a.key == b.key;
    };
    const auto [left, right] = std::mismatch(held.begin(), held.end(), cards.begin(), cards.end(), sameId);
    const int same = int(left - held.begin());
    int tail = 0;
    while (tail < int(std::min(held.size(), cards.size())) - same
        && sameId(held[held.size() - 1 - size_t(tail)], cards[cards.size() - 1 - size_t(tail)]))
        ++tail;
    const int removed = int(held.size()) - tail - same;
    const int added = int(cards.size()) - tail - same;
    if (removed > 0) {
        q->beginRemoveRows(parent, same, same + removed - 1);
        held.erase(held.begin() + same, held.begin() + same + removed);
        q->endRemoveRows();
    }
    if (added > 0) {
        q->beginInsertRows(parent, same, same + added - 1);
        held.insert(held.begin() + same, cards.begin() + same, cards.begin() + same + added);
        q->endInsertRows();
    }
    held = std::move(cards);
    if (!held.empty())
        emit q->dataChanged(q->index(0, 0, parent), q->index(int(held.size()) - 1, 0, parent));
}

void BoardModel::Private::takeSummaries(const std::vector<GroupSummary> &summaries)
{
    for (size_t number = 0; number < lanes.size(); ++number) {
        Lane &lane = lanes[number];
        lane.summary = GroupSummary{lane.column.group, 0, {}, 0};
        for (const GroupSummary &summary : summaries) {
            if (summary.group == lane.column.group)
                lane.summary = summary;
        }
        const QModelIndex index = q->index(int(number), 0);
        emit q->dataChanged(index, index);
        emit q->summaryChanged(int(number));
    }
}

// ── moving ─────────────────────────────────────────────────────────────────────────────────────────────────────────

void BoardModel::Private::shift(Lane &from, Lane &to, const Record &card)
{
    --from.summary.count;
    ++to.summary.count;
    const Value value = card.value(sum);
    if (value.kind() != Value::Kind::Money) {
        from.summary.sum -= value.toInteger();
        to.summary.sum += value.toInteger();
        return;
    }
    const Money amount = value.toMoney();
    const auto add = [&amount](std::vector<Money> &sums, qint64 minor) {
        for (Money &known : sums) {
            if (known.currency == amount.currency) {
                known.minor += minor;
                return;
            }
        }
        sums.push_back({minor, amount.currency});
    };
    add(from.summary.sums, -amount.minor);
    add(to.summary.sums, amount.minor);
}

bool BoardModel::mayMove(const QModelIndex &card, const Value &group) const
{
    const Record *found = recordAt(card);
    return found && d->laneOf(group) >= 0 && d->records.mayEdit(*found)
        && d->records.fieldAccess(d->query.entity, d->groupBy) == FieldAccess::Write;
}

bool BoardModel::moveCard(const QModelIndex &card, const Value &group, const FieldValues &with)
{
    if (!mayMove(card, group))
        return false;
    const Record *found = recordAt(card);
    const int target = d->laneOf(group);
    const QModelIndex source = card.parent();
    if (source.row() == target)
        return true;
    Private::Lane &from = d->lanes[size_t(source.row())];
    Private::Lane &to = d->lanes[size_t(target)];
    Record moved = *found;
    // Where the order puts it is known after the write; until then it is on top, before the user's eyes.
    beginMoveRows(source, card.row(), card.row(), index(target, 0), 0);
    from.cards.erase(from.cards.begin() + card.row());
    moved.values[d->groupBy] = group;
    moved.pending = true;
    to.cards.insert(to.cards.begin(), moved);
    endMoveRows();
    d->shift(from, to, moved);
    emit summaryChanged(source.row());
    emit summaryChanged(target);
    FieldValues changes = with;
    changes[d->groupBy] = group;
    d->records.update(moved.key, changes, this, [this](const Result<std::vector<MutationId>> &written) {
        if (!written.ok())
            d->failed(written.error());
        d->refresh();
    });
    return true;
}

// ── as a model ─────────────────────────────────────────────────────────────────────────────────────────────────────

const Record *BoardModel::recordAt(const QModelIndex &card) const
{
    if (!card.isValid() || card.internalId() == 0)
        return nullptr;
    const std::vector<Record> &cards = d->lanes[size_t(card.internalId() - 1)].cards;
    return card.row() < int(cards.size()) ? &cards[size_t(card.row())] : nullptr;
}

QModelIndex BoardModel::indexOf(const RecordId &id) const
{
    for (size_t lane = 0; lane < d->lanes.size(); ++lane) {
        const std::vector<Record> &cards = d->lanes[lane].cards;
        for (size_t row = 0; row < cards.size(); ++row) {
            if (cards[row].key.id == id)
                return createIndex(int(row), 0, quintptr(lane + 1));
        }
    }
    return {};
}

QModelIndex BoardModel::columnIndex(const Value &group) const
{
    const int lane = d->laneOf(group);
    return lane < 0 ? QModelIndex() : index(lane, 0);
}

QModelIndex BoardModel::index(int row, int column, const QModelIndex &parent) const
{
    if (column != 0 || row < 0 || row >= rowCount(parent))
        return {};
    // Columns carry 0, cards the number of their column + 1.
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row() + 1) : quintptr(0));
}

QModelIndex BoardModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    return createIndex(int(child.internalId() - 1), 0, quintptr(0));
}

int BoardModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(d->lanes.size());
    return parent.internalId() == 0 ? int(d->lanes[size_t(parent.row())].cards.size()) : 0;
}

int BoardModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant BoardModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (const Record *record = recordAt(index)) {
        switch (role) {
        case Qt::DisplayRole: {
            const EntityDef *entity = d->entity();
            const FieldDef *title = entity ? entity->field(entity->titleField) : nullptr;
            return title ? valueText(d->records, *entity, *title, record->value(title->number)) : QString();
        }
        case IdRole:
            return record->key.id;
        case RecordRole:
            return QVariant::fromValue(record);
        case PendingRole:
            return record->pending;
        default:
            return {};
        }
    }
    const Private::Lane &lane = d->lanes[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return lane.column.title;
    case GroupRole:
        return QVariant::fromValue(lane.column.group);
    case CountRole:
        return lane.summary.count;
    case SumsRole: {
        QVariantList sums;
        for (const Money &sum : lane.summary.sums)
            sums.append(QVariant::fromValue(sum));
        return sums;
    }
    case ColourRole:
        return lane.column.colour;
    default:
        return {};
    }
}

bool BoardModel::canFetchMore(const QModelIndex &parent) const
{
    if (!parent.isValid() || parent.internalId() != 0)
        return false;
    const Private::Lane &lane = d->lanes[size_t(parent.row())];
    return !lane.fetching && qint64(lane.cards.size()) < lane.summary.count;
}

void BoardModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    Private::Lane &lane = d->lanes[size_t(parent.row())];
    lane.wanted = int(lane.cards.size()) + cardsPerFetch;
    d->fetchLane(parent.row());
}

}
