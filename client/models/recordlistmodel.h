// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/records.h"

#include <QAbstractTableModel>

namespace tandem::client {

/// Records of one entity as rows. Holds all ids (16 MB for a million) and the values of the pages that were looked at
/// last; both are fetched outside the interface's thread. The first rows of a new query come at once, and the rest of
/// the ids behind them: neither a long list nor counting it is waited for.
class RecordListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< RecordId
        ValueRole, ///< tandem::Value of the column's field
        RecordRole, ///< const Record * while the row is ready, else null
        StateRole, ///< RowState
        FieldRole, ///< FieldNumber of the column
        PendingRole, ///< bool: something of the row waits in the outbox
    };
    enum class RowState { Unknown, Loading, Ready };
    Q_ENUM(RowState)

    explicit RecordListModel(Records &records, QObject *parent = nullptr);
    ~RecordListModel() override;

    void setQuery(const ListQuery &query); ///< starts fetching; emits loadingChanged
    const ListQuery &query() const;
    void setFilter(const QString &expression);
    void setColumns(const QStringList &fieldNames);
    QStringList columns() const;
    bool isLoading() const; ///< ids are on their way; shown is the query before, or the first rows of this one
    bool hasAllRows() const; ///< false while only the first rows of a long list are here
    std::optional<Error> error() const; ///< of the last fetch, e.g. a filter that does not parse

    /// Whether views may open editors on its cells; which of them is for the view to say.
    void setEditable(bool editable);

    RecordId idAt(int row) const;
    RecordKey keyAt(int row) const;
    int rowOf(const RecordId &id) const; ///< -1 if it is not in the list
    const Record *recordAt(int row) const; ///< null while not ready; valid until the next signal
    const FieldDef *fieldAt(int column) const;
    RowState stateAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole is a plain text form; painters take ValueRole and format by field type.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    static constexpr int pageSize = 128;
    static constexpr int mostPages = 64;

signals:
    void loadingChanged(bool loading);
    void idsChanged(); ///< the set or order of rows is new; the count is rowCount()
    void failed(const tandem::Error &error);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}

Q_DECLARE_METATYPE(tandem::Value)
Q_DECLARE_METATYPE(const tandem::client::Record *)
