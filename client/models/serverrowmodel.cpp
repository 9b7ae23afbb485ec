// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/serverrowmodel.h"

#include "client/models/valuetext.h"
#include "client/records/offlineerror.h"

#include <algorithm>
#include <iterator>

namespace tandem::client {

namespace {

bool isHereNow(const ChangeSet &changes, const RecordKey &key)
{
    const RecordChange *change = changes.changeOf(key);
    return change && change->kind != RecordChange::Kind::Removed;
}

}

ServerRowModel::ServerRowModel(Records &records, QObject *parent)
    : QAbstractTableModel(parent)
    , m_records(records)
{
    connect(&records, &Records::changed, this, &ServerRowModel::leaveOut);
    connect(&records, &Records::syncStateChanged, this, &ServerRowModel::followSync);
    connect(&records, &Records::changedAtServer, this,
        [this](EntityNumber entity) { m_isOutdated = m_isOutdated || (m_partial && entity == m_query.entity); });
    connect(&records, &Records::accessChanged, this, [this] { setQuery(m_query, m_columns); });
    connect(&records, &Records::registryChanged, this, &ServerRowModel::beginAnew);
    connect(&records, &Records::titlesChanged, this, [this] {
        if (!m_rows.empty() && columnCount() > 0)
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::DisplayRole});
    });
    connect(&records, &Records::languageChanged, this, [this] {
        if (columnCount() > 0)
            emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    });
}

void ServerRowModel::setQuery(const ListQuery &query, const QStringList &columns)
{
    const bool partial = m_records.access(query.entity).partial && !query.deleted && query.through.isEmpty();
    if (query == m_query && columns == m_columns && partial == m_partial)
        return;
    m_query = query;
    m_columns = columns;
    m_partial = partial;
    beginAnew();
}

void ServerRowModel::beginAnew()
{
    ++m_generation;
    m_isOutdated = false;
    beginResetModel();
    m_rows.clear();
    m_last.reset();
    endResetModel();
    if (!m_partial)
        return setState(State::Complete);
    ask();
}

void ServerRowModel::ask()
{
    setState(State::Loading);
    m_meanwhile.clear();
    m_records.queryServer(m_query, m_last, pageSize, this, [this, asked = m_generation](Result<ServerPage> page) {
        if (asked == m_generation)
            take(std::move(page));
    });
}

void ServerRowModel::take(Result<ServerPage> page)
{
    if (!page.ok())
        return fail(page.error());
    if (page->last)
        m_last = page->last;
    for (const ChangeSet &changes : m_meanwhile)
        std::erase_if(page->records, [&changes](const Record &record) { return isHereNow(changes, record.key); });
    if (!page->records.empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + int(page->records.size()) - 1);
        std::move(page->records.begin(), page->records.end(), std::back_inserter(m_rows));
        endInsertRows();
    }
    // No view asks for more below nothing.
    if (page->more && page->last && page->records.empty())
        return ask();
    setState(page->more ? State::Partial : State::Complete);
}

void ServerRowModel::fail(const Error &error)
{
    m_error = error;
    setState(isOffline(error) ? State::Unreachable : State::Refused);
}

void ServerRowModel::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void ServerRowModel::leaveOut(const ChangeSet &changes)
{
    if (m_state == State::Loading)
        m_meanwhile.push_back(changes);
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (!isHereNow(changes, m_rows[size_t(row)].key))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
        emit stateChanged();
    }
}

void ServerRowModel::followSync(const SyncState &sync)
{
    if (sync.phase != SyncState::Phase::Synced)
        return;
    if (m_isOutdated && sync.waiting == 0)
        beginAnew();
    else if (m_state == State::Unreachable)
        ask();
}

RecordKey ServerRowModel::keyAt(int row) const
{
    const Record *record = recordAt(row);
    return record ? record->key : RecordKey();
}

const Record *ServerRowModel::recordAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[size_t(row)] : nullptr;
}

const EntityDef *ServerRowModel::entity() const
{
    return m_records.entity(m_query.entity);
}

const FieldDef *ServerRowModel::fieldAt(int column) const
{
    const EntityDef *known = entity();
    return known && column >= 0 && column < int(m_columns.size()) ? known->field(m_columns.at(column)) : nullptr;
}

int ServerRowModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ServerRowModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant ServerRowModel::data(const QModelIndex &index, int role) const
{
    const FieldDef *field = fieldAt(index.column());
    if (!field || index.row() >= rowCount())
        return {};
    if (role == Qt::ToolTipRole)
        return tr("On the server, not kept on this computer");
    if (role != Qt::DisplayRole)
        return {};
    const Record &record = m_rows[size_t(index.row())];
    return valueText(m_records, *entity(), *field, record.value(field->number));
}

QVariant ServerRowModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const FieldDef *field = orientation == Qt::Horizontal && role == Qt::DisplayRole ? fieldAt(section) : nullptr;
    return field ? m_records.labels().field(*entity(), *field) : QVariant();
}

bool ServerRowModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_state == State::Partial;
}

void ServerRowModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        ask();
}

}
