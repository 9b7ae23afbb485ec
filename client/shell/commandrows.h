// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <limits>

class QTreeWidget;

namespace tandem::client {

class Commands;

constexpr int commandRole = Qt::UserRole + 1; ///< of a row's first column: the command's id

/// Adds a row for each command whose text contains `words`, with its keys; those that cannot be used now say why and
/// cannot be chosen. How many there were.
int addCommandRows(
    QTreeWidget &list, Commands &commands, const QString &words, int most = std::numeric_limits<int>::max());

}
