// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The window's help: the pages, the keys, and which build this is.

#include "client/records/records.h"
#include "client/shell/aboutdialog.h"
#include "client/shell/commands.h"
#include "client/shell/helppage.h"
#include "client/shell/mainwindow.h"
#include "client/shell/shortcutsheet.h"
#include "client/shell/tabarea.h"
#include "client/widgets/helpcontext.h"

#include <QAction>
#include <QFileInfo>
#include <QSettings>
#include <QWhatsThis>

namespace tandem::client {

void MainWindow::addHelpCommands()
{
    m_commands->add({QStringLiteral("help.page"), QStringLiteral("help"), [] { return tr("&Help for this page"); },
        QKeySequence(QStringLiteral("F1")), QStringLiteral("circle-question-mark"),
        [this] {
            showHelp();
        }});
    m_commands->add({QStringLiteral("help.whatsThis"), QStringLiteral("help"), [] { return tr("&What's this?"); },
        QKeySequence(QStringLiteral("Shift+F1")), {},
        [] {
            QWhatsThis::enterWhatsThisMode();
        }});
    m_commands->add({QStringLiteral("help.contents"), QStringLiteral("help"), [] { return tr("&Contents"); }, {}, {},
        [this] {
            showHelpFor(Location::view(QStringLiteral("help")).helpContext());
        }});
    m_commands->add({QStringLiteral("help.shortcuts"), QStringLiteral("help"), [] { return tr("&Keyboard shortcuts"); },
        QKeySequence(QStringLiteral("Ctrl+/")), QStringLiteral("keyboard"),
        [this] {
            showShortcuts();
        }});
    QAction *about = m_commands->add({QStringLiteral("help.about"), QStringLiteral("help/about"),
        [] { return tr("&About Tandem"); }, {}, QStringLiteral("info"),
        [this] {
            showAbout();
        }});
    about->setMenuRole(QAction::AboutRole);
}

/// The page for what is on the screen: of the part that has the focus, else of the tab.
void MainWindow::showHelp()
{
    const View *view = m_tabs->currentView();
    const auto location = m_tabs->currentLocation();
    QString context = helpContextOf(focusWidget());
    if (context.isEmpty() && view)
        context = view->helpContext();
    if (context.isEmpty() && location)
        context = location->helpContext();
    showHelpFor(context);
}

void MainWindow::showHelpFor(const QString &context)
{
    open(Location::view(QStringLiteral("help")));
    if (auto *page = qobject_cast<HelpPage *>(m_tabs->currentView()))
        page->showContext(context);
}

void MainWindow::showShortcuts()
{
    auto *sheet = new ShortcutSheet(*m_shortcuts, this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
}

void MainWindow::showAbout()
{
    auto *dialog = new AboutDialog(m_parts.records, QFileInfo(m_parts.settings.fileName()).path(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

}
