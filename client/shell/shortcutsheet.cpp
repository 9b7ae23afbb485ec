// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/shortcutsheet.h"

#include "client/shell/commands.h"
#include "client/shell/shortcuts.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/keybox.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/screenfit.h"
#include "client/widgets/searchbox.h"
#include "client/widgets/tokens.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>

namespace tandem::client {

namespace {

constexpr int commandRole = Qt::UserRole;
enum Column { CommandColumn, KeysColumn };

QPushButton *button(const QString &text, QWidget *parent)
{
    auto *made = new QPushButton(text, parent);
    // Enter belongs to the list and to the box, not to whatever button comes first.
    made->setAutoDefault(false);
    return made;
}

}

ShortcutSheet::ShortcutSheet(Shortcuts &shortcuts, QWidget *parent)
    : QDialog(parent)
    , m_shortcuts(shortcuts)
    , m_search(new SearchBox(this))
    , m_list(new QTreeWidget(this))
    , m_strip(new MessageStrip(this))
    , m_box(new KeyBox(this))
    , m_change(button(tr("Change keys"), this))
    , m_none(button(tr("No keys"), this))
    , m_delivered(button(tr("As delivered"), this))
    , m_resetAll(button(tr("Reset all"), this))
{
    setWindowTitle(tr("Keyboard shortcuts"));
    setHelpContext(*this, QStringLiteral("dialog/shortcuts"));
    resizeWithinScreen(*this, QSize(560, 560));
    m_search->setPlaceholderText(tr("Find a command"));
    m_search->setAccessibleName(tr("Find a command"));
    m_list->setRootIsDecorated(false);
    m_list->setAlternatingRowColors(true);
    m_list->setUniformRowHeights(true);
    m_list->setHeaderLabels({tr("Command"), tr("Keys")});
    m_list->setAccessibleName(tr("Keyboard shortcuts"));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(CommandColumn, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(KeysColumn, QHeaderView::ResizeToContents);
    buildEditing();
    fill();
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutSheet::find);
    connect(m_search, &SearchBox::movedDown, m_list, [this] { m_list->setFocus(); });
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ShortcutSheet::followCurrent);
    connect(m_list, &QTreeWidget::itemActivated, m_change, &QPushButton::click);
    connect(&m_shortcuts, &Shortcuts::changed, this, &ShortcutSheet::refreshKeys);
    m_list->setCurrentItem(m_list->topLevelItem(0));
}

void ShortcutSheet::buildEditing()
{
    m_box->setAccessibleName(tr("New keys"));
    m_box->setPlaceholderText(tr("Press the new keys together"));
    auto *editing = new QHBoxLayout;
    editing->addWidget(m_change);
    editing->addWidget(m_box, 1);
    editing->addWidget(m_none);
    editing->addWidget(m_delivered);
    auto *close = button(tr("Close"), this);
    auto *closing = new QHBoxLayout;
    closing->addWidget(m_resetAll);
    closing->addStretch(1);
    closing->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(tokens::space);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addLayout(editing);
    layout->addWidget(m_strip);
    layout->addLayout(closing);

    connect(m_change, &QPushButton::clicked, this, [this] {
        m_strip->clear();
        m_box->clear();
        m_box->setFocus();
    });
    connect(m_box, &KeyBox::keysPressed, this, &ShortcutSheet::wish);
    connect(m_box, &KeyBox::left, this, [this] {
        followCurrent();
        m_list->setFocus();
    });
    connect(m_strip, &MessageStrip::actionTriggered, this, [this] { assign(m_wish); });
    connect(m_none, &QPushButton::clicked, this, [this] { wish({}); });
    connect(m_delivered, &QPushButton::clicked, this, [this] { wish(m_shortcuts.delivered(currentCommand())); });
    connect(m_resetAll, &QPushButton::clicked, this, [this] {
        m_strip->clear();
        m_shortcuts.resetAll();
    });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

void ShortcutSheet::fill()
{
    const Commands &commands = m_shortcuts.commands();
    for (const Commands::Definition &definition : commands.definitions()) {
        auto *item = new QTreeWidgetItem(m_list, {commands.plainName(definition.id)});
        item->setData(CommandColumn, commandRole, definition.id);
    }
    addFixed();
    refreshKeys();
}

void ShortcutSheet::addFixed()
{
    for (const Shortcuts::Fixed &fixed : Shortcuts::fixed()) {
        auto *item = new QTreeWidgetItem(m_list, {fixed.text, fixed.keys.toString(QKeySequence::NativeText)});
        for (const int column : {CommandColumn, KeysColumn}) {
            item->setForeground(column, palette().placeholderText());
            item->setToolTip(column, tr("These keys cannot be changed."));
        }
    }
}

void ShortcutSheet::refreshKeys()
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_list->topLevelItem(i);
        const QString command = item->data(CommandColumn, commandRole).toString();
        if (command.isEmpty())
            continue;
        QFont font = item->font(KeysColumn);
        font.setBold(m_shortcuts.isChanged(command));
        item->setFont(KeysColumn, font);
        item->setText(KeysColumn, m_shortcuts.commands().shortcut(command).toString(QKeySequence::NativeText));
    }
    followCurrent();
}

void ShortcutSheet::find(const QString &words)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_list->topLevelItem(i);
        const bool fits = item->text(CommandColumn).contains(words, Qt::CaseInsensitive)
            || item->text(KeysColumn).contains(words, Qt::CaseInsensitive);
        item->setHidden(!fits);
    }
}

QString ShortcutSheet::currentCommand() const
{
    const QTreeWidgetItem *item = m_list->currentItem();
    return item ? item->data(CommandColumn, commandRole).toString() : QString();
}

void ShortcutSheet::followCurrent()
{
    const QString command = currentCommand();
    const Commands &commands = m_shortcuts.commands();
    m_strip->clear();
    m_box->setText(commands.shortcut(command).toString(QKeySequence::NativeText));
    m_box->setEnabled(!command.isEmpty());
    m_change->setEnabled(!command.isEmpty());
    m_none->setEnabled(!commands.shortcut(command).isEmpty());
    m_delivered->setEnabled(!command.isEmpty() && commands.shortcut(command) != m_shortcuts.delivered(command));
}

void ShortcutSheet::wish(const QKeySequence &keys)
{
    const auto problem = m_shortcuts.problem(currentCommand(), keys);
    if (!problem)
        return assign(keys);
    m_strip->showMessage(Tone::Warning, problem->text);
    if (problem->owner.isEmpty())
        return;
    m_wish = keys;
    m_strip->addAction(QStringLiteral("take"), tr("Use them here instead"));
}

void ShortcutSheet::assign(const QKeySequence &keys)
{
    m_shortcuts.assign(currentCommand(), keys);
    m_list->setFocus();
}

}
