// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The list's menus and what they do with the selected records.

#include "client/lists/bulkeditdialog.h"
#include "client/lists/exportstrip.h"
#include "client/lists/filterbar.h"
#include "client/lists/listpdf.h"
#include "client/lists/recordlistview.h"
#include "client/lists/recordtable.h"
#include "client/lists/saveviewdialog.h"
#include "client/widgets/icons.h"

#include <QMenu>
#include <QToolButton>

namespace tandem::client {

void RecordListView::fillViewMenu()
{
    QMenu *menu = m_viewButton->menu();
    menu->clear();
    const EntityDef *entity = definition();
    const auto add = [this, menu](const QString &text, const QString &view) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(view == m_view);
        connect(action, &QAction::triggered, this, [this, view] { setView(view); });
    };
    add(tr("All"), QStringLiteral("*"));
    for (const FilterDef &filter : entity->filters)
        add(m_context.labels->filter(*entity, filter.name), filter.name);
    if (!m_savedViews.empty())
        menu->addSeparator();
    for (const SavedView &saved : m_savedViews)
        add(saved.name, toText(saved.id));
    menu->addSeparator();
    add(tr("Recycle bin"), recycleBin);
    menu->addSeparator();
    menu->addAction(tr("Save this view…"), this, [this] { saveCurrentView(true); });
    const RecordId current = recordIdFromText(m_view);
    if (!current.isNull()) {
        menu->addAction(tr("Update saved view"), this, [this] { saveCurrentView(false); });
        menu->addAction(tr("Delete saved view"), this, [this, current] {
            m_context.records->removeView(current, this, [this](Result<void> done) {
                if (!done.ok())
                    showError(done.error());
                setView({});
            });
        });
    }
}

void RecordListView::saveCurrentView(bool asNew)
{
    SavedView view;
    for (const SavedView &saved : m_savedViews) {
        if (!asNew && toText(saved.id) == m_view)
            view = saved;
    }
    view.entity = definition()->number;
    view.filter = m_filterBar->filter();
    view.columns = m_model.columns();
    view.sort = m_model.query().sort;
    view.display = QStringLiteral("list");
    const auto store = [this](const SavedView &named) {
        m_context.records->saveView(named, this, [this](Result<RecordId> id) {
            if (!id.ok())
                return showError(id.error());
            m_view = toText(*id);
            loadSavedViews();
        });
    };
    if (!asNew)
        return store(view);
    auto *dialog = new SaveViewDialog(view, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [dialog, store] { store(dialog->view()); });
    dialog->open();
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
    const bool canTakeRows = canPrint() && m_model.rowCount() > 0 && !m_export->isRunning();
    menu->addAction(icons::icon(QStringLiteral("download")), tr("Export…"), this, &RecordListView::exportRows)
        ->setEnabled(canTakeRows);
    menu->addAction(icons::icon(QStringLiteral("file-text")), tr("Export as PDF…"), this, &RecordListView::exportPdf)
        ->setEnabled(canTakeRows);
    menu->addAction(icons::icon(QStringLiteral("printer")), tr("Print…"), this, &RecordListView::print)
        ->setEnabled(canTakeRows);
    menu->addSeparator();
    addSelectionActions(*menu, m_selected > 0);
    menu->addSeparator();
    menu->addAction(tr("Reset columns"), this, &RecordListView::resetColumns);
    if (!isRecycleBin())
        menu->addAction(
            icons::icon(QStringLiteral("trash-2")), tr("Recycle bin"), this, [this] { setView(recycleBin); });
    menu->popup(m_moreButton->mapToGlobal(QPoint(0, m_moreButton->height())));
}

void RecordListView::showRowMenu(const QPoint &globalPosition)
{
    const RecordKey key = m_table->currentKey();
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
    if (isRecycleBin()) {
        menu.addAction(icons::icon(QStringLiteral("archive-restore")), tr("Restore selected"), this,
                &RecordListView::restoreSelected)
            ->setEnabled(enabled);
        return;
    }
    menu.addAction(tr("Edit selected…"), this, &RecordListView::editSelected)->setEnabled(enabled);
    menu.addAction(tr("Delete selected"), this, &RecordListView::removeSelected)->setEnabled(enabled);
}

std::vector<RecordKey> RecordListView::selectedKeys() const
{
    std::vector<RecordKey> keys;
    for (const RecordId &id : m_table->selectedIds())
        keys.push_back({definition()->number, id});
    return keys;
}

void RecordListView::restoreSelected()
{
    const std::vector<RecordKey> keys = selectedKeys();
    if (keys.empty())
        return;
    m_context.records->restore(keys, this, [this, count = int(keys.size())](Result<std::vector<MutationId>> done) {
        if (!done.ok())
            return showError(done.error());
        emit doneInOneStep(tr("%n record(s) restored", nullptr, count));
    });
}

void RecordListView::removeSelected()
{
    const std::vector<RecordKey> keys = selectedKeys();
    if (keys.empty() || isRecycleBin())
        return;
    m_context.records->remove(keys, this, [this, count = int(keys.size())](Result<std::vector<MutationId>> done) {
        if (!done.ok())
            return showError(done.error());
        emit doneInOneStep(tr("%n record(s) moved to the recycle bin", nullptr, count));
    });
}

void RecordListView::editSelected()
{
    const std::vector<RecordId> ids = m_table->selectedIds();
    if (ids.empty() || isRecycleBin())
        return;
    auto *dialog = new BulkEditDialog(m_entity, int(ids.size()), m_context, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, ids] {
        m_context.records->bulkUpdate(definition()->number, ids, dialog->values(), this,
            [this, count = int(ids.size())](Result<std::vector<MutationId>> done) {
                if (!done.ok())
                    return showError(done.error());
                emit doneInOneStep(tr("%n record(s) changed", nullptr, count));
            });
    });
    dialog->open();
}

void RecordListView::exportRows()
{
    m_export->askAndStart(m_context, m_model.query(), m_model.columns(),
        m_context.labels->plural(*definition()) + QStringLiteral(".csv"));
}

bool RecordListView::canPrint() const
{
    const EntityDef *entity = definition();
    return entity && m_context.records->access(entity->number).exportRows;
}

ListLook RecordListView::look() const
{
    const QString plural = m_context.labels->plural(*definition());
    return {tr("%1 – %2", "kind of records, view").arg(plural, viewTitle()), m_table->columnOrder(),
        m_table->columnWidths()};
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
