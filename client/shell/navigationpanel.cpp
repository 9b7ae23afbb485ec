// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/navigationpanel.h"

#include "client/widgets/badge.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"

#include <QEvent>
#include <QHeaderView>
#include <QMouseEvent>
#include <QPointer>

namespace tandem::client {

namespace {

constexpr int locationRole = Qt::UserRole;
enum Column { TitleColumn, CountColumn };

}

NavigationPanel::NavigationPanel(QWidget *parent)
    : QTreeWidget(parent)
{
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setFrameShape(QFrame::NoFrame);
    setColumnCount(2);
    setUniformRowHeights(true);
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setIconSize(QSize(tokens::iconSmall, tokens::iconSmall));
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(TitleColumn, QHeaderView::Stretch);
    header()->setSectionResizeMode(CountColumn, QHeaderView::ResizeToContents);
    header()->setMinimumSectionSize(0);
    connect(this, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem *item) {
        if (const auto location = Location::fromText(item->data(TitleColumn, locationRole).toString()))
            emit openRequested(*location, false);
    });
    retranslate();
}

void NavigationPanel::addRow(const NavigationEntry &entry)
{
    const QString title = entry.title();
    auto *item = new QTreeWidgetItem(this);
    item->setText(TitleColumn, title);
    item->setToolTip(TitleColumn, title);
    item->setIcon(TitleColumn, icons::icon(entry.iconName));
    item->setData(TitleColumn, locationRole, entry.location.toText());
    item->setTextAlignment(CountColumn, Qt::AlignRight | Qt::AlignVCenter);
    item->setSizeHint(TitleColumn, QSize(0, tokens::rowHeight));
}

void NavigationPanel::addHeading(const QString &text)
{
    auto *item = new QTreeWidgetItem(this);
    item->setText(TitleColumn, text);
    item->setFlags(Qt::NoItemFlags);
    item->setSizeHint(TitleColumn, QSize(0, tokens::rowHeight));
}

void NavigationPanel::setEntries(
    const std::vector<NavigationEntry> &entries, const std::vector<NavigationEntry> &savedViews)
{
    const auto selected = currentItem() ? currentItem()->data(TitleColumn, locationRole).toString() : QString();
    clear();
    m_entries = entries;
    for (const NavigationEntry &entry : entries)
        addRow(entry);
    if (!savedViews.empty())
        addHeading(tr("Saved views"));
    for (const NavigationEntry &saved : savedViews)
        addRow(saved);
    m_entries.insert(m_entries.end(), savedViews.begin(), savedViews.end());
    setCurrent(Location::fromText(selected));
    refreshCounts();
}

void NavigationPanel::setCurrent(const std::optional<Location> &location)
{
    const QString wanted = location ? location->toText() : QString();
    for (int i = 0; i < topLevelItemCount(); ++i) {
        if (topLevelItem(i)->data(TitleColumn, locationRole).toString() == wanted) {
            setCurrentItem(topLevelItem(i));
            return;
        }
    }
    setCurrentItem(nullptr);
    clearSelection();
}

void NavigationPanel::refreshCounts()
{
    for (const NavigationEntry &entry : m_entries) {
        if (!entry.count)
            continue;
        entry.count([panel = QPointer(this), location = entry.location.toText()](int count) {
            for (int i = 0; panel && i < panel->topLevelItemCount(); ++i) {
                QTreeWidgetItem *item = panel->topLevelItem(i);
                if (item->data(TitleColumn, locationRole).toString() == location)
                    item->setText(CountColumn, count > 0 ? Badge::countText(count) : QString());
            }
        });
    }
}

void NavigationPanel::mousePressEvent(QMouseEvent *event)
{
    const QTreeWidgetItem *item = itemAt(event->pos());
    // Beside the entries nothing is chosen, and the page that is shown stays marked.
    if (!item)
        return;
    QTreeWidget::mousePressEvent(event);
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    if (const auto location = Location::fromText(item->data(TitleColumn, locationRole).toString()))
        emit openRequested(*location, event->button() == Qt::MiddleButton || event->modifiers() & Qt::ControlModifier);
}

void NavigationPanel::changeEvent(QEvent *event)
{
    QTreeWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void NavigationPanel::retranslate()
{
    setAccessibleName(tr("Navigation"));
}

}
