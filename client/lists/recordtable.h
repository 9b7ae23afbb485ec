// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"
#include "client/models/recordlistmodel.h"

#include <QTableView>

namespace tandem::client {

class FieldDelegate;
class FieldEditor;

/// The table of a list of records: column menu on the header, editing in place, keys for everything. Rows come from a
/// RecordListModel and are only fetched when seen.
class RecordTable : public QTableView
{
    Q_OBJECT

public:
    RecordTable(RecordListModel &model, FieldContext context, QWidget *parent = nullptr);

    void setContext(FieldContext context);
    /// Every field that can be a column, in the order of the column menu.
    std::vector<const FieldDef *> offeredColumns() const;

    RecordKey currentKey() const; ///< null if nothing is current
    std::vector<RecordId> selectedIds() const; ///< in the order of the list
    int selectedCount() const; ///< of the rows; quick also for "select all" of a million
    void selectRecord(const RecordId &id);
    void selectAll() override; ///< emits allSelected

    QStringList columnOrder() const; ///< names of the columns from left to right
    std::vector<int> columnWidths() const; ///< in the same order
    void setColumnOrder(const QStringList &names) { showColumns(names, widthsByName()); }
    /// Column names, widths and sort, for restoring.
    QByteArray saveColumns() const;
    void restoreColumns(const QByteArray &saved);
    void resetColumns();

signals:
    void openRequested(const tandem::client::RecordKey &key, bool newTab);
    void peekRequested(const tandem::client::RecordKey &key); ///< Space: look without leaving
    void currentRecordChanged(const tandem::client::RecordKey &key);
    void selectedCountChanged();
    void allSelected(); ///< somebody wants all of the list, also what is not in this table
    void removeRequested();
    /// What was typed into a cell cannot be written, and the cell is out of sight: it is in the record's draft.
    void writeFailed(const QString &text, const QString &details);
    void contextMenuRequestedAt(const QPoint &globalPosition);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void closeEditor(QWidget *editor, QAbstractItemDelegate::EndEditHint hint) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Cell
    {
        RecordKey record;
        FieldNumber field = 0;
        Value seen;
    };

    void installDelegate();
    void showSort();
    void showColumnMenu(const QPoint &position);
    void toggleColumn(const QString &name, bool shown);
    void showColumns(const QStringList &names, const QHash<QString, int> &widths);
    QHash<QString, int> widthsByName() const;
    void fitColumns();
    void applyDefaultWidths();
    void shareRoom();
    void sectionWasResized(int column);
    bool isEditable(const QModelIndex &index) const;
    void commitCell(const QModelIndex &index, const Value &value);
    void commitCell(const Cell &cell, const Value &value);
    bool showRefused(const Cell &cell, const Value &value, const Error &error);
    bool isAtWork() const;
    void keepInDraft(const Cell &cell, const Value &typed, const QString &reason, const QString &details);
    void keepInDraft(const Cell &cell, const FieldEditor &editor);
    void letGoOfEditor();
    std::optional<Cell> cellAt(const QModelIndex &index) const;
    QModelIndex indexOf(const Cell &cell) const;
    void rememberEdited();
    void commitIfRowIsGone();
    void retranslate();

    RecordListModel &m_model;
    FieldContext m_context;
    FieldDelegate *m_delegate = nullptr;
    bool m_sharesRoom = true; ///< until somebody gives a column a width
    bool m_isSharing = false; ///< the widths of now are set by shareRoom()
    std::optional<Cell> m_edited; ///< while the rows change places
};

}
