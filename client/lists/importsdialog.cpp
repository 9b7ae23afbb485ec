// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/importsdialog.h"

#include "client/fields/recordscontext.h"
#include "client/lists/importrunpanel.h"
#include "client/records/records.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/screenfit.h"
#include "shared/entities/entitynames.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tandem::client {

namespace {

namespace importRun = entities::importRun;

/// As they stand in the table.
constexpr FieldNumber columns[] = {importRun::field::createdAt, importRun::field::owner, importRun::field::entity,
    importRun::field::fileName, importRun::field::created, importRun::field::updated, importRun::field::failed,
    importRun::field::state};

}

ImportsDialog::ImportsDialog(FieldContext context, QWidget *parent)
    : QDialog(parent)
    , m_context(std::move(context))
    , m_empty(new QLabel(tr("Nothing was imported yet."), this))
    , m_table(new QTableWidget(this))
    , m_panel(new ImportRunPanel(m_context, this))
{
    setHelpContext(*this, QStringLiteral("dialog/imports"));
    setWindowTitle(tr("Past imports"));
    resizeWithinScreen(*this, QSize(860, 600));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->setAccessibleName(tr("Past imports"));
    m_empty->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_empty);
    layout->addWidget(m_table, 2);
    layout->addWidget(m_panel, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &ImportsDialog::reject);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &ImportsDialog::choose);
    connect(m_context.records, &Records::changed, this, [this](const ChangeSet &changes) {
        if (changes.touches(importRun::number))
            load();
    });
    connect(m_context.records, &Records::titlesChanged, this, [this] {
        if (!m_runs.empty())
            showRuns();
    });
    load();
}

void ImportsDialog::load()
{
    ListQuery query;
    query.entity = importRun::number;
    query.sort = {{QStringLiteral("createdAt"), true}};
    query.limit = mostImports;
    m_context.records->queryIds(query, this, [this](const Result<std::vector<RecordId>> &ids) {
        if (!ids.ok())
            return;
        m_context.records->readMany(importRun::number, *ids, {}, this, [this](const Result<std::vector<Record>> &runs) {
            if (!runs.ok())
                return;
            m_runs = *runs;
            showRuns();
        });
    });
}

QStringList ImportsDialog::cellsOf(const Record &run) const
{
    const EntityDef &definition = *m_context.registry->entity(importRun::number);
    const FieldFormat format = formatOf(m_context);
    QStringList cells;
    for (const FieldNumber column : columns) {
        Value value = run.value(column);
        if (column == importRun::field::state)
            value = Value(ImportRunPanel::stateOf(run));
        else if (column == importRun::field::createdAt && value.isNull())
            value = run.value(importRun::field::finishedAt); // the server has not seen it yet
        const EntityDef *imported =
            column == importRun::field::entity ? m_context.registry->entity(value.toText()) : nullptr;
        cells.append(
            imported ? m_context.labels->plural(*imported) : format.text(definition, *definition.field(column), value));
    }
    return cells;
}

void ImportsDialog::showRuns()
{
    const EntityDef &definition = *m_context.registry->entity(importRun::number);
    const RecordId chosen = chosenRun();
    {
        const QSignalBlocker blocker(m_table);
        QStringList titles;
        for (const FieldNumber column : columns)
            titles.append(m_context.labels->field(definition, *definition.field(column)));
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
        const auto file = std::find(std::begin(columns), std::end(columns), importRun::field::fileName);
        m_table->horizontalHeader()->setSectionResizeMode(int(file - std::begin(columns)), QHeaderView::Stretch);
        if (chosenRun().isNull() && !m_runs.empty())
            m_table->selectRow(0);
    }
    m_empty->setVisible(m_runs.empty());
    m_table->setHidden(m_runs.empty());
    m_panel->setHidden(m_runs.empty());
    choose();
}

RecordId ImportsDialog::chosenRun() const
{
    const QList<QTableWidgetItem *> items = m_table->selectedItems();
    return items.isEmpty() ? RecordId() : items.first()->data(Qt::UserRole).value<RecordId>();
}

void ImportsDialog::choose()
{
    const RecordId run = chosenRun();
    if (run == m_shown)
        return;
    m_shown = run;
    m_panel->showRun(run);
}

}
