// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/calendarpopup.h"

#include "client/widgets/tokens.h"
#include "client/widgets/tone.h"

#include <QCalendarWidget>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScreen>
#include <QTextCharFormat>

namespace tandem::client {

CalendarPopup::CalendarPopup(QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_calendar(new QCalendarWidget)
    , m_today(new QPushButton)
    , m_none(new QPushButton)
{
    setFrameShape(QFrame::StyledPanel);
    m_calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    m_calendar->setGridVisible(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_today);
    buttons->addStretch(1);
    buttons->addWidget(m_none);
    for (QPushButton *button : {m_today, m_none})
        button->setFlat(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(tokens::spaceSmall, tokens::spaceSmall, tokens::spaceSmall, tokens::spaceSmall);
    layout->addWidget(m_calendar);
    layout->addLayout(buttons);
    connect(m_calendar, &QCalendarWidget::clicked, this, &CalendarPopup::pick);
    connect(m_calendar, &QCalendarWidget::activated, this, &CalendarPopup::pick);
    connect(m_today, &QPushButton::clicked, this, [this] { pick(QDate::currentDate()); });
    connect(m_none, &QPushButton::clicked, this, [this] { pick({}); });
    retranslate();
}

void CalendarPopup::open(const QWidget &below, const QDate &date, const QLocale &locale)
{
    m_calendar->setLocale(locale);
    m_calendar->setSelectedDate(date);
    QTextCharFormat weekend;
    weekend.setForeground(toneColours(Tone::Danger, palette()).text);
    m_calendar->setWeekdayTextFormat(Qt::Saturday, weekend);
    m_calendar->setWeekdayTextFormat(Qt::Sunday, weekend);
    QPoint place = below.mapToGlobal(QPoint(0, below.height() + tokens::spaceTiny));
    if (const QScreen *screen = below.screen()) {
        const QRect room = screen->availableGeometry();
        const QSize size = sizeHint();
        if (place.y() + size.height() > room.bottom())
            place.setY(below.mapToGlobal(QPoint()).y() - size.height());
        place.setX(std::max(room.left(), std::min(place.x(), room.right() - size.width())));
    }
    move(place);
    show();
    m_calendar->setFocus();
}

void CalendarPopup::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void CalendarPopup::pick(const QDate &date)
{
    hide();
    emit picked(date);
}

void CalendarPopup::retranslate()
{
    setAccessibleName(tr("Calendar"));
    m_calendar->setAccessibleName(tr("Days"));
    // Qt leaves the parts of its calendar without names.
    const std::pair<const char *, QString> parts[] = {{"qt_calendar_calendarview", tr("Days")},
        {"qt_calendar_prevmonth", tr("Month before")}, {"qt_calendar_nextmonth", tr("Next month")}};
    for (const auto &[name, text] : parts) {
        if (auto *part = m_calendar->findChild<QWidget *>(QString::fromLatin1(name)))
            part->setAccessibleName(text);
    }
    m_today->setText(tr("Today"));
    m_none->setText(tr("None"));
}

}
