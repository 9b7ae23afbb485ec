// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/mainwindow.h"

#include "client/records/records.h"
#include "client/shell/commandpalette.h"
#include "client/shell/commands.h"
#include "client/shell/navigationpanel.h"
#include "client/shell/navigationrail.h"
#include "client/shell/notificationpanel.h"
#include "client/shell/shortcutsheet.h"
#include "client/shell/syncindicator.h"
#include "client/shell/tabarea.h"
#include "client/shell/traynotice.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/icons.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/pill.h"
#include "client/widgets/theme.h"
#include "client/widgets/toast.h"
#include "client/widgets/tokens.h"
#include "client/widgets/translator.h"
#include "shared/base/errortext.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

/// Below this width the navigation gives its room to the work area; the rail still opens it.
constexpr int roomForNavigation = 1000;
constexpr int navigationWidth = 200;
const QSize smallestWindow(880, 460);

/// Saved views of what the workspace lists.
std::vector<NavigationPanel::SavedEntry> savedEntries(
    const std::vector<NavigationEntry> &entries, const std::vector<SavedView> &views, const Records &records)
{
    std::vector<NavigationPanel::SavedEntry> saved;
    for (const SavedView &view : views) {
        const EntityDef *entity = records.entity(view.entity);
        const bool listed = entity
            && std::any_of(entries.begin(), entries.end(),
                [entity](const NavigationEntry &entry) { return entry.location.entity() == entity->name; });
        if (listed)
            saved.push_back({Location::list(entity->name, toText(view.id)), view.name});
    }
    return saved;
}

QToolButton *topButton(const QString &iconName, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(icons::icon(iconName));
    button->setAutoRaise(true);
    button->setMinimumSize(tokens::controlHeight, tokens::controlHeight);
    return button;
}

}

MainWindow::MainWindow(const Parts &parts)
    : m_parts(parts)
    , m_context{parts.records, *this}
    , m_commands(new Commands(this))
    , m_toast(nullptr)
{
    setMinimumSize(smallestWindow);
    resize(1280, 800);
    buildBody();
    buildStatusBar();
    addFileCommands();
    addEditCommands();
    addViewCommands();
    addGoCommands();
    addHelpCommands();
    buildMenus();
    m_palette = new CommandPalette(m_parts.records, *m_commands, *this, this);
    m_toast = new Toast(this);

    Records &records = m_parts.records;
    connect(&records, &Records::syncStateChanged, this, &MainWindow::showSyncState);
    connect(&records, &Records::registryChanged, this, &MainWindow::fillNavigation);
    connect(&records, &Records::accessChanged, this, &MainWindow::fillNavigation);
    connect(&records, &Records::undoChanged, this, [this] { m_commands->retranslate(); });
    connect(&records, &Records::titlesChanged, this, &MainWindow::showUser);
    connect(&records, &Records::accessChanged, this, &MainWindow::showUser);
    connect(&records, &Records::changed, this, [this](const ChangeSet &changes) {
        countTodos();
        const EntityDef *savedView = m_parts.records.entity(QStringLiteral("savedView"));
        if (savedView && changes.touches(savedView->number))
            loadSavedViews();
    });
    m_countdown.setInterval(1000);
    connect(&m_countdown, &QTimer::timeout, this, &MainWindow::showSyncState);
    fillRail();
    retranslate();
    showSyncState();
    showUser();
    countTodos();
    loadSavedViews();
}

MainWindow::~MainWindow() = default;

void MainWindow::showUser()
{
    if (const EntityDef *user = m_parts.records.entity(QStringLiteral("user")))
        m_user->setText(m_parts.records.titleOf({user->number, m_parts.records.currentUser()}));
}

void MainWindow::buildTopBar()
{
    m_back = topButton(QStringLiteral("arrow-left"), this);
    m_forward = topButton(QStringLiteral("arrow-right"), this);
    m_search = topButton(QStringLiteral("search"), this);
    m_search->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_search->setAutoRaise(false);
    m_search->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_search->setMaximumWidth(460);
    m_new = topButton(QStringLiteral("plus"), this);
    m_new->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_new->setPopupMode(QToolButton::InstantPopup);
    m_new->setMenu(new QMenu(m_new));
    m_bell = topButton(QStringLiteral("bell"), this);
    m_bell->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_user = topButton(QStringLiteral("circle-user"), this);
    m_user->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_back, &QToolButton::clicked, this, [this] { m_tabs->goBack(); });
    connect(m_forward, &QToolButton::clicked, this, [this] { m_tabs->goForward(); });
    connect(m_search, &QToolButton::clicked, this, [this] { m_palette->open(); });
    connect(m_bell, &QToolButton::clicked, this, &MainWindow::toggleNotifications);
    connect(m_user, &QToolButton::clicked, this, &MainWindow::showUserMenu);
}

void MainWindow::buildBody()
{
    buildTopBar();
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(tokens::space, tokens::spaceSmall, tokens::space, tokens::spaceSmall);
    bar->setSpacing(tokens::spaceSmall);
    bar->addWidget(m_back);
    bar->addWidget(m_forward);
    bar->addStretch(1);
    bar->addWidget(m_search, 3);
    bar->addStretch(1);
    bar->addWidget(m_new);
    bar->addWidget(m_bell);
    bar->addWidget(m_user);

    m_banner = new MessageStrip(this);
    connect(m_banner, &MessageStrip::actionTriggered, this, [this](const QString &action) {
        if (action == QLatin1String("retry"))
            m_parts.records.syncNow();
        else if (action == QLatin1String("signIn"))
            emit signInRequested();
        else
            open(Location::view(QStringLiteral("sync")));
    });
    m_rail = new NavigationRail(this);
    connect(m_rail, &NavigationRail::activated, this, &MainWindow::showWorkspace);
    m_splitter = new QSplitter(this);
    m_splitter->setChildrenCollapsible(false);
    m_navigation = new NavigationPanel(m_splitter);
    m_navigation->setMinimumWidth(140);
    connect(m_navigation, &NavigationPanel::openRequested, this, [this](const Location &location, bool newTab) {
        open(location, newTab ? Target::NewTab : Target::CurrentTab);
    });
    m_stack = new QStackedWidget(m_splitter);
    m_tabs = new TabArea(m_parts.registry, m_context, m_stack);
    m_noTabs = new EmptyState(m_stack);
    m_noTabs->setIcon(QStringLiteral("layout-dashboard"));
    connect(m_noTabs, &EmptyState::actionTriggered, this, [this] { m_palette->open(); });
    m_stack->addWidget(m_tabs);
    m_stack->addWidget(m_noTabs);
    connect(m_tabs, &TabArea::currentChanged, this, &MainWindow::followCurrentTab);
    connect(m_tabs, &TabArea::statusTextChanged, this, &MainWindow::followCurrentTab);
    m_splitter->addWidget(m_navigation);
    m_splitter->addWidget(m_stack);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({navigationWidth, 1000});
    m_notifications = new NotificationPanel(m_context, this);
    m_notifications->hide();
    connect(m_notifications, &NotificationPanel::unreadChanged, this,
        [this](int unread) { m_bell->setText(unread > 0 ? QString::number(unread) : QString()); });
    connect(m_notifications, &NotificationPanel::arrived, this, &MainWindow::announce);
    m_tray = new TrayNotice(this);
    connect(m_tray, &TrayNotice::activated, this, [this](const Location &location) {
        showNormal();
        raise();
        activateWindow();
        open(location);
    });

    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_splitter, 1);
    row->addWidget(m_notifications);
    auto *central = new QWidget(this);
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_banner);
    layout->addLayout(row, 1);
    setCentralWidget(central);
}

void MainWindow::buildStatusBar()
{
    m_status = new QLabel(this);
    m_pill = new Pill(this);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_status, 1);
    statusBar()->addPermanentWidget(m_pill);
    connect(m_pill, &QAbstractButton::clicked, this, [this] { open(Location::view(QStringLiteral("sync"))); });
}

void MainWindow::open(const Location &location, Target target)
{
    m_tabs->open(location, target);
}

void MainWindow::create(const QString &entity, const QVariantMap &presets)
{
    const EntityDef *definition = m_parts.records.entity(entity);
    if (!definition)
        return;
    Draft draft;
    draft.key = {definition->number, newRecordId()};
    draft.isNew = true;
    for (auto it = presets.cbegin(); it != presets.cend(); ++it) {
        if (const FieldDef *field = definition->field(it.key()))
            draft.values[field->number] = it.value().value<Value>();
    }
    if (!draft.values.empty())
        m_parts.records.saveDraft(draft);
    open(Location::newRecord(entity, draft.key.id));
}

void MainWindow::notify(const QString &text, bool offerUndo)
{
    if (offerUndo && m_parts.records.canUndo())
        m_toast->showUndo(text, [this] { undo(); });
    else
        m_toast->showMessage(text);
}

void MainWindow::undo()
{
    const QString what = m_parts.records.undoText();
    m_parts.records.undo(this,
        [this, what](Result<void> done) { notify(done.ok() ? tr("Undone: %1").arg(what) : errorText(done.error())); });
}

void MainWindow::fillRail()
{
    m_rail->setItems({
        {QStringLiteral("home"), QStringLiteral("house"), tr("Home")},
        {QStringLiteral("crm"), QStringLiteral("handshake"), tr("Customers")},
        {QStringLiteral("oa"), QStringLiteral("stamp"), tr("Office")},
        {QStringLiteral("people"), QStringLiteral("users"), tr("People")},
        {QStringLiteral("settings"), QStringLiteral("settings"), tr("Settings"), true},
    });
    m_rail->setCurrent(m_workspace);
}

void MainWindow::showWorkspace(const QString &workspace)
{
    const auto entries = m_parts.registry.navigation(workspace);
    m_workspace = workspace;
    m_rail->setCurrent(workspace);
    fillNavigation();
    // A workspace of one page has nothing to navigate: it opens at once.
    if (entries.size() == 1)
        open(entries.front().location, Target::NewTab);
    else if (width() < roomForNavigation)
        m_navigation->setVisible(true);
}

void MainWindow::fillNavigation()
{
    const auto all = m_parts.registry.navigation(m_workspace);
    std::vector<NavigationEntry> readable;
    std::copy_if(all.begin(), all.end(), std::back_inserter(readable), [this](const NavigationEntry &entry) {
        const EntityDef *entity = m_parts.records.entity(entry.location.entity());
        return entry.location.kind() == Location::Kind::View
            || (entity && m_parts.records.access(entity->number).read != Scope::None);
    });
    m_navigation->setEntries(readable, savedEntries(readable, m_savedViews, m_parts.records));
    m_navigation->setCurrent(m_tabs->currentLocation());

    QMenu *menu = m_new->menu();
    menu->clear();
    for (const NavigationEntry &entry : m_parts.registry.navigation(QStringLiteral("new"))) {
        const EntityDef *entity = m_parts.records.entity(entry.location.entity());
        if (entity && m_parts.records.mayCreate(entity->number)) {
            menu->addAction(icons::icon(entity->icon), m_parts.records.labels().entity(*entity), this,
                [this, name = entity->name] { create(name); });
        }
    }
    m_new->setEnabled(!menu->isEmpty());
}

void MainWindow::loadSavedViews()
{
    m_parts.records.savedViews(0, this, [this](Result<std::vector<SavedView>> views) {
        if (!views.ok())
            return;
        m_savedViews = *std::move(views);
        fillNavigation();
    });
}

/// One way at a time: a toast to who is looking, else a notice of the system that leads to the record.
void MainWindow::announce(const QString &text, const RecordKey &target)
{
    if (isActiveWindow() || !m_tray->isAvailable())
        return notify(text);
    const EntityDef *entity = m_parts.records.entity(target.entity);
    m_tray->show(text, entity ? Location::record(entity->name, target.id) : Location::view(QStringLiteral("home")));
}

void MainWindow::followCurrentTab()
{
    const View *view = m_tabs->currentView();
    m_stack->setCurrentWidget(m_tabs->count() > 0 ? static_cast<QWidget *>(m_tabs) : m_noTabs);
    m_navigation->setCurrent(m_tabs->currentLocation());
    m_status->setText(view ? view->statusText() : QString());
    m_back->setEnabled(m_tabs->canGoBack());
    m_forward->setEnabled(m_tabs->canGoForward());
    setWindowTitle(view ? tr("%1 – Tandem").arg(view->title()) : tr("Tandem"));
    m_commands->refresh();
}

void MainWindow::showSyncState()
{
    const SyncState state = m_parts.records.syncState();
    const SyncWords words = describeSync(state, SystemClock::instance().now(), QLocale(m_parts.records.language()));
    m_pill->setState(words.tone, words.pill);
    m_pill->setAccessibleName(tr("Sync: %1").arg(words.pill));
    if (words.banner.isEmpty()) {
        m_banner->clear();
    } else if (m_banner->text() != words.banner || m_banner->isHidden()) {
        m_banner->showMessage(state.phase == SyncState::Phase::Refused ? Tone::Danger : Tone::Neutral, words.banner);
        m_banner->setCloseable(false);
        if (words.offerRetry)
            m_banner->addAction(QStringLiteral("retry"), tr("Try now"));
        if (words.offerSignIn)
            m_banner->addAction(QStringLiteral("signIn"), tr("Sign in"));
        m_banner->addAction(QStringLiteral("details"), tr("Details"));
    }
    if (state.retryAt > 0 && !m_countdown.isActive())
        m_countdown.start();
    else if (state.retryAt == 0)
        m_countdown.stop();
}

void MainWindow::countTodos()
{
    for (const NavigationEntry &entry : m_parts.registry.navigation(QStringLiteral("oa"))) {
        if (entry.count)
            entry.count([this](int count) { m_rail->setBadge(QStringLiteral("oa"), count); });
    }
    m_navigation->refreshCounts();
}

void MainWindow::toggleNotifications()
{
    m_notifications->setVisible(!m_notifications->isVisible());
    if (m_notifications->isVisible())
        m_notifications->setFocus();
}

void MainWindow::showUserMenu()
{
    QMenu menu(this);
    const EntityDef *user = m_parts.records.entity(QStringLiteral("user"));
    const RecordId me = m_parts.records.currentUser();
    if (user && !me.isNull()) {
        menu.addAction(tr("My profile"), this, [this, name = user->name, me] { open(Location::record(name, me)); });
    }
    menu.addAction(tr("Settings"), this, [this] { open(Location::view(QStringLiteral("settings"))); });
    menu.addSeparator();
    menu.addAction(tr("Sign out"), this, &MainWindow::signOutRequested);
    menu.exec(m_user->mapToGlobal(QPoint(0, m_user->height())));
}

void MainWindow::showShortcuts()
{
    auto *sheet = new ShortcutSheet(*m_commands, this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
}

void MainWindow::arrangeForWidth()
{
    m_navigation->setVisible(width() >= roomForNavigation);
}

void MainWindow::restoreSession()
{
    QSettings &settings = m_parts.settings;
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    m_splitter->restoreState(settings.value(QStringLiteral("window/splitter")).toByteArray());
    m_workspace = settings.value(QStringLiteral("window/workspace"), QStringLiteral("crm")).toString();
    m_rail->setCurrent(m_workspace);
    fillNavigation();
    const QByteArray tabs = settings.value(QStringLiteral("window/tabs")).toByteArray();
    m_tabs->restore(QJsonDocument::fromJson(tabs).object());
    if (m_tabs->count() == 0)
        open(Location::view(QStringLiteral("home")));
    arrangeForWidth();
    followCurrentTab();
}

void MainWindow::saveSession()
{
    QSettings &settings = m_parts.settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("window/workspace"), m_workspace);
    settings.setValue(QStringLiteral("window/tabs"), QJsonDocument(m_tabs->save()).toJson(QJsonDocument::Compact));
    settings.sync();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_tabs->prepareToClose()) {
        event->ignore();
        return;
    }
    saveSession();
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    if ((event->oldSize().width() >= roomForNavigation) != (event->size().width() >= roomForNavigation))
        arrangeForWidth();
}

void MainWindow::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::BackButton)
        m_tabs->goBack();
    else if (event->button() == Qt::ForwardButton)
        m_tabs->goForward();
    else
        QMainWindow::mousePressEvent(event);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_toast)
        retranslate();
}

void MainWindow::retranslate()
{
    fillRail();
    fillNavigation();
    m_commands->retranslate();
    for (const auto &[menu, text] : m_menus)
        menu->setTitle(text());
    m_tabs->retranslate();
    m_back->setAccessibleName(tr("Back"));
    m_back->setToolTip(tr("Back (Alt+Left)"));
    m_forward->setAccessibleName(tr("Forward"));
    m_forward->setToolTip(tr("Forward (Alt+Right)"));
    m_search->setText(tr("Search or run a command…") + QStringLiteral("   ")
        + QKeySequence(QStringLiteral("Ctrl+K")).toString(QKeySequence::NativeText));
    m_search->setAccessibleName(tr("Search or run a command"));
    m_new->setText(tr("New"));
    m_bell->setAccessibleName(tr("Notifications"));
    m_bell->setToolTip(tr("Notifications"));
    m_user->setAccessibleName(tr("My account"));
    m_user->setToolTip(tr("My account"));
    m_noTabs->setText(tr("No tab is open. Choose something on the left, or search."));
    m_noTabs->setActionText(tr("Search"));
    followCurrentTab();
    showSyncState();
}

}
