// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/money.h"

namespace tandem {

const QSet<QString> &currenciesWithDigits(int digits)
{
    static const QSet<QString> none{QStringLiteral("BIF"), QStringLiteral("CLP"), QStringLiteral("DJF"),
        QStringLiteral("GNF"), QStringLiteral("ISK"), QStringLiteral("JPY"), QStringLiteral("KMF"),
        QStringLiteral("KRW"), QStringLiteral("PYG"), QStringLiteral("RWF"), QStringLiteral("UGX"),
        QStringLiteral("VND"), QStringLiteral("VUV"), QStringLiteral("XAF"), QStringLiteral("XOF"),
        QStringLiteral("XPF")};
    static const QSet<QString> three{QStringLiteral("BHD"), QStringLiteral("IQD"), QStringLiteral("JOD"),
        QStringLiteral("KWD"), QStringLiteral("LYD"), QStringLiteral("OMR"), QStringLiteral("TND")};
    static const QSet<QString> usual;
    return digits == 0 ? none : digits == 3 ? three : usual;
}

int minorDigits(const QString &currency)
{
    if (currenciesWithDigits(0).contains(currency))
        return 0;
    return currenciesWithDigits(3).contains(currency) ? 3 : 2;
}

bool isCurrencyCode(const QString &code)
{
    return code.size() == 3 && std::all_of(code.cbegin(), code.cend(), [](QChar c) {
        return c >= QLatin1Char('A') && c <= QLatin1Char('Z');
    });
}

QString amountToText(const Money &money)
{
    const int digits = minorDigits(money.currency);
    const bool negative = money.minor < 0;
    // Through unsigned, since the smallest integer has no positive twin.
    const quint64 magnitude = negative ? quint64(-(money.minor + 1)) + 1 : quint64(money.minor);
    QString text = QString::number(magnitude);
    if (digits > 0) {
        text = text.rightJustified(digits + 1, QLatin1Char('0'));
        text.insert(text.size() - digits, QLatin1Char('.'));
    }
    return negative ? QLatin1Char('-') + text : text;
}

Result<Money> amountFromText(const QString &text, const QString &currency)
{
    QString plain = text.trimmed();
    plain.remove(QLatin1Char(','));
    const bool negative = plain.startsWith(QLatin1Char('-'));
    if (negative)
        plain.remove(0, 1);
    const auto parts = plain.split(QLatin1Char('.'));
    const auto isDigits = [](const QString &part) {
        return std::all_of(
            part.cbegin(), part.cend(), [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); });
    };
    if (parts.size() > 2 || parts.first().isEmpty() || !std::all_of(parts.cbegin(), parts.cend(), isDigits))
        return Error::invalid({}, QStringLiteral("notAnAmount"));
    const int digits = minorDigits(currency);
    QString fraction = parts.size() == 2 ? parts.at(1) : QString();
    while (fraction.size() > digits && fraction.endsWith(QLatin1Char('0')))
        fraction.chop(1);
    if (fraction.size() > digits)
        return Error::invalid({}, QStringLiteral("tooManyDecimals"), {{QStringLiteral("digits"), digits}});
    bool fits = false;
    const qint64 minor = (parts.first() + fraction.leftJustified(digits, QLatin1Char('0'))).toLongLong(&fits);
    if (!fits)
        return Error::invalid({}, QStringLiteral("outOfRange"));
    return Money{negative ? -minor : minor, currency};
}

}
