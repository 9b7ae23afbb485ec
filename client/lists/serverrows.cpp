// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/serverrows.h"

#include "client/fields/fielddelegate.h"
#include "client/fields/recordscontext.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"
#include "shared/base/errortext.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace tandem::client {

namespace {

constexpr int visibleRows = 8;

}

ServerRows::ServerRows(const FieldContext &context, QTableView &above, QWidget *parent)
    : QWidget(parent)
    , m_model(*context.records)
    , m_above(above)
    , m_mark(new QLabel(this))
    , m_text(new QLabel(this))
    , m_table(new QTableView(this))
    , m_delegate(makeDelegate(context))
{
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_table->setModel(&m_model);
    m_table->setItemDelegate(m_delegate);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(tokens::rowHeight);
    m_table->verticalHeader()->hide();
    setHasRowsAbove(true);

    auto *line = new QHBoxLayout;
    line->setContentsMargins(tokens::spaceMedium, tokens::spaceSmall, tokens::spaceMedium, tokens::spaceSmall);
    line->setSpacing(tokens::spaceSmall);
    line->addWidget(m_mark);
    line->addWidget(m_text, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_table);

    connect(m_table, &QTableView::activated, this,
        [this](const QModelIndex &index) { emit openRequested(m_model.keyAt(index.row()), false); });
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint &position) {
        if (m_table->selectionModel()->hasSelection())
            emit contextMenuRequestedAt(m_table->viewport()->mapToGlobal(position));
    });
    connect(&m_model, &ServerRowModel::stateChanged, this, &ServerRows::showState);
    shareHeader();
    scrollWithAbove();
    shareSelection();
    showState();
}

FieldDelegate *ServerRows::makeDelegate(const FieldContext &context)
{
    FieldDelegate::Access access;
    access.entity = [this](const QModelIndex &) {
        return m_model.entity();
    };
    access.field = [this](const QModelIndex &index) {
        return m_model.fieldAt(index.column());
    };
    access.value = [this](const QModelIndex &index) {
        const Record *record = m_model.recordAt(index.row());
        const FieldDef *field = m_model.fieldAt(index.column());
        return record && field ? record->value(field->number) : Value();
    };
    return new FieldDelegate(formatOf(context), std::move(access), this);
}

void ServerRows::setContext(const FieldContext &context)
{
    m_delegate->setFormat(formatOf(context));
    m_table->viewport()->update();
}

/// Whatever somebody does with this header is done with the one above, whose columns these are.
void ServerRows::shareHeader()
{
    QHeaderView *own = m_table->horizontalHeader();
    QHeaderView *other = m_above.horizontalHeader();
    connect(other, &QHeaderView::sectionResized, this, &ServerRows::takeColumns);
    connect(other, &QHeaderView::sectionMoved, this, &ServerRows::takeColumns);
    own->setSortIndicatorShown(true);
    own->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(own, &QHeaderView::sectionResized, other, [this, other](int column, int, int width) {
        if (!m_isTakingColumns)
            other->resizeSection(column, width);
    });
    connect(own, &QHeaderView::sortIndicatorChanged, other, [this, other](int column, Qt::SortOrder order) {
        if (m_isTakingColumns)
            return;
        other->setSortIndicator(column, order);
        takeColumns(); // not every column can be sorted by
    });
    connect(own, &QWidget::customContextMenuRequested, other, [own, other](const QPoint &position) {
        emit other->customContextMenuRequested(other->mapFromGlobal(own->mapToGlobal(position)));
    });
}

void ServerRows::scrollWithAbove()
{
    m_table->setHorizontalScrollMode(m_above.horizontalScrollMode());
    QScrollBar *own = m_table->horizontalScrollBar();
    QScrollBar *other = m_above.horizontalScrollBar();
    connect(other, &QScrollBar::valueChanged, own, &QScrollBar::setValue);
    connect(own, &QScrollBar::valueChanged, other, [this, other](int value) {
        if (m_table->horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOff)
            other->setValue(value);
    });
}

void ServerRows::shareSelection()
{
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        [this] { selectionMoved(*m_table, m_above); });
    connect(m_above.selectionModel(), &QItemSelectionModel::selectionChanged, this,
        [this] { selectionMoved(m_above, *m_table); });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this,
        [this](const QModelIndex &, int first, int last) { selectArrived(first, last); });
    // Neither tells of it: the selection of before goes with its rows.
    for (const QAbstractItemModel *model : {static_cast<QAbstractItemModel *>(&m_model), m_above.model()}) {
        connect(model, &QAbstractItemModel::modelReset, this, [this] {
            m_isAllSelected = false;
            emit selectionChanged();
        });
    }
    for (QWidget *watched :
        std::initializer_list<QWidget *>{&m_above, m_table, m_above.viewport(), m_table->viewport()})
        watched->installEventFilter(this);
}

/// What is current above stays: a list always has a record that its keys mean.
void ServerRows::selectionMoved(const QTableView &in, QTableView &other)
{
    if (m_isSelectingAll)
        return;
    m_isAllSelected = false;
    if (!m_joins && in.selectionModel()->hasSelection())
        other.clearSelection();
    emit selectionChanged();
}

void ServerRows::selectAll()
{
    {
        const QScopedValueRollback<bool> all(m_isSelectingAll, true);
        m_table->selectAll();
    }
    m_isAllSelected = true;
    emit selectionChanged();
}

/// What is fetched when all was selected is selected, too.
void ServerRows::selectArrived(int first, int last)
{
    if (!m_isAllSelected || m_model.columnCount() == 0)
        return;
    {
        const QScopedValueRollback<bool> all(m_isSelectingAll, true);
        const QItemSelection rows(m_model.index(first, 0), m_model.index(last, m_model.columnCount() - 1));
        m_table->selectionModel()->select(rows, QItemSelectionModel::Select);
    }
    emit selectionChanged();
}

int ServerRows::selectedCount() const
{
    return int(m_table->selectionModel()->selectedRows().size());
}

QList<Record> ServerRows::selectedRecords() const
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QList<Record> records;
    for (const QModelIndex &row : rows) {
        if (const Record *record = m_model.recordAt(row.row()))
            records.append(*record);
    }
    return records;
}

RecordKey ServerRows::currentKey() const
{
    return m_table->selectionModel()->hasSelection() ? m_model.keyAt(m_table->currentIndex().row()) : RecordKey();
}

std::optional<int> ServerRows::count() const
{
    return m_model.state() == ServerRowModel::State::Complete ? std::optional(m_model.rowCount()) : std::nullopt;
}

void ServerRows::enter()
{
    if (!hasRows())
        return;
    // Asked before: a table without a current row takes the first with the focus, but does not select it.
    if (!m_table->currentIndex().isValid())
        return goToFirst(0);
    m_table->setFocus();
}

void ServerRows::goToFirst(int column)
{
    m_joins = false;
    m_table->setFocus();
    m_table->setCurrentIndex(m_model.index(0, column));
}

/// Behind the last row above come these, and before the first of these the last one above.
bool ServerRows::goOn(const QTableView &from, int key)
{
    const QModelIndex current = from.currentIndex();
    const int above = m_above.model()->rowCount();
    if (!current.isValid())
        return false;
    if (&from == &m_above && key == Qt::Key_Down && current.row() == above - 1 && hasRows()) {
        goToFirst(current.column());
        return true;
    }
    if (&from == m_table && key == Qt::Key_Up && current.row() == 0 && above > 0) {
        m_joins = false;
        m_above.setFocus();
        m_above.setCurrentIndex(m_above.model()->index(above - 1, current.column()));
        return true;
    }
    return false;
}

bool ServerRows::takeKey(const QTableView &view, QKeyEvent &event)
{
    // While a cell is edited, the keys are its own.
    if (!view.hasFocus())
        return false;
    m_joins = event.modifiers().testFlag(Qt::ControlModifier);
    if (&view == m_table && event.matches(QKeySequence::SelectAll)) {
        m_above.selectAll();
        return true;
    }
    // On a Mac, arrows count as keys of the keypad.
    if ((event.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    if (&view == m_table && event.key() == Qt::Key_Delete) {
        emit removeRequested();
        return true;
    }
    return goOn(view, event.key());
}

bool ServerRows::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress)
        m_joins = static_cast<QMouseEvent *>(event)->modifiers().testFlag(Qt::ControlModifier);
    if (event->type() == QEvent::KeyPress && (watched == m_table || watched == &m_above)
        && takeKey(watched == m_table ? *m_table : m_above, *static_cast<QKeyEvent *>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

void ServerRows::setHasRowsAbove(bool has)
{
    m_table->setHorizontalScrollBarPolicy(has ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    QHeaderView *header = m_table->horizontalHeader();
    header->setVisible(!has);
    m_table->setFixedHeight(visibleRows * tokens::rowHeight + (has ? 0 : header->sizeHint().height()));
}

void ServerRows::follow(const ListQuery &query, const QStringList &columns)
{
    m_model.setQuery(query, columns);
}

void ServerRows::showState()
{
    const bool unreachable = m_model.state() == ServerRowModel::State::Unreachable;
    const bool refused = m_model.state() == ServerRowModel::State::Refused;
    const bool loading = m_model.state() == ServerRowModel::State::Loading;
    m_text->setText(unreachable ? tr("There is more on the server. It is shown when you are online.")
            : refused   ? tr("What else is on the server cannot be shown here. %1").arg(errorText(m_model.error()))
            : hasRows() ? tr("On the server, not kept on this computer")
                        : tr("Looking on the server…"));
    renderMark();
    m_table->setAccessibleName(m_text->text());
    // While the rows are asked for anew there are none; whoever was among them is there again when they come.
    if (!hasRows() && window()->focusWidget() == m_table)
        setFocus();
    m_table->setVisible(hasRows());
    if (hasRows() && window()->focusWidget() == this)
        enter();
    setVisible(hasRows() || unreachable || refused || loading);
    takeColumns();
    emit rowsChanged();
}

void ServerRows::renderMark()
{
    const bool isAway =
        m_model.state() == ServerRowModel::State::Unreachable || m_model.state() == ServerRowModel::State::Refused;
    m_mark->setPixmap(icons::pixmap(isAway ? QStringLiteral("cloud-off") : QStringLiteral("cloud"), tokens::iconSmall,
        palette().color(QPalette::WindowText), devicePixelRatioF()));
}

void ServerRows::takeColumns()
{
    QHeaderView *own = m_table->horizontalHeader();
    const QHeaderView &other = *m_above.horizontalHeader();
    if (own->count() != other.count())
        return;
    const QScopedValueRollback<bool> taking(m_isTakingColumns, true);
    own->setSortIndicator(other.sortIndicatorSection(), other.sortIndicatorOrder());
    for (int place = 0; place < own->count(); ++place) {
        const int column = other.logicalIndex(place);
        own->moveSection(own->visualIndex(column), place);
        own->resizeSection(column, other.sectionSize(column));
        own->setSectionHidden(column, other.isSectionHidden(column));
    }
}

void ServerRows::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        showState();
    else if (event->type() == QEvent::PaletteChange)
        renderMark();
    QWidget::changeEvent(event);
}

}
