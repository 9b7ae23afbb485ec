// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"
#include "client/shell/navigator.h"
#include "client/shell/viewregistry.h"

#include <QMainWindow>
#include <QTimer>

class QLabel;
class QSettings;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace tandem::client {

class CommandPalette;
class Commands;
class EmptyState;
class MessageStrip;
class NavigationPanel;
class NavigationRail;
class NotificationPanel;
class Pill;
class TabArea;
class Theme;
class Toast;
class Translator;
class TrayNotice;

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
        QSettings &settings; ///< of the profile: sizes, tabs, theme, language
    };

    explicit MainWindow(const Parts &parts);
    ~MainWindow() override;

    void open(const Location &location, Target target = Target::NewTab) override;
    void create(const QString &entity, const QVariantMap &presets = {}) override;
    void notify(const QString &text, bool offerUndo = false) override;

    /// Brings the window up with the tabs of last time, or the home page.
    void restoreSession();
    void saveSession();
    Commands &commands() { return *m_commands; }

signals:
    void signInRequested();
    void signOutRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void buildTopBar();
    void buildBody();
    void buildStatusBar();
    void buildMenus();
    void addFileCommands();
    void addEditCommands();
    void addViewCommands();
    void addGoCommands();
    void addHelpCommands();
    void showWorkspace(const QString &workspace);
    void fillNavigation();
    void loadSavedViews();
    void announce(const QString &text, const tandem::client::RecordKey &target);
    void fillRail();
    void followCurrentTab();
    void showSyncState();
    void showUser();
    void showUserMenu();
    void undo();
    void toggleNotifications();
    void showShortcuts();
    void arrangeForWidth();
    void countTodos();
    void retranslate();

    Parts m_parts;
    ViewContext m_context;
    Commands *m_commands;
    QToolButton *m_back;
    QToolButton *m_forward;
    QToolButton *m_search;
    QToolButton *m_new;
    QToolButton *m_bell;
    QToolButton *m_user;
    MessageStrip *m_banner;
    NavigationRail *m_rail;
    NavigationPanel *m_navigation;
    QSplitter *m_splitter;
    QStackedWidget *m_stack;
    TabArea *m_tabs;
    EmptyState *m_noTabs;
    QLabel *m_status;
    Pill *m_pill;
    Toast *m_toast;
    CommandPalette *m_palette;
    NotificationPanel *m_notifications;
    TrayNotice *m_tray;
    std::vector<SavedView> m_savedViews; ///< of every entity
    QTimer m_countdown;
    QString m_workspace;
    std::vector<std::pair<QMenu *, std::function<QString()>>> m_menus;
};

}
