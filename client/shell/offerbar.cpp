// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/offerbar.h"

#include "client/widgets/tokens.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QTreeWidget>

namespace tandem::client {

OfferBar::OfferBar(QTreeWidget &list, QWidget *parent)
    : QWidget(parent)
    , m_list(list)
    , m_button(new QPushButton(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(tokens::space, tokens::space, tokens::space, tokens::space);
    layout->addStretch(1);
    layout->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, &OfferBar::open);
}

void OfferBar::setText(const QString &text)
{
    m_button->setText(text);
}

void OfferBar::offer(bool shown)
{
    if (shown && !m_list.currentItem())
        m_list.setCurrentItem(m_list.topLevelItem(0));
    setVisible(shown);
}

void OfferBar::open()
{
    if (QTreeWidgetItem *chosen = m_list.currentItem())
        emit m_list.itemActivated(chosen, 0);
}

}
