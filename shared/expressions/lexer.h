// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QString>

#include <vector>

namespace tandem {

struct Token
{
    enum class Kind { End, Word, Number, Text, Symbol };

    Kind kind = Kind::End;
    int position = 0;
    QString text; ///< of Kind::Text without its quotes

    bool is(QLatin1String symbol) const { return kind == Kind::Symbol && text == symbol; }
    bool isWord(QLatin1String word) const { return kind == Kind::Word && text == word; }
};

/// Cuts an expression's text into tokens, ending with Kind::End.
Result<std::vector<Token>> tokenize(const QString &text);

/// An error of the text at `position`.
Error expressionError(QString reason, int position, const QString &token = {});

}
