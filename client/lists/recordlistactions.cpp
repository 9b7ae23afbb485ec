// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The list's menus, views and exports.

#include "client/lists/exportstrip.h"
#include "client/lists/filterbar.h"
#include "client/lists/listpdf.h"
#include "client/lists/recordlistview.h"
#include "client/lists/recordtable.h"
#include "client/lists/saveviewdialog.h"
#include "client/lists/serverrows.h"
#include "client/widgets/icons.h"

#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace tandem::client {

namespace {

/// The view of all records, for lists without a ready-made filter that lets everything through.
const auto allRecords = QStringLiteral("*");

bool letsAllThrough(const FilterDef &filter)
{
    return filter.expression.isEmpty();
}

}

/// As the menu calls the view that is shown: what the list opens with has a name there.
QString RecordListView::nameInMenu() const
{
    const std::vector<FilterDef> &filters = definition()->filters;
    const auto shown = std::find_if(filters.begin(), filters.end(), [this](const FilterDef &filter) {
        return m_view.isEmpty() ? filter.isDefault : m_view == allRecords && letsAllThrough(filter);
    });
    if (shown != filters.end())
        return shown->name;
    return m_view.isEmpty() ? allRecords : m_view;
}

void RecordListView::fillViewMenu()
{
    QMenu *menu = m_viewButton->menu();
    menu->clear();
    const EntityDef *entity = definition();
    const auto add = [this, menu, shown = nameInMenu()](const QString &text, const QString &view) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(view == shown);
        connect(action, &QAction::triggered, this, [this, view] { setView(view); });
    };
    if (std::none_of(entity->filters.begin(), entity->filters.end(), letsAllThrough))
        add(tr("All"), allRecords);
    for (const FilterDef &filter : entity->filters)
        add(m_context.labels->filter(*entity, filter.name), filter.name);
    if (!m_savedViews.empty())
        menu->addSeparator();
    for (const SavedView &saved : m_savedViews)
        add(saved.name, toText(saved.id));
    menu->addSeparator();
    add(tr("Recycle bin"), recycleBin);
    menu->addSeparator();
    menu->addAction(tr("Save this view…"), this, [this] { askAndStore(asShown(SavedView())); });
    const RecordId current = recordIdFromText(m_view);
    if (!current.isNull() && isOwnView(current)) {
        menu->addAction(tr("Update saved view"), this, [this] { store(asShown(currentView())); });
        menu->addAction(tr("Edit saved view…"), this, [this] { askAndStore(currentView()); });
        menu->addAction(tr("Delete saved view"), this, [this, current] {
            m_context.records->removeView(current, this, [this, current](Result<void> done) {
                if (!done.ok())
                    showError(done.error());
                else
                    std::erase_if(m_savedViews, [&current](const SavedView &saved) { return saved.id == current; });
                setView({});
            });
        });
    }
}

/// Others share theirs to be used, not to be changed.
bool RecordListView::isOwnView(const RecordId &id) const
{
    const EntityDef *views = m_context.registry->entity(QStringLiteral("savedView"));
    const auto saved =
        std::find_if(m_savedViews.begin(), m_savedViews.end(), [&id](const SavedView &view) { return view.id == id; });
    if (!views || saved == m_savedViews.end())
        return false;
    Record record;
    record.key = {views->number, id};
    record.values[systemfield::owner] = saved->owner;
    return m_context.records->mayEdit(record);
}

/// The saved view that is shown; one without an id if it is none.
SavedView RecordListView::currentView() const
{
    const auto shown = std::find_if(m_savedViews.begin(), m_savedViews.end(),
        [this](const SavedView &saved) { return toText(saved.id) == m_view; });
    return shown == m_savedViews.end() ? SavedView() : *shown;
}

SavedView RecordListView::asShown(SavedView view) const
{
    view.entity = definition()->number;
    view.filter = m_filterBar->filter();
    view.columns = m_table->columnOrder();
    view.sort = m_model.query().sort;
    return view;
}

void RecordListView::askAndStore(const SavedView &view)
{
    auto *dialog = new SaveViewDialog(view, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { store(dialog->view()); });
    dialog->open();
}

void RecordListView::store(const SavedView &view)
{
    m_context.records->saveView(view, this, [this](Result<RecordId> id) {
        if (!id.ok())
            return showError(id.error());
        m_view = toText(*id);
        loadSavedViews();
    });
}

/// What a list opens with: a view of one's own that is marked so, else one of somebody else's; empty if there is none.
QString RecordListView::firstView() const
{
    QString first;
    for (const SavedView &saved : m_savedViews) {
        if (!saved.isDefault)
            continue;
        if (saved.owner == m_context.records->currentUser())
            return toText(saved.id);
        if (first.isEmpty())
            first = toText(saved.id);
    }
    return first;
}

void RecordListView::showMoreMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const EntityDef *entity = definition();
    const EntityAccess access = m_context.records->access(entity->number);
    menu->addAction(
            icons::icon(QStringLiteral("upload")), tr("Import…"), this, [this] { emit importRequested(m_entity); })
        ->setEnabled(access.import);
    menu->addAction(
            icons::icon(QStringLiteral("history")), tr("Past imports…"), this, [this] { emit pastImportsRequested(); })
        ->setEnabled(m_context.records->entity(QStringLiteral("importRun")) != nullptr);
    menu->addAction(icons::icon(QStringLiteral("undo-2")), tr("Past mass changes…"), this,
            [this] { emit pastMassChangesRequested(); })
        ->setEnabled(m_context.records->entity(QStringLiteral("massChange")) != nullptr);
    const bool hasRows = m_model.rowCount() > 0 || (m_server->hasRows() && m_context.records->isOnline());
    const bool canTakeRows = canPrint() && hasRows && !m_export->isRunning();
    menu->addAction(icons::icon(QStringLiteral("download")), tr("Export…"), this, &RecordListView::exportRows)
        ->setEnabled(canTakeRows);
    menu->addAction(icons::icon(QStringLiteral("file-text")), tr("Export as PDF…"), this, &RecordListView::exportPdf)
        ->setEnabled(canTakeRows);
    menu->addAction(icons::icon(QStringLiteral("printer")), tr("Print…"), this, &RecordListView::print)
        ->setEnabled(canTakeRows);
    menu->addSeparator();
    addSelectionActions(*menu, selectedCount() > 0);
    menu->addSeparator();
    menu->addAction(tr("Reset columns"), this, &RecordListView::resetColumns);
    if (!isRecycleBin())
        menu->addAction(
            icons::icon(QStringLiteral("trash-2")), tr("Recycle bin"), this, [this] { setView(recycleBin); });
    menu->popup(m_moreButton->mapToGlobal(QPoint(0, m_moreButton->height())));
}

void RecordListView::showRowMenu(const RecordKey &key, const QPoint &globalPosition)
{
    if (key.isNull())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Open"), this, [this, key] { emit openRequested(key, false); });
    menu->addAction(tr("Open in new tab"), this, [this, key] { emit openRequested(key, true); });
    menu->addAction(tr("Preview"), this, [this, key] { emit peekRequested(key); });
    menu->addSeparator();
    addSelectionActions(*menu, true);
    menu->popup(globalPosition);
}

void RecordListView::addSelectionActions(QMenu &menu, bool enabled)
{
    const bool mayRemove = enabled && maySelected(WriteRight::Remove);
    if (isRecycleBin()) {
        menu.addAction(icons::icon(QStringLiteral("archive-restore")), tr("Restore selected"), this,
                &RecordListView::restoreSelected)
            ->setEnabled(mayRemove);
        return;
    }
    menu.addAction(tr("Edit selected…"), this, &RecordListView::editSelected)
        ->setEnabled(enabled && maySelected(WriteRight::Edit));
    if (enabled && canMerge())
        menu.addAction(icons::icon(QStringLiteral("merge")), tr("Merge…"), this, &RecordListView::mergeSelected);
    menu.addAction(tr("Delete selected"), this, &RecordListView::removeSelected)->setEnabled(mayRemove);
}

bool RecordListView::isExporting() const
{
    return m_export->isRunning();
}

void RecordListView::exportRows()
{
    const QString title = m_server->mayHaveRows()
        ? tr("Export %n record(s) of this computer, and those on the server", nullptr, m_model.rowCount())
        : tr("Export %n record(s)", nullptr, m_model.rowCount());
    m_export->askAndStart(m_context, m_model.query(), m_table->columnOrder(),
        m_context.labels->plural(*definition()) + QStringLiteral(".csv"), title);
}

bool RecordListView::canPrint() const
{
    const EntityDef *entity = definition();
    return entity && m_context.records->access(entity->number).exportRows;
}

ListLook RecordListView::look() const
{
    const QString plural = m_context.labels->plural(*definition());
    const QString title = tr("%1 – %2", "kind of records, view").arg(plural, viewTitle());
    const bool isPart = m_server->mayHaveRows();
    const bool withRest = isPart && m_context.records->isOnline();
    return {isPart && !withRest ? tr("%1 (on this computer)", "list on paper").arg(title) : title,
        m_table->columnOrder(), m_table->columnWidths(), withRest};
}

void RecordListView::print()
{
    m_export->startPreview(m_context, m_model.query(), look());
}

void RecordListView::exportPdf()
{
    m_export->askAndStartPdf(m_context, m_model.query(), look());
}

}
