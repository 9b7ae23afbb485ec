// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/celltext.h"

#include <QRegularExpression>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

Error notADate()
{
    return Error::invalid({}, u"notADate"_s);
}

bool isMorning(const QString &word)
{
    return word == u"am" || word == u"上午";
}

/// "14:30", "14:30:05.250", "2:30 pm", "下午2:30", each perhaps followed by "Z" or "+08:00".
Result<DateAndTime> readTime(const QDate &date, QString text)
{
    static const QRegularExpression pattern(
        u"^(上午|下午)?\\s*(\\d{1,2})[:时](\\d{1,2})(?:[:分](\\d{1,2})(?:\\.(\\d{1,7}))?)?[分秒]?\\s*(am|pm)?\\s*(z|[+-]\\d{2}:?\\d{2})?$"_s,
        QRegularExpression::CaseInsensitiveOption);
    DateAndTime result{date, {}, {}};
    text = text.trimmed();
    if (text.isEmpty())
        return result;
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return notADate();
    const QString half = (match.captured(1) + match.captured(6)).toLower();
    int hour = match.captured(2).toInt();
    if (!half.isEmpty()) {
        if (hour < 1 || hour > 12)
            return notADate();
        hour = hour % 12 + (isMorning(half) ? 0 : 12);
    }
    const int milliseconds = match.captured(5).leftJustified(3, u'0').left(3).toInt();
    result.time = QTime(hour, match.captured(3).toInt(), match.captured(4).toInt(), milliseconds);
    if (!result.time.isValid())
        return notADate();
    QString zone = match.captured(7).toLower().remove(u':');
    if (zone == u"z")
        result.utcOffsetSeconds = 0;
    else if (!zone.isEmpty())
        result.utcOffsetSeconds =
            (zone.at(0) == u'-' ? -1 : 1) * (zone.mid(1, 2).toInt() * 3600 + zone.mid(3, 2).toInt() * 60);
    return result;
}

/// Month and day in the order that makes a date; both orders making different dates is a question, not an answer.
Result<QDate> resolveOrder(int year, int first, int second)
{
    const QDate monthFirst(year, first, second);
    const QDate dayFirst(year, second, first);
    if (monthFirst.isValid() && dayFirst.isValid() && monthFirst != dayFirst)
        return Error::invalid({}, u"ambiguousDate"_s);
    if (!monthFirst.isValid() && !dayFirst.isValid())
        return notADate();
    return monthFirst.isValid() ? monthFirst : dayFirst;
}

}

QString halfWidth(const QString &text)
{
    QString result = text;
    for (QChar &c : result) {
        if (c.unicode() >= 0xFF01 && c.unicode() <= 0xFF5E)
            c = QChar(c.unicode() - 0xFEE0);
        else if (c.unicode() == 0x3000 || c.unicode() == 0x00A0)
            c = u' ';
    }
    return result;
}

Result<QString> plainNumber(const QString &cell)
{
    static const QRegularExpression grouped(u"^\\d{1,3}(,\\d{3})+(\\.\\d*)?$"_s);
    static const QRegularExpression plain(u"^(\\d+(\\.\\d*)?|\\.\\d+)$"_s);
    QString text = halfWidth(cell).trimmed();
    text.replace(QChar(0x2212), u'-');
    bool negative = false;
    if (text.startsWith(u'(') && text.endsWith(u')')) {
        negative = true;
        text = text.mid(1, text.size() - 2).trimmed();
    } else if (text.startsWith(u'-') || text.startsWith(u'+')) {
        negative = text.startsWith(u'-');
        text = text.mid(1).trimmed();
    }
    if (grouped.match(text).hasMatch())
        text.remove(u',');
    else if (!plain.match(text).hasMatch())
        return Error::invalid({}, u"notANumber"_s);
    if (text.startsWith(u'.'))
        text.prepend(u'0');
    if (text.endsWith(u'.'))
        text.chop(1);
    return negative ? u'-' + text : text;
}

Result<qint64> scaledFromText(const QString &plain, int scale)
{
    static const QRegularExpression pattern(u"^(-?)(\\d+)(?:\\.(\\d+))?$"_s);
    const auto match = pattern.match(plain);
    if (!match.hasMatch() || match.captured(2).size() > 30)
        return Error::invalid({}, u"notANumber"_s);
    QString fraction = match.captured(3);
    while (fraction.size() > scale && fraction.endsWith(u'0'))
        fraction.chop(1);
    if (fraction.size() > scale)
        return Error::invalid({}, u"tooManyDecimals"_s, {{u"limit"_s, scale}});
    bool fits = false;
    const QString digits = match.captured(1) + match.captured(2) + fraction.leftJustified(scale, u'0');
    const qint64 scaled = digits.toLongLong(&fits);
    if (!fits)
        return Error::invalid({}, u"outOfRange"_s);
    return scaled;
}

QString scaledToText(qint64 scaled, int scale)
{
    QString text = QString::number(scaled);
    if (scale == 0)
        return text;
    const bool negative = text.startsWith(u'-');
    text = text.mid(negative ? 1 : 0).rightJustified(scale + 1, u'0');
    text.insert(text.size() - scale, u'.');
    return negative ? u'-' + text : text;
}

Result<DateAndTime> dateFromCell(const QString &cell)
{
    static const QRegularExpression yearFirst(
        u"^(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})日?(?:[T\\s]+(.*))?$"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression yearLast(u"^(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})(?:\\s+(.*))?$"_s);
    static const QRegularExpression compact(u"^(\\d{4})(\\d{2})(\\d{2})$"_s);
    const QString text = halfWidth(cell).trimmed();
    auto match = yearFirst.match(text);
    if (!match.hasMatch())
        match = compact.match(text);
    if (match.hasMatch()) {
        const QDate date(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt());
        if (!date.isValid())
            return notADate();
        return readTime(date, match.captured(4));
    }
    match = yearLast.match(text);
    if (!match.hasMatch())
        return notADate();
    TANDEM_ASSIGN(const QDate date,
        resolveOrder(match.captured(3).toInt(), match.captured(1).toInt(), match.captured(2).toInt()));
    return readTime(date, match.captured(4));
}

QStringList wordsOfCell(const QString &cell)
{
    static const QRegularExpression separators(u"[;,|\\n；，、]"_s);
    QStringList words;
    for (const QString &word : cell.split(separators, Qt::SkipEmptyParts)) {
        if (!word.trimmed().isEmpty())
            words.append(word.trimmed());
    }
    return words;
}

}
