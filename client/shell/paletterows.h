// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/viewregistry.h"

#include <QString>

#include <limits>
#include <vector>

class QTreeWidget;

namespace tandem::client {

class Commands;

constexpr int locationRole = Qt::UserRole; ///< of a row's first column: where it leads
constexpr int commandRole = Qt::UserRole + 1; ///< the same: the command's id

constexpr int allRows = std::numeric_limits<int>::max();

/// Adds a row for each command whose text contains `words`, with its keys. Of all those that cannot be used now say why
/// and cannot be chosen; among a few they are left out. How many there were.
int addCommandRows(QTreeWidget &list, const Commands &commands, const QString &words, int most = allRows);
/// The same for pages.
int addPageRows(QTreeWidget &list, const std::vector<NavigationEntry> &pages, const QString &words, int most = allRows);

}
