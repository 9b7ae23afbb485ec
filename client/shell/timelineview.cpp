// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/timelineview.h"

#include "client/fields/filehandover.h"
#include "client/fields/recordscontext.h"
#include "client/lists/masschangepanel.h"
#include "client/lists/masschangesdialog.h"
#include "client/records/records.h"
#include "client/shell/changeundo.h"
#include "client/shell/notecomposer.h"
#include "client/shell/timelinedelegate.h"
#include "client/shell/timelinepictures.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/icons.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/tokens.h"
#include "shared/base/errortext.h"
#include "shared/entities/entitynames.h"

#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QScrollBar>
#include <QShortcut>
#include <QVBoxLayout>

namespace tandem::client {

namespace activity = entities::activity;

namespace {

QKeySequence pinKeys()
{
    return QKeySequence(QStringLiteral("Ctrl+Alt+P"));
}

}

TimelineView::TimelineView(FieldContext context, QWidget *parent)
    : QWidget(parent)
    , m_context(std::move(context))
    , m_model(*m_context.records)
    , m_composer(new NoteComposer(m_context, this))
    , m_filter(new QComboBox(this))
    , m_list(new QListView(this))
    , m_missing(new QLabel(this))
    , m_older(new QLabel(this))
    , m_strip(new MessageStrip(this))
    , m_delegate(new TimelineDelegate(m_context, m_list))
    , m_handover(
          new FileHandover(*m_list, *m_context.records, [this](const QModelIndex &index) { return fileAt(index); }))
    , m_undo(new ChangeUndo(m_context, this))
    , m_empty(new EmptyState(this))
{
    buildList();
    for (QLabel *hint : {m_missing, m_older}) {
        hint->setForegroundRole(QPalette::PlaceholderText);
        hint->setWordWrap(true);
    }
    m_strip->setCloseable(false);
    m_empty->setIcon(QStringLiteral("history"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(tokens::space, tokens::space, tokens::space, 0);
    layout->addWidget(m_composer);
    layout->addWidget(m_filter, 0, Qt::AlignLeft);
    layout->addWidget(m_missing);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_older);
    layout->addWidget(m_strip);
    connectParts();
    retranslate();
}

void TimelineView::buildList()
{
    m_list->setModel(&m_model);
    m_list->setItemDelegate(m_delegate);
    m_model.setWords([delegate = m_delegate](const TimelineModel::Item &item) { return delegate->text(item); });
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setUniformItemSizes(false);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    auto *pin = new QShortcut(pinKeys(), m_list);
    pin->setContext(Qt::WidgetShortcut);
    connect(pin, &QShortcut::activated, this, [this] { togglePinned(m_list->currentIndex()); });
}

void TimelineView::connectParts()
{
    connect(m_composer, &NoteComposer::attachRequested, this, &TimelineView::attach);
    connect(m_composer, &NoteComposer::attached, this, &TimelineView::attached);
    connect(m_composer, &NoteComposer::failed, this, &TimelineView::failed);
    connect(m_handover, &FileHandover::told, this, &TimelineView::told);
    connect(m_handover, &FileHandover::failed, this, &TimelineView::failed);
    connect(m_undo, &ChangeUndo::told, this, &TimelineView::told);
    connect(m_undo, &ChangeUndo::failed, this, &TimelineView::failed);
    connect(m_filter, &QComboBox::currentIndexChanged, this, [this] {
        const int kinds = m_filter->currentData().toInt();
        m_model.setKinds(kinds == 0 ? TimelineModel::Kinds(31) : TimelineModel::Kinds(kinds));
    });
    connect(m_list, &QListView::activated, this, &TimelineView::openEntry);
    connect(m_list, &QWidget::customContextMenuRequested, this, &TimelineView::showMenu);
    connect(m_delegate, &TimelineDelegate::mentionActivated, this,
        [this](const RecordId &user) { emit openRequested(entities::user::entityName(), user); });
    connect(&m_delegate->pictures(), &TimelinePictures::loaded, m_list->viewport(), QOverload<>::of(&QWidget::update));
    connect(&m_delegate->pictures(), &TimelinePictures::roomChanged, m_list, &QAbstractItemView::doItemsLayout);
    // Not at each of its steps: all rows may be exchanged for others, and a list that is hidden loses the focus.
    connect(&m_model, &TimelineModel::loaded, this, &TimelineView::updateHint);
    connect(&m_model, &QAbstractItemModel::rowsAboutToBeInserted, this, &TimelineView::holdPlace);
    connect(&m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &TimelineView::holdPlace);
    connect(&m_model, &TimelineModel::loaded, this, &TimelineView::keepPlace);
    connect(&m_model, &TimelineModel::loaded, this, &TimelineView::stayWithPinned);
    connect(&m_model, &TimelineModel::loaded, this, &TimelineView::goOn);
    connect(m_strip, &MessageStrip::actionTriggered, this, [this] { m_model.retry(); });
    connect(m_context.records, &Records::titlesChanged, m_list->viewport(), QOverload<>::of(&QWidget::update));
    connect(m_context.records, &Records::registryChanged, this, &TimelineView::renewContext);
    connect(m_context.records, &Records::languageChanged, this, &TimelineView::renewContext);
}

void TimelineView::renewContext()
{
    m_context = fieldContextOf(*m_context.records);
    m_delegate->setContext(m_context);
    m_undo->setContext(m_context);
    m_list->doItemsLayout(); // lines may be of another number now
}

void TimelineView::setRecord(const RecordKey &key)
{
    m_key = key;
    m_pinning.reset();
    m_composer->setRecord(key);
    m_delegate->setRecordEntity(key.entity);
    m_delegate->pictures().clear();
    m_model.setRecord(key);
    updateHint();
}

void TimelineView::attach(const QStringList &paths)
{
    for (const QString &path : paths) {
        m_context.records->attachFile(m_key, path, this, [this, path](Result<RecordId> file) {
            if (file.ok())
                emit attached(QFileInfo(path).fileName());
            else if (file.error().code != ErrorCode::Cancelled) // who stopped it knows
                emit failed(file.error());
        });
    }
}

// ── entries ────────────────────────────────────────────────────────────────────────────────────────────────────────

bool TimelineView::mayPin(const TimelineModel::Item &item) const
{
    return item.record.key.entity == activity::number && m_context.records->mayEdit(item.record)
        && m_context.records->fieldAccess(activity::number, activity::field::pinned) == FieldAccess::Write;
}

void TimelineView::togglePinned(const QModelIndex &index)
{
    const TimelineModel::Item *item = m_model.itemAt(index.row());
    if (!item || !mayPin(*item))
        return;
    const RecordKey key = item->record.key;
    // What was asked for last counts, not what is still to be seen of it.
    const bool isAgain = m_pinning && m_pinning->key == key;
    const bool pinned = !(isAgain ? m_pinning->pinned : item->pinned);
    m_pinning = Pinning{key, pinned, (isAgain ? m_pinning->writes : 0) + 1};
    const FieldValues values{{activity::field::pinned, Value(pinned)}};
    m_context.records->update(
        key, values, this, [this, key](const Result<std::vector<MutationId>> &done) { pinningWritten(key, done); });
}

void TimelineView::pinningWritten(const RecordKey &key, const Result<std::vector<MutationId>> &done)
{
    if (m_pinning && m_pinning->key == key) {
        --m_pinning->writes;
        if (!done.ok())
            m_pinning.reset();
    }
    if (!done.ok())
        emit failed(done.error());
    stayWithPinned();
}

/// An entry that changes its place keeps the keyboard: the next key is meant for it too.
void TimelineView::stayWithPinned()
{
    if (!m_pinning || m_pinning->writes > 0)
        return;
    const int row = m_model.rowOf(m_pinning->key);
    if (row < 0 || m_model.itemAt(row)->pinned != m_pinning->pinned)
        return;
    m_pinning.reset();
    m_list->setCurrentIndex(m_model.index(row));
}

/// Before the first step of a change: where the keyboard is, if that is in sight. At the top there is nothing to hold:
/// what is new shall be seen.
void TimelineView::holdPlace()
{
    if (m_place.isValid() || m_list->verticalScrollBar()->value() == 0)
        return;
    const QModelIndex current = m_list->currentIndex();
    const bool isSeen = current.isValid() && m_list->viewport()->rect().intersects(m_list->visualRect(current));
    m_place = isSeen ? current : m_list->indexAt(QPoint(0, 0));
    m_placeTop = m_list->visualRect(m_place).top();
}

/// What came above the reader has not pushed away what he reads.
void TimelineView::keepPlace()
{
    if (m_place.isValid()) {
        QScrollBar *bar = m_list->verticalScrollBar();
        bar->setValue(bar->value() + m_list->visualRect(m_place).top() - m_placeTop);
    }
    m_place = QPersistentModelIndex();
}

/// The list asks for more when its rows change or are scrolled. What can be asked for may become clear in between.
void TimelineView::goOn()
{
    const QModelIndex last = m_model.index(m_model.rowCount() - 1);
    if (m_model.canFetchMore({}) && last.isValid() && m_list->viewport()->rect().intersects(m_list->visualRect(last)))
        m_model.fetchMore({});
}

RecordId TimelineView::fileAt(const QModelIndex &index) const
{
    const TimelineModel::Item *item = m_model.itemAt(index.row());
    return item && item->kind == TimelineModel::Kind::File ? item->record.key.id : RecordId();
}

void TimelineView::openEntry(const QModelIndex &index)
{
    const TimelineModel::Item *item = m_model.itemAt(index.row());
    const EntityDef *entity = item ? m_context.records->entity(item->record.key.entity) : nullptr;
    if (entity)
        emit openRequested(entity->name, item->record.key.id);
}

void TimelineView::showMenu(const QPoint &position)
{
    const QPersistentModelIndex index = m_list->indexAt(position);
    const TimelineModel::Item *item = m_model.itemAt(index.row());
    if (!item)
        return;
    if (item->kind == TimelineModel::Kind::Change)
        return showMenuOfChange(position, item->change);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Open"), this, [this, index] { openEntry(index); });
    if (mayPin(*item)) {
        menu->addAction(icons::icon(QStringLiteral("pin")), item->pinned ? tr("Unpin") : tr("Pin"), pinKeys(), this,
            [this, index] { togglePinned(index); });
    }
    if (const RecordId file = fileAt(index); !file.isNull())
        m_handover->fillMenu(*menu, file);
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

/// Only where there is something to undo, which the records themselves tell.
void TimelineView::showMenuOfChange(const QPoint &position, const HistoryEntry &change)
{
    m_undo->findOffer(m_key, change, [this, key = m_key, position, change](const ChangeUndo::Offer &offer) {
        const RecordId massChange = offer.massChange.key.id;
        if (key != m_key || (!offer.change && massChange.isNull()))
            return; // another record is shown by now, or there is nothing to offer
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        if (offer.change) {
            menu->addAction(icons::icon(QStringLiteral("undo-2")), tr("Undo this change"), this,
                [this, key, change] { m_undo->undo(key, change); });
        }
        if (!massChange.isNull()) {
            menu->addAction(icons::icon(QStringLiteral("history")), MassChangePanel::offer(offer.massChange), this,
                [this, massChange] { showMassChange(massChange); });
        }
        menu->popup(m_list->viewport()->mapToGlobal(position));
    });
}

void TimelineView::showMassChange(const RecordId &massChange)
{
    auto *dialog = new MassChangesDialog(m_context, massChange, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void TimelineView::updateHint()
{
    using State = TimelineModel::HistoryState;
    const State history = m_model.kinds().testFlag(TimelineModel::Kind::Change) ? m_model.historyState() : State::Told;
    // What is not known yet is not nothing.
    const bool empty = m_model.rowCount() == 0 && history != State::Awaited && !m_model.mayHaveMore();
    const bool missing = history == State::Missing;
    m_older->setVisible(m_model.awaitsServer() && !empty);
    showTrouble();
    m_list->setVisible(!empty);
    m_missing->setVisible(missing && !empty);
    m_empty->setText(
        missing ? m_missing->text() : tr("Nothing has happened here yet. Write a note or log a call above."));
    m_empty->setVisible(empty);
}

/// Once for each: what is told again takes no focus from its button.
void TimelineView::showTrouble()
{
    const std::optional<Error> trouble = m_model.trouble();
    if (trouble == m_trouble)
        return;
    m_trouble = trouble;
    if (!trouble)
        return m_strip->clear();
    m_strip->showError(tr("Not everything can be shown: %1").arg(errorText(*trouble)), trouble->toLog());
    m_strip->addAction(QStringLiteral("retry"), tr("Try again"));
}

void TimelineView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void TimelineView::retranslate()
{
    using Kind = TimelineModel::Kind;
    const QSignalBlocker blockFilter(m_filter);
    const int filter = std::max(0, m_filter->currentIndex());
    m_filter->clear();
    m_filter->addItem(tr("Everything"), 0);
    m_filter->addItem(tr("Changes"), int(Kind::Change));
    m_filter->addItem(tr("Activities and notes"), int(Kind::Activity) | int(Kind::Note));
    m_filter->addItem(tr("Approvals"), int(Kind::Approval));
    m_filter->addItem(tr("Files"), int(Kind::File));
    m_filter->setCurrentIndex(filter);
    m_filter->setAccessibleName(tr("Show in the timeline"));
    m_list->setAccessibleName(tr("Timeline"));
    m_missing->setText(tr("The full history comes when the server is reachable."));
    m_older->setText(tr("Older changes come when the server is reachable."));
    m_trouble.reset(); // told again, in this language
    updateHint();
}

}
