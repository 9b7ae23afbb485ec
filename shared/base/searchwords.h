// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

namespace tandem::searchwords {

/// A stretch of text that a search looks at as one: of Chinese, Japanese or Korean characters, or a word of anything
/// else. In lower case, full-width forms as plain ones.
struct Run
{
    QList<uint> characters;
    bool ideographic = false;

    QString text() const;
    bool isNumber() const; ///< digits alone
};

/// What of a text can be found. Spaces and punctuation only separate.
QList<Run> runsOf(const QString &text);

/// A word as who types no accents writes it: "café" → "cafe".
QString withoutAccents(const QString &word);

/// So many digits of a number find it wherever they stand in it; fewer only where they begin it.
inline constexpr qsizetype digitsTogether = 3;

QString digitsOf(const QString &text);

/// "138 1234-5678" and "+86 138…" are typed with gaps: then the digits count as one number.
bool looksLikePhone(const QString &typed);

/// Without the prefix of the country, which stored numbers mostly lack.
QString typedDigits(const QString &typed);

}
