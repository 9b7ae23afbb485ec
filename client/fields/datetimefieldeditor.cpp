// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/datetimefieldeditor.h"

#include "client/fields/composinglineedit.h"
#include "client/fields/datefieldeditor.h"
#include "client/widgets/tokens.h"
#include "shared/base/errortext.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QRegularExpression>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

namespace {

FieldDef dayOf(const FieldDef &field)
{
    FieldDef day;
    day.number = field.number;
    day.name = field.name;
    day.type = FieldType::Date;
    day.labels = field.labels;
    return day;
}

}

DateTimeFieldEditor::DateTimeFieldEditor(
    const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent)
    : FieldEditor(entity, field, std::move(context), parent)
    , m_dayDef(dayOf(field))
    , m_day(new DateFieldEditor(entity, m_dayDef, this->context()))
    , m_time(new ComposingLineEdit)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::spaceSmall);
    layout->addWidget(m_day, 3);
    layout->addWidget(m_time, 1);
    m_time->setMinimumWidth(fontMetrics().horizontalAdvance(u"00:00:00"_s) + 2 * tokens::space);
    setControl(row, m_day->control());
    connect(m_day, &FieldEditor::edited, this, &DateTimeFieldEditor::notifyEdited);
    connect(m_day, &FieldEditor::edited, this, &DateTimeFieldEditor::showTimeHint);
    connect(m_time, &QLineEdit::textEdited, this, &DateTimeFieldEditor::notifyEdited);
    connect(m_time, &QLineEdit::editingFinished, this, [this] {
        if (const QTime time = parseTime(m_time->text());
            time.isValid() && !isComposing() && m_time->text() != m_shownTime)
            m_time->setText(time.toString(u"HH:mm"_s));
    });
    retranslate();
}

QTime DateTimeFieldEditor::parseTime(const QString &text)
{
    static const QRegularExpression pattern(u"^(\\d{1,2})[:.点时]?(\\d{2})?分?$"_s);
    const auto match = pattern.match(text.normalized(QString::NormalizationForm_KC).trimmed());
    return match.hasMatch() ? QTime(match.captured(1).toInt(), match.captured(2).toInt()) : QTime();
}

Value DateTimeFieldEditor::value() const
{
    if (!m_day->isDirty() && m_time->text() == m_shownTime)
        return m_shownValue;
    return parsed().valueOr(originalValue());
}

QString DateTimeFieldEditor::inputError() const
{
    if (const QString error = m_day->inputError(); !error.isEmpty())
        return error;
    const Result<Value> result = parsed();
    return result ? QString() : errorText(result.error());
}

Value DateTimeFieldEditor::typed() const
{
    return inputError().isEmpty() ? value() : Value(m_day->typed().toText() + u' ' + m_time->text().trimmed());
}

void DateTimeFieldEditor::enterTyped(const Value &typed)
{
    if (typed.kind() != Value::Kind::Text)
        return enterValue(typed);
    const QString text = typed.toText();
    const qsizetype gap = text.lastIndexOf(u' ');
    m_time->setText(text.mid(gap + 1));
    m_day->enterTyped(Value(text.left(std::max<qsizetype>(gap, 0))));
}

bool DateTimeFieldEditor::isComposing() const
{
    return m_day->isComposing() || m_time->isComposing();
}

void DateTimeFieldEditor::showValue(const Value &value)
{
    m_shownValue = value;
    const QDateTime moment =
        value.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toInteger(), context().zone);
    m_day->setValue(moment.isValid() ? Value(moment.date().toString(Qt::ISODate)) : Value());
    m_shownTime = moment.isValid() ? moment.time().toString(u"HH:mm"_s) : QString();
    m_time->setText(m_shownTime);
    showTimeHint();
}

void DateTimeFieldEditor::applyReadOnly(bool readOnly)
{
    m_day->setReadOnly(readOnly);
    m_time->setReadOnly(readOnly);
    retranslate();
}

void DateTimeFieldEditor::retranslate()
{
    showTimeHint();
    m_time->setAccessibleName(tr("Time of %1").arg(label()));
}

/// A day alone means its beginning, which is seen before it is saved.
void DateTimeFieldEditor::showTimeHint()
{
    const bool hasDay = !m_day->value().isNull();
    m_time->setPlaceholderText(isReadOnly() ? QString() : hasDay ? u"00:00"_s : tr("HH:MM"));
}

Result<Value> DateTimeFieldEditor::parsed() const
{
    const QDate day = QDate::fromString(m_day->value().toText(), Qt::ISODate);
    const QString typed = m_time->text().trimmed();
    if (!day.isValid())
        return typed.isEmpty() ? Result<Value>(Value()) : Error::invalid(field().name, u"notADate"_s);
    const QTime time = typed.isEmpty() ? QTime(0, 0) : parseTime(typed);
    if (!time.isValid())
        return Error::invalid(field().name, u"notATime"_s);
    return Value(qint64(QDateTime(day, time, context().zone).toMSecsSinceEpoch()));
}

}
