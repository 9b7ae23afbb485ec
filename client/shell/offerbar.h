// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QPushButton;
class QTreeWidget;

namespace tandem::client {

/// Below a list: the button that opens what is chosen there, for those who do not try a double click or Enter.
class OfferBar final : public QWidget
{
    Q_OBJECT

public:
    OfferBar(QTreeWidget &list, QWidget *parent);

    void setText(const QString &text);
    /// The list has lines then, of which one is chosen.
    void offer(bool shown);

private:
    void open();

    QTreeWidget &m_list;
    QPushButton *m_button;
};

}
