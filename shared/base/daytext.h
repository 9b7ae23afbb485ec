// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/clock.h"

#include <QDateTime>
#include <QLocale>

namespace tandem {

/// A day, and a moment, as they are written everywhere: in lists, forms, notices and on paper, in the language of now.
QString dayText(const QDate &day, const QLocale &locale);
QString momentText(const QDateTime &moment, const QLocale &locale);
QString momentText(Timestamp moment, const QLocale &locale); ///< in the zone of this machine
/// How a time of day alone is written, in the letters of QLocale::toString.
QString timePattern();

}
