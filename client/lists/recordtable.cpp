// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/recordtable.h"

#include "client/fields/fielddelegate.h"
#include "client/widgets/tokens.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>

namespace tandem::client {

RecordTable::RecordTable(RecordListModel &model, FieldContext context, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_context(std::move(context))
{
    // Before the view itself hears of it and takes the editor away.
    connect(&m_model, &QAbstractItemModel::layoutChanged, this, &RecordTable::commitIfRowIsGone);
    setModel(&m_model);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_model.setEditable(true);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    showSort();
    setSortingEnabled(true);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    // Fixed: a million rows must not be measured one by one.
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(tokens::rowHeight);
    verticalHeader()->hide();
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this, &RecordTable::showColumnMenu);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, &RecordTable::sectionWasResized);
    // A click on a column that cannot be sorted by (tags, formulas) leaves the list and the arrow as they are.
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, [this](int column) {
        const FieldDef *field = m_model.fieldAt(column);
        const std::vector<SortKey> &sort = m_model.query().sort;
        if (field && (sort.empty() || sort.front().field != field->name))
            showSort();
    });
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, &RecordTable::letGoOfEditor);
    connect(&m_model, &QAbstractItemModel::layoutAboutToBeChanged, this, &RecordTable::rememberEdited);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &RecordTable::applyDefaultWidths);
    connect(&m_model, &QAbstractItemModel::columnsInserted, this, &RecordTable::applyDefaultWidths);
    installDelegate();
    applyDefaultWidths();
    retranslate();
}

/// The header shows how the list is sorted before it is switched to sorting, which would otherwise sort by its own.
void RecordTable::showSort()
{
    const std::vector<SortKey> &sort = m_model.query().sort;
    const int column = sort.empty() ? -1 : int(m_model.columns().indexOf(sort.front().field));
    const bool descending = !sort.empty() && sort.front().descending;
    const QSignalBlocker asItIs(horizontalHeader());
    horizontalHeader()->setSortIndicator(column, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void RecordTable::setContext(FieldContext context)
{
    letGoOfEditor();
    m_context = std::move(context);
    installDelegate();
    viewport()->update();
}

std::vector<const FieldDef *> RecordTable::offeredColumns() const
{
    std::vector<const FieldDef *> offered;
    const EntityDef *entity = m_context.registry->entity(m_model.query().entity);
    if (!entity)
        return offered;
    for (const FieldDef &field : entity->fields) {
        const bool listable = !field.deleted && !field.hidden && field.type != FieldType::Json
            && field.type != FieldType::RichText && field.type != FieldType::Links;
        if (listable && m_context.records->fieldAccess(entity->number, field.number) != FieldAccess::Hidden)
            offered.push_back(&field);
    }
    return offered;
}

RecordKey RecordTable::currentKey() const
{
    return currentIndex().isValid() ? m_model.keyAt(currentIndex().row()) : RecordKey();
}

std::vector<RecordId> RecordTable::selectedIds() const
{
    std::vector<RecordId> ids;
    QItemSelection selection = selectionModel()->selection();
    std::vector<std::pair<int, int>> ranges;
    for (const QItemSelectionRange &range : selection)
        ranges.emplace_back(range.top(), range.bottom());
    std::sort(ranges.begin(), ranges.end());
    int next = 0;
    for (const auto &[top, bottom] : ranges) {
        for (int row = std::max(top, next); row <= bottom; ++row)
            ids.push_back(m_model.idAt(row));
        next = std::max(next, bottom + 1);
    }
    return ids;
}

/// By ranges, since a million rows must not make a million indexes.
int RecordTable::selectedCount() const
{
    int count = 0;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        count += range.height();
    return count;
}

void RecordTable::selectRecord(const RecordId &id)
{
    const int row = m_model.rowOf(id);
    if (row >= 0)
        setCurrentIndex(m_model.index(row, std::max(0, currentIndex().column())));
}

void RecordTable::selectAll()
{
    QTableView::selectAll();
    emit allSelected();
}

void RecordTable::keyPressEvent(QKeyEvent *event)
{
    const RecordKey key = currentKey();
    const bool control = event->modifiers() & Qt::ControlModifier;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (state() != EditingState && !key.isNull()) {
            emit openRequested(key, control);
            return;
        }
        break;
    case Qt::Key_Space:
        if (state() != EditingState && !key.isNull()) {
            emit peekRequested(key);
            return;
        }
        break;
    case Qt::Key_Delete:
        if (state() != EditingState && !key.isNull()) {
            emit removeRequested();
            return;
        }
        break;
    default:
        break;
    }
    QTableView::keyPressEvent(event);
}

void RecordTable::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && index.isValid())
        emit openRequested(m_model.keyAt(index.row()), event->modifiers() & Qt::ControlModifier);
}

void RecordTable::mousePressEvent(QMouseEvent *event)
{
    QTableView::mousePressEvent(event);
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::MiddleButton && index.isValid())
        emit openRequested(m_model.keyAt(index.row()), true);
}

void RecordTable::contextMenuEvent(QContextMenuEvent *event)
{
    emit contextMenuRequestedAt(event->globalPos());
}

void RecordTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row())
        emit currentRecordChanged(current.isValid() ? m_model.keyAt(current.row()) : RecordKey());
}

void RecordTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    emit selectedCountChanged();
}

void RecordTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void RecordTable::retranslate()
{
    const EntityDef *entity = m_context.registry->entity(m_model.query().entity);
    setAccessibleName(entity ? m_context.labels->plural(*entity) : tr("Records"));
}

}
