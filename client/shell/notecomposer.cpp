// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/notecomposer.h"

#include "client/fields/mentionedit.h"
#include "client/records/anylink.h"
#include "client/shell/pendingfiles.h"
#include "client/widgets/icons.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/tokens.h"
#include "shared/entities/entitynames.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem::client {

namespace activity = entities::activity;

NoteComposer::NoteComposer(FieldContext context, QWidget *parent)
    : QWidget(parent)
    , m_context(std::move(context))
    , m_kind(new QComboBox(this))
    , m_text(new MentionEdit(m_context.records, this))
    , m_add(new QPushButton(this))
    , m_attach(new QPushButton(this))
    , m_files(new PendingFiles(*m_context.records, this))
    , m_mentionHint(new QLabel(this))
    , m_strip(new MessageStrip(this))
{
    m_attach->setIcon(icons::icon(QStringLiteral("paperclip")));
    m_mentionHint->setWordWrap(true);
    m_mentionHint->setForegroundRole(QPalette::PlaceholderText);
    auto *line = new QHBoxLayout;
    line->setSpacing(tokens::spaceSmall);
    line->addWidget(m_kind, 0, Qt::AlignTop);
    line->addWidget(m_text, 1, Qt::AlignTop);
    line->addWidget(m_add, 0, Qt::AlignTop);
    line->addWidget(m_attach, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::spaceSmall);
    layout->addLayout(line);
    layout->addWidget(m_files);
    layout->addWidget(m_mentionHint);
    layout->addWidget(m_strip);
    connectParts();
    retranslate();
    updateState();
}

void NoteComposer::connectParts()
{
    connect(m_text, &MentionEdit::edited, this, [this] {
        m_strip->clear();
        keepDraft();
        updateState();
    });
    connect(m_kind, &QComboBox::activated, this, &NoteComposer::keepDraft);
    connect(m_add, &QPushButton::clicked, this, &NoteComposer::add);
    connect(m_text, &MentionEdit::submitted, this, &NoteComposer::add);
    connect(m_attach, &QPushButton::clicked, this, &NoteComposer::chooseFiles);
    const auto clear = [this] {
        m_strip->clear();
    };
    connect(m_text, &MentionEdit::filesPasted, this, clear);
    connect(m_text, &MentionEdit::picturePasted, this, clear);
    connect(m_text, &MentionEdit::filesPasted, m_files, &PendingFiles::addFiles);
    connect(m_text, &MentionEdit::picturePasted, m_files, &PendingFiles::addPicture);
    connect(m_files, &PendingFiles::refused, this, [this](const QString &text) { m_strip->showError(text); });
    connect(m_files, &PendingFiles::attached, this, &NoteComposer::attached);
    connect(m_files, &PendingFiles::failed, this, &NoteComposer::failed);
}

void NoteComposer::setRecord(const RecordKey &key)
{
    m_key = key;
    m_text->setStoredText({});
    m_strip->clear();
    m_files->setRecord(key);
    updateState();
    const int asked = ++m_asked;
    if (key.isNull())
        return;
    m_context.records->loadDraft(draftKey(), this, [this, asked](const Result<std::optional<Draft>> &draft) {
        if (draft && *draft && asked == m_asked)
            takeBack(**draft);
    });
}

void NoteComposer::add()
{
    const QString text = m_text->storedText().trimmed();
    if (m_key.isNull() || isTooLong(text))
        return;
    if (!text.isEmpty())
        addActivity(text);
    m_files->attachAll();
}

bool NoteComposer::isTooLong(const QString &text)
{
    const EntityDef *entity = m_context.records->entity(activity::number);
    const FieldDef *subject = entity ? entity->field(activity::field::subject) : nullptr;
    const int most = subject ? subject->maxLength : 0;
    if (most == 0 || text.size() <= most)
        return false;
    m_strip->showError(tr(
        "The entry is too long by %n character(s). A mention counts as about 50.", nullptr, int(text.size()) - most));
    return true;
}

void NoteComposer::addActivity(const QString &text)
{
    const EntityDef *entity = m_context.records->entity(m_key.entity);
    if (!entity)
        return;
    const QString kind = m_kind->currentData().toString();
    FieldValues values{
        {activity::field::kind, Value(kind)},
        {activity::field::subject, Value(text)},
        {activity::field::parent, anyLink(*entity, m_key.id)},
    };
    // What is written down here has happened; only a task is still to be done.
    if (kind != QLatin1String("task"))
        values.emplace(activity::field::status, Value(QStringLiteral("done")));
    // At once: a second Enter, and what is typed from now on, is another entry.
    const Draft sent = draft();
    m_text->setStoredText({});
    updateState();
    Records *records = m_context.records;
    records->create(activity::number, values, records,
        [records, sent, view = QPointer<NoteComposer>(this)](const Result<std::vector<MutationId>> &done) {
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
RecordKey NoteComposer::draftKey() const
{
    const EntityDef *entity = m_context.records->entity(m_key.entity);
    if (!entity || m_key.isNull())
        return {};
    return {activity::number, namedRecordId(QStringLiteral("timeline/%1/%2").arg(entity->name, toText(m_key.id)))};
}

Draft NoteComposer::draft() const
{
    Draft draft;
    draft.key = draftKey();
    draft.at = QDateTime::currentMSecsSinceEpoch();
    draft.values[activity::field::kind] = Value(m_kind->currentData().toString());
    draft.values[activity::field::subject] = Value(m_text->storedText());
    return draft;
}

/// At each step: the records write drafts together and in their own time.
void NoteComposer::keepDraft()
{
    const RecordKey key = draftKey();
    if (key.isNull())
        return;
    if (m_text->storedText().trimmed().isEmpty())
        m_context.records->removeDraft(key);
    else
        m_context.records->saveDraft(draft());
}

void NoteComposer::showDraft(const Draft &draft)
{
    const auto valueOf = [&draft](FieldNumber field) {
        const auto found = draft.values.find(field);
        return found == draft.values.end() ? QString() : found->second.toText();
    };
    m_text->setStoredText(valueOf(activity::field::subject));
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(valueOf(activity::field::kind))));
    updateState();
}

/// What was begun before, or could not be written, is in the box again, before what was typed since.
void NoteComposer::takeBack(const Draft &begun)
{
    if (begun.key != draftKey()) {
        m_context.records->saveDraft(begun);
        return;
    }
    const QString since = m_text->storedText();
    showDraft(begun);
    if (!since.isEmpty())
        m_text->setStoredText(m_text->storedText() + QLatin1Char(' ') + since);
    keepDraft();
}

void NoteComposer::chooseFiles()
{
    auto *dialog = new QFileDialog(this, tr("Attach files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &NoteComposer::attachRequested);
    dialog->open();
}

/// The rights of others are known to the server alone, so that is said for all.
void NoteComposer::updateState()
{
    m_mentionHint->setVisible(m_text->namesSomebody());
}

/// In a narrow column the question would be cut.
void NoteComposer::fitPrompt()
{
    const QString question = tr("What happened, or what is to be done?");
    // The viewport follows its text only when that is shown.
    const int room = m_text->contentsRect().width() - 2 * tokens::space;
    m_text->setPlaceholderText(m_text->fontMetrics().horizontalAdvance(question) <= room ? question : tr("New entry"));
}

void NoteComposer::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitPrompt();
}

void NoteComposer::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void NoteComposer::retranslate()
{
    const int kind = std::max(0, m_kind->currentIndex());
    m_kind->clear();
    m_kind->addItem(icons::icon(QStringLiteral("sticky-note")), tr("Note"), QStringLiteral("note"));
    m_kind->addItem(icons::icon(QStringLiteral("phone")), tr("Call"), QStringLiteral("call"));
    m_kind->addItem(icons::icon(QStringLiteral("square-check-big")), tr("Task"), QStringLiteral("task"));
    m_kind->addItem(icons::icon(QStringLiteral("users")), tr("Meeting"), QStringLiteral("meeting"));
    m_kind->addItem(icons::icon(QStringLiteral("map-pin")), tr("Visit"), QStringLiteral("visit"));
    m_kind->setCurrentIndex(kind);
    m_kind->setAccessibleName(tr("Kind of entry"));
    fitPrompt();
    m_text->setToolTip(tr("What happened, or what is to be done? @ names a colleague, who is notified; pictures and "
                          "files can be pasted."));
    m_text->setAccessibleName(tr("New entry"));
    m_mentionHint->setText(tr("Only colleagues who may see this entry and its record are notified."));
    m_add->setText(tr("Add"));
    m_attach->setToolTip(tr("Attach files"));
    m_attach->setAccessibleName(tr("Attach files"));
}

}
