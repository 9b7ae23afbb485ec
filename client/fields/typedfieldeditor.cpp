// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/typedfieldeditor.h"

#include "client/fields/composinglineedit.h"
#include "client/fields/fielderror.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QToolButton>
#include <QUrl>

namespace tandem::client {

namespace {

bool isNumeric(FieldType type)
{
    return type == FieldType::Integer || type == FieldType::Decimal || type == FieldType::Percent;
}

QString actionIcon(FieldType type)
{
    switch (type) {
    case FieldType::Email:
        return QStringLiteral("mail");
    case FieldType::Phone:
        return QStringLiteral("phone");
    case FieldType::Url:
        return QStringLiteral("external-link");
    default:
        return {};
    }
}

QUrl actionUrl(FieldType type, const QString &text)
{
    switch (type) {
    case FieldType::Email:
        return QUrl(QStringLiteral("mailto:") + text);
    case FieldType::Phone:
        return QUrl(QStringLiteral("tel:") + QString(text).remove(QLatin1Char(' ')));
    default:
        break;
    }
    // Only what a browser opens: a link field must not start a program.
    const QUrl url(text, QUrl::StrictMode);
    const bool web = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    return web ? url : QUrl();
}

}

TypedFieldEditor::TypedFieldEditor(
    const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent)
    : FieldEditor(entity, field, std::move(context), parent)
    , m_line(new ComposingLineEdit)
{
    if (field.maxLength > 0)
        m_line->setMaxLength(field.maxLength);
    if (isNumeric(field.type)) {
        m_line->setAlignment(Qt::AlignRight);
        connect(m_line, &ComposingLineEdit::stepped, this, &TypedFieldEditor::step);
    }
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::spaceSmall);
    layout->addWidget(m_line, 1);
    if (const QString icon = actionIcon(field.type); !icon.isEmpty()) {
        m_action = new QToolButton;
        m_action->setAutoRaise(true);
        m_action->setIcon(icons::icon(icon));
        layout->addWidget(m_action);
        connect(m_action, &QToolButton::clicked, this, &TypedFieldEditor::runAction);
    }
    setControl(row, m_line);
    connect(m_line, &QLineEdit::textEdited, this, [this] {
        refreshAction();
        notifyEdited();
    });
    connect(m_line, &QLineEdit::editingFinished, this, &TypedFieldEditor::tidy);
    retranslate();
    refreshAction();
}

Value TypedFieldEditor::value() const
{
    if (m_line->text() == m_shownText)
        return m_shownValue;
    return parsed().valueOr(originalValue());
}

QString TypedFieldEditor::inputError() const
{
    if (m_line->text() == m_shownText)
        return {};
    const Result<Value> result = parsed();
    if (result)
        return {};
    return fieldErrorText(result.error(), entity(), field(), FieldFormat(context()));
}

Value TypedFieldEditor::typed() const
{
    return inputError().isEmpty() ? value() : Value(m_line->text());
}

void TypedFieldEditor::enterTyped(const Value &typed)
{
    if (typed.kind() != Value::Kind::Text)
        return enterValue(typed);
    m_line->setText(typed.toText());
    refreshAction();
    notifyEdited();
}

bool TypedFieldEditor::isComposing() const
{
    return m_line->isComposing();
}

void TypedFieldEditor::showValue(const Value &value)
{
    m_shownValue = value;
    m_shownText = shown(value);
    m_line->setText(m_shownText);
    // A line edit with a maximum length may have cut it.
    m_shownText = m_line->text();
    m_line->setCursorPosition(0);
    refreshAction();
}

void TypedFieldEditor::applyReadOnly(bool readOnly)
{
    m_line->setReadOnly(readOnly);
}

void TypedFieldEditor::retranslate()
{
    if (field().type == FieldType::Duration)
        m_line->setPlaceholderText(tr("1:30 or 1 h 30 min"));
    if (field().type == FieldType::Url)
        m_line->setPlaceholderText(QStringLiteral("https://"));
    if (field().type == FieldType::NumberSeries)
        m_line->setPlaceholderText(tr("Given by the server"));
    if (!m_action)
        return;
    const QString text = field().type == FieldType::Email ? tr("Write an e-mail")
        : field().type == FieldType::Phone                ? tr("Call")
                                                          : tr("Open in the browser");
    m_action->setToolTip(text);
    m_action->setAccessibleName(text + QStringLiteral(" – ") + label());
}

Result<Value> TypedFieldEditor::parsed() const
{
    return fieldTypeInfo(field().type).fromImport(field(), m_line->text(), {});
}

/// Numbers are shown with grouping, which the parser takes as well. A point stays a point: the parser's only one.
QString TypedFieldEditor::shown(const Value &value) const
{
    if (value.kind() == Value::Kind::Text)
        return value.toText();
    FieldContext plain = context();
    plain.locale = QLocale::c();
    plain.locale.setNumberOptions(QLocale::DefaultNumberOptions);
    if (field().type == FieldType::Duration && !value.isNull()) {
        const qint64 seconds = value.toInteger();
        const QString clock =
            QStringLiteral("%1:%2").arg(seconds / 3600).arg(seconds % 3600 / 60, 2, 10, QLatin1Char('0'));
        return seconds % 60 == 0 ? clock : clock + QStringLiteral(":%1").arg(seconds % 60, 2, 10, QLatin1Char('0'));
    }
    return FieldFormat(plain).text(entity(), field(), value);
}

void TypedFieldEditor::step(int by)
{
    const Result<Value> now = parsed();
    if (!now)
        return;
    qint64 unit = 1;
    for (int i = 0; i < field().scale; ++i)
        unit *= 10;
    qint64 next = now->toInteger() + by * unit;
    if (field().minimum)
        next = std::max(next, *field().minimum);
    if (field().maximum)
        next = std::min(next, *field().maximum);
    enterValue(Value(next));
}

void TypedFieldEditor::runAction()
{
    const QUrl url = actionUrl(field().type, m_line->text().trimmed());
    if (url.isValid() && !url.isEmpty())
        QDesktopServices::openUrl(url);
}

/// Brings what was typed into the form in which it is always shown, once the user has left the field.
void TypedFieldEditor::tidy()
{
    if (m_line->text() == m_shownText || isComposing())
        return;
    const Result<Value> result = parsed();
    if (!result)
        return;
    m_shownValue = *result;
    m_shownText = shown(*result);
    m_line->setText(m_shownText);
    m_shownText = m_line->text();
}

void TypedFieldEditor::refreshAction()
{
    if (m_action)
        m_action->setEnabled(!m_line->text().trimmed().isEmpty());
}

}
