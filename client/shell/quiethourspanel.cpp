// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/quiethourspanel.h"

#include "client/widgets/tokens.h"
#include "shared/base/daytext.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QTimeEdit>
#include <QVBoxLayout>

namespace tandem::client {

QuietHoursPanel::QuietHoursPanel(const QuietSettings &settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_enabled(new QCheckBox(this))
    , m_fromLabel(new QLabel(this))
    , m_from(new QTimeEdit(this))
    , m_toLabel(new QLabel(this))
    , m_to(new QTimeEdit(this))
{
    setFocusProxy(m_enabled);
    m_fromLabel->setBuddy(m_from);
    m_toLabel->setBuddy(m_to);
    auto *span = new QHBoxLayout;
    for (QWidget *part : std::initializer_list<QWidget *>{m_fromLabel, m_from, m_toLabel, m_to})
        span->addWidget(part);
    span->addStretch(1);
    auto *days = new QHBoxLayout;
    for (QCheckBox *&day : m_days) {
        day = new QCheckBox(this);
        days->addWidget(day);
    }
    days->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(tokens::space);
    column->addWidget(m_enabled);
    column->addLayout(span);
    column->addLayout(days);
    fill(m_settings.hours());
    retranslate();

    for (QTimeEdit *time : {m_from, m_to}) {
        // Half of a typed time is none.
        time->setKeyboardTracking(false);
        connect(time, &QDateTimeEdit::timeChanged, this, &QuietHoursPanel::store);
    }
    connect(m_enabled, &QCheckBox::toggled, this, &QuietHoursPanel::store);
    for (const QCheckBox *day : m_days)
        connect(day, &QCheckBox::toggled, this, &QuietHoursPanel::store);
}

void QuietHoursPanel::fill(const QuietHours &hours)
{
    m_enabled->setChecked(hours.enabled);
    m_from->setTime(hours.from);
    m_to->setTime(hours.to);
    for (size_t i = 0; i < m_days.size(); ++i)
        m_days[i]->setChecked(hours.days.contains(int(i) + 1));
    enableSpan();
}

void QuietHoursPanel::store()
{
    QuietHours hours;
    hours.enabled = m_enabled->isChecked();
    hours.from = m_from->time();
    hours.to = m_to->time();
    hours.days.clear();
    for (size_t i = 0; i < m_days.size(); ++i) {
        if (m_days[i]->isChecked())
            hours.days.insert(int(i) + 1);
    }
    m_settings.setHours(hours);
    enableSpan();
}

void QuietHoursPanel::enableSpan()
{
    const bool enabled = m_enabled->isChecked();
    for (QWidget *part : std::initializer_list<QWidget *>{m_fromLabel, m_from, m_toLabel, m_to})
        part->setEnabled(enabled);
    for (QCheckBox *day : m_days)
        day->setEnabled(enabled);
}

void QuietHoursPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void QuietHoursPanel::retranslate()
{
    m_enabled->setText(tr("&Quiet hours: the system shows no notifications, the numbers still grow"));
    m_fromLabel->setText(tr("&From"));
    m_toLabel->setText(tr("&to"));
    m_from->setAccessibleName(tr("Quiet from"));
    m_to->setAccessibleName(tr("Quiet until"));
    const QLocale locale(m_settings.language());
    const QString format = timePattern();
    m_from->setLocale(locale);
    m_from->setDisplayFormat(format);
    m_to->setLocale(locale);
    m_to->setDisplayFormat(format);
    for (size_t i = 0; i < m_days.size(); ++i) {
        m_days[i]->setText(locale.standaloneDayName(int(i) + 1, QLocale::ShortFormat));
        m_days[i]->setAccessibleName(tr("Quiet hours begin on %1").arg(locale.standaloneDayName(int(i) + 1)));
    }
}

}
