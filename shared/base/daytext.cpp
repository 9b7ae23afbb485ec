// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/daytext.h"

#include <QCoreApplication>

namespace tandem {

QString dayText(const QDate &day, const QLocale &locale)
{
    //: How a day is written, in the letters of QLocale::toString
    return locale.toString(day, QCoreApplication::translate("DayText", "d MMM yyyy"));
}

QString momentText(const QDateTime &moment, const QLocale &locale)
{
    //: How a day with its time is written, in the letters of QLocale::toString
    return locale.toString(moment, QCoreApplication::translate("DayText", "d MMM yyyy HH:mm"));
}

QString momentText(Timestamp moment, const QLocale &locale)
{
    return momentText(QDateTime::fromMSecsSinceEpoch(moment), locale);
}

QString timePattern()
{
    //: How a time of day is written, in the letters of QLocale::toString
    return QCoreApplication::translate("DayText", "HH:mm");
}

}
