// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/timelineview.h"

#include "client/records/records.h"
#include "client/shell/timelinedelegate.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"
#include "shared/entities/entitynames.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem::client {

using namespace std::chrono_literals;
namespace activity = entities::activity;

TimelineView::TimelineView(FieldContext context, QWidget *parent)
    : QWidget(parent)
    , m_context(std::move(context))
    , m_model(*m_context.records)
    , m_kind(new QComboBox(this))
    , m_text(new QLineEdit(this))
    , m_add(new QPushButton(this))
    , m_attach(new QPushButton(this))
    , m_filter(new QComboBox(this))
    , m_list(new QListView(this))
    , m_empty(new EmptyState(this))
{
    m_attach->setIcon(icons::icon(QStringLiteral("paperclip")));
    m_list->setModel(&m_model);
    auto *delegate = new TimelineDelegate(m_context, m_list);
    m_list->setItemDelegate(delegate);
    m_model.setWords([delegate](const TimelineModel::Item &item) { return delegate->text(item); });
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setUniformItemSizes(false);
    m_empty->setIcon(QStringLiteral("history"));
    // A file that is dropped here goes to the record, not as a path into the text.
    m_text->setAcceptDrops(false);
    auto *composer = new QHBoxLayout;
    composer->setSpacing(tokens::spaceSmall);
    composer->addWidget(m_kind);
    composer->addWidget(m_text, 1);
    composer->addWidget(m_add);
    composer->addWidget(m_attach);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(tokens::space, tokens::space, tokens::space, 0);
    layout->addLayout(composer);
    layout->addWidget(m_filter, 0, Qt::AlignLeft);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_empty, 1);

    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(300ms);
    connect(&m_draftTimer, &QTimer::timeout, this, &TimelineView::saveDraft);
    connect(m_text, &QLineEdit::textEdited, this, [this] { m_draftTimer.start(); });
    connect(m_kind, &QComboBox::activated, this, [this] { m_draftTimer.start(); });
    connect(m_add, &QPushButton::clicked, this, &TimelineView::addActivity);
    connect(m_text, &QLineEdit::returnPressed, this, &TimelineView::addActivity);
    connect(m_attach, &QPushButton::clicked, this, &TimelineView::chooseFiles);
    connect(m_filter, &QComboBox::currentIndexChanged, this, [this] {
        const int kinds = m_filter->currentData().toInt();
        m_model.setKinds(kinds == 0 ? TimelineModel::Kinds(31) : TimelineModel::Kinds(kinds));
    });
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) {
        const TimelineModel::Item *item = m_model.itemAt(index.row());
        const EntityDef *entity = item ? m_context.records->entity(item->record.key.entity) : nullptr;
        if (entity)
            emit openRequested(entity->name, item->record.key.id);
    });
    connect(&m_model, &TimelineModel::loaded, this, &TimelineView::updateHint);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &TimelineView::updateHint);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &TimelineView::updateHint);
    connect(m_context.records, &Records::titlesChanged, m_list->viewport(), QOverload<>::of(&QWidget::update));
    retranslate();
    updateHint();
}

TimelineView::~TimelineView()
{
    leaveRecord();
}

/// In a narrow column the question would be cut.
void TimelineView::fitPrompt()
{
    const QString question = tr("What happened, or what is to be done?");
    const int room = m_text->width() - 2 * tokens::space;
    m_text->setPlaceholderText(m_text->fontMetrics().horizontalAdvance(question) <= room ? question : tr("New entry"));
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitPrompt();
}

void TimelineView::setRecord(const RecordKey &key)
{
    leaveRecord();
    m_key = key;
    m_text->clear();
    if (!key.isNull()) {
        m_context.records->loadDraft(draftKey(), this, [this, key](const Result<std::optional<Draft>> &draft) {
            if (draft && *draft && key == m_key && m_text->text().isEmpty())
                showDraft(**draft);
        });
    }
    static_cast<TimelineDelegate *>(m_list->itemDelegate())->setRecordEntity(key.entity);
    m_model.setRecord(key);
    updateHint();
}

void TimelineView::addActivity()
{
    const QString text = m_text->text().trimmed();
    const EntityDef *entity = m_context.records->entity(m_key.entity);
    if (text.isEmpty() || !entity)
        return;
    const FieldValues values{
        {activity::field::kind, Value(m_kind->currentData().toString())},
        {activity::field::subject, Value(text)},
        {activity::field::parent, Value(entity->name + QLatin1Char('/') + toText(m_key.id))},
    };
    // At once: a second Enter, and what is typed from now on, is another entry.
    const Draft sent = draft();
    m_text->clear();
    m_draftTimer.stop();
    Records *records = m_context.records;
    records->create(activity::number, values, records,
        [records, sent, view = QPointer<TimelineView>(this)](const Result<std::vector<MutationId>> &done) {
            if (done)
                return;
            if (!view)
                return records->saveDraft(sent);
            view->takeBack(sent);
            emit view->failed(done.error());
        });
    // Carried out after the entry is written.
    records->removeDraft(sent.key);
}

/// No record has this id, so no form comes upon it.
RecordKey TimelineView::draftKey() const
{
    const EntityDef *entity = m_context.records->entity(m_key.entity);
    if (!entity || m_key.isNull())
        return {};
    return {activity::number, namedRecordId(QStringLiteral("timeline/%1/%2").arg(entity->name, toText(m_key.id)))};
}

Draft TimelineView::draft() const
{
    Draft draft;
    draft.key = draftKey();
    draft.at = QDateTime::currentMSecsSinceEpoch();
    draft.values[activity::field::kind] = Value(m_kind->currentData().toString());
    draft.values[activity::field::subject] = Value(m_text->text());
    return draft;
}

void TimelineView::saveDraft()
{
    m_draftTimer.stop();
    const RecordKey key = draftKey();
    if (key.isNull())
        return;
    if (m_text->text().trimmed().isEmpty())
        m_context.records->removeDraft(key);
    else
        m_context.records->saveDraft(draft());
}

void TimelineView::showDraft(const Draft &draft)
{
    const auto valueOf = [&draft](FieldNumber field) {
        const auto found = draft.values.find(field);
        return found == draft.values.end() ? QString() : found->second.toText();
    };
    m_text->setText(valueOf(activity::field::subject));
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(valueOf(activity::field::kind))));
}

/// The view turns to another record or goes away: what was begun waits for the user there.
void TimelineView::leaveRecord()
{
    if (m_draftTimer.isActive())
        saveDraft();
}

/// An entry that could not be written is in the box again, before what was typed since.
void TimelineView::takeBack(const Draft &sent)
{
    if (sent.key != draftKey()) {
        m_context.records->saveDraft(sent);
        return;
    }
    const QString since = m_text->text();
    showDraft(sent);
    if (!since.isEmpty())
        m_text->setText(m_text->text() + QLatin1Char(' ') + since);
    saveDraft();
}

void TimelineView::chooseFiles()
{
    auto *dialog = new QFileDialog(this, tr("Attach files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &TimelineView::attach);
    dialog->open();
}

void TimelineView::attach(const QStringList &paths)
{
    for (const QString &path : paths) {
        m_context.records->attachFile(m_key, path, this, [this, path](Result<RecordId> file) {
            if (file.ok())
                emit attached(QFileInfo(path).fileName());
            else
                emit failed(file.error());
        });
    }
}

void TimelineView::updateHint()
{
    const bool empty = m_model.rowCount() == 0;
    m_list->setVisible(!empty);
    m_empty->setVisible(empty);
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
    const int kind = std::max(0, m_kind->currentIndex());
    const int filter = std::max(0, m_filter->currentIndex());
    m_kind->clear();
    m_kind->addItem(icons::icon(QStringLiteral("sticky-note")), tr("Note"), QStringLiteral("note"));
    m_kind->addItem(icons::icon(QStringLiteral("phone")), tr("Call"), QStringLiteral("call"));
    m_kind->addItem(icons::icon(QStringLiteral("square-check-big")), tr("Task"), QStringLiteral("task"));
    m_kind->addItem(icons::icon(QStringLiteral("users")), tr("Meeting"), QStringLiteral("meeting"));
    m_kind->addItem(icons::icon(QStringLiteral("map-pin")), tr("Visit"), QStringLiteral("visit"));
    m_kind->setCurrentIndex(kind);
    m_kind->setAccessibleName(tr("Kind of entry"));
    m_filter->clear();
    m_filter->addItem(tr("Everything"), 0);
    m_filter->addItem(tr("Changes"), int(Kind::Change));
    m_filter->addItem(tr("Activities and notes"), int(Kind::Activity) | int(Kind::Note));
    m_filter->addItem(tr("Approvals"), int(Kind::Approval));
    m_filter->addItem(tr("Files"), int(Kind::File));
    m_filter->setCurrentIndex(filter);
    m_filter->setAccessibleName(tr("Show in the timeline"));
    fitPrompt();
    m_text->setToolTip(tr("What happened, or what is to be done?"));
    m_text->setAccessibleName(tr("New entry"));
    m_add->setText(tr("Add"));
    m_attach->setToolTip(tr("Attach files"));
    m_attach->setAccessibleName(tr("Attach files"));
    m_list->setAccessibleName(tr("Timeline"));
    m_empty->setText(tr("Nothing has happened here yet. Write a note or log a call above."));
}

}
