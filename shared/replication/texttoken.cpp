// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/replication/texttoken.h"

#include <QTextBoundaryFinder>

namespace tandem {

namespace {

/// Scripts that are written without spaces: there a sign stands for itself.
bool isSpaced(char32_t sign)
{
    switch (QChar::script(sign)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
    case QChar::Script_Tibetan:
        return false;
    default:
        return true;
    }
}

char32_t signAt(QStringView text, qsizetype at)
{
    const QChar first = text.at(at);
    const bool isPair = first.isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate();
    return isPair ? QChar::surrogateToUcs4(first, text.at(at + 1)) : char32_t(first.unicode());
}

bool isPartOfWord(QStringView text, qsizetype at)
{
    const char32_t sign = signAt(text, at);
    return QChar::isLetterOrNumber(sign) && isSpaced(sign);
}

}

void appendTokens(TextTokens &tokens, QStringView text, const QString &format)
{
    // What is seen as one sign (a letter with its accents, an emoji of several parts) is never taken apart.
    QTextBoundaryFinder signs(QTextBoundaryFinder::Grapheme, text.data(), text.size());
    qsizetype begin = 0;
    bool inWord = false;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype next = signs.toNextBoundary();
        const bool isWord = isPartOfWord(text, at);
        if (at > begin && !(inWord && isWord)) {
            tokens.push_back({text.sliced(begin, at - begin), format, text.at(at - 1) == u'\n'});
            begin = at;
        }
        inWord = isWord;
        at = next > at ? next : text.size();
    }
    if (begin < text.size())
        tokens.push_back({text.sliced(begin), format, text.back() == u'\n'});
}

QString joined(const TextTokens &tokens)
{
    QString text;
    for (const TextToken &token : tokens)
        text += token.text;
    return text;
}

}
