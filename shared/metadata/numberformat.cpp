// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/numberformat.h"

#include <QStringList>

#include <algorithm>

namespace tandem {

bool NumberFormat::Token::isCounter() const
{
    return inBraces && !text.isEmpty() && text.count(QLatin1Char('0')) == text.size();
}

bool NumberFormat::Token::isDatePart() const
{
    static const QStringList parts{
        QStringLiteral("yyyy"), QStringLiteral("yy"), QStringLiteral("MM"), QStringLiteral("dd")};
    return inBraces && parts.contains(text);
}

/// None if a brace is left over.
std::optional<std::vector<NumberFormat::Token>> NumberFormat::tokens(const QString &format)
{
    std::vector<Token> result;
    qsizetype position = 0;
    while (position < format.size()) {
        const qsizetype open = format.indexOf(QLatin1Char('{'), position);
        const QString plain = format.mid(position, open < 0 ? -1 : open - position);
        if (plain.contains(QLatin1Char('}')))
            return std::nullopt;
        if (!plain.isEmpty())
            result.push_back({plain, false});
        if (open < 0)
            break;
        const qsizetype close = format.indexOf(QLatin1Char('}'), open);
        if (close < 0)
            return std::nullopt;
        result.push_back({format.mid(open + 1, close - open - 1), true});
        position = close + 1;
    }
    return result;
}

bool NumberFormat::isWellFormed(const std::vector<Token> &tokens)
{
    const auto isKnown = [](const Token &token) {
        return !token.inBraces || token.isCounter() || token.isDatePart();
    };
    const auto isCounter = [](const Token &token) {
        return token.isCounter();
    };
    return std::all_of(tokens.begin(), tokens.end(), isKnown)
        && std::count_if(tokens.begin(), tokens.end(), isCounter) == 1;
}

Result<NumberFormat> NumberFormat::parse(const QString &format)
{
    auto parsed = tokens(format);
    if (!parsed || !isWellFormed(*parsed))
        return Error::invalid(
            QStringLiteral("numberFormat"), QStringLiteral("badNumberFormat"), {{QStringLiteral("format"), format}});
    NumberFormat made;
    made.m_tokens = *std::move(parsed);
    return made;
}

QString NumberFormat::period(const QDateTime &at) const
{
    QString period;
    for (const Token &token : m_tokens) {
        if (token.isDatePart())
            period += at.toString(token.text) + QLatin1Char('-');
    }
    return period;
}

QString NumberFormat::text(const QDateTime &at, qint64 number) const
{
    QString result;
    for (const Token &token : m_tokens) {
        if (token.isCounter())
            result += QString::number(number).rightJustified(token.text.size(), QLatin1Char('0'));
        else
            result += token.inBraces ? at.toString(token.text) : token.text;
    }
    return result;
}

}
