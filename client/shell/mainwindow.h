// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/desktop/desktop.h"
#include "client/records/recordtypes.h"
#include "client/shell/navigator.h"
#include "client/shell/topbar.h"
#include "client/shell/viewregistry.h"

#include <QMainWindow>
#include <QTimer>

class QLabel;
class QSettings;
class QSplitter;
class QStackedWidget;

namespace tandem::client {

class CommandPalette;
class Commands;
class EmptyState;
class JobDisplay;
class MessageStrip;
class NavigationPanel;
class NavigationRail;
class NoticeAnnouncer;
class NotificationPanel;
class Pill;
class Shortcuts;
class SyncDisplay;
class TabArea;
class Theme;
class Toast;
class Translator;
class UnreadNotices;

/// The window: rail, navigation, tabs, top bar, banner and status bar. It knows views only through the registry, and
/// data only through Records.
class MainWindow : public QMainWindow, public Navigator
{
    Q_OBJECT

public:
    struct Parts
    {
        Records &records;
        const ViewRegistry &registry;
        Theme &theme;
        Translator &translator;
        QSettings &settings; ///< of the profile: sizes, tabs, theme
        Desktop desktop = {}; ///< for when nobody looks at the window
    };

    explicit MainWindow(const Parts &parts);
    ~MainWindow() override;

    void open(const Location &location, Target target = Target::NewTab) override;
    void create(const QString &entity, const QVariantMap &presets = {}) override;
    void notify(const QString &text, bool offerUndo = false) override;
    void run(const QString &command) override;
    FirstSteps &firstSteps() override { return *m_firstSteps; }

    /// Brings the window up with the tabs of last time, or the home page.
    void restoreSession();
    void saveSession();
    Commands &commands() { return *m_commands; }
    Shortcuts &shortcuts() { return *m_shortcuts; }

signals:
    void signInRequested();
    void signOutRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildBody();
    void buildNotices();
    void buildStatusBar();
    void buildMenus();
    void addFileCommands();
    void addPrintCommands();
    void addEditCommands();
    void addViewCommands();
    void addGoCommands();
    void addToolsCommands();
    void addHelpCommands();
    void addNoticeCommands();
    void fillTrayMenu();
    void openSync();
    void showWorkspace(const QString &workspace);
    void fillNavigation();
    std::vector<NavigationEntry> pages() const;
    std::vector<NavigationEntry> entriesOf(const QString &workspace) const;
    std::vector<TopBar::Creatable> creatable() const;
    std::vector<NavigationEntry> savedEntries(const std::vector<NavigationEntry> &listed) const;
    void loadSavedViews();
    void fillRail();
    void followCurrentTab();
    void followWorkspace();
    void showUser();
    void undo();
    void redo();
    void toggleNotifications();
    void showNotifications();
    void showWaiting(int count);
    void tellOfRescue();
    QString rescueText() const;
    void changePassword();
    void showHelp();
    void showHelpFor(const QString &context);
    void showShortcuts();
    void showAbout();
    void resetLayout();
    void arrangeForWidth();
    void recount();
    void retranslate();

    Parts m_parts;
    ViewContext m_context;
    FirstSteps *m_firstSteps;
    Commands *m_commands;
    Shortcuts *m_shortcuts;
    TopBar *m_top;
    MessageStrip *m_banner;
    MessageStrip *m_rescue;
    NavigationRail *m_rail;
    NavigationPanel *m_navigation;
    QSplitter *m_splitter;
    QStackedWidget *m_stack;
    TabArea *m_tabs;
    EmptyState *m_noTabs;
    QLabel *m_status;
    Pill *m_pill;
    SyncDisplay *m_sync;
    JobDisplay *m_jobs;
    Toast *m_toast;
    CommandPalette *m_palette;
    UnreadNotices *m_unread;
    NotificationPanel *m_notifications;
    NoticeAnnouncer *m_announcer;
    std::vector<SavedView> m_savedViews; ///< of every entity
    QTimer m_recount;
    QTimer m_sessionTimer; ///< until the open tabs are written down: a power loss does not ask
    QString m_workspace;
    std::optional<Location> m_followed; ///< where the navigation was last brought to
    std::vector<std::pair<QMenu *, std::function<QString()>>> m_menus;
};

}
