// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/paletterows.h"

#include "client/shell/commandpalette.h"
#include "client/shell/commands.h"
#include "client/widgets/icons.h"

#include <QTreeWidget>

namespace tandem::client {

int addCommandRows(QTreeWidget &list, const Commands &commands, const QString &words, int most)
{
    int count = 0;
    for (const Commands::Definition &definition : commands.definitions()) {
        const QString text = commands.plainText(definition.id);
        if (count == most || !text.contains(words, Qt::CaseInsensitive))
            continue;
        const QString reason = definition.unavailable ? definition.unavailable() : QString();
        if (!reason.isEmpty() && most < allRows)
            continue;
        ++count;
        auto *item = new QTreeWidgetItem(&list,
            {reason.isEmpty() ? text : CommandPalette::tr("%1 – %2").arg(text, reason),
                commands.shortcut(definition.id).toString(QKeySequence::NativeText)});
        item->setIcon(
            0, icons::icon(definition.iconName.isEmpty() ? QStringLiteral("chevron-right") : definition.iconName));
        item->setData(0, commandRole, definition.id);
        if (!reason.isEmpty())
            item->setFlags(Qt::NoItemFlags);
    }
    return count;
}

int addPageRows(QTreeWidget &list, const std::vector<NavigationEntry> &pages, const QString &words, int most)
{
    int count = 0;
    for (const NavigationEntry &page : pages) {
        const QString title = page.title();
        if (count == most || !title.contains(words, Qt::CaseInsensitive))
            continue;
        ++count;
        auto *item = new QTreeWidgetItem(&list, {title});
        item->setIcon(0, icons::icon(page.iconName));
        item->setData(0, locationRole, page.location.toText());
    }
    return count;
}

}
