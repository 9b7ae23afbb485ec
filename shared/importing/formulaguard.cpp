// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/formulaguard.h"

#include <QRegularExpression>

#include <algorithm>

namespace tandem {

namespace {

constexpr QChar guard(u'\'');

bool isTakenForFormula(const QString &cell)
{
    static const QRegularExpression plainNumber(QStringLiteral("^[+-][0-9]+([.,][0-9]+)*%?$"));
    // Some spreadsheets pass over spaces, and take the wide forms of an East Asian keyboard for the narrow ones.
    const QString start = cell.trimmed().left(1);
    const bool isDangerous = (!start.isEmpty() && QStringView(u"=+-@＝＋－＠").contains(start.front()))
        || (!cell.isEmpty() && QStringView(u"\t\r\n").contains(cell.front()));
    return isDangerous && !plainNumber.match(cell).hasMatch();
}

/// Whether it is one, behind any number of guards.
bool hidesFormula(const QString &cell)
{
    const auto first = std::find_if(cell.begin(), cell.end(), [](QChar c) { return c != guard; });
    return isTakenForFormula(cell.mid(first - cell.begin()));
}

}

QString withFormulaGuard(const QString &cell)
{
    return hidesFormula(cell) ? guard + cell : cell;
}

QString withoutFormulaGuard(const QString &cell)
{
    return cell.startsWith(guard) && hidesFormula(cell) ? cell.mid(1) : cell;
}

}
