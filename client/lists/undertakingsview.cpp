// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/undertakingsview.h"

#include "client/fields/recordscontext.h"
#include "client/lists/revertpanel.h"
#include "client/records/records.h"
#include "client/widgets/screenfit.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tandem::client {

UndertakingsView::UndertakingsView(const FieldContext &context, const Look &look, RevertPanel *panel, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_look(look)
    , m_empty(new QLabel(look.nothing, this))
    , m_table(new QTableWidget(this))
    , m_panel(panel)
{
    build();
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &UndertakingsView::choose);
    connect(m_context.records, &Records::changed, this, [this](const ChangeSet &changes) {
        if (changes.touches(m_look.entity))
            load();
    });
    connect(m_context.records, &Records::titlesChanged, this, [this] {
        if (!m_runs.empty())
            showRuns();
    });
    load();
}

void UndertakingsView::fill(QDialog &dialog)
{
    resizeWithinScreen(dialog, QSize(860, 600));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    auto *layout = new QVBoxLayout(&dialog);
    layout->addWidget(this);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
}

void UndertakingsView::build()
{
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->setAccessibleName(m_look.title);
    m_empty->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_empty);
    layout->addWidget(m_table, 2);
    layout->addWidget(m_panel, 1);
}

void UndertakingsView::load()
{
    ListQuery query;
    query.entity = m_look.entity;
    query.sort = {{QStringLiteral("createdAt"), true}};
    query.limit = mostShown;
    m_context.records->queryIds(query, this, [this](const Result<std::vector<RecordId>> &ids) {
        if (!ids.ok())
            return;
        m_context.records->readMany(m_look.entity, *ids, {}, this, [this](const Result<std::vector<Record>> &runs) {
            if (!runs.ok())
                return;
            m_runs = *runs;
            showRuns();
        });
    });
}

QStringList UndertakingsView::cellsOf(const Record &run) const
{
    const EntityDef &definition = *m_context.registry->entity(m_look.entity);
    const FieldFormat format = formatOf(m_context);
    QStringList cells;
    for (const FieldNumber column : m_look.columns) {
        const Value value = m_look.cell(run, column);
        const EntityDef *about = column == m_look.about ? m_context.registry->entity(value.toText()) : nullptr;
        cells.append(
            about ? m_context.labels->plural(*about) : format.text(definition, *definition.field(column), value));
    }
    return cells;
}

void UndertakingsView::showRuns()
{
    {
        const QSignalBlocker blocker(m_table);
        fillTable();
    }
    const bool isEmpty = m_runs.empty() && m_shown.isNull();
    m_empty->setVisible(isEmpty);
    m_table->setHidden(m_runs.empty());
    m_panel->setHidden(isEmpty);
    choose();
}

void UndertakingsView::fillTable()
{
    const EntityDef &definition = *m_context.registry->entity(m_look.entity);
    const RecordId chosen = m_shown;
    QStringList titles;
    for (const FieldNumber column : m_look.columns)
        titles.append(m_context.labels->field(definition, *definition.field(column)));
    m_table->clearSelection();
    m_table->setColumnCount(int(titles.size()));
    m_table->setHorizontalHeaderLabels(titles);
    m_table->setRowCount(int(m_runs.size()));
    for (int row = 0; row < int(m_runs.size()); ++row) {
        const Record &run = m_runs[size_t(row)];
        const QStringList cells = cellsOf(run);
        for (int column = 0; column < cells.size(); ++column) {
            auto *item = new QTableWidgetItem(cells.at(column));
            item->setData(Qt::UserRole, QVariant::fromValue(run.key.id));
            m_table->setItem(row, column, item);
        }
        if (run.key.id == chosen)
            m_table->selectRow(row);
    }
    m_table->resizeColumnsToContents();
    const auto wide = std::find(m_look.columns.begin(), m_look.columns.end(), m_look.wide);
    m_table->horizontalHeader()->setSectionResizeMode(int(wide - m_look.columns.begin()), QHeaderView::Stretch);
    if (chosen.isNull() && !m_runs.empty())
        m_table->selectRow(0);
}

RecordId UndertakingsView::chosenRun() const
{
    const QList<QTableWidgetItem *> items = m_table->selectedItems();
    return items.isEmpty() ? RecordId() : items.first()->data(Qt::UserRole).value<RecordId>();
}

void UndertakingsView::choose()
{
    const RecordId run = chosenRun();
    if (!run.isNull())
        chooseRun(run);
}

void UndertakingsView::chooseRun(const RecordId &run)
{
    if (run == m_shown)
        return;
    m_shown = run;
    m_panel->showRun(run);
}

}
