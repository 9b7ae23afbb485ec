// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace tandem {

/// The smallest piece of a text that one person changes and another one does not: a word, a sign of a script without
/// spaces, a punctuation mark, a space, the end of a line.
struct TextToken
{
    QStringView text; ///< looks into the text that it was read from
    QString format; ///< of rich text: what surrounds it; equal formats are equal texts
    bool endsLine = false;

    bool operator==(const TextToken &) const = default;
    bool isSpace() const { return !endsLine && text.size() == 1 && text.front().isSpace(); }
};

using TextTokens = std::vector<TextToken>;

/// Adds the tokens of plain text to `tokens`. Joined together they are the text again.
void appendTokens(TextTokens &tokens, QStringView text, const QString &format = {});
QString joined(const TextTokens &tokens);

}
