// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/shortcutsheet.h"

#include "client/shell/commands.h"
#include "client/widgets/searchbox.h"

#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tandem::client {

ShortcutSheet::ShortcutSheet(const Commands &commands, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(480, 520);
    auto *box = new SearchBox(this);
    box->setPlaceholderText(tr("Find a command"));
    box->setAccessibleName(tr("Find a command"));
    auto *list = new QTreeWidget(this);
    list->setRootIsDecorated(false);
    list->setAlternatingRowColors(true);
    list->setHeaderLabels({tr("Command"), tr("Keys")});
    list->setAccessibleName(tr("Keyboard shortcuts"));
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list->header()->setStretchLastSection(false);
    for (const Commands::Definition &definition : commands.definitions()) {
        if (!definition.shortcut.isEmpty()) {
            new QTreeWidgetItem(list,
                {definition.text().remove(QLatin1Char('&')), definition.shortcut.toString(QKeySequence::NativeText)});
        }
    }
    const std::pair<QString, const char *> inLists[] = {
        {tr("Open the record"), "Return"},
        {tr("Look at the record without leaving the list"), "Space"},
        {tr("Edit the cell"), "F2"},
        {tr("Save and close"), "Ctrl+Return"},
        {tr("Move a card to the next stage"), "Ctrl+Shift+Right"},
        {tr("Move a card to the stage before"), "Ctrl+Shift+Left"},
    };
    for (const auto &[text, keys] : inLists)
        new QTreeWidgetItem(list, {text, QKeySequence(QLatin1String(keys)).toString(QKeySequence::NativeText)});
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(box);
    layout->addWidget(list, 1);
    connect(box, &QLineEdit::textChanged, list, [list](const QString &words) {
        for (int i = 0; i < list->topLevelItemCount(); ++i) {
            QTreeWidgetItem *item = list->topLevelItem(i);
            item->setHidden(!item->text(0).contains(words, Qt::CaseInsensitive));
        }
    });
}

}
