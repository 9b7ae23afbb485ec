// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/recordform.h"

#include "client/fields/recordscontext.h"
#include "client/forms/formbody.h"
#include "client/forms/quickcreatedialog.h"
#include "client/records/records.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/tokens.h"
#include "shared/metadata/fieldtypes/anylinktype.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>

namespace tandem::client {

using namespace std::chrono_literals;

RecordForm::RecordForm(FieldContext context, const QString &entity, QWidget *parent)
    : QWidget(parent)
    , m_context(std::move(context))
    , m_entityName(entity)
    , m_links(new LinkCache(m_context.records, this))
    , m_scroll(new QScrollArea)
    , m_strip(new MessageStrip)
    , m_buttons(new QWidget)
    , m_save(new QPushButton)
    , m_saveAndClose(new QPushButton)
    , m_discard(new QPushButton)
{
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(tokens::spaceMedium, tokens::spaceSmall, tokens::spaceMedium, tokens::space);
    buttons->addStretch(1);
    buttons->addWidget(m_discard);
    buttons->addWidget(m_saveAndClose);
    buttons->addWidget(m_save);
    m_save->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::spaceSmall);
    layout->addWidget(m_strip);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_buttons);

    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(300ms);
    m_rulesTimer.setSingleShot(true);
    m_rulesTimer.setInterval(0);
    connect(&m_draftTimer, &QTimer::timeout, this, &RecordForm::saveDraft);
    connect(&m_rulesTimer, &QTimer::timeout, this, &RecordForm::refreshRules);
    connect(m_links, &LinkCache::changed, this, [this] { m_rulesTimer.start(); });
    connect(m_strip, &MessageStrip::actionTriggered, this, &RecordForm::onStripAction);
    connect(m_save, &QPushButton::clicked, this, &RecordForm::save);
    connect(m_saveAndClose, &QPushButton::clicked, this, &RecordForm::saveAndClose);
    connect(m_discard, &QPushButton::clicked, this, &RecordForm::discard);
    if (m_context.records) {
        connect(m_context.records, &Records::changed, this, &RecordForm::onChanged);
        connect(m_context.records, &Records::accessChanged, this, &RecordForm::followRights);
        connect(m_context.records, &Records::addedToDraft, this, &RecordForm::takeTyped);
    }
    buildBody();
    retranslate();
}

RecordForm::~RecordForm()
{
    leaveRecord();
}

RecordKey RecordForm::key() const
{
    return {m_entity->number, m_record};
}

bool RecordForm::isDirty() const
{
    const auto &editors = m_body->editors();
    return std::any_of(editors.begin(), editors.end(), [](const FieldEditor *editor) {
        return editor->isDirty() && (isWritten(*editor) || editor->field().type == FieldType::Links);
    });
}

FieldEditor *RecordForm::editor(const QString &field) const
{
    return m_body->editor(field);
}

FieldValues RecordForm::values() const
{
    FieldValues values = m_saved;
    for (const FieldEditor *editor : m_body->editors()) {
        if (!editor->field().isStored())
            continue;
        if (const Value value = editor->value(); value.isNull())
            values.erase(editor->field().number);
        else
            values[editor->field().number] = value;
    }
    return values;
}

void RecordForm::setContext(FieldContext context)
{
    // With all that was typed up to now: some of its fields may be gone.
    if (m_draftTimer.isActive())
        saveDraft();
    const EntityDef *entity = context.registry->entity(m_entity->number);
    if (!entity)
        return showRemoved();
    m_entityName = entity->name; // perhaps a new one
    Draft typed;
    typed.isNew = m_new;
    FieldNumber focused = 0;
    for (const FieldEditor *editor : m_body->editors()) {
        if (editor->isAncestorOf(window()->focusWidget()))
            focused = editor->field().number;
        if (!editor->isDirty() || !isKept(*editor))
            continue;
        typed.values[editor->field().number] = editor->typed();
        typed.seen[editor->field().number] = editor->originalValue();
    }
    m_context = std::move(context);
    const bool readOnly = m_body->isAllReadOnly();
    buildBody();
    m_body->setAllReadOnly(readOnly);
    for (FieldEditor *editor : m_body->editors()) {
        const FieldNumber number = editor->field().number;
        editor->setRecord(key(), m_new);
        const auto saved = m_saved.find(number);
        editor->setValue(saved == m_saved.end() ? Value() : saved->second);
        if (typed.values.contains(number))
            editor->enterTyped(typed.values.at(number));
    }
    retranslate();
    refreshRules();
    readRollUps();
    if (FieldEditor *editor = m_body->editor(focused))
        focusEditor(*editor);
}

void RecordForm::setButtonsVisible(bool visible)
{
    m_buttonsWanted = visible;
    m_buttons->setVisible(visible);
}

void RecordForm::setEssentialOnly(bool essential)
{
    m_essentialOnly = essential;
    m_body->setEssentialOnly(essential);
    refreshRules();
}

void RecordForm::discard()
{
    m_draftTimer.stop();
    m_strip->clear();
    for (FieldEditor *editor : m_body->editors()) {
        editor->setHint({});
        editor->clearError();
        if (editor->field().type == FieldType::Links)
            editor->setRecord(key(), m_new);
        else if (const auto saved = m_saved.find(editor->field().number); editor->field().isStored())
            editor->setValue(saved == m_saved.end() ? Value() : saved->second);
    }
    if (m_context.records)
        m_context.records->removeDraft(key());
    refreshRules();
    refreshDirty();
}

void RecordForm::requestClose()
{
    if (!isDirty()) {
        emit closeRequested();
        return;
    }
    m_strip->showMessage(Tone::Warning, tr("This was changed and not saved."));
    m_strip->addAction(QStringLiteral("save"), tr("Save"));
    m_strip->addAction(QStringLiteral("discard"), tr("Discard"));
    m_strip->addAction(QStringLiteral("keep"), tr("Keep editing"));
    m_strip->focusFirstAction();
}

void RecordForm::keyPressEvent(QKeyEvent *event)
{
    const bool control = event->modifiers() & Qt::ControlModifier;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->matches(QKeySequence::Save))
        save();
    else if (enter && control)
        saveAndClose();
    else if (event->key() == Qt::Key_Escape)
        requestClose();
    else if (!enter) // Enter alone ends a field, it does not submit the form or a dialog around it
        QWidget::keyPressEvent(event);
}

void RecordForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void RecordForm::buildBody()
{
    m_entity = m_context.registry->entity(m_entityName);
    Q_ASSERT(m_entity);
    auto *body = new FormBody(m_context, *m_entity);
    if (m_body)
        handOver(*body);
    m_body = body;
    m_body->setEssentialOnly(m_essentialOnly);
    // The editor that has the focus loses it while it is still whole: what it does then needs all of it.
    if (QWidget *former = m_scroll->widget())
        former->hide();
    m_scroll->setWidget(m_body);
    connect(m_body, &FormBody::edited, this, &RecordForm::onEdited);
    connect(m_body, &FormBody::hintActivated, this, &RecordForm::onHint);
    connect(m_body, &FormBody::createRequested, this, &RecordForm::onCreate);
    connect(m_body, &FormBody::openRequested, this, &RecordForm::openRequested);
}

void RecordForm::handOver(FormBody &successor) const
{
    for (FieldEditor *former : m_body->editors()) {
        if (FieldEditor *editor = successor.editor(former->field().number))
            former->handOver(*editor);
    }
}

void RecordForm::retranslate()
{
    m_save->setText(tr("Save"));
    m_save->setToolTip(tr("Save (Ctrl+S)"));
    m_saveAndClose->setText(tr("Save and close"));
    m_saveAndClose->setToolTip(tr("Save and close (Ctrl+Enter)"));
    m_discard->setText(tr("Discard"));
    m_discard->setToolTip(tr("Take back what was typed since the last save"));
    const Labels *labels = labelsOf(m_context);
    setAccessibleName(labels ? labels->entity(*m_entity) : m_entity->name);
    m_scroll->setAccessibleName(tr("Fields"));
    // Another message may have taken its place since.
    if (m_fixed != Fixed::No && m_strip->text() == m_stateSaid) {
        m_stateSaid = stateText();
        m_strip->setText(m_stateSaid);
    }
}

void RecordForm::onEdited(FieldEditor *)
{
    m_draftTimer.start();
    m_rulesTimer.start();
    refreshDirty();
}

void RecordForm::onHint(FieldEditor *editor, const QString &action)
{
    if (action != QLatin1String("take"))
        return;
    editor->reset();
    editor->setHint({});
    onEdited(editor);
}

void RecordForm::onCreate(FieldEditor *editor, const QString &entity, const QString &text)
{
    const EntityDef *target = m_context.registry->entity(entity);
    const FieldDef *title = target ? target->field(target->titleField) : nullptr;
    if (!target)
        return;
    FieldValues initial;
    if (title && title->isStored() && title->type == FieldType::Text)
        initial[title->number] = Value(text);
    auto *dialog = new QuickCreateDialog(m_context, entity, initial, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // The field and not its editor: the form may be built anew while somebody types there.
    connect(dialog, &QuickCreateDialog::created, this,
        [this, record = m_record, field = editor->field().number, entity](const RecordId &id) {
            FieldEditor *asking = record == m_record ? m_body->editor(field) : nullptr;
            if (!asking)
                return;
            if (asking->isReadOnly())
                return asking->sayTooLate();
            const bool any = asking->field().type == FieldType::AnyLink;
            asking->enterValue(any ? Value(anyLinkText(entity, id)) : Value(id));
        });
    dialog->open();
}

void RecordForm::onStripAction(const QString &id)
{
    if (id == QLatin1String("save")) {
        saveAndClose();
    } else if (id == QLatin1String("discard")) {
        discard();
        emit closeRequested();
    } else if (id == QLatin1String("discardDraft")) {
        discard();
    } else if (id == QLatin1String("continueDraft") && m_earlierDraft) {
        continueDraft(*std::exchange(m_earlierDraft, std::nullopt));
    } else if (id == QLatin1String("forgetDraft") && m_earlierDraft) {
        m_context.records->removeDraft(std::exchange(m_earlierDraft, std::nullopt)->key);
        m_strip->clear();
    } else {
        m_strip->clear();
        m_body->setFocus();
    }
}

void RecordForm::refreshRules()
{
    m_rulesTimer.stop();
    m_body->applyRules(values(), m_saved, surroundingsOf(m_context), m_links);
}

void RecordForm::refreshDirty()
{
    const bool dirty = isDirty();
    m_save->setEnabled((dirty || m_new) && !m_saving);
    m_saveAndClose->setEnabled(m_save->isEnabled());
    m_discard->setEnabled(dirty && !m_saving);
    if (dirty == m_dirty)
        return;
    m_dirty = dirty;
    emit dirtyChanged(dirty);
}

void RecordForm::focusFirstField()
{
    const std::vector<FieldEditor *> &editors = m_body->editors();
    const auto first = std::find_if(editors.begin(), editors.end(),
        [this](const FieldEditor *editor) { return m_body->isShown(*editor) && !editor->isReadOnly(); });
    if (first != editors.end())
        focusEditor(**first);
}

void RecordForm::focusEditor(FieldEditor &editor)
{
    if (FormSection *section = m_body->sectionOf(editor))
        section->expand();
    editor.control()->setFocus(Qt::OtherFocusReason);
    // After the layout has made room for the error below the field.
    QTimer::singleShot(0, &editor, [this, &editor] { m_scroll->ensureWidgetVisible(&editor, 0, tokens::spaceHuge); });
}

}
