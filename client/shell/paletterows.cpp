// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/paletterows.h"

#include "client/shell/commandpalette.h"
#include "client/shell/commands.h"
#include "client/widgets/icons.h"

#include <QSet>
#include <QTreeWidget>

#include <utility>

namespace tandem::client {

namespace {

constexpr int offeredRows = 3; ///< of pages, and of commands

/// Empty: it can be used now.
QString reasonAgainst(const Commands::Definition &command)
{
    return command.unavailable ? command.unavailable() : QString();
}

void addCommand(QTreeWidget &list, const Commands &commands, const Commands::Definition &command, const QString &reason)
{
    const QString text = commands.plainText(command.id);
    auto *item = new QTreeWidgetItem(&list,
        {reason.isEmpty() ? text : CommandPalette::tr("%1 – %2").arg(text, reason),
            commands.shortcut(command.id).toString(QKeySequence::NativeText)});
    item->setIcon(0, icons::icon(command.iconName.isEmpty() ? QStringLiteral("chevron-right") : command.iconName));
    item->setData(0, commandRole, command.id);
    if (!reason.isEmpty())
        item->setFlags(Qt::NoItemFlags);
}

void addPage(QTreeWidget &list, const NavigationEntry &page)
{
    auto *item = new QTreeWidgetItem(&list, {page.title()});
    item->setIcon(0, icons::icon(page.iconName));
    item->setData(0, locationRole, page.location.toText());
}

}

int addCommandRows(QTreeWidget &list, const Commands &commands, const QString &words)
{
    int count = 0;
    for (const Commands::Definition &command : commands.definitions()) {
        if (!commands.plainText(command.id).contains(words, Qt::CaseInsensitive))
            continue;
        ++count;
        addCommand(list, commands, command, reasonAgainst(command));
    }
    return count;
}

int addPageRows(QTreeWidget &list, const std::vector<NavigationEntry> &pages, const QString &words)
{
    int count = 0;
    for (const NavigationEntry &page : pages) {
        if (!page.title().contains(words, Qt::CaseInsensitive))
            continue;
        ++count;
        addPage(list, page);
    }
    return count;
}

int addOfferedRows(
    QTreeWidget &list, const std::vector<NavigationEntry> &pages, const Commands &commands, const QString &words)
{
    QSet<QString> listed;
    qsizetype most = offeredRows;
    const auto isWanted = [&](const QString &text) {
        return listed.size() < most && text.contains(words, Qt::CaseInsensitive) && !listed.contains(text);
    };
    for (const NavigationEntry &page : pages) {
        if (!isWanted(page.title()))
            continue;
        listed.insert(page.title());
        addPage(list, page);
    }
    most = listed.size() + offeredRows;
    for (const Commands::Definition &command : commands.definitions()) {
        const QString text = commands.plainText(command.id);
        if (!isWanted(text) || !reasonAgainst(command).isEmpty())
            continue;
        listed.insert(text);
        addCommand(list, commands, command, {});
    }
    return int(listed.size());
}

QString paletteSyntaxHelp()
{
    const std::pair<QString, QString> rows[] = {
        {QStringLiteral("华为"), CommandPalette::tr("names with these characters, also in the middle")},
        {QStringLiteral("hw, huawei"), CommandPalette::tr("the same by pinyin: initials or whole syllables")},
        {QStringLiteral("acm"), CommandPalette::tr("words that begin so")},
        {QStringLiteral("acme 1381"), CommandPalette::tr("what has both, also parts of phone numbers")},
        {QStringLiteral(">"), CommandPalette::tr("commands and pages instead of records")},
    };
    QString text =
        QStringLiteral("<p><b>%1</b></p><table cellspacing=4>").arg(CommandPalette::tr("What can be typed here"));
    for (const auto &[example, meaning] : rows)
        text += QStringLiteral("<tr><td><code>%1</code></td><td>%2</td></tr>").arg(example.toHtmlEscaped(), meaning);
    return text
        + QStringLiteral("</table><p>%1</p>").arg(CommandPalette::tr("Enter opens, Ctrl+Enter opens in a new tab."));
}

}
