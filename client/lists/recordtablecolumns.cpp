// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which columns the table has, how wide they are, and what is kept of that.

#include "client/fields/usualwidth.h"
#include "client/lists/recordtable.h"

#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QScrollBar>

namespace tandem::client {

namespace {

/// Of their usual width; columns that would become narrower than that get a scroll bar instead.
constexpr double leastShare = 0.6;
/// In place of a width, where columns share the room.
constexpr int sharedWidth = 0;

}

void RecordTable::showColumnMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const EntityDef *entity = m_context.registry->entity(m_model.query().entity);
    const QStringList shown = m_model.columns();
    for (const FieldDef *field : offeredColumns()) {
        QAction *action = menu->addAction(m_context.labels->field(*entity, *field));
        action->setCheckable(true);
        action->setChecked(shown.contains(field->name));
        action->setEnabled(shown.size() > 1 || !action->isChecked());
        connect(action, &QAction::toggled, this, [this, name = field->name](bool on) { toggleColumn(name, on); });
    }
    menu->addSeparator();
    menu->addAction(tr("Fit columns to contents"), this, &QTableView::resizeColumnsToContents);
    menu->addAction(tr("Fit columns to window"), this, &RecordTable::fitColumns);
    menu->addAction(tr("Reset columns"), this, &RecordTable::resetColumns);
    menu->popup(horizontalHeader()->mapToGlobal(position));
}

void RecordTable::toggleColumn(const QString &name, bool shown)
{
    QStringList columns = columnOrder();
    if (shown)
        columns.append(name);
    else
        columns.removeAll(name);
    showColumns(columns, widthsByName());
}

/// In this order and, unless they share the room, with these widths where they are known. The place of the user in the
/// list stays.
void RecordTable::showColumns(const QStringList &names, const QHash<QString, int> &widths)
{
    const RecordId current = currentKey().id;
    const int scrolled = verticalScrollBar()->value();
    const bool sharesRoom = m_sharesRoom;
    m_model.setColumns(names);
    // The header keeps by number what was dragged where; those numbers meant the columns of before.
    for (int column = 0; column < m_model.columnCount(); ++column)
        horizontalHeader()->moveSection(horizontalHeader()->visualIndex(column), column);
    m_sharesRoom = sharesRoom;
    if (m_sharesRoom)
        shareRoom();
    const QStringList shown = m_model.columns();
    for (int column = 0; !m_sharesRoom && column < shown.size(); ++column) {
        if (const auto width = widths.constFind(shown.at(column)); width != widths.cend())
            setColumnWidth(column, qBound(24, *width, 2000));
    }
    showSort();
    if (!current.isNull())
        selectRecord(current);
    verticalScrollBar()->setValue(scrolled);
}

QHash<QString, int> RecordTable::widthsByName() const
{
    QHash<QString, int> widths;
    const QStringList names = m_model.columns();
    for (int column = 0; column < names.size(); ++column)
        widths.insert(names.at(column), columnWidth(column));
    return widths;
}

void RecordTable::fitColumns()
{
    const int count = m_model.columnCount();
    for (int column = 0; column < count; ++column)
        setColumnWidth(column, viewport()->width() / count);
}

void RecordTable::applyDefaultWidths()
{
    m_sharesRoom = true;
    shareRoom();
}

/// Each column by what its type shows, and all of them as wide as the table, if that does not squeeze them too much.
void RecordTable::shareRoom()
{
    const int character = fontMetrics().averageCharWidth();
    std::vector<int> usual;
    int sum = 0;
    for (int column = 0; column < m_model.columnCount(); ++column) {
        const FieldDef *field = m_model.fieldAt(column);
        usual.push_back(field ? usualCharacters(*field) * character : columnWidth(column));
        sum += usual.back();
    }
    const double share = sum > 0 ? double(viewport()->width()) / sum : 1.0;
    const double factor = share < leastShare ? 1.0 : share;
    m_isSharing = true;
    for (int column = 0; column < int(usual.size()); ++column)
        setColumnWidth(column, int(usual[size_t(column)] * factor));
    m_isSharing = false;
}

/// The last column fills what is left, so its width is nobody's wish.
void RecordTable::sectionWasResized(int column)
{
    if (!m_isSharing && horizontalHeader()->visualIndex(column) < m_model.columnCount() - 1)
        m_sharesRoom = false;
}

/// Shared before the view looks whether its columns need a scroll bar: it would show one for their widths of before.
void RecordTable::resizeEvent(QResizeEvent *event)
{
    if (m_sharesRoom)
        shareRoom();
    QTableView::resizeEvent(event);
}

QStringList RecordTable::columnOrder() const
{
    QStringList order;
    const QStringList columns = m_model.columns();
    for (int visual = 0; visual < columns.size(); ++visual)
        order.append(columns.at(horizontalHeader()->logicalIndex(visual)));
    return order;
}

std::vector<int> RecordTable::columnWidths() const
{
    std::vector<int> widths;
    for (int visual = 0; visual < m_model.columnCount(); ++visual)
        widths.push_back(columnWidth(horizontalHeader()->logicalIndex(visual)));
    return widths;
}

QByteArray RecordTable::saveColumns() const
{
    QJsonArray columns;
    for (const QString &name : columnOrder())
        columns.append(
            QJsonArray{name, m_sharesRoom ? sharedWidth : columnWidth(int(m_model.columns().indexOf(name)))});
    QJsonObject saved{{QStringLiteral("columns"), columns}};
    if (!m_model.query().sort.empty()) {
        const SortKey &sort = m_model.query().sort.front();
        saved.insert(QStringLiteral("sort"), QJsonArray{sort.field, sort.descending});
    }
    return QJsonDocument(saved).toJson(QJsonDocument::Compact);
}

void RecordTable::restoreColumns(const QByteArray &saved)
{
    const QJsonObject json = QJsonDocument::fromJson(saved).object();
    const EntityDef *entity = m_context.registry->entity(m_model.query().entity);
    QStringList names;
    QHash<QString, int> widths;
    const QJsonArray columns = json.value(QLatin1String("columns")).toArray();
    for (const QJsonValue &column : columns) {
        const QString name = column.toArray().at(0).toString();
        if (!entity || !entity->field(name))
            continue; // a field that was there when this was saved
        names.append(name);
        widths.insert(name, column.toArray().at(1).toInt());
    }
    if (names.isEmpty())
        return;
    m_sharesRoom = std::find(widths.cbegin(), widths.cend(), sharedWidth) != widths.cend();
    showColumns(names, widths);
    const QJsonArray sort = json.value(QLatin1String("sort")).toArray();
    const int column = int(m_model.columns().indexOf(sort.at(0).toString()));
    if (column >= 0)
        sortByColumn(column, sort.at(1).toBool() ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void RecordTable::resetColumns()
{
    const EntityDef *entity = m_context.registry->entity(m_model.query().entity);
    if (!entity)
        return;
    showColumns(entity->list.columns, {});
    applyDefaultWidths();
}

}
