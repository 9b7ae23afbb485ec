// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The window's commands: what stands in its menus, behind its shortcuts and in the palette.

#include "client/records/records.h"
#include "client/shell/commandpalette.h"
#include "client/shell/commands.h"
#include "client/shell/firststeps.h"
#include "client/shell/jobdisplay.h"
#include "client/shell/mainwindow.h"
#include "client/shell/navigationpanel.h"
#include "client/shell/networkchoice.h"
#include "client/shell/passworddialog.h"
#include "client/shell/tabarea.h"
#include "client/widgets/theme.h"
#include "client/widgets/translator.h"

#include <QMenu>
#include <QMenuBar>
#include <QSettings>

namespace tandem::client {

namespace {

QKeySequence keys(const char *text)
{
    return QKeySequence(QLatin1String(text));
}

/// An ampersand in a customer's name is no mnemonic.
QString forMenu(QString text)
{
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

}

void MainWindow::addFileCommands()
{
    m_commands->add({QStringLiteral("file.new"), QStringLiteral("file/record"), [] { return tr("&New record…"); },
        keys("Ctrl+N"), QStringLiteral("plus"),
        [this] {
            const auto location = m_tabs->currentLocation();
            const QString entity = location ? location->entity() : QString();
            create(entity.isEmpty() ? QStringLiteral("account") : entity);
        },
        [this]() -> QString {
            const auto location = m_tabs->currentLocation();
            const EntityDef *entity = m_parts.records.entity(location ? location->entity() : QString());
            return !entity || m_parts.records.offersNew(entity->number) ? QString()
                                                                        : tr("you may not create these records");
        }});
    m_commands->add({QStringLiteral("file.save"), QStringLiteral("file/record"), [] { return tr("&Save"); },
        keys("Ctrl+S"), QStringLiteral("save"), [this] { m_tabs->currentView()->save(); },
        [this]() -> QString {
            const View *view = m_tabs->currentView();
            return view && view->canSave() ? QString() : tr("nothing to save");
        }});
    addPrintCommands();
    m_commands->add({QStringLiteral("tab.close"), QStringLiteral("file/tabs"), [] { return tr("&Close tab"); },
        keys("Ctrl+W"), QStringLiteral("x"), [this] { m_tabs->closeCurrent(); },
        [this]() -> QString {
            return m_tabs->count() > 0 ? QString() : tr("no tab is open");
        }});
    m_commands->add({QStringLiteral("tab.closeOthers"), QStringLiteral("file/tabs"),
        [] { return tr("Close &other tabs"); }, {}, {}, [this] { m_tabs->closeOthers(); },
        [this]() -> QString {
            return m_tabs->count() > 1 ? QString() : tr("no other tab is open");
        }});
    m_commands->add({QStringLiteral("tab.reopen"), QStringLiteral("file/tabs"), [] { return tr("&Reopen closed tab"); },
        keys("Ctrl+Shift+T"), {}, [this] { m_tabs->reopenClosed(); },
        [this]() -> QString {
            return m_tabs->canReopen() ? QString() : tr("no tab was closed");
        }});
    m_commands->add({QStringLiteral("file.signOut"), QStringLiteral("file/end"), [] { return tr("Sign out"); }, {}, {},
        [this] {
            if (const Job *job = m_jobs->jobInTheWay())
                return notify(tr("%1 would stop. Sign out again to stop it.").arg(job->title()));
            emit signOutRequested();
        }});
    QAction *quit = m_commands->add(
        {QStringLiteral("file.quit"), QStringLiteral("file/end"), [] { return tr("&Quit"); }, QKeySequence::Quit, {},
            [this] {
                close();
            }});
    quit->setMenuRole(QAction::QuitRole);
}

void MainWindow::addPrintCommands()
{
    const auto unavailable = [this]() -> QString {
        const View *view = m_tabs->currentView();
        return view && view->canPrint() ? QString() : tr("nothing to print here");
    };
    m_commands->add({QStringLiteral("file.print"), QStringLiteral("file/print"), [] { return tr("&Print…"); },
        keys("Ctrl+P"), QStringLiteral("printer"), [this] { m_tabs->currentView()->print(); }, unavailable});
    m_commands->add({QStringLiteral("file.pdf"), QStringLiteral("file/print"), [] { return tr("&Export as PDF…"); }, {},
        QStringLiteral("file-text"), [this] { m_tabs->currentView()->exportPdf(); }, unavailable});
}

void MainWindow::addEditCommands()
{
    m_commands->add({QStringLiteral("edit.undo"), QStringLiteral("edit/undo"),
        [this] {
            const QString what = forMenu(m_parts.records.undoText());
            return what.isEmpty() ? tr("&Undo") : tr("&Undo: %1").arg(what);
        },
        QKeySequence(QStringLiteral("Ctrl+Z")), QStringLiteral("undo-2"), [this] { undo(); },
        [this]() -> QString { return m_parts.records.canUndo() ? QString() : tr("nothing to undo"); }, {},
        [] {
            return tr("&Undo");
        }});
    m_commands->add({QStringLiteral("edit.redo"), QStringLiteral("edit/undo"),
        [this] {
            const QString what = forMenu(m_parts.records.redoText());
            return what.isEmpty() ? tr("&Redo") : tr("&Redo: %1").arg(what);
        },
        keys("Ctrl+Shift+Z"), QStringLiteral("redo-2"), [this] { redo(); },
        [this]() -> QString { return m_parts.records.canRedo() ? QString() : tr("nothing was undone"); }, {},
        [] {
            return tr("&Redo");
        }});
    m_commands->add({QStringLiteral("edit.merge"), QStringLiteral("edit/records"), [] { return tr("&Merge…"); }, {},
        QStringLiteral("merge"), [this] { m_tabs->currentView()->merge(); },
        [this]() -> QString {
            const View *view = m_tabs->currentView();
            return view && view->canMerge() ? QString() : tr("select two records of a list that you may merge");
        }});
    m_commands->add(
        {QStringLiteral("edit.filter"), QStringLiteral("edit/find"), [] { return tr("&Find in this list"); },
            keys("Ctrl+F"), QStringLiteral("list-filter"), [this] { m_tabs->currentView()->focusFilter(); },
            [this]() -> QString {
                return m_tabs->currentView() ? QString() : tr("no tab is open");
            }});
    m_commands->add({QStringLiteral("search.open"), QStringLiteral("edit/find"),
        [] { return tr("&Search everything"); }, keys("Ctrl+K"), QStringLiteral("search"),
        [this] {
            m_firstSteps->setDone(FirstSteps::Step::Search);
            m_palette->open();
        }});
    m_commands->add({QStringLiteral("search.commands"), QStringLiteral("edit/find"),
        [] { return tr("Run a &command"); }, keys("Ctrl+Shift+P"), {},
        [this] {
            m_palette->open(QStringLiteral(">"));
        }});
}

void MainWindow::addViewCommands()
{
    const struct
    {
        const char *id;
        const char *icon;
        ThemeMode mode;
        std::function<QString()> text;
    } looks[] = {
        {"view.light", "sun", ThemeMode::Light,
            [] {
                return tr("&Light");
            }},
        {"view.dark", "moon", ThemeMode::Dark,
            [] {
                return tr("&Dark");
            }},
        {"view.system", "", ThemeMode::System,
            [] {
                return tr("Like the &system");
            }},
    };
    for (const auto &look : looks) {
        m_commands->add({QLatin1String(look.id), QStringLiteral("view/look"), look.text, {}, QLatin1String(look.icon),
            [this, mode = look.mode] {
                m_parts.theme.setMode(mode);
                m_parts.settings.setValue(QStringLiteral("theme"), Theme::modeName(mode));
            },
            {},
            [this, mode = look.mode] {
                return m_parts.theme.mode() == mode;
            }});
    }
    for (const QString &language : Translator::languages()) {
        m_commands->add({QStringLiteral("language.") + language, QStringLiteral("view/language"),
            [language] { return Translator::nativeName(language); }, {}, QStringLiteral("languages"),
            [this, language] { m_parts.translator.setLanguage(language); }, {},
            [this, language] {
                return m_parts.translator.language() == language;
            }});
    }
    m_commands->add(
        {QStringLiteral("view.navigation"), QStringLiteral("view/window"), [] { return tr("Show &navigation"); },
            keys("Ctrl+B"), {}, [this] { m_navigation->setVisible(!m_navigation->isVisible()); }, {},
            [this] {
                return m_navigation->isVisible();
            }});
    m_commands->add(
        {QStringLiteral("view.resetLayout"), QStringLiteral("view/window"), [] { return tr("&Reset layout"); }, {}, {},
            [this] {
                resetLayout();
            }});
}

void MainWindow::addGoCommands()
{
    m_commands->add({QStringLiteral("go.back"), QStringLiteral("go/history"), [] { return tr("&Back"); },
        keys("Alt+Left"), QStringLiteral("arrow-left"), [this] { m_tabs->goBack(); },
        [this]() -> QString {
            return m_tabs->canGoBack() ? QString() : tr("no page before this one");
        }});
    m_commands->add({QStringLiteral("go.forward"), QStringLiteral("go/history"), [] { return tr("&Forward"); },
        keys("Alt+Right"), QStringLiteral("arrow-right"), [this] { m_tabs->goForward(); },
        [this]() -> QString {
            return m_tabs->canGoForward() ? QString() : tr("no page after this one");
        }});
    m_commands->add(
        {QStringLiteral("go.nextTab"), QStringLiteral("go/tabs"), [] { return tr("Next &tab"); }, keys("Ctrl+Tab"), {},
            [this] {
                m_tabs->nextTab(1);
            }});
    m_commands->add({QStringLiteral("go.previousTab"), QStringLiteral("go/tabs"), [] { return tr("&Previous tab"); },
        keys("Ctrl+Shift+Tab"), {},
        [this] {
            m_tabs->nextTab(-1);
        }});
    const struct
    {
        const char *id;
        std::function<QString()> text;
    } workspaces[] = {
        {"home",
            [] {
                return tr("Home");
            }},
        {"crm",
            [] {
                return tr("Customers");
            }},
        {"oa",
            [] {
                return tr("Office");
            }},
        {"people",
            [] {
                return tr("People");
            }},
        {"settings",
            [] {
                return tr("Settings");
            }},
    };
    int number = 0;
    for (const auto &workspace : workspaces) {
        const QString id = QLatin1String(workspace.id);
        m_commands->add({QStringLiteral("go.") + id, QStringLiteral("go/workspaces"), workspace.text,
            QKeySequence(QStringLiteral("Ctrl+%1").arg(++number)), {}, [this, id] {
                showWorkspace(id);
            }});
    }
    m_commands->add({QStringLiteral("go.sync"), QStringLiteral("go/sync"), [] { return tr("What waits to be sent"); },
        {}, QStringLiteral("refresh-cw"),
        [this] {
            openSync();
        }});
}

void MainWindow::addToolsCommands()
{
    m_commands->add({QStringLiteral("tools.sync"), QStringLiteral("tools/sync"), [] { return tr("&Sync now"); },
        keys("F5"), QStringLiteral("refresh-cw"),
        [this] {
            if (m_parts.records.syncState().offlineByChoice)
                notify(tr("You work offline. Nothing is sent or received until you go online."));
            else
                m_parts.records.syncNow();
        }});
    m_commands->add({QStringLiteral("tools.offline"), QStringLiteral("tools/sync"), [] { return tr("Work &offline"); },
        {}, QStringLiteral("cloud-off"),
        [this] { chooseNetwork(m_parts.records, m_parts.settings, SyncControl::Network::Offline); },
        [this]() -> QString {
            return m_parts.records.syncState().offlineByChoice ? tr("you work offline already") : QString();
        }});
    m_commands->add({QStringLiteral("tools.online"), QStringLiteral("tools/sync"), [] { return tr("Go on&line"); }, {},
        QStringLiteral("cloud"),
        [this] { chooseNetwork(m_parts.records, m_parts.settings, SyncControl::Network::Online); },
        [this]() -> QString {
            return m_parts.records.syncState().offlineByChoice ? QString() : tr("you did not go offline");
        }});
    m_commands->add(
        {QStringLiteral("tools.jobs"), QStringLiteral("tools/work"), [] { return tr("Long &work"); }, {}, {},
            [this] {
                m_jobs->open();
            }});
    addNoticeCommands();
    QAction *settings = m_commands->add({QStringLiteral("tools.settings"), QStringLiteral("tools/settings"),
        [] { return tr("S&ettings"); }, QKeySequence::Preferences, QStringLiteral("settings"),
        [this] {
            open(Location::view(QStringLiteral("settings")));
        }});
    settings->setMenuRole(QAction::PreferencesRole);
    m_commands->add({QStringLiteral("tools.password"), QStringLiteral("tools/settings"),
        [] { return tr("Change &password…"); }, {}, {},
        [this] {
            changePassword();
        }});
}

void MainWindow::changePassword()
{
    auto *dialog = new PasswordDialog(m_parts.records, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PasswordDialog::changed, this,
        [this] { notify(tr("Your password is changed. Your other devices are signed out.")); });
    dialog->open();
}

void MainWindow::buildMenus()
{
    const struct
    {
        const char *name;
        std::function<QString()> text;
    } menus[] = {
        {"file",
            [] {
                return tr("&File");
            }},
        {"edit",
            [] {
                return tr("&Edit");
            }},
        {"view",
            [] {
                return tr("&View");
            }},
        {"go",
            [] {
                return tr("&Go");
            }},
        {"tools",
            [] {
                return tr("&Tools");
            }},
        {"help",
            [] {
                return tr("&Help");
            }},
    };
    for (const auto &entry : menus) {
        QMenu *menu = menuBar()->addMenu(entry.text());
        m_commands->fill(*menu, QLatin1String(entry.name));
        connect(menu, &QMenu::aboutToShow, m_commands, &Commands::retranslate);
        m_menus.emplace_back(menu, entry.text);
    }
}

}
