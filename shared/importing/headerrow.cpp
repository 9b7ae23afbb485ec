// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/headerrow.h"

#include "shared/metadata/fieldtypes/celltext.h"

#include <algorithm>
#include <set>

namespace tandem {

bool looksLikeHeader(const QStringList &cells)
{
    std::set<QString> seen;
    return !cells.isEmpty() && std::all_of(cells.begin(), cells.end(), [&](const QString &cell) {
        const QString name = cell.trimmed();
        return !name.isEmpty() && seen.insert(name).second && !plainNumber(name).ok() && !dateFromCell(name).ok();
    });
}

QStringList columnNames(const QStringList &firstRow, bool isHeader)
{
    QStringList names;
    for (qsizetype i = 0; i < firstRow.size(); ++i)
        names.append(isHeader ? firstRow.at(i).trimmed() : QString::number(i + 1));
    return names;
}

}
