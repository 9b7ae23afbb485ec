// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/navigationrail.h"

#include "client/widgets/badge.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"

#include <QButtonGroup>
#include <QEvent>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

constexpr int railWidth = 80;

/// A tool button that carries a badge at its upper right corner.
class RailButton final : public QToolButton
{
public:
    using QToolButton::QToolButton;

    void setCount(int count)
    {
        m_count = count;
        setAccessibleDescription(count > 0 ? Badge::countText(count) : QString());
        update();
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QToolButton::paintEvent(event);
        if (m_count <= 0)
            return;
        QPainter painter(this);
        Badge::paint(painter, QRect(width() / 2 + 4, 3, 24, 16), m_count, Tone::Danger, palette());
    }

private:
    int m_count = 0;
};

}

NavigationRail::NavigationRail(QWidget *parent)
    : QFrame(parent)
    , m_group(new QButtonGroup(this))
{
    setFixedWidth(railWidth);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget(scroll);
    m_layout = new QVBoxLayout(content);
    m_layout->setContentsMargins(tokens::spaceSmall, tokens::space, tokens::spaceSmall, tokens::space);
    m_layout->setSpacing(tokens::spaceSmall);
    scroll->setWidget(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);

    m_group->setExclusive(true);
    connect(m_group, &QButtonGroup::buttonClicked, this,
        [this](QAbstractButton *button) { emit activated(button->objectName()); });
    retranslate();
}

QToolButton *NavigationRail::addButton(const Item &item)
{
    auto *button = new RailButton(this);
    button->setObjectName(item.id);
    button->setText(item.text);
    button->setAccessibleName(item.text);
    button->setToolTip(item.text);
    button->setIcon(icons::icon(item.iconName));
    button->setIconSize(QSize(tokens::icon, tokens::icon));
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setMinimumHeight(52);
    QFont small = button->font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    button->setFont(small);
    button->setCount(m_counts.value(item.id));
    m_group->addButton(button);
    m_buttons.push_back(button);
    return button;
}

void NavigationRail::setItems(const std::vector<Item> &items)
{
    const QString kept = current();
    qDeleteAll(m_buttons);
    m_buttons.clear();
    while (QLayoutItem *leftover = m_layout->takeAt(0))
        delete leftover;
    for (const Item &item : items) {
        if (!item.atBottom)
            m_layout->addWidget(addButton(item));
    }
    m_layout->addStretch(1);
    for (const Item &item : items) {
        if (item.atBottom)
            m_layout->addWidget(addButton(item));
    }
    setCurrent(kept);
    int widest = railWidth;
    for (const QToolButton *button : m_buttons)
        widest = std::max(widest, button->sizeHint().width() + 2 * tokens::spaceSmall);
    setFixedWidth(widest);
}

void NavigationRail::setCurrent(const QString &id)
{
    for (QToolButton *button : m_buttons) {
        if (button->objectName() == id)
            button->setChecked(true);
    }
}

QString NavigationRail::current() const
{
    const QAbstractButton *button = m_group->checkedButton();
    return button ? button->objectName() : QString();
}

void NavigationRail::setBadge(const QString &id, int count)
{
    m_counts.insert(id, count);
    for (QToolButton *button : m_buttons) {
        if (button->objectName() == id)
            static_cast<RailButton *>(button)->setCount(count);
    }
}

void NavigationRail::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void NavigationRail::retranslate()
{
    setAccessibleName(tr("Workspaces"));
}

}
