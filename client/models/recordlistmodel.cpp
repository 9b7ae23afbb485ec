// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/recordlistmodel_p.h"
#include "client/models/valuetext.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem::client {

namespace {

constexpr int requeryMilliseconds = 150; ///< changes that come together lead to one new query

}

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
        d->resolveFootprint();
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
    d->resolveFootprint();
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
    if (!field || !field->isStored() || !fieldTypeInfo(field->type).isSortable())
        return;
    const std::vector<SortKey> sort{{field->name, order == Qt::DescendingOrder}};
    if (sort == d->query.sort)
        return; // a view that begins to show the list tells what it is sorted by
    ListQuery query = d->query;
    query.sort = sort;
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
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid())
        return flags;
    flags.setFlag(Qt::ItemIsEditable, d->editable);
    return flags | Qt::ItemNeverHasChildren;
}

void RecordListModel::setEditable(bool editable)
{
    d->editable = editable;
}

}
