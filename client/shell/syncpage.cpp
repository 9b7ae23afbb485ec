// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/syncpage.h"

#include "client/fields/recordscontext.h"
#include "client/records/records.h"
#include "client/shell/conflictresolution.h"
#include "client/shell/navigator.h"
#include "client/shell/offerbar.h"
#include "client/shell/problemdialog.h"
#include "client/shell/waitingpanel.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/tokens.h"
#include "shared/base/daytext.h"
#include "shared/base/errortext.h"

#include <QEvent>
#include <QHeaderView>
#include <QLocale>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

constexpr int keyRole = Qt::UserRole;
constexpr int indexRole = Qt::UserRole + 1;
constexpr int idRole = Qt::UserRole + 2; ///< names the row among those of its list
constexpr int mostRows = 200;
constexpr int reloadMs = 300; ///< answers of the server come in bursts

/// Where the user is in a list.
struct Place
{
    explicit Place(const QTreeWidget &list)
        : id(list.currentItem() ? list.currentItem()->data(0, idRole).toString() : QString())
        , scrolled(list.verticalScrollBar()->value())
    {
    }

    void restore(QTreeWidget &list) const
    {
        for (int i = 0; !id.isEmpty() && i < list.topLevelItemCount(); ++i) {
            if (list.topLevelItem(i)->data(0, idRole).toString() == id)
                list.setCurrentItem(list.topLevelItem(i));
        }
        list.doItemsLayout();
        list.verticalScrollBar()->setValue(scrolled);
    }

    QString id;
    int scrolled;
};

/// One column says the most and takes the room that is left; the last one is a time.
void shareWidth(QTreeWidget &list, int most)
{
    constexpr int enough = 180; // for most names
    QHeaderView &header = *list.header();
    header.setStretchLastSection(false);
    for (int column = 0; column < list.columnCount(); ++column) {
        list.setColumnWidth(column, enough);
        header.setSectionResizeMode(column,
            column == most                         ? QHeaderView::Stretch
                : column == list.columnCount() - 1 ? QHeaderView::ResizeToContents
                                                   : QHeaderView::Interactive);
    }
}

}

SyncPage::SyncPage(const ViewContext &context, QWidget *parent)
    : View(parent)
    , m_context(context)
    , m_strip(new MessageStrip(this))
    , m_tabs(new QTabWidget(this))
    , m_waiting(addSection())
    , m_problems(addSection())
    , m_conflicts(addSection())
    , m_waitingPanel(new WaitingPanel(
          context.records, [this](const Mutation &mutation) { return describe(mutation); }, this))
    , m_problemOffer(new OfferBar(*m_problems.list, this))
    , m_conflictOffer(new OfferBar(*m_conflicts.list, this))
{
    m_tabs->setDocumentMode(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_strip);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_waitingPanel);
    layout->addWidget(m_problemOffer);
    layout->addWidget(m_conflictOffer);
    m_reloadTimer.setSingleShot(true);
    m_reloadTimer.setInterval(reloadMs);
    connect(&m_reloadTimer, &QTimer::timeout, this, &SyncPage::reload);
    connect(&m_context.records, &Records::outboxChanged, this, &SyncPage::reloadSoon);
    connect(&m_context.records, &Records::changed, this, [this](const ChangeSet &changes) {
        const EntityDef *conflict = m_context.records.entity(QStringLiteral("conflict"));
        if (conflict && changes.touches(conflict->number))
            reloadSoon();
    });
    const auto openRecord = [this](QTreeWidgetItem *item) {
        const auto key = item->data(0, keyRole).value<RecordKey>();
        if (const EntityDef *entity = m_context.records.entity(key.entity))
            m_context.navigator.open(Location::record(entity->name, key.id));
    };
    connect(m_waiting.list, &QTreeWidget::itemActivated, this, openRecord);
    connect(m_waiting.list, &QTreeWidget::currentItemChanged, this, &SyncPage::showChosenChange);
    connect(m_tabs, &QTabWidget::currentChanged, this, &SyncPage::showWhatIsBelow);
    connect(m_problems.list, &QTreeWidget::itemActivated, this,
        [this](QTreeWidgetItem *item) { openProblem(m_problemItems.at(item->data(0, indexRole).toUInt())); });
    connect(m_conflicts.list, &QTreeWidget::itemActivated, this,
        [this](QTreeWidgetItem *item) { openConflict(item->data(0, keyRole).value<RecordKey>()); });
    // Who has turned to a list stays there.
    connect(m_tabs, &QTabWidget::tabBarClicked, this, [this] { m_choosesTab = false; });
    retranslate();
    showWhatIsBelow();
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

/// Not started anew while it runs: during a long upload the page still follows.
void SyncPage::reloadSoon()
{
    if (!m_reloadTimer.isActive())
        m_reloadTimer.start();
}

void SyncPage::reload()
{
    if (m_awaited > 0)
        return reloadSoon();
    m_awaited = 3;
    Records &records = m_context.records;
    const auto waiting = [this](const Result<std::vector<OutboxItem>> &items) {
        take(items, &SyncPage::showWaiting);
    };
    records.outbox(this, waiting, mostRows);
    records.problems(
        this, [this](const Result<std::vector<ProblemItem>> &items) { take(items, &SyncPage::showProblems); });
    records.conflicts(
        this, [this](const Result<std::vector<ConflictItem>> &items) { take(items, &SyncPage::showConflicts); });
}

template <typename T>
void SyncPage::take(const Result<std::vector<T>> &items, void (SyncPage::*show)(const std::vector<T> &))
{
    --m_awaited;
    if (items.ok())
        (this->*show)(*items);
    else
        m_strip->showError(items.error());
    if (m_awaited == 0 && m_choosesTab)
        chooseTab();
}

void SyncPage::showWhatMatters()
{
    m_choosesTab = true;
    if (m_awaited == 0)
        reload();
}

void SyncPage::chooseTab()
{
    m_choosesTab = false;
    for (const Section *section : {&m_problems, &m_conflicts, &m_waiting}) {
        if (section->total > 0)
            return m_tabs->setCurrentWidget(section->list->parentWidget());
    }
}

QString SyncPage::describe(const Mutation &mutation) const
{
    const EntityDef *entity = m_context.records.registry()->entityOrRemoved(mutation.entity);
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
        const FieldDef *field = entity ? entity->fieldOrRemoved(change.field) : nullptr;
        names.append(field ? labels.field(*entity, *field) : tr("field %1").arg(change.field));
    }
    return tr("Changed: %1").arg(names.join(tr(", ")));
}

QTreeWidgetItem *SyncPage::addRow(
    QTreeWidget *list, const QStringList &columns, const RecordKey &key, const QString &id)
{
    auto *item = new QTreeWidgetItem(list, columns);
    item->setData(0, keyRole, QVariant::fromValue(key));
    item->setData(0, idRole, id);
    item->setSizeHint(0, QSize(0, tokens::rowHeight));
    for (int column = 0; column < columns.size(); ++column)
        item->setToolTip(column, columns.at(column));
    return item;
}

void SyncPage::fill(Section &section, qint64 total, const std::function<void(size_t index)> &addRow)
{
    section.total = total;
    const Place place(*section.list);
    section.list->clear();
    const qint64 shown = std::min<qint64>(total, mostRows);
    for (qint64 i = 0; i < shown; ++i)
        addRow(size_t(i));
    if (total > shown) {
        auto *rest = new QTreeWidgetItem(section.list, {tr("and %n more", nullptr, int(total - shown))});
        rest->setFlags(Qt::NoItemFlags);
    }
    place.restore(*section.list);
    auto *stack = static_cast<QStackedWidget *>(section.list->parentWidget());
    stack->setCurrentWidget(total == 0 ? static_cast<QWidget *>(section.empty) : section.list);
}

void SyncPage::showWaiting(const std::vector<OutboxItem> &items)
{
    const bool all = items.size() < size_t(mostRows);
    const qint64 total = all ? qint64(items.size()) : std::max<qint64>(mostRows, m_context.records.syncState().waiting);
    m_waitingItems = items;
    // A list that is only brought up to date does not turn to another line in between.
    const QSignalBlocker quiet(m_waiting.list);
    fill(m_waiting, total, [&](size_t index) {
        const Mutation &mutation = items[index].mutation;
        const EntityDef *entity = m_context.records.registry()->entityOrRemoved(mutation.entity);
        auto *row = addRow(m_waiting.list,
            {items[index].title, entity ? m_context.records.labels().entity(*entity) : QString(), describe(mutation),
                momentText(mutation.at, QLocale(m_context.records.language()))},
            {mutation.entity, mutation.record}, QString::number(mutation.id.number));
        row->setData(0, indexRole, uint(index));
    });
    m_tabs->setTabText(0, tr("Waiting (%1)").arg(total));
    showWhatIsBelow();
}

bool SyncPage::isShown(const Section &section) const
{
    return m_tabs->currentWidget() == section.list->parentWidget();
}

void SyncPage::showWhatIsBelow()
{
    m_waitingPanel->setVisible(isShown(m_waiting) && m_waiting.total > 0);
    m_problemOffer->offer(isShown(m_problems) && m_problems.total > 0);
    m_conflictOffer->offer(isShown(m_conflicts) && m_conflicts.total > 0);
    showChosenChange();
}

void SyncPage::showChosenChange()
{
    const QTreeWidgetItem *row = isShown(m_waiting) ? m_waiting.list->currentItem() : nullptr;
    // The line that counts the rest stands for no change.
    const QVariant index = row ? row->data(0, indexRole) : QVariant();
    m_waitingPanel->setChange(index.isValid() ? std::optional(m_waitingItems.at(index.toUInt())) : std::nullopt);
}

void SyncPage::showProblems(const std::vector<ProblemItem> &items)
{
    m_problemItems = items;
    fill(m_problems, qint64(items.size()), [&](size_t index) {
        const Problem &problem = items[index].problem;
        const EntityDef *entity = m_context.records.registry()->entityOrRemoved(problem.mutation.entity);
        // Records of a removed entity have no name any more.
        const QString kind = entity ? m_context.records.labels().entity(*entity) : QString();
        auto *row = addRow(m_problems.list,
            {items[index].title.isEmpty() ? kind : items[index].title, describe(problem.mutation),
                errorText(problem.error), momentText(problem.at, QLocale(m_context.records.language()))},
            {problem.mutation.entity, problem.mutation.record}, QString::number(problem.id));
        row->setData(0, indexRole, uint(index));
    });
    m_tabs->setTabText(1, tr("Problems (%1)").arg(items.size()));
    showWhatIsBelow();
}

/// Who wrote one side of a conflict, and when.
QString SyncPage::sideText(const RecordId &user, const QString &name, Timestamp at) const
{
    const bool isOwn = !user.isNull() && user == m_context.records.currentUser();
    const QString who = isOwn ? tr("you") : name.isEmpty() ? tr("somebody else") : name;
    return at > 0 ? tr("%1 (%2)").arg(who, momentText(at, QLocale(m_context.records.language()))) : who;
}

void SyncPage::showConflicts(const std::vector<ConflictItem> &items)
{
    fill(m_conflicts, qint64(items.size()), [&](size_t index) {
        const ConflictItem &item = items[index];
        const EntityDef *entity = m_context.records.entity(item.record.entity);
        const FieldDef *field = entity ? entity->fieldOrRemoved(item.field) : nullptr;
        const QString label = field ? m_context.records.labels().field(*entity, *field) : QString();
        const QStringList sides{sideText(item.standingUser, item.standingName, item.standingAt),
            sideText(item.displacedUser, item.displacedName, item.displacedAt)};
        addRow(m_conflicts.list,
            {item.title, item.ofRecord ? tr("Deleted and edited") : label, sides.join(tr(", ")),
                momentText(item.at, QLocale(m_context.records.language()))},
            item.record, toText(item.id));
    });
    m_tabs->setTabText(2, tr("Conflicts (%1)").arg(items.size()));
    showWhatIsBelow();
}

void SyncPage::openProblem(const ProblemItem &item)
{
    auto *dialog = new ProblemDialog(fieldContextOf(m_context.records), item, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
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
        m_strip->showError(result.error());
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
    m_conflicts.list->setHeaderLabels({tr("Record"), tr("Field"), tr("By whom"), tr("When")});
    m_waiting.list->setAccessibleName(tr("Changes waiting to be sent"));
    m_problems.list->setAccessibleName(tr("Changes that the server refused"));
    m_conflicts.list->setAccessibleName(tr("Conflicts"));
    m_waiting.empty->setText(tr("Everything has been sent."));
    m_problems.empty->setText(tr("The server accepted everything."));
    m_conflicts.empty->setText(tr("Nobody changed the same field as you."));
    m_problemOffer->setText(tr("Correct or discard…"));
    m_conflictOffer->setText(tr("Compare and choose…"));
    shareWidth(*m_waiting.list, 2);
    shareWidth(*m_problems.list, 2);
    shareWidth(*m_conflicts.list, 2);
}

}
