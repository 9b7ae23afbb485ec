// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/searchwords.h"

#include <algorithm>

namespace tandem::searchwords {

namespace {

bool isIdeographic(char32_t character)
{
    switch (QChar::script(character)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Bopomofo:
        return true;
    default:
        return false;
    }
}

}

QString Run::text() const
{
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.data()), characters.size());
}

bool Run::isNumber() const
{
    return std::all_of(characters.begin(), characters.end(), [](uint c) { return QChar::isDigit(c); });
}

QList<Run> runsOf(const QString &text)
{
    QList<Run> runs;
    bool open = false;
    const QList<uint> characters = text.normalized(QString::NormalizationForm_KC).toLower().toUcs4();
    for (const uint character : characters) {
        if (!QChar::isLetterOrNumber(character) && !QChar::isMark(character)) {
            open = false;
            continue;
        }
        const bool ideographic = isIdeographic(character);
        if (!open || runs.last().ideographic != ideographic)
            runs.append(Run{{}, ideographic});
        runs.last().characters.append(character);
        open = true;
    }
    return runs;
}

QString withoutAccents(const QString &word)
{
    const auto isAccent = [](QChar character) {
        return character >= QChar(0x0300) && character <= QChar(0x036f);
    };
    QString plain;
    const QString decomposed = word.normalized(QString::NormalizationForm_D);
    for (const QChar character : decomposed) {
        if (!isAccent(character))
            plain.append(character);
    }
    return plain;
}

QString digitsOf(const QString &text)
{
    QString digits;
    for (const QChar character : text) {
        if (character.isDigit())
            digits.append(QChar(u'0' + character.digitValue()));
    }
    return digits;
}

bool looksLikePhone(const QString &typed)
{
    int digits = 0;
    for (const QChar character : typed) {
        if (character.isDigit())
            ++digits;
        else if (!character.isSpace() && !QStringLiteral("+-()./").contains(character))
            return false;
    }
    return digits > digitsTogether;
}

QString typedDigits(const QString &typed)
{
    QString digits = digitsOf(typed);
    for (const QLatin1String prefix : {QLatin1String("0086"), QLatin1String("86")}) {
        if (digits.startsWith(prefix) && digits.size() - prefix.size() == 11)
            digits.remove(0, prefix.size());
    }
    return digits;
}

}
