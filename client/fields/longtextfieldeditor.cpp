// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/longtextfieldeditor.h"

#include "client/fields/fielderror.h"
#include "client/fields/growingtextedit.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

#include <QEvent>
#include <QFontDatabase>
#include <QJsonDocument>

namespace tandem::client {

namespace {

/// Indented, if it is an object or a list; else as it is.
QString readableJson(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    return document.isNull() ? text : QString::fromUtf8(document.toJson(QJsonDocument::Indented)).trimmed();
}

}

LongTextFieldEditor::LongTextFieldEditor(
    const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent)
    : FieldEditor(entity, field, std::move(context), parent)
    , m_edit(new GrowingTextEdit)
{
    if (field.type == FieldType::Json)
        m_edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_edit->installEventFilter(this);
    setControl(m_edit);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_edit->isComposing())
            notifyEdited();
    });
}

Value LongTextFieldEditor::value() const
{
    const QString text = m_edit->toPlainText();
    if (text == m_shownText)
        return m_shownValue;
    if (text.trimmed().isEmpty())
        return {};
    if (field().type == FieldType::Json)
        return fieldTypeInfo(field().type).fromImport(field(), text, {}).valueOr(originalValue());
    return Value(text);
}

QString LongTextFieldEditor::inputError() const
{
    const QString text = m_edit->toPlainText();
    if (field().type != FieldType::Json || text == m_shownText)
        return {};
    const Result<Value> result = fieldTypeInfo(field().type).fromImport(field(), text, {});
    return result ? QString() : fieldErrorText(result.error(), entity(), field(), FieldFormat(context()));
}

bool LongTextFieldEditor::eventFilter(QObject *watched, QEvent *event)
{
    // What is no JSON is said while its author still looks at it, and not only when he saves.
    if (watched == m_edit && event->type() == QEvent::FocusOut && !isReadOnly()) {
        if (const QString text = inputError(); !text.isEmpty())
            setError(text);
    }
    return FieldEditor::eventFilter(watched, event);
}

bool LongTextFieldEditor::isComposing() const
{
    return m_edit->isComposing();
}

void LongTextFieldEditor::showValue(const Value &value)
{
    m_shownValue = value;
    m_edit->setPlainText(field().type == FieldType::Json ? readableJson(value.toText()) : value.toText());
    m_shownText = m_edit->toPlainText();
}

void LongTextFieldEditor::applyReadOnly(bool readOnly)
{
    m_edit->setReadOnly(readOnly);
}

}
