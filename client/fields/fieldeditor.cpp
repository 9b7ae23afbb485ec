// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fieldeditor.h"

#include "client/fields/recordscontext.h"
#include "client/records/records.h"
#include "client/widgets/tokens.h"
#include "client/widgets/tone.h"

#include <QEvent>
#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>

namespace tandem::client {

FieldEditor::FieldEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent)
    : QWidget(parent)
    , m_registry(context.registry)
    , m_entity(entity)
    , m_field(field)
    , m_context(std::move(context))
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(tokens::spaceTiny);
    setObjectName(field.name);
}

QString FieldEditor::label() const
{
    const Labels *labels = labelsOf(m_context);
    return labels ? labels->field(m_entity, m_field) : m_field.name;
}

QString FieldEditor::help() const
{
    const Labels *labels = labelsOf(m_context);
    return labels ? labels->help(m_entity, m_field) : QString();
}

void FieldEditor::setValue(const Value &value)
{
    m_original = value;
    m_showing = true;
    showValue(value);
    m_showing = false;
}

void FieldEditor::enterValue(const Value &value)
{
    m_showing = true;
    showValue(value);
    m_showing = false;
    notifyEdited();
}

void FieldEditor::setError(const QString &text)
{
    if (text == m_error)
        return;
    m_error = text;
    renderMessages();
}

void FieldEditor::sayTooLate()
{
    setError(tr("This field can no longer be changed."));
}

void FieldEditor::setHint(const QString &text, const QString &action, const QString &actionText)
{
    m_hint = text;
    m_hintAction = action;
    m_hintActionText = actionText;
    renderMessages();
}

void FieldEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    applyReadOnly(readOnly);
}

void FieldEditor::setControl(QWidget *control, QWidget *focusTarget)
{
    m_control = focusTarget ? focusTarget : control;
    m_layout->insertWidget(0, control);
    setFocusProxy(m_control);
    renderName();
}

/// QWidget takes the focus away from what is destroyed. What its parts say of that is for slots of classes that do not
/// exist any more.
FieldEditor::~FieldEditor()
{
    for (const QObject *part : findChildren<QObject *>())
        part->disconnect(this);
}

void FieldEditor::notifyEdited()
{
    if (m_showing)
        return;
    if (!m_error.isEmpty())
        clearError();
    emit edited();
}

void FieldEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_context.locale = QLocale();
        renderName();
        retranslate();
        renderMessages();
    } else if (event->type() == QEvent::PaletteChange) {
        renderMessages();
    }
    QWidget::changeEvent(event);
}

void FieldEditor::renderName()
{
    if (!m_control)
        return;
    m_control->setAccessibleName(label());
    // Of the control itself too: in a dialog Shift+F1 asks only what has the focus. Parts with a tip of their own, such
    // as buttons, keep it.
    const QString text = help();
    m_control->setWhatsThis(text);
    setWhatsThis(text);
    setToolTip(text);
}

void FieldEditor::renderMessages()
{
    const auto show = [this](QLabel *&label, const QString &text, Tone tone) {
        if (text.isEmpty()) {
            if (label)
                label->setVisible(false);
            return;
        }
        if (!label) {
            label = new QLabel(this);
            label->setWordWrap(true);
            label->setTextFormat(Qt::RichText);
            m_layout->addWidget(label);
            connect(label, &QLabel::linkActivated, this, &FieldEditor::hintActivated);
        }
        QPalette own = label->palette();
        own.setColor(QPalette::WindowText, toneColours(tone, palette()).text);
        label->setPalette(own);
        label->setText(text);
        label->setVisible(true);
    };
    show(m_errorLabel, m_error.toHtmlEscaped(), Tone::Danger);
    QString hint = m_hint.toHtmlEscaped();
    if (!m_hint.isEmpty() && !m_hintAction.isEmpty())
        hint += QStringLiteral(" <a href=\"%1\">%2</a>")
                    .arg(m_hintAction.toHtmlEscaped(), m_hintActionText.toHtmlEscaped());
    show(m_hintLabel, hint, Tone::Warning);
    if (!m_control)
        return;
    m_control->setAccessibleDescription(QStringList{m_error, m_hint}.join(QLatin1Char(' ')).trimmed());
    m_control->setProperty("tandemInvalid", !m_error.isEmpty());
    m_control->update();
}

}
