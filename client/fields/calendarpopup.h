// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

class QCalendarWidget;
class QPushButton;

namespace tandem::client {

/// A month below a field, with today and none as buttons. Arrows move, Enter picks, Esc closes.
class CalendarPopup final : public QFrame
{
    Q_OBJECT
public:
    explicit CalendarPopup(QWidget *parent);

    void open(const QWidget &below, const QDate &date, const QLocale &locale);

signals:
    void picked(const QDate &date); ///< invalid: none

protected:
    void changeEvent(QEvent *event) override;

private:
    void pick(const QDate &date);
    void retranslate();

    QCalendarWidget *m_calendar;
    QPushButton *m_today;
    QPushButton *m_none;
};

}
