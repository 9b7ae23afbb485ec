// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/models/serverrowmodel.h"

#include <QWidget>

#include <optional>

class QKeyEvent;
class QLabel;
class QTableView;

namespace tandem::client {

class FieldDelegate;

/// The lower end of a list whose entity is on this computer in part: the rows that only the server has, marked as such,
/// or a quiet line that there is more. Hidden where there is nothing. For the user it is one list: what is selected
/// here takes the place of what is selected above, or with Ctrl joins it, and the arrow keys go on from one into the
/// other.
class ServerRows : public QWidget
{
    Q_OBJECT

public:
    /// The columns are as wide as those of `above`, which must outlive it, and are scrolled with them.
    ServerRows(const FieldContext &context, QTableView &above, QWidget *parent = nullptr);

    void setContext(const FieldContext &context); ///< of the same records
    /// Without rows above there is neither a header there that names the columns nor a bar that would scroll these.
    void setHasRowsAbove(bool has);
    void follow(const ListQuery &query, const QStringList &columns);
    bool hasRows() const { return m_model.rowCount() > 0; }
    /// Whether there is or may be more than what is kept here.
    bool mayHaveRows() const { return !isHidden(); }
    /// The server was asked, and nothing is known yet.
    bool isLooking() const { return m_model.state() == ServerRowModel::State::Loading && !hasRows(); }
    /// How many the server has that are not here; nothing while that is not known.
    std::optional<int> count() const;
    /// The keyboard goes to the current row, else to the first, if there is one.
    void enter();

    /// All that the server has of the list, also what is behind the last row that was fetched, beside what is selected
    /// above.
    void selectAll();
    /// All was selected, and nothing was since.
    bool isAllSelected() const { return m_isAllSelected; }
    /// Whether the server has more of the list than the rows that are here.
    bool hasMore() const { return mayHaveRows() && m_model.state() != ServerRowModel::State::Complete; }
    int selectedCount() const; ///< of the rows that are here
    QList<Record> selectedRecords() const; ///< in the order of the list
    RecordKey currentKey() const; ///< null if nothing is selected here

signals:
    void openRequested(const tandem::client::RecordKey &key, bool newTab);
    void removeRequested();
    void contextMenuRequestedAt(const QPoint &globalPosition);
    void selectionChanged();
    void rowsChanged();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showState();
    void renderMark();
    FieldDelegate *makeDelegate(const FieldContext &context);
    void takeColumns();
    void shareHeader();
    void goToFirst(int column);
    void scrollWithAbove();
    void shareSelection();
    void selectionMoved(const QTableView &in, QTableView &other);
    void selectArrived(int first, int last);
    bool takeKey(const QTableView &view, QKeyEvent &event);
    bool goOn(const QTableView &from, int key);

    ServerRowModel m_model;
    QTableView &m_above;
    QLabel *m_mark;
    QLabel *m_text;
    QTableView *m_table;
    FieldDelegate *m_delegate; ///< draws the cells as those above
    bool m_isTakingColumns = false; ///< from above, where they were changed
    bool m_joins = false; ///< Ctrl is held: what is selected in one table stays beside what is selected in the other
    bool m_isAllSelected = false;
    bool m_isSelectingAll = false;
};

}
