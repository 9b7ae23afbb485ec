// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"
#include "client/models/boardmodel.h"

#include <QFrame>

class QLabel;
class QListView;

namespace tandem::client::crm {

/// One stage of the board: its name, goal, number and sum of deals, and the cards.
class BoardColumn : public QFrame
{
    Q_OBJECT

public:
    BoardColumn(BoardModel &model, int column, FieldContext context, const Record &stage, QWidget *parent = nullptr);

    void refreshHead();
    QModelIndex currentCard() const;
    void focusCards();
    void select(const QModelIndex &card);

signals:
    void cardDropped(const tandem::RecordId &card);
    void openRequested(const QModelIndex &card, bool newTab);
    void moveRequested(const QModelIndex &card, int step);
    void focusMoveRequested(int step);
    void menuRequested(const QModelIndex &card, const QPoint &globalPosition);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QModelIndex root() const { return m_model.index(m_column, 0); }
    void startDrag();
    void setTarget(bool target);

    BoardModel &m_model;
    int m_column;
    FieldContext m_context;
    FieldFormat m_format;
    Record m_stage;
    QLabel *m_title;
    QLabel *m_summary;
    QLabel *m_goal;
    QListView *m_cards;
    QPoint m_pressed;
    bool m_isTarget = false; ///< a card is held over it
};

}
