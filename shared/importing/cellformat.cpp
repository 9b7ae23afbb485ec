// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/cellformat.h"

#include <QDate>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace tandem {

namespace {

constexpr qint64 secondsOfDay = 24 * 60 * 60;
constexpr double daysUntil10000 = 2'958'466;
constexpr qint64 dayThatWasNot = 60; ///< 29 February 1900, which the first spreadsheets took for a day

bool isBetween(int id, int first, int last)
{
    return first <= id && id <= last;
}

/// "[h]", "[mm]": a span of time, not a time of the day.
bool isElapsed(QStringView inBrackets)
{
    const QString letters = inBrackets.toString().toLower();
    return !letters.isEmpty() && QStringLiteral("hms").contains(letters.front())
        && letters.count(letters.front()) == letters.size();
}

/// What the letters of a code's first section ask for.
struct Letters
{
    bool day = false;
    bool time = false;
    bool monthOrMinute = false;
    bool elapsed = false;

    void take(QChar letter)
    {
        switch (letter.toLower().unicode()) {
        case u'y':
        case u'd':
            day = true;
            break;
        case u'h':
        case u's':
            time = true;
            break;
        case u'm':
            monthOrMinute = true;
            break;
        default:
            break;
        }
    }
};

/// Where what begins at `at` ends if it is no letter of the format: quoted, escaped, filling, in brackets, or the word
/// for morning and afternoon, whose letters mean nothing. Else `at`.
qsizetype endOfLiteral(QStringView code, qsizetype at, Letters &letters)
{
    const QChar c = code[at];
    if (c == u'\\' || c == u'_' || c == u'*')
        return at + 2;
    if (c == u'"' || c == u'[') {
        const qsizetype end = code.indexOf(c == u'"' ? c : QChar(u']'), at + 1);
        if (end < 0)
            return code.size();
        if (c == u'[' && isElapsed(code.mid(at + 1, end - at - 1)))
            letters.elapsed = true;
        return end + 1;
    }
    for (const QLatin1String halves : {QLatin1String("AM/PM"), QLatin1String("A/P")}) {
        if (code.mid(at).startsWith(halves, Qt::CaseInsensitive)) {
            letters.time = true;
            return at + halves.size();
        }
    }
    return at;
}

QString dayText(qint64 day, bool countsFrom1904)
{
    if (countsFrom1904)
        return QDate(1904, 1, 1).addDays(day).toString(Qt::ISODate);
    if (day == 0)
        return QStringLiteral("1900-01-00"); // as spreadsheets show it; no date
    if (day == dayThatWasNot)
        return QStringLiteral("1900-02-29");
    return QDate(1899, 12, day < dayThatWasNot ? 31 : 30).addDays(day).toString(Qt::ISODate);
}

QString timeText(qint64 seconds)
{
    return QStringLiteral("%1:%2:%3")
        .arg(seconds / 3600, 2, 10, QLatin1Char('0'))
        .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

}

CellFormat builtInFormat(int id)
{
    if (isBetween(id, 14, 17))
        return CellFormat::Date;
    if (isBetween(id, 18, 21) || id == 45 || id == 47)
        return CellFormat::Time;
    if (id == 46)
        return CellFormat::Elapsed;
    if (id == 22 || isBetween(id, 27, 36) || isBetween(id, 50, 58))
        return CellFormat::DateAndTime;
    return CellFormat::Number;
}

CellFormat formatOfCode(QStringView code)
{
    Letters letters;
    for (qsizetype at = 0; at < code.size() && code[at] != u';';) {
        const qsizetype end = endOfLiteral(code, at, letters);
        if (end == at)
            letters.take(code[at]);
        at = std::max(end, at + 1);
    }
    if (letters.elapsed)
        return CellFormat::Elapsed;
    if (letters.day)
        return letters.time ? CellFormat::DateAndTime : CellFormat::Date;
    if (letters.time)
        return CellFormat::Time;
    return letters.monthOrMinute ? CellFormat::Date : CellFormat::Number;
}

QString textOfNumber(double number)
{
    const double size = std::abs(number);
    if (size == 0)
        return QStringLiteral("0"); // also of -0
    const bool isPlain = size >= 1e-9 && size < 1e21;
    return QString::number(number, isPlain ? 'f' : 'g', QLocale::FloatingPointShortest);
}

std::optional<QString> textOfMoment(double number, CellFormat format, bool countsFrom1904)
{
    if (format == CellFormat::Number || !(number >= 0 && number < daysUntil10000))
        return std::nullopt;
    const qint64 all = std::llround(number * double(secondsOfDay));
    const qint64 day = all / secondsOfDay;
    const qint64 seconds = all % secondsOfDay;
    if (format == CellFormat::Elapsed)
        return timeText(all);
    if (format == CellFormat::Time || (format == CellFormat::DateAndTime && day == 0))
        return timeText(seconds);
    if (format == CellFormat::Date || seconds == 0)
        return dayText(day, countsFrom1904);
    return dayText(day, countsFrom1904) + QLatin1Char(' ') + timeText(seconds);
}

}
