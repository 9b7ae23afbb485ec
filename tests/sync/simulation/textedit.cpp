// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/textedit.h"

#include <QStringList>

namespace tandem::sim {

namespace {

QStringList linesOf(const QString &text, bool rich)
{
    if (text.isEmpty())
        return {};
    return rich ? text.sliced(3, text.size() - 7).split(QLatin1String("</p><p>")) : text.split(QLatin1Char('\n'));
}

QString textOf(const QStringList &lines, bool rich)
{
    if (lines.isEmpty())
        return {};
    return rich ? QLatin1String("<p>") + lines.join(QLatin1String("</p><p>")) + QLatin1String("</p>")
                : lines.join(QLatin1Char('\n'));
}

}

QString editedText(const QString &text, bool rich, QRandomGenerator &random, const std::function<QString()> &newWord)
{
    QStringList lines = linesOf(text, rich);
    const int kind = random.bounded(6);
    if (lines.isEmpty() || kind <= 1) {
        lines.insert(random.bounded(int(lines.size()) + 1), newWord() + QLatin1Char(' ') + newWord());
        return textOf(lines, rich);
    }
    const int at = random.bounded(int(lines.size()));
    if (kind == 2 && lines.size() > 1) {
        lines.removeAt(at);
        return textOf(lines, rich);
    }
    QStringList words = lines.at(at).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (kind == 3 && words.size() > 1)
        words.removeAt(random.bounded(int(words.size())));
    words.insert(random.bounded(int(words.size()) + 1), newWord());
    lines[at] = words.join(QLatin1Char(' '));
    return textOf(lines, rich);
}

}
