// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/serverrows.h"

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

ServerRows::ServerRows(Records &records, QTableView &above, QWidget *parent)
    : QWidget(parent)
    , m_model(records)
    , m_above(above)
    , m_mark(new QLabel(this))
    , m_text(new QLabel(this))
    , m_table(new QTableView(this))
{
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_table->setModel(&m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->horizontalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(tokens::rowHeight);
    m_table->verticalHeader()->hide();
    m_table->setFixedHeight(visibleRows * tokens::rowHeight);

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
    connect(m_above.horizontalHeader(), &QHeaderView::sectionResized, this, &ServerRows::takeWidths);
    connect(m_above.horizontalHeader(), &QHeaderView::sectionMoved, this, &ServerRows::takeWidths);
    scrollWithAbove();
    shareSelection();
    showState();
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

void ServerRows::enter(int column)
{
    if (!hasRows())
        return;
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
        enter(current.column());
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
    m_mark->setPixmap(icons::icon(unreachable || refused ? QStringLiteral("cloud-off") : QStringLiteral("cloud"))
                          .pixmap(tokens::iconSmall, tokens::iconSmall));
    m_table->setAccessibleName(m_text->text());
    m_table->setVisible(hasRows());
    setVisible(hasRows() || unreachable || refused || loading);
    takeWidths();
    emit rowsChanged();
}

void ServerRows::takeWidths()
{
    QHeaderView *own = m_table->horizontalHeader();
    const QHeaderView &other = *m_above.horizontalHeader();
    if (own->count() != other.count())
        return;
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
    QWidget::changeEvent(event);
}

}
