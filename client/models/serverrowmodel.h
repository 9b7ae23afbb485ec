// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/records.h"

#include <QAbstractTableModel>

namespace tandem::client {

/// The rows of a list that the offline policy does not keep on this computer, page by page from the server, in the
/// order of the list. Empty for entities that are here wholly. A row that comes here meanwhile leaves it. What this
/// computer changes of them is asked for again once the server has it.
class ServerRowModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class State {
        Complete, ///< there is nothing at the server that is not in the list or here
        Loading,
        Partial, ///< there are rows behind the last one: see fetchMore()
        Unreachable, ///< there may be rows; asked for again with the next connection
        Refused, ///< there may be rows; the answer would be the same until the question or the rights change
    };
    Q_ENUM(State)

    static constexpr int pageSize = 50;

    explicit ServerRowModel(Records &records, QObject *parent = nullptr);

    /// Asks for the first page, unless it is the question of before.
    void setQuery(const ListQuery &query, const QStringList &columns);
    State state() const { return m_state; }
    const Error &error() const { return m_error; } ///< of State::Refused
    RecordKey keyAt(int row) const;
    /// As the server told it; null behind the last row. Do not keep.
    const Record *recordAt(int row) const;
    const EntityDef *entity() const; ///< null if it is not known
    const FieldDef *fieldAt(int column) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void stateChanged();

private:
    void beginAnew();
    void ask();
    void take(Result<ServerPage> page);
    void fail(const Error &error);
    void setState(State state);
    void leaveOut(const ChangeSet &changes);
    void followSync(const SyncState &sync);

    Records &m_records;
    ListQuery m_query;
    QStringList m_columns;
    bool m_partial = false; ///< of the entity, as the question was asked
    std::vector<Record> m_rows;
    std::vector<ChangeSet> m_meanwhile; ///< what came while a page is on its way
    std::optional<Record> m_last; ///< behind which the next page begins, also if it has left the list
    bool m_isOutdated = false; ///< changes of these rows are on their way to the server
    State m_state = State::Complete;
    Error m_error;
    int m_generation = 0; ///< of the question
};

}
