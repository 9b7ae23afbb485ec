// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/viewregistry.h"

#include <QString>

#include <vector>

class QTreeWidget;

namespace tandem::client {

class Commands;

constexpr int locationRole = Qt::UserRole; ///< of a row's first column: where it leads
constexpr int commandRole = Qt::UserRole + 1; ///< the same: the command's id

/// Adds a row for each command whose text contains `words`, with its keys. Those that cannot be used now say why and
/// cannot be chosen. How many there were.
int addCommandRows(QTreeWidget &list, const Commands &commands, const QString &words);
/// The same for pages.
int addPageRows(QTreeWidget &list, const std::vector<NavigationEntry> &pages, const QString &words);
/// The first few of both that can be used now, and of those with the same name the first. How many there were.
int addOfferedRows(
    QTreeWidget &list, const std::vector<NavigationEntry> &pages, const Commands &commands, const QString &words);

QString paletteSyntaxHelp(); ///< rich text

}
