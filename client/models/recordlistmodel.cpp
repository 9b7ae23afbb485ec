// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/recordlistmodel.h"

#include "client/models/pagecache.h"
#include "client/models/valuetext.h"
#include "shared/expressions/check.h"

#include <QSet>
#include <QTimer>

#include <set>

namespace tandem::client {

namespace {

constexpr int requeryMilliseconds = 150; ///< changes that come together lead to one new query
constexpr int firstRows = 2 * RecordListModel::pageSize; ///< asked for first: more than any screen shows

/// Entities that a filter looks at through links: of "stage.type = 'open'" the stages.
void collectLinkedEntities(const CheckedNode &node, std::set<EntityNumber> &found)
{
    for (const EntityDef *entity : node.entities)
        found.insert(entity->number);
    for (const CheckedNode &child : node.children)
        collectLinkedEntities(child, found);
}

}

struct RecordListModel::Private
{
    RecordListModel *q;
    Records &records;
    ListQuery query = {};
    QStringList columnNames = {};
    EntityNumber rowEntity = 0; ///< whose records the rows are: of a junction, those at its other end
    std::vector<FieldNumber> columns = {};
    std::vector<RecordId> ids = {};
    PageCache pages{pageSize, mostPages};
    std::set<int> wanted = {}; ///< pages that somebody looked at and that are not here
    bool fetchScheduled = false;
    bool loading = false;
    bool allHere = true; ///< not only the first rows
    quint64 generation = 0; ///< answers to older questions are thrown away
    std::optional<Error> error = {};
    QTimer requeryTimer{nullptr};

    const EntityDef *entity() const { return records.entity(rowEntity); }
    void setLoading(bool value);
    void resolveColumns();
    void requery();
    void askFirstRows();
    void askAllRows();
    void takeFirstRows(std::vector<RecordId> found);
    void finishQuery(Result<std::vector<RecordId>> found);
    void takeIds(std::vector<RecordId> found);
    void want(int page);
    void fetchWanted();
    void takePage(int page, const Result<std::vector<Record>> &rows);
    void apply(const ChangeSet &changes);
    void applyRowChanges(const ChangeSet &changes);
    bool mayMove(const RecordChange &change) const;
    std::vector<FieldNumber> decidingFields() const;
    bool concernsLinks(const ChangeSet &changes) const;
    std::vector<FieldNumber> readFields() const;
    bool countsAnyOf(const ChangeSet &changes) const;
    void readAgain(const QList<int> &stalePages);
    void refreshTitles(const QSet<RecordKey> &keys);
};

RecordListModel::RecordListModel(Records &records, QObject *parent)
    : QAbstractTableModel(parent)
    , d(new Private{this, records})
{
    d->requeryTimer.setSingleShot(true);
    d->requeryTimer.setInterval(requeryMilliseconds);
    connect(&d->requeryTimer, &QTimer::timeout, this, [this] { d->requery(); });
    connect(&records, &Records::changed, this, [this](const ChangeSet &changes) { d->apply(changes); });
    connect(&records, &Records::titlesChanged, this, [this](const QSet<RecordKey> &keys) { d->refreshTitles(keys); });
    connect(&records, &Records::registryChanged, this, [this] {
        beginResetModel();
        d->pages.clear();
        d->resolveColumns();
        endResetModel();
        d->requeryTimer.start();
    });
    connect(&records, &Records::languageChanged, this, [this] {
        if (columnCount() > 0)
            emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
        if (rowCount() > 0)
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    });
}

RecordListModel::~RecordListModel() = default;

// ── the question ───────────────────────────────────────────────────────────────────────────────────────────────────

void RecordListModel::setQuery(const ListQuery &query)
{
    const bool other = query.entity != d->query.entity || query.through != d->query.through;
    d->query = query;
    if (other) {
        beginResetModel();
        d->ids.clear();
        d->pages.clear();
        d->columnNames.clear();
        d->resolveColumns();
        endResetModel();
    }
    d->askFirstRows();
}

const ListQuery &RecordListModel::query() const
{
    return d->query;
}

void RecordListModel::setFilter(const QString &expression)
{
    ListQuery query = d->query;
    query.filter = expression;
    setQuery(query);
}

void RecordListModel::setColumns(const QStringList &fieldNames)
{
    if (fieldNames == d->columnNames)
        return;
    beginResetModel();
    d->columnNames = fieldNames;
    d->pages.clear();
    d->resolveColumns();
    endResetModel();
}

QStringList RecordListModel::columns() const
{
    QStringList names;
    for (int column = 0; column < columnCount(); ++column)
        names.append(fieldAt(column)->name);
    return names;
}

bool RecordListModel::isLoading() const
{
    return d->loading;
}

bool RecordListModel::hasAllRows() const
{
    return d->allHere;
}

std::optional<Error> RecordListModel::error() const
{
    return d->error;
}

void RecordListModel::sort(int column, Qt::SortOrder order)
{
    const FieldDef *field = fieldAt(column);
    if (!field)
        return;
    ListQuery query = d->query;
    query.sort = {{field->name, order == Qt::DescendingOrder}};
    setQuery(query);
}

void RecordListModel::Private::setLoading(bool value)
{
    if (value == loading)
        return;
    loading = value;
    emit q->loadingChanged(value);
}

void RecordListModel::Private::resolveColumns()
{
    columns.clear();
    rowEntity = query.entity;
    const EntityDef *definition = records.entity(query.entity);
    if (definition && !query.through.isEmpty()) {
        const FieldDef *end = definition->field(query.through);
        definition = end ? records.entity(end->target) : nullptr;
        rowEntity = definition ? definition->number : EntityNumber(0);
    }
    if (!definition)
        return;
    const QStringList names = columnNames.isEmpty() ? definition->list.columns : columnNames;
    for (const QString &name : names) {
        const FieldDef *field = definition->field(name);
        if (field && records.fieldAccess(rowEntity, field->number) != FieldAccess::Hidden)
            columns.push_back(field->number);
    }
}

void RecordListModel::Private::requery()
{
    requeryTimer.stop();
    if (!records.entity(query.entity))
        return;
    setLoading(true);
    askAllRows();
}

/// What fits on a screen is here within milliseconds, however long the list; the rest of it follows.
void RecordListModel::Private::askFirstRows()
{
    requeryTimer.stop();
    if (!records.entity(query.entity))
        return;
    setLoading(true);
    // A junction's rows are made of pairs: so many pairs are not so many rows.
    if (query.limit != 0 || !query.through.isEmpty())
        return askAllRows();
    ListQuery top = query;
    top.limit = firstRows;
    records.queryIds(top, q, [this, asked = ++generation](Result<std::vector<RecordId>> found) {
        if (asked != generation)
            return;
        if (!found.ok() || found->size() < firstRows)
            return finishQuery(std::move(found));
        takeFirstRows(std::move(*found));
        askAllRows();
    });
}

void RecordListModel::Private::askAllRows()
{
    records.queryIds(query, q, [this, asked = ++generation](Result<std::vector<RecordId>> found) {
        if (asked == generation)
            finishQuery(std::move(found));
    });
}

/// With what views hold on to (selection, current row) behind them until its place is known.
void RecordListModel::Private::takeFirstRows(std::vector<RecordId> found)
{
    QSet<RecordId> known(found.begin(), found.end());
    const QModelIndexList persistent = q->persistentIndexList();
    for (const QModelIndex &index : persistent) {
        const RecordId id = q->idAt(index.row());
        if (known.contains(id))
            continue;
        known.insert(id);
        found.push_back(id);
    }
    allHere = false;
    takeIds(std::move(found));
}

void RecordListModel::Private::finishQuery(Result<std::vector<RecordId>> found)
{
    if (found.ok()) {
        error.reset();
        allHere = true;
        takeIds(std::move(*found));
        return setLoading(false);
    }
    error = found.error();
    setLoading(false);
    emit q->failed(found.error());
}

/// Rows that stay keep their place for views (selection, current row); only what came, went or moved is told.
void RecordListModel::Private::takeIds(std::vector<RecordId> found)
{
    if (found == ids)
        return;
    const auto [left, right] = std::mismatch(ids.begin(), ids.end(), found.begin(), found.end());
    const int same = int(left - ids.begin());
    const size_t most = std::min(ids.size(), found.size()) - size_t(same);
    size_t tail = 0;
    while (tail < most && ids[ids.size() - 1 - tail] == found[found.size() - 1 - tail])
        ++tail;
    const int removed = int(ids.size() - tail) - same;
    const int added = int(found.size() - tail) - same;
    const bool onlyAdded = removed == 0;
    const bool onlyRemoved = added == 0;
    if (onlyAdded || onlyRemoved) {
        if (onlyAdded)
            q->beginInsertRows({}, same, same + added - 1);
        else
            q->beginRemoveRows({}, same, same + removed - 1);
        ids = std::move(found);
        pages.rearrange(ids);
        onlyAdded ? q->endInsertRows() : q->endRemoveRows();
        emit q->idsChanged();
        return;
    }
    emit q->layoutAboutToBeChanged();
    const QModelIndexList persistent = q->persistentIndexList();
    std::vector<RecordId> held;
    for (const QModelIndex &index : persistent)
        held.push_back(q->idAt(index.row()));
    ids = std::move(found);
    pages.rearrange(ids);
    QModelIndexList moved;
    for (qsizetype i = 0; i < persistent.size(); ++i) {
        const int row = q->rowOf(held[size_t(i)]);
        moved.append(row < 0 ? QModelIndex() : q->index(row, persistent.at(i).column()));
    }
    q->changePersistentIndexList(persistent, moved);
    emit q->layoutChanged();
    emit q->idsChanged();
}

// ── rows ───────────────────────────────────────────────────────────────────────────────────────────────────────────

RecordId RecordListModel::idAt(int row) const
{
    return row >= 0 && row < int(d->ids.size()) ? d->ids[size_t(row)] : RecordId();
}

RecordKey RecordListModel::keyAt(int row) const
{
    const RecordId id = idAt(row);
    return id.isNull() ? RecordKey() : RecordKey{d->rowEntity, id};
}

int RecordListModel::rowOf(const RecordId &id) const
{
    // A walk through a million ids takes milliseconds; an index of them would take as much memory again, and time.
    const auto found = std::find(d->ids.begin(), d->ids.end(), id);
    return found == d->ids.end() ? -1 : int(found - d->ids.begin());
}

const Record *RecordListModel::recordAt(int row) const
{
    if (row < 0 || row >= int(d->ids.size()))
        return nullptr;
    const int page = d->pages.pageOf(row);
    const PageCache::State state = d->pages.state(page);
    if (state == PageCache::State::Missing || state == PageCache::State::Stale)
        d->want(page);
    return d->pages.record(page, d->ids[size_t(row)]);
}

RecordListModel::RowState RecordListModel::stateAt(int row) const
{
    const int page = d->pages.pageOf(row);
    if (d->pages.record(page, idAt(row)))
        return RowState::Ready;
    return d->pages.state(page) == PageCache::State::Loading || d->wanted.count(page) ? RowState::Loading
                                                                                      : RowState::Unknown;
}

void RecordListModel::Private::want(int page)
{
    wanted.insert(page);
    if (fetchScheduled)
        return;
    fetchScheduled = true;
    QTimer::singleShot(0, q, [this] { fetchWanted(); });
}

/// What is stored, as whoever looks at a row may ask for any of it; of what is computed just the columns.
std::vector<FieldNumber> RecordListModel::Private::readFields() const
{
    std::vector<FieldNumber> fields;
    const EntityDef *definition = entity();
    if (!definition)
        return fields;
    for (const FieldDef &field : definition->fields) {
        const bool isColumn = std::find(columns.begin(), columns.end(), field.number) != columns.end();
        if (!field.deleted && (field.isStored() || isColumn))
            fields.push_back(field.number);
    }
    return fields;
}

void RecordListModel::Private::fetchWanted()
{
    fetchScheduled = false;
    const std::set<int> now = std::exchange(wanted, {});
    for (const int page : now) {
        const int first = pages.firstRow(page);
        if (first >= int(ids.size()))
            continue;
        const int last = std::min(first + pageSize, int(ids.size()));
        const std::vector<RecordId> rows(ids.begin() + first, ids.begin() + last);
        pages.setLoading(page);
        records.readMany(
            rowEntity, rows, readFields(), q, [this, page, rows](const Result<std::vector<Record>> &found) {
                const int start = pages.firstRow(page);
                const bool moved = start + int(rows.size()) > int(ids.size())
                    || !std::equal(rows.begin(), rows.end(), ids.begin() + start);
                if (!moved)
                    takePage(page, found);
            });
    }
}

void RecordListModel::Private::takePage(int page, const Result<std::vector<Record>> &rows)
{
    if (!pages.contains(page))
        return;
    if (!rows.ok()) {
        pages.setFailed(page);
        error = rows.error();
        emit q->failed(rows.error());
        return;
    }
    pages.setReady(page, *rows);
    const int first = pages.firstRow(page);
    const int last = std::min(first + pageSize, int(ids.size())) - 1;
    if (last >= first && !columns.empty())
        emit q->dataChanged(q->index(first, 0), q->index(last, q->columnCount() - 1));
}

// ── changes ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// Fields that decide which rows there are and in which order; empty if that cannot be told.
std::vector<FieldNumber> RecordListModel::Private::decidingFields() const
{
    const EntityDef *definition = records.entity(query.entity);
    std::vector<FieldNumber> fields{systemfield::deletedAt};
    if (query.link != 0)
        fields.push_back(query.link);
    std::vector<SortKey> sort = query.sort;
    if (sort.empty())
        sort.push_back(definition->list.sort);
    for (const SortKey &key : sort) {
        if (const FieldDef *field = definition->field(key.field))
            fields.push_back(field->number);
    }
    if (!query.filter.isEmpty()) {
        const auto condition = compileCondition(query.filter, *records.registry(), *definition);
        if (!condition.ok())
            return {};
        for (const FieldNumber number : dependencies(*condition))
            fields.push_back(number);
    }
    std::sort(fields.begin(), fields.end());
    return fields;
}

bool RecordListModel::Private::mayMove(const RecordChange &change) const
{
    if (change.kind != RecordChange::Kind::Changed || change.fields.empty())
        return true;
    const std::vector<FieldNumber> deciding = decidingFields();
    return deciding.empty() || std::any_of(change.fields.begin(), change.fields.end(), [&](FieldNumber field) {
        return std::binary_search(deciding.begin(), deciding.end(), field);
    });
}

bool RecordListModel::Private::concernsLinks(const ChangeSet &changes) const
{
    const EntityDef *definition = records.entity(query.entity);
    const RegistryPointer metadata = records.registry();
    const auto condition = compileCondition(query.filter, *metadata, *definition);
    if (query.filter.isEmpty() || !condition.ok())
        return false;
    std::set<EntityNumber> linked;
    collectLinkedEntities(condition->root(), linked);
    return std::any_of(
        linked.begin(), linked.end(), [&changes](EntityNumber entity) { return changes.touches(entity); });
}

void RecordListModel::Private::apply(const ChangeSet &changes)
{
    if (!records.entity(query.entity))
        return;
    bool again = changes.touchesWhole(query.entity) || concernsLinks(changes);
    for (size_t i = 0; !again && i < changes.records.size(); ++i)
        again = changes.records[i].key.entity == query.entity && mayMove(changes.records[i]);
    if (again && !requeryTimer.isActive())
        requeryTimer.start();
    if (countsAnyOf(changes))
        readAgain(pages.pages());
    else if (changes.touches(rowEntity))
        applyRowChanges(changes);
}

/// Whether a roll-up among the columns counts records that changed.
bool RecordListModel::Private::countsAnyOf(const ChangeSet &changes) const
{
    const EntityDef *definition = entity();
    return definition && std::any_of(columns.begin(), columns.end(), [&](FieldNumber number) {
        const FieldDef *field = definition->field(number);
        const EntityDef *counted = field && field->rollUp ? records.entity(field->rollUp->entity) : nullptr;
        return counted && changes.touches(counted->number);
    });
}

/// What is shown stays until the new values are here; what is not, is read when it is looked at.
void RecordListModel::Private::applyRowChanges(const ChangeSet &changes)
{
    std::set<int> touched;
    if (changes.touchesWhole(rowEntity)) {
        const QList<int> held = pages.pages();
        touched.insert(held.begin(), held.end());
    } else {
        for (const RecordChange &change : changes.records) {
            if (change.key.entity != rowEntity)
                continue;
            const QList<int> holding = pages.pagesHolding(change.key.id);
            touched.insert(holding.begin(), holding.end());
        }
    }
    readAgain(QList<int>(touched.begin(), touched.end()));
}

void RecordListModel::Private::readAgain(const QList<int> &stalePages)
{
    for (const int page : stalePages) {
        pages.markStale(page);
        want(page);
    }
}

void RecordListModel::Private::refreshTitles(const QSet<RecordKey> &keys)
{
    const EntityDef *definition = entity();
    if (!definition || keys.isEmpty())
        return;
    // Only link columns show titles, and only of pages that are here.
    for (size_t column = 0; column < columns.size(); ++column) {
        const FieldDef *field = definition->field(columns[column]);
        if (!field || !(field->isLinkLike() || field->type == FieldType::AnyLink))
            continue;
        const QList<int> held = pages.pages();
        for (const int page : held) {
            const int first = pages.firstRow(page);
            const int last = std::min(first + pageSize, int(ids.size())) - 1;
            if (last >= first)
                emit q->dataChanged(q->index(first, int(column)), q->index(last, int(column)), {Qt::DisplayRole});
        }
    }
}

// ── as a model ─────────────────────────────────────────────────────────────────────────────────────────────────────

const FieldDef *RecordListModel::fieldAt(int column) const
{
    const EntityDef *entity = d->entity();
    return entity && column >= 0 && column < int(d->columns.size()) ? entity->field(d->columns[size_t(column)])
                                                                    : nullptr;
}

int RecordListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(d->ids.size());
}

int RecordListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(d->columns.size());
}

QVariant RecordListModel::data(const QModelIndex &index, int role) const
{
    const FieldDef *field = fieldAt(index.column());
    if (!field || index.row() >= int(d->ids.size()))
        return {};
    switch (role) {
    case IdRole:
        return idAt(index.row());
    case FieldRole:
        return field->number;
    case StateRole:
        recordAt(index.row());
        return QVariant::fromValue(stateAt(index.row()));
    default:
        break;
    }
    const Record *record = recordAt(index.row());
    if (!record)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return valueText(d->records, *d->entity(), *field, record->value(field->number));
    case ValueRole:
        return QVariant::fromValue(record->value(field->number));
    case RecordRole:
        return QVariant::fromValue(record);
    case PendingRole:
        return record->pending;
    default:
        return {};
    }
}

QVariant RecordListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const FieldDef *field = orientation == Qt::Horizontal ? fieldAt(section) : nullptr;
    if (!field)
        return {};
    if (role == Qt::DisplayRole)
        return d->records.labels().field(*d->entity(), *field);
    return role == FieldRole ? QVariant(field->number) : QVariant();
}

Qt::ItemFlags RecordListModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() ? flags | Qt::ItemNeverHasChildren : flags;
}

}
