// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/emptystate.h"

#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem::client {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
{
    m_icon->setAlignment(Qt::AlignCenter);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_action->setVisible(false);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(tokens::spaceMedium);
    layout->addStretch(2);
    layout->addWidget(m_icon);
    layout->addWidget(m_text);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
}

void EmptyState::setIcon(const QString &name)
{
    m_iconName = name;
    renderIcon();
}

void EmptyState::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
}

void EmptyState::setActionText(const QString &text)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
}

QString EmptyState::text() const
{
    return m_text->text();
}

void EmptyState::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        renderIcon();
    QWidget::changeEvent(event);
}

void EmptyState::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitIcon();
}

/// Half of an icon is worse than none.
void EmptyState::fitIcon()
{
    const QMargins margins = layout()->contentsMargins();
    int needed = margins.top() + margins.bottom() + tokens::iconLarge + 2 * layout()->spacing()
        + m_text->heightForWidth(contentsRect().width());
    if (!m_action->isHidden())
        needed += m_action->sizeHint().height() + layout()->spacing();
    m_icon->setVisible(!m_iconName.isEmpty() && height() >= needed);
}

void EmptyState::renderIcon()
{
    fitIcon();
    if (!m_iconName.isEmpty())
        m_icon->setPixmap(icons::pixmap(
            m_iconName, tokens::iconLarge, palette().color(QPalette::PlaceholderText), devicePixelRatioF()));
}

}
