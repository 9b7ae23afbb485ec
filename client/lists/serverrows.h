// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/models/serverrowmodel.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace tandem::client {

/// The lower end of a list whose entity is on this computer in part: the rows that only the server has, marked as such,
/// or a quiet line that there is more. Hidden where there is nothing. For the user it is one list: a row is selected
/// here or above, and the arrow keys go on from one into the other.
class ServerRows : public QWidget
{
    Q_OBJECT

public:
    /// The columns are as wide as those of `above`, which must outlive it, and are scrolled with them.
    ServerRows(Records &records, QTableView &above, QWidget *parent = nullptr);

    /// Without rows above there is no bar there that would scroll these.
    void setHasRowsAbove(bool has);
    void follow(const ListQuery &query, const QStringList &columns);
    bool hasRows() const { return m_model.rowCount() > 0; }
    /// Whether there is or may be more than what is kept here.
    bool mayHaveRows() const { return !isHidden(); }
    /// The keyboard goes to the first row, if there is one.
    void enter(int column = 0);

signals:
    void openRequested(const tandem::client::RecordKey &key, bool newTab);
    void rowsChanged();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showState();
    void takeWidths();
    void scrollWithAbove();
    void shareSelection();
    bool goOn(const QTableView &from, int key);

    ServerRowModel m_model;
    QTableView &m_above;
    QLabel *m_mark;
    QLabel *m_text;
    QTableView *m_table;
};

}
