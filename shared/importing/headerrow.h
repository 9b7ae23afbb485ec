// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace tandem {

/// Whether a first row names the columns: no empty cell, no two equal ones, and no number or date.
bool looksLikeHeader(const QStringList &cells);

/// What the columns are called: by the first row, or where that is no header "1", "2"…
QStringList columnNames(const QStringList &firstRow, bool isHeader);

}
