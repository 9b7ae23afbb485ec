// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/sectionheader.h"

#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace tandem::client {

SectionHeader::SectionHeader(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_button(new QToolButton(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, tokens::spaceSmall, 0, tokens::spaceSmall);
    layout->addWidget(m_button);
    layout->addStretch(1);
    m_button->setAutoRaise(true);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setIconSize({tokens::iconSmall, tokens::iconSmall});
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_button->setFont(bold);
    connect(m_button, &QToolButton::clicked, this, [this] { setCollapsed(!m_collapsed); });
    setTitle(title);
}

void SectionHeader::setTitle(const QString &title)
{
    m_button->setText(title);
    refresh();
}

QString SectionHeader::title() const
{
    return m_button->text();
}

void SectionHeader::setCollapsible(bool collapsible)
{
    m_collapsible = collapsible;
    refresh();
}

void SectionHeader::setCollapsed(bool collapsed)
{
    if (collapsed == m_collapsed || !m_collapsible)
        return;
    m_collapsed = collapsed;
    refresh();
    emit collapsedChanged(collapsed);
}

void SectionHeader::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void SectionHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Midlight));
    painter.drawLine(m_button->geometry().right() + tokens::space, height() / 2, width(), height() / 2);
}

void SectionHeader::refresh()
{
    m_button->setFocusPolicy(m_collapsible ? Qt::TabFocus : Qt::NoFocus);
    m_button->setAttribute(Qt::WA_TransparentForMouseEvents, !m_collapsible);
    m_button->setIcon(!m_collapsible
            ? QIcon()
            : icons::icon(m_collapsed ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down")));
    m_button->setAccessibleName(title());
    if (m_collapsible)
        m_button->setAccessibleDescription(m_collapsed ? tr("Collapsed") : tr("Expanded"));
}

}
