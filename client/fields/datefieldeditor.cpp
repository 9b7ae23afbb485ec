// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/datefieldeditor.h"

#include "client/fields/calendarpopup.h"
#include "client/fields/composinglineedit.h"
#include "client/fields/fielderror.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QRegularExpression>
#include <QToolButton>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

DateFieldEditor::DateFieldEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent)
    : FieldEditor(entity, field, std::move(context), parent)
    , m_line(new ComposingLineEdit)
    , m_button(new QToolButton)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::spaceSmall);
    layout->addWidget(m_line, 1);
    layout->addWidget(m_button);
    m_button->setAutoRaise(true);
    m_button->setIcon(icons::icon(u"calendar"_s));
    setControl(row, m_line);
    m_line->installEventFilter(this);
    connect(m_line, &QLineEdit::textEdited, this, &DateFieldEditor::notifyEdited);
    connect(m_line, &QLineEdit::editingFinished, this, &DateFieldEditor::tidy);
    connect(m_line, &ComposingLineEdit::stepped, this, &DateFieldEditor::step);
    connect(m_button, &QToolButton::clicked, this, &DateFieldEditor::popup);
    retranslate();
}

Result<Value> DateFieldEditor::parse(const FieldDef &field, const QString &text, const QDate &today)
{
    static const QRegularExpression days(u"^([+-]\\d{1,4})$"_s);
    static const QRegularExpression monthDay(u"^(\\d{1,2})[-/.月](\\d{1,2})日?$"_s);
    const QString plain = text.normalized(QString::NormalizationForm_KC).trimmed().toLower();
    const auto result = [](const QDate &date) {
        return Value(date.toString(Qt::ISODate));
    };
    if (plain == "today"_L1 || plain == u"今天"_s)
        return result(today);
    if (plain == "tomorrow"_L1 || plain == u"明天"_s)
        return result(today.addDays(1));
    if (plain == "yesterday"_L1 || plain == u"昨天"_s)
        return result(today.addDays(-1));
    if (const auto match = days.match(plain); match.hasMatch())
        return result(today.addDays(match.captured(1).toInt()));
    if (const auto match = monthDay.match(plain); match.hasMatch()) {
        const QDate date(today.year(), match.captured(1).toInt(), match.captured(2).toInt());
        if (date.isValid())
            return result(date);
    }
    return fieldTypeInfo(FieldType::Date).fromImport(field, plain, {});
}

Value DateFieldEditor::value() const
{
    if (m_line->text() == m_shownText)
        return m_shownValue;
    return parse(field(), m_line->text(), today()).valueOr(originalValue());
}

QString DateFieldEditor::inputError() const
{
    if (m_line->text() == m_shownText)
        return {};
    const Result<Value> result = parse(field(), m_line->text(), today());
    return result ? QString() : fieldErrorText(result.error(), entity(), field(), FieldFormat(context()));
}

Value DateFieldEditor::typed() const
{
    return inputError().isEmpty() ? value() : Value(m_line->text());
}

void DateFieldEditor::enterTyped(const Value &typed)
{
    if (typed.kind() != Value::Kind::Text)
        return enterValue(typed);
    m_line->setText(typed.toText());
    notifyEdited();
}

bool DateFieldEditor::isComposing() const
{
    return m_line->isComposing();
}

void DateFieldEditor::showValue(const Value &value)
{
    m_shownValue = value;
    m_shownText = value.toText();
    m_line->setText(m_shownText);
}

void DateFieldEditor::applyReadOnly(bool readOnly)
{
    m_line->setReadOnly(readOnly);
    m_button->setVisible(!readOnly);
    retranslate();
}

void DateFieldEditor::retranslate()
{
    // How to fill in what cannot be filled in is no help.
    m_line->setPlaceholderText(isReadOnly() ? QString() : tr("YYYY-MM-DD"));
    m_button->setToolTip(tr("Pick a day (Alt+Down)"));
    m_button->setAccessibleName(tr("Calendar for %1").arg(label()));
}

bool DateFieldEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Down && (key->modifiers() & Qt::AltModifier)) {
            popup();
            return true;
        }
    }
    return FieldEditor::eventFilter(watched, event);
}

QDate DateFieldEditor::today() const
{
    return QDateTime::currentDateTimeUtc().toTimeZone(context().zone).date();
}

void DateFieldEditor::step(int days)
{
    const QDate from = QDate::fromString(value().toText(), Qt::ISODate);
    enterValue(Value((from.isValid() ? from.addDays(days) : today()).toString(Qt::ISODate)));
}

void DateFieldEditor::popup()
{
    if (isReadOnly())
        return;
    if (!m_popup) {
        m_popup = new CalendarPopup(this);
        connect(m_popup, &CalendarPopup::picked, this, [this](const QDate &date) {
            enterValue(date.isValid() ? Value(date.toString(Qt::ISODate)) : Value());
            m_line->setFocus();
        });
    }
    const QDate shown = QDate::fromString(value().toText(), Qt::ISODate);
    m_popup->open(*m_line, shown.isValid() ? shown : today(), context().locale);
}

void DateFieldEditor::tidy()
{
    if (m_line->text() == m_shownText || isComposing())
        return;
    if (const Result<Value> result = parse(field(), m_line->text(), today()))
        showValue(*result);
}

}
