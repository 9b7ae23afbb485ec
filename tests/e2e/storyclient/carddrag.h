// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QModelIndex>
#include <QObject>
#include <QPoint>

class QAbstractItemView;
class QWindow;

namespace tandem::test {

/// Takes a card with the mouse, carries it over another column and lets it go.
class CardDrag
{
public:
    CardDrag(QAbstractItemView &from, const QModelIndex &card, QAbstractItemView &to)
        : m_from(from)
        , m_card(card)
        , m_to(to)
    {
    }

    /// The offscreen platform lets no drag out of the widget that began it. There the mouse begins the drag as
    /// everywhere, and the target hears of what it carries by events made here.
    static bool isByWindowSystem();

    /// Error: Unavailable if the mouse began no drag.
    Result<void> carryOut();

private:
    void showBoth();
    void press();
    void step(int number);
    void moveTo(const QPoint &place);
    void release();
    Result<void> dropByEvents();
    QWindow *window() const;

    QAbstractItemView &m_from;
    QModelIndex m_card;
    QAbstractItemView &m_to;
    QPoint m_start; ///< in the window, as m_end
    QPoint m_end;
    bool m_released = false;
    QObject m_context; ///< of the steps that are still to come
};

}
