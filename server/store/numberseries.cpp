// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/numberseries.h"

#include <QDateTime>

namespace tandem::server {

namespace {

struct Token
{
    QString text; ///< between braces, or as it is
    bool inBraces = false;
};

/// None if a brace is left over.
std::optional<std::vector<Token>> tokens(const QString &format)
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

bool isCounter(const Token &token)
{
    return token.inBraces && !token.text.isEmpty() && token.text.count(QLatin1Char('0')) == token.text.size();
}

bool isDatePart(const Token &token)
{
    static const QStringList parts{
        QStringLiteral("yyyy"), QStringLiteral("yy"), QStringLiteral("MM"), QStringLiteral("dd")};
    return token.inBraces && parts.contains(token.text);
}

bool isWellFormed(const std::vector<Token> &tokens)
{
    const auto isKnown = [](const Token &token) {
        return !token.inBraces || isCounter(token) || isDatePart(token);
    };
    return std::all_of(tokens.begin(), tokens.end(), isKnown)
        && std::count_if(tokens.begin(), tokens.end(), isCounter) == 1;
}

Error badFormat(const QString &format)
{
    return Error::invalid(
        QStringLiteral("numberFormat"), QStringLiteral("badNumberFormat"), {{QStringLiteral("format"), format}});
}

}

Result<void> NumberSeries::checkFormat(const QString &format)
{
    const auto parsed = tokens(format);
    if (!parsed || !isWellFormed(*parsed))
        return badFormat(format);
    return {};
}

Result<QString> NumberSeries::next(EntityNumber entity, FieldNumber field, const QString &format, Timestamp at)
{
    const auto parsed = tokens(format);
    if (!parsed || !isWellFormed(*parsed))
        return badFormat(format);
    const QDateTime date = QDateTime::fromMSecsSinceEpoch(at, Qt::UTC);
    QString period;
    for (const Token &token : *parsed) {
        if (isDatePart(token))
            period += date.toString(token.text) + QLatin1Char('-');
    }
    TANDEM_ASSIGN(auto statement,
        m_connection.prepare(
            QStringLiteral("INSERT INTO \"number_series\" (\"entity\", \"field\", \"format\", \"period\", \"last\") "
                           "VALUES (?1, ?2, ?3, ?4, 1) ON CONFLICT (\"entity\", \"field\", \"format\", \"period\") "
                           "DO UPDATE SET \"last\" = \"number_series\".\"last\" + 1 RETURNING \"last\"")));
    TANDEM_TRY(statement.bind(1, entity).bind(2, field).bind(3, format).bind(4, period).step());
    const qint64 number = statement.integer(0);

    QString result;
    for (const Token &token : *parsed) {
        if (isCounter(token))
            result += QString::number(number).rightJustified(token.text.size(), QLatin1Char('0'));
        else
            result += token.inBraces ? date.toString(token.text) : token.text;
    }
    return result;
}

}
