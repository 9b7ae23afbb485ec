// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/recordlistview.h"

#include "client/fields/fielderror.h"
#include "client/lists/exportstrip.h"
#include "client/lists/filterbar.h"
#include "client/lists/recordtable.h"
#include "client/lists/serverrows.h"
#include "client/widgets/busybar.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/icons.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/tokens.h"

#include <QCborArray>
#include <QCborValue>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace tandem::client {

const QString RecordListView::recycleBin = QStringLiteral("~deleted");

RecordListView::RecordListView(const QString &entity, FieldContext context, QWidget *parent)
    : QWidget(parent)
    , m_entity(entity)
    , m_context(std::move(context))
    , m_model(*m_context.records)
    , m_viewButton(new QToolButton(this))
    , m_filterBar(new FilterBar(entity, m_context, this))
    , m_newButton(new QPushButton(this))
    , m_boardButton(new QToolButton(this))
    , m_moreButton(new QToolButton(this))
    , m_busy(new BusyBar(this))
    , m_strip(new MessageStrip(this))
    , m_export(new ExportStrip(this))
    , m_body(new QStackedWidget(this))
{
    if (const EntityDef *entityDef = definition()) {
        ListQuery query;
        query.entity = entityDef->number;
        query.sort = {entityDef->list.sort};
        m_model.setColumns(entityDef->list.columns);
        m_model.setQuery(query);
    }
    m_table = new RecordTable(m_model, m_context, m_body);
    m_empty = new EmptyState(m_body);
    m_server = new ServerRows(m_context, *m_table, this);
    m_body->addWidget(m_table);
    m_body->addWidget(m_empty);
    buildBar();

    connect(m_filterBar, &FilterBar::filterChanged, this, [this] {
        m_isUntouched = false;
        applyFilter();
    });
    connect(m_filterBar, &FilterBar::movedDown, this, &RecordListView::focusTable);
    connect(&m_model, &RecordListModel::loadingChanged, m_busy, &BusyBar::setBusy);
    connect(&m_model, &RecordListModel::idsChanged, this, &RecordListView::updateBody);
    connect(&m_model, &RecordListModel::loadingChanged, this, &RecordListView::updateBody);
    connect(&m_model, &RecordListModel::loadingChanged, this, &RecordListView::followServer);
    connect(&m_model, &RecordListModel::modelReset, this, &RecordListView::followServer);
    connect(m_server, &ServerRows::openRequested, this, &RecordListView::openRequested);
    connect(m_server, &ServerRows::rowsChanged, this, &RecordListView::updateBody);
    connect(&m_model, &RecordListModel::failed, this, &RecordListView::showError);
    connect(m_table, &RecordTable::openRequested, this, &RecordListView::openRequested);
    connect(m_table, &RecordTable::peekRequested, this, &RecordListView::peekRequested);
    connect(m_table, &RecordTable::currentRecordChanged, this, &RecordListView::currentRecordChanged);
    connect(m_table, &RecordTable::removeRequested, this, &RecordListView::removeSelected);
    connect(m_table, &RecordTable::writeFailed, m_strip,
        qOverload<const QString &, const QString &>(&MessageStrip::showError));
    connect(m_table, &RecordTable::contextMenuRequestedAt, this,
        [this](const QPoint &position) { showRowMenu(m_table->currentKey(), position); });
    connect(m_table, &RecordTable::selectedCountChanged, this, &RecordListView::statusTextChanged);
    connect(m_table, &RecordTable::allSelected, m_server, &ServerRows::selectAll);
    connect(m_server, &ServerRows::selectionChanged, this, &RecordListView::statusTextChanged);
    connect(m_server, &ServerRows::removeRequested, this, &RecordListView::removeSelected);
    connect(m_server, &ServerRows::contextMenuRequestedAt, this,
        [this](const QPoint &position) { showRowMenu(m_server->currentKey(), position); });
    connect(m_strip, &MessageStrip::actionTriggered, this, [this] {
        m_strip->clear();
        if (const auto confirmed = std::exchange(m_confirmed, {}))
            confirmed();
    });
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_filterBar->effectiveFilter().isEmpty())
            emit createRequested(m_entity);
        else
            m_filterBar->clear();
    });
    connect(m_context.records, &Records::changed, this, [this](const ChangeSet &changes) {
        const EntityDef *savedView = m_context.registry->entity(QStringLiteral("savedView"));
        if (savedView && changes.touches(savedView->number))
            loadSavedViews();
    });
    connect(m_context.records, &Records::accessChanged, this, &RecordListView::followRights);
    followRights();
    retranslate();
    setView({});
    loadSavedViews();
}

void RecordListView::followRights()
{
    m_newButton->setVisible(definition() && m_context.records->offersNew(definition()->number));
    updateBody();
}

const EntityDef *RecordListView::definition() const
{
    return m_context.registry->entity(m_entity);
}

void RecordListView::buildBar()
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(tokens::spaceMedium, tokens::space, tokens::spaceMedium, tokens::space);
    bar->setSpacing(tokens::space);
    bar->addWidget(m_viewButton);
    bar->addWidget(m_filterBar, 1);
    bar->addWidget(m_boardButton);
    bar->addWidget(m_moreButton);
    bar->addWidget(m_newButton);
    bar->setAlignment(m_viewButton, Qt::AlignTop);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_boardButton, m_moreButton, m_newButton})
        bar->setAlignment(widget, Qt::AlignTop);

    m_viewButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_viewButton->setPopupMode(QToolButton::InstantPopup);
    m_viewButton->setMenu(new QMenu(m_viewButton));
    m_viewButton->setMinimumHeight(tokens::controlHeight);
    m_viewButton->setIcon(icons::icon(QStringLiteral("bookmark")));
    connect(m_viewButton->menu(), &QMenu::aboutToShow, this, &RecordListView::fillViewMenu);
    m_boardButton->setIcon(icons::icon(QStringLiteral("columns-3")));
    m_boardButton->setMinimumHeight(tokens::controlHeight);
    m_boardButton->setVisible(definition() && definition()->board.has_value());
    connect(m_boardButton, &QToolButton::clicked, this, [this] { emit boardRequested(m_entity); });
    m_moreButton->setIcon(icons::icon(QStringLiteral("ellipsis")));
    m_moreButton->setMinimumHeight(tokens::controlHeight);
    connect(m_moreButton, &QToolButton::clicked, this, &RecordListView::showMoreMenu);
    m_newButton->setIcon(icons::icon(QStringLiteral("plus")));
    m_newButton->setMinimumHeight(tokens::controlHeight);
    connect(m_newButton, &QPushButton::clicked, this, [this] { emit createRequested(m_entity); });

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_strip);
    layout->addWidget(m_export);
    layout->addWidget(m_busy);
    layout->addWidget(m_body, 1);
    layout->addWidget(m_server);
}

void RecordListView::setContext(FieldContext context)
{
    m_context = std::move(context);
    m_filterBar->setContext(m_context);
    m_table->setContext(m_context);
    m_server->setContext(m_context);
    retranslate();
}

void RecordListView::setView(const QString &view)
{
    m_isUntouched = m_isUntouched && view.isEmpty();
    m_view = view.isEmpty() ? firstView() : view;
    const EntityDef *entity = definition();
    if (!entity)
        return;
    const auto saved = std::find_if(m_savedViews.begin(), m_savedViews.end(),
        [this](const SavedView &candidate) { return toText(candidate.id) == m_view; });
    if (saved != m_savedViews.end()) {
        applySavedView(*saved);
        return;
    }
    const auto filter =
        std::find_if(entity->filters.begin(), entity->filters.end(), [this](const FilterDef &candidate) {
            return m_view.isEmpty() ? candidate.isDefault : candidate.name == m_view;
        });
    m_filterBar->setFilter(filter == entity->filters.end() ? QString() : filter->expression);
    applyFilter();
}

void RecordListView::applySavedView(const SavedView &view)
{
    if (!view.columns.isEmpty())
        m_table->setColumnOrder(view.columns);
    ListQuery query = m_model.query();
    if (!view.sort.empty())
        query.sort = view.sort;
    query.deleted = false;
    m_filterBar->setFilter(view.filter);
    query.filter = m_filterBar->effectiveFilter();
    m_model.setQuery(query);
    m_viewButton->setText(viewTitle());
    emit viewTitleChanged();
}

QString RecordListView::viewTitle() const
{
    const EntityDef *entity = definition();
    if (!entity)
        return {};
    if (isRecycleBin())
        return tr("Recycle bin");
    for (const SavedView &saved : m_savedViews) {
        if (toText(saved.id) == m_view)
            return saved.name;
    }
    for (const FilterDef &filter : entity->filters) {
        if (m_view.isEmpty() ? filter.isDefault : filter.name == m_view)
            return m_context.labels->filter(*entity, filter.name);
    }
    return tr("All");
}

void RecordListView::applyFilter()
{
    m_strip->clear();
    ListQuery query = m_model.query();
    query.filter = m_filterBar->effectiveFilter();
    query.deleted = isRecycleBin();
    m_model.setQuery(query);
    m_viewButton->setText(viewTitle());
    emit viewTitleChanged();
}

void RecordListView::loadSavedViews()
{
    const EntityDef *entity = definition();
    if (!entity)
        return;
    m_context.records->savedViews(entity->number, this, [this](Result<std::vector<SavedView>> views) {
        if (!views.ok())
            return;
        const bool firstTime = m_savedViews.empty();
        m_savedViews = *std::move(views);
        const bool isSaved = !recordIdFromText(m_view).isNull();
        if (firstTime && isSaved)
            setView(m_view);
        else if (std::exchange(m_isUntouched, false) && !firstView().isEmpty())
            setView({});
        m_viewButton->setText(viewTitle());
    });
}

/// Not before the rows of this computer are there: they come first.
void RecordListView::followServer()
{
    if (!m_model.isLoading())
        m_server->follow(m_model.query(), m_model.columns());
}

void RecordListView::updateBody()
{
    const bool empty = m_model.rowCount() == 0;
    if (empty) {
        const bool filtered = !m_filterBar->effectiveFilter().isEmpty();
        const EntityDef *entity = definition();
        const QString plural = entity ? m_context.labels->plural(*entity) : QString();
        m_empty->setIcon(filtered || !entity ? QStringLiteral("funnel-x") : entity->icon);
        m_empty->setText(m_server->mayHaveRows() ? tr("None of these records are kept on this computer.")
                : filtered                       ? tr("Nothing matches this filter.")
                : isRecycleBin()                 ? tr("The recycle bin is empty.")
                                                 : tr("There are no %1 yet.").arg(plural));
        const bool mayCreate = entity && !isRecycleBin() && m_context.records->offersNew(entity->number);
        m_empty->setActionText(filtered ? tr("Clear filter") : mayCreate ? tr("New") : QString());
    }
    m_server->setHasRowsAbove(!empty);
    m_body->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_table);
    if (m_stateToRestore && !empty && m_model.hasAllRows())
        restoreState(*std::exchange(m_stateToRestore, std::nullopt));
    else if (!m_stateToRestore && !empty && !m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_model.index(0, 0));
    emit statusTextChanged();
}

QString RecordListView::countText() const
{
    const QString here = tr("%n record(s)", nullptr, m_model.rowCount());
    if (!m_server->mayHaveRows() || m_server->isLooking())
        return here;
    const std::optional<int> more = m_server->count();
    return more ? tr("%1 on this computer, %n more on the server", nullptr, *more).arg(here)
                : tr("%1 on this computer, more on the server").arg(here);
}

QString RecordListView::statusText() const
{
    if (!m_model.hasAllRows())
        return tr("Counting records…");
    const QString count = countText();
    if (m_server->isAllSelected() && m_server->hasMore())
        return tr("%1 · all selected, also on the server").arg(count);
    const int selected = selectedCount();
    return selected > 1 ? tr("%1 · %2 selected").arg(count).arg(selected) : count;
}

void RecordListView::showError(const Error &error)
{
    if (error.code != ErrorCode::Cancelled) // who stopped it knows
        m_strip->showError(namedErrorText(error, definition(), m_context), error.toLog());
}

RecordKey RecordListView::currentKey() const
{
    return m_table->currentKey();
}

QByteArray RecordListView::saveState() const
{
    const QCborArray state{m_view, m_filterBar->filter(), m_table->saveColumns(), toBytes(currentKey().id)};
    return state.toCborValue().toCbor();
}

void RecordListView::restoreState(const QByteArray &saved)
{
    const QCborArray state = QCborValue::fromCbor(saved).toArray();
    if (state.size() < 4)
        return;
    m_isUntouched = false;
    if (m_model.rowCount() == 0 && !m_stateToRestore) {
        m_view = state.at(0).toString();
        m_filterBar->setFilter(state.at(1).toString());
        m_table->restoreColumns(state.at(2).toByteArray());
        m_stateToRestore = saved;
        applyFilter();
        return;
    }
    m_table->selectRecord(recordIdFromBytes(state.at(3).toByteArray()));
}

void RecordListView::focusFilter()
{
    m_filterBar->focusBox();
}

void RecordListView::focusTable()
{
    const bool isBelow = m_model.rowCount() == 0 || (m_table->selectedCount() == 0 && m_server->selectedCount() > 0);
    if (isBelow && m_server->hasRows())
        m_server->enter();
    else
        m_table->setFocus();
}

void RecordListView::resetColumns()
{
    m_table->resetColumns();
}

QByteArray RecordListView::columns() const
{
    return m_table->saveColumns();
}

void RecordListView::setColumns(const QByteArray &saved)
{
    m_table->restoreColumns(saved);
}

void RecordListView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void RecordListView::retranslate()
{
    m_viewButton->setText(viewTitle());
    m_viewButton->setAccessibleName(tr("View"));
    m_viewButton->setWhatsThis(
        tr("Which records are shown: ready-made filters, views that you or others have saved, and "
           "the recycle bin. Here you also save what you see as a view."));
    m_viewButton->setToolTip(tr("Ready-made filters and saved views"));
    m_newButton->setText(tr("New"));
    m_newButton->setToolTip(tr("New record (Ctrl+N)"));
    m_boardButton->setToolTip(tr("Show as board"));
    m_boardButton->setAccessibleName(tr("Show as board"));
    m_moreButton->setToolTip(tr("More"));
    m_moreButton->setAccessibleName(tr("More"));
    updateBody();
}

}
