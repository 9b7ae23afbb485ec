// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/syncpage.h"

#include "client/fields/recordscontext.h"
#include "client/forms/fielddiffview.h"
#include "client/records/records.h"
#include "client/shell/conflictresolution.h"
#include "client/shell/navigator.h"
#include "client/shell/problemdialog.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/tokens.h"
#include "shared/base/errortext.h"

#include <QEvent>
#include <QHeaderView>
#include <QLocale>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

constexpr int keyRole = Qt::UserRole;
constexpr int indexRole = Qt::UserRole + 1;

}

SyncPage::SyncPage(const ViewContext &context, QWidget *parent)
    : View(parent)
    , m_context(context)
    , m_strip(new MessageStrip(this))
    , m_tabs(new QTabWidget(this))
    , m_waiting(addSection())
    , m_problems(addSection())
    , m_conflicts(addSection())
{
    m_tabs->setDocumentMode(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_strip);
    layout->addWidget(m_tabs, 1);
    connect(&m_context.records, &Records::outboxChanged, this, &SyncPage::reload);
    connect(&m_context.records, &Records::syncStateChanged, this, &SyncPage::reload);
    const auto openRecord = [this](QTreeWidgetItem *item) {
        const auto key = item->data(0, keyRole).value<RecordKey>();
        if (const EntityDef *entity = m_context.records.entity(key.entity))
            m_context.navigator.open(Location::record(entity->name, key.id));
    };
    connect(m_waiting.list, &QTreeWidget::itemActivated, this, openRecord);
    connect(m_problems.list, &QTreeWidget::itemActivated, this,
        [this](QTreeWidgetItem *item) { openProblem(m_problemItems.at(item->data(0, indexRole).toUInt())); });
    connect(m_conflicts.list, &QTreeWidget::itemActivated, this,
        [this](QTreeWidgetItem *item) { openConflict(item->data(0, keyRole).value<RecordKey>()); });
    retranslate();
    reload();
}

SyncPage::Section SyncPage::addSection()
{
    Section section;
    auto *stack = new QStackedWidget(m_tabs);
    section.list = new QTreeWidget(stack);
    section.list->setRootIsDecorated(false);
    section.list->setAlternatingRowColors(true);
    section.list->setUniformRowHeights(true);
    section.list->setFrameShape(QFrame::NoFrame);
    section.empty = new EmptyState(stack);
    section.empty->setIcon(QStringLiteral("circle-check"));
    stack->addWidget(section.list);
    stack->addWidget(section.empty);
    m_tabs->addTab(stack, QString());
    return section;
}

QString SyncPage::title() const
{
    return tr("Sync");
}

void SyncPage::reload()
{
    Records &records = m_context.records;
    records.outbox(this, [this](Result<std::vector<OutboxItem>> items) {
        if (items.ok())
            showWaiting(*items);
    });
    records.problems(this, [this](Result<std::vector<ProblemItem>> items) {
        if (items.ok())
            showProblems(*items);
    });
    records.conflicts(this, [this](Result<std::vector<ConflictItem>> items) {
        if (items.ok())
            showConflicts(*items);
    });
}

QString SyncPage::describe(const Mutation &mutation) const
{
    const EntityDef *entity = m_context.records.entity(mutation.entity);
    const Labels &labels = m_context.records.labels();
    switch (mutation.kind) {
    case MutationKind::Create:
        return tr("Created");
    case MutationKind::Delete:
        return tr("Deleted");
    case MutationKind::Restore:
        return tr("Restored");
    case MutationKind::Action:
        return entity ? labels.action(*entity, mutation.action) : mutation.action;
    case MutationKind::Update:
        break;
    }
    QStringList names;
    for (const FieldChange &change : mutation.changes) {
        if (const FieldDef *field = entity ? entity->field(change.field) : nullptr)
            names.append(labels.field(*entity, *field));
    }
    return tr("Changed: %1").arg(names.join(tr(", ")));
}

QTreeWidgetItem *SyncPage::addRow(QTreeWidget *list, const QStringList &columns, const RecordKey &key)
{
    auto *item = new QTreeWidgetItem(list, columns);
    item->setData(0, keyRole, QVariant::fromValue(key));
    item->setSizeHint(0, QSize(0, tokens::rowHeight));
    for (int column = 0; column < columns.size(); ++column)
        item->setToolTip(column, columns.at(column));
    return item;
}

void SyncPage::showBody(const Section &section, bool empty)
{
    auto *stack = static_cast<QStackedWidget *>(section.list->parentWidget());
    stack->setCurrentWidget(empty ? static_cast<QWidget *>(section.empty) : section.list);
}

void SyncPage::showWaiting(const std::vector<OutboxItem> &items)
{
    m_waiting.list->clear();
    for (const OutboxItem &item : items) {
        const Mutation &mutation = item.entry.mutation;
        const EntityDef *entity = m_context.records.entity(mutation.entity);
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(mutation.at);
        addRow(m_waiting.list,
            {item.title, entity ? m_context.records.labels().entity(*entity) : QString(), describe(mutation),
                locale().toString(at, QLocale::ShortFormat)},
            {mutation.entity, mutation.record});
    }
    showBody(m_waiting, items.empty());
    m_tabs->setTabText(0, tr("Waiting (%1)").arg(items.size()));
}

void SyncPage::showProblems(const std::vector<ProblemItem> &items)
{
    m_problemItems = items;
    m_problems.list->clear();
    for (size_t i = 0; i < items.size(); ++i) {
        const Problem &problem = items[i].problem;
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(problem.at);
        auto *row = addRow(m_problems.list,
            {items[i].title, describe(problem.mutation), errorText(problem.error),
                locale().toString(at, QLocale::ShortFormat)},
            {problem.mutation.entity, problem.mutation.record});
        row->setData(0, indexRole, uint(i));
    }
    showBody(m_problems, items.empty());
    m_tabs->setTabText(1, tr("Problems (%1)").arg(items.size()));
}

void SyncPage::showConflicts(const std::vector<ConflictItem> &items)
{
    m_conflictItems = items;
    m_conflicts.list->clear();
    for (const ConflictItem &item : items) {
        const EntityDef *entity = m_context.records.entity(item.record.entity);
        const FieldDef *field = entity ? entity->field(item.field) : nullptr;
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(item.at);
        addRow(m_conflicts.list,
            {item.title, field ? m_context.records.labels().field(*entity, *field) : QString(),
                locale().toString(at, QLocale::ShortFormat)},
            item.record);
    }
    showBody(m_conflicts, items.empty());
    m_tabs->setTabText(2, tr("Conflicts (%1)").arg(items.size()));
}

void SyncPage::openProblem(const ProblemItem &item)
{
    auto *dialog = new ProblemDialog(fieldContextOf(m_context.records), item, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ProblemDialog::resendRequested, this, [this](qint64 id, const FieldValues &values) {
        m_context.records.resendProblem(id, values, this, [this](Result<void> done) { report(done); });
    });
    connect(dialog, &ProblemDialog::discardRequested, this,
        [this](qint64 id) { m_context.records.discardProblem(id, this, [this](Result<void> done) { report(done); }); });
    dialog->open();
}

void SyncPage::openConflict(const RecordKey &record)
{
    resolveConflictsOf(m_context.records, record, this);
}

void SyncPage::report(const Result<void> &result)
{
    if (!result.ok())
        m_strip->showError(errorText(result.error()), result.error().toLog());
    else
        m_strip->clear();
}

void SyncPage::changeEvent(QEvent *event)
{
    View::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        reload();
        emit titleChanged();
    }
}

void SyncPage::retranslate()
{
    m_tabs->setAccessibleName(tr("Sync"));
    m_tabs->setTabText(0, tr("Waiting"));
    m_tabs->setTabText(1, tr("Problems"));
    m_tabs->setTabText(2, tr("Conflicts"));
    m_waiting.list->setHeaderLabels({tr("Record"), tr("Kind"), tr("What was done"), tr("When")});
    m_problems.list->setHeaderLabels({tr("Record"), tr("What was done"), tr("Why it was refused"), tr("When")});
    m_conflicts.list->setHeaderLabels({tr("Record"), tr("Field"), tr("When")});
    m_waiting.list->setAccessibleName(tr("Changes waiting to be sent"));
    m_problems.list->setAccessibleName(tr("Changes that the server refused"));
    m_conflicts.list->setAccessibleName(tr("Conflicts"));
    m_waiting.empty->setText(tr("Everything has been sent."));
    m_problems.empty->setText(tr("The server accepted everything."));
    m_conflicts.empty->setText(tr("Nobody changed the same field as you."));
    for (QTreeWidget *list : {m_waiting.list, m_problems.list, m_conflicts.list}) {
        for (int column = 0; column < list->columnCount(); ++column)
            list->setColumnWidth(column, 220);
    }
}

}
