// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/recordform.h"

#include "client/fields/fielderror.h"
#include "client/forms/formbody.h"
#include "client/forms/quickcreatedialog.h"
#include "client/records/records.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/tokens.h"
#include "shared/base/errortext.h"
#include "shared/metadata/validator.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QInputMethod>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>

namespace tandem::client {

using namespace std::chrono_literals;

namespace {

/// Types whose values come from elsewhere: neither validated nor written by the form.
bool isWritten(const FieldEditor &editor)
{
    const FieldDef &field = editor.field();
    return field.isStored() && field.type != FieldType::NumberSeries && !field.readOnly;
}

}

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
    if (m_context.records)
        connect(m_context.records, &Records::changed, this, &RecordForm::onChanged);
    buildBody();
    retranslate();
}

RecordForm::~RecordForm()
{
    // What was typed in the last moments is not lost when a tab closes.
    if (m_draftTimer.isActive())
        saveDraft();
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
    Draft typed;
    typed.isNew = m_new;
    for (const FieldEditor *editor : m_body->editors()) {
        if (!editor->isDirty() || !isWritten(*editor))
            continue;
        typed.values[editor->field().number] = editor->typed();
        typed.seen[editor->field().number] = editor->originalValue();
    }
    m_context = std::move(context);
    buildBody();
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

void RecordForm::save()
{
    write(false);
}

void RecordForm::saveAndClose()
{
    write(true);
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
    m_body = new FormBody(m_context, *m_entity);
    m_body->setEssentialOnly(m_essentialOnly);
    m_scroll->setWidget(m_body);
    connect(m_body, &FormBody::edited, this, &RecordForm::onEdited);
    connect(m_body, &FormBody::hintActivated, this, &RecordForm::onHint);
    connect(m_body, &FormBody::createRequested, this, &RecordForm::onCreate);
    connect(m_body, &FormBody::openRequested, this, &RecordForm::openRequested);
}

void RecordForm::retranslate()
{
    m_save->setText(tr("Save"));
    m_save->setToolTip(tr("Save (Ctrl+S)"));
    m_saveAndClose->setText(tr("Save and close"));
    m_saveAndClose->setToolTip(tr("Save and close (Ctrl+Enter)"));
    m_discard->setText(tr("Discard"));
    m_discard->setToolTip(tr("Take back what was typed since the last save"));
    const Labels *labels = m_context.records ? &m_context.records->labels() : m_context.labels.get();
    setAccessibleName(labels ? labels->entity(*m_entity) : m_entity->name);
    m_scroll->setAccessibleName(tr("Fields"));
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
    connect(dialog, &QuickCreateDialog::created, editor, [editor, entity](const RecordId &id) {
        const bool any = editor->field().type == FieldType::AnyLink;
        editor->enterValue(any ? Value(entity + QLatin1Char('/') + toText(id)) : Value(id));
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
    m_body->applyRules(values(), m_saved, surroundings(), m_links);
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

Surroundings RecordForm::surroundings() const
{
    Surroundings surroundings;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    surroundings.now = now.toMSecsSinceEpoch();
    surroundings.utcOffsetSeconds = m_context.zone.offsetFromUtc(now);
    if (m_context.records)
        surroundings.me = m_context.records->currentUser();
    return surroundings;
}

bool RecordForm::showErrors()
{
    FieldEditor *first = nullptr;
    int count = 0;
    const FieldFormat format(m_context);
    for (FieldEditor *editor : m_body->editors()) {
        QString text;
        if (m_body->isShown(*editor) && !editor->isReadOnly()) {
            const FieldDef &field = editor->field();
            text = editor->inputError();
            const Value value = editor->value();
            if (text.isEmpty() && m_body->isRequired(*editor) && value.isEmpty())
                text = errorText(Error::invalid(field.name, QStringLiteral("required")));
            if (text.isEmpty() && isWritten(*editor)) {
                if (const Result<void> valid = validateValue(field, value); !valid)
                    text = fieldErrorText(valid.error(), *m_entity, field, format);
            }
            if (text.isEmpty() && !m_body->isValid(*editor))
                text = fieldErrorText(Error::invalid(field.name, QStringLiteral("notValidWith"),
                                          {{QStringLiteral("rule"), field.validWhen}}),
                    *m_entity, field, format);
        }
        editor->setError(text);
        if (text.isEmpty())
            continue;
        ++count;
        if (!first)
            first = editor;
    }
    if (!first)
        return false;
    m_strip->showMessage(Tone::Danger, tr("%n field(s) need attention before this can be saved.", nullptr, count));
    focusEditor(*first);
    return true;
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

bool RecordForm::mayWrite(FieldNumber number) const
{
    const FieldDef *field = m_entity->field(number);
    return field && !field->readOnly
        && (!m_context.records || m_context.records->fieldAccess(m_entity->number, number) == FieldAccess::Write);
}

std::vector<WriteRequest> RecordForm::writes() const
{
    WriteRequest request;
    request.key = key();
    request.kind = m_new ? MutationKind::Create : MutationKind::Update;
    if (m_new) {
        request.to = m_saved;
        // What the user may only read, the server fills in itself; sent by him it would be refused.
        std::erase_if(request.to, [this](const auto &value) { return !mayWrite(value.first); });
    }
    for (const FieldEditor *editor : m_body->editors()) {
        const FieldNumber number = editor->field().number;
        if (!isWritten(*editor) || !mayWrite(number) || (!m_new && !editor->isDirty()))
            continue;
        request.to[number] = editor->value();
        if (!m_new)
            request.from[number] = editor->originalValue();
    }
    std::erase_if(request.to, [this](const auto &entry) { return m_new && entry.second.isNull(); });
    std::vector<WriteRequest> requests;
    if (m_new || !request.to.empty())
        requests.push_back(std::move(request));
    for (const FieldEditor *editor : m_body->editors()) {
        std::vector<WriteRequest> linked = editor->linkedWrites();
        requests.insert(requests.end(), linked.begin(), linked.end());
    }
    return requests;
}

void RecordForm::write(bool andClose)
{
    if (m_saving || !m_context.records)
        return;
    // What stands in the input method's window belongs to the value.
    if (QGuiApplication::focusObject())
        QGuiApplication::inputMethod()->commit();
    refreshRules();
    if (showErrors()) {
        emit saveFailed();
        return;
    }
    std::vector<WriteRequest> requests = writes();
    if (requests.empty()) {
        if (andClose)
            emit closeRequested();
        return;
    }
    m_saving = true;
    refreshDirty();
    m_context.records->submit(requests, this,
        [this, andClose](const Result<std::vector<MutationId>> &result) { onWritten(result, andClose); });
}

void RecordForm::onWritten(const Result<std::vector<MutationId>> &result, bool andClose)
{
    m_saving = false;
    if (!result) {
        const Error &error = result.error();
        FieldEditor *editor = m_body->editor(error.field);
        if (editor) {
            editor->setError(fieldErrorText(error, *m_entity, editor->field(), FieldFormat(m_context)));
            focusEditor(*editor);
        }
        m_strip->showError(tr("Not saved: %1").arg(errorText(error)), error.toLog());
        refreshDirty();
        emit saveFailed();
        return;
    }
    m_draftTimer.stop();
    m_context.records->removeDraft(key());
    m_strip->clear();
    m_saved = values();
    m_new = false;
    for (FieldEditor *editor : m_body->editors()) {
        editor->setHint({});
        if (editor->field().type == FieldType::Links)
            editor->setRecord(key(), false);
        else
            editor->setValue(editor->value());
    }
    refreshRules();
    refreshDirty();
    emit saved(m_record);
    if (andClose)
        emit closeRequested();
}

}
