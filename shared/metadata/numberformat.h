// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QDateTime>

#include <vector>

namespace tandem {

/// How a number series writes its numbers: text with {yyyy}, {yy}, {MM}, {dd} and one {0000} (as many digits at least).
class NumberFormat
{
public:
    /// Error: Invalid ("badNumberFormat").
    static Result<NumberFormat> parse(const QString &format);

    /// What the counter belongs to: it starts anew when this changes.
    QString period(const QDateTime &at) const;
    QString text(const QDateTime &at, qint64 number) const;

private:
    struct Token
    {
        QString text; ///< between braces, or as it is
        bool inBraces = false;

        bool isCounter() const;
        bool isDatePart() const;
    };

    static std::optional<std::vector<Token>> tokens(const QString &format);
    static bool isWellFormed(const std::vector<Token> &tokens);

    std::vector<Token> m_tokens;
};

}
