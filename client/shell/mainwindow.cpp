// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/mainwindow.h"

#include "client/records/records.h"
#include "client/shell/commandpalette.h"
#include "client/shell/commands.h"
#include "client/shell/firststeps.h"
#include "client/shell/jobdisplay.h"
#include "client/shell/navigationpanel.h"
#include "client/shell/navigationrail.h"
#include "client/shell/notificationpanel.h"
#include "client/shell/shortcuts.h"
#include "client/shell/syncdisplay.h"
#include "client/shell/syncpage.h"
#include "client/shell/tabarea.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/pill.h"
#include "client/widgets/screenfit.h"
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
#include <QVBoxLayout>
#include <QWindow>

namespace tandem::client {

namespace {

/// Below this width the navigation gives its room to the work area; the rail still opens it.
constexpr int roomForNavigation = 1000;
constexpr int navigationWidth = 200;
constexpr int sessionMilliseconds = 300;
const QSize smallestWindow(880, 460);
const QSize usualWindow(1280, 800);
/// Changes come in bursts: the counts follow once for each.
constexpr int recountMs = 300;

}

MainWindow::MainWindow(const Parts &parts)
    : m_parts(parts)
    , m_context{parts.records, *this}
    , m_firstSteps(new FirstSteps(parts.records, parts.settings, this))
    , m_commands(new Commands(this))
    , m_toast(nullptr)
{
    setMinimumSize(smallestWindow);
    resizeWithinScreen(*this, usualWindow);
    buildBody();
    buildStatusBar();
    addFileCommands();
    addEditCommands();
    addViewCommands();
    addGoCommands();
    addToolsCommands();
    addHelpCommands();
    buildMenus();
    fillTrayMenu();
    m_shortcuts = new Shortcuts(*m_commands, m_parts.settings, this);
    m_palette = new CommandPalette(
        m_parts.records, *m_commands, [this] { return pages(); }, *this, this);
    m_toast = new Toast(this);

    Records &records = m_parts.records;
    connect(&records, &Records::registryChanged, this, &MainWindow::fillNavigation);
    connect(&records, &Records::accessChanged, this, &MainWindow::fillNavigation);
    connect(&records, &Records::undoChanged, this, [this] { m_commands->retranslate(); });
    connect(&records, &Records::titlesChanged, this, &MainWindow::showUser);
    connect(&records, &Records::accessChanged, this, &MainWindow::showUser);
    connect(&records, &Records::changed, this, [this](const ChangeSet &changes) {
        m_recount.start();
        const EntityDef *savedView = m_parts.records.entity(QStringLiteral("savedView"));
        if (savedView && changes.touches(savedView->number))
            loadSavedViews();
    });
    m_recount.setSingleShot(true);
    m_recount.setInterval(recountMs);
    connect(&m_recount, &QTimer::timeout, this, &MainWindow::recount);
    m_sessionTimer.setSingleShot(true);
    m_sessionTimer.setInterval(sessionMilliseconds);
    connect(&m_sessionTimer, &QTimer::timeout, this, &MainWindow::saveSession);
    connect(m_tabs, &TabArea::currentChanged, &m_sessionTimer, qOverload<>(&QTimer::start));
    fillRail();
    retranslate();
    showUser();
    recount();
    loadSavedViews();
    tellOfRescue();
}

MainWindow::~MainWindow() = default;

void MainWindow::showUser()
{
    if (const EntityDef *user = m_parts.records.entity(QStringLiteral("user")))
        m_top->setUserName(m_parts.records.titleOf({user->number, m_parts.records.currentUser()}));
}

void MainWindow::buildBody()
{
    m_top = new TopBar(*m_commands, this);
    connect(m_top, &TopBar::commandRequested, this, [this](const QString &id) { run(id); });
    connect(m_top, &TopBar::createRequested, this, [this](const QString &entity) { create(entity); });
    connect(m_top, &TopBar::notificationsRequested, this, &MainWindow::toggleNotifications);
    connect(m_top, &TopBar::profileRequested, this,
        [this] { open(Location::record(QStringLiteral("user"), m_parts.records.currentUser())); });
    m_banner = new MessageStrip(this);
    m_rescue = new MessageStrip(this);
    m_rescue->setObjectName(QStringLiteral("rescue"));
    m_rail = new NavigationRail(this);
    connect(m_rail, &NavigationRail::activated, this, &MainWindow::showWorkspace);
    m_splitter = new QSplitter(this);
    m_splitter->setChildrenCollapsible(false);
    m_navigation = new NavigationPanel(m_splitter);
    m_navigation->setMinimumWidth(140);
    connect(m_navigation, &NavigationPanel::openRequested, this, [this](const Location &location, bool newTab) {
        open(location, newTab ? Target::NewTab : Target::CurrentTab);
        arrangeForWidth();
    });
    m_stack = new QStackedWidget(m_splitter);
    m_tabs = new TabArea(m_parts.registry, m_context, m_stack);
    m_noTabs = new EmptyState(m_stack);
    m_noTabs->setIcon(QStringLiteral("layout-grid"));
    connect(m_noTabs, &EmptyState::actionTriggered, this, [this] { m_palette->open(); });
    m_stack->addWidget(m_tabs);
    m_stack->addWidget(m_noTabs);
    connect(m_tabs, &TabArea::currentChanged, this, &MainWindow::followCurrentTab);
    connect(m_tabs, &TabArea::statusTextChanged, this, &MainWindow::followCurrentTab);
    m_splitter->addWidget(m_navigation);
    m_splitter->addWidget(m_stack);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({navigationWidth, usualWindow.width() - navigationWidth});
    buildNotices();
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_splitter, 1);
    row->addWidget(m_notifications);
    auto *central = new QWidget(this);
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_top);
    layout->addWidget(m_banner);
    layout->addWidget(m_rescue);
    layout->addLayout(row, 1);
    setCentralWidget(central);
}

void MainWindow::buildStatusBar()
{
    m_status = new QLabel(this);
    m_pill = new Pill(this);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(tokens::space, 0, tokens::space, 0);
    statusBar()->addWidget(m_status, 1);
    auto *work = new Pill(this);
    statusBar()->addPermanentWidget(m_pill);
    statusBar()->insertPermanentWidget(1, work); // behind the status text
    m_jobs = new JobDisplay(m_parts.records.jobs(), *work, this);
    connect(m_jobs, &JobDisplay::noticed, this, [this](const QString &text) { notify(text); });
    m_sync = new SyncDisplay(m_parts.records, *m_banner, *m_pill, this);
    connect(m_sync, &SyncDisplay::signInRequested, this, &MainWindow::signInRequested);
    connect(m_sync, &SyncDisplay::onlineRequested, this, [this] { run(QStringLiteral("tools.online")); });
    connect(m_sync, &SyncDisplay::detailsRequested, this, &MainWindow::openSync);
    // Keys of one's own for going online need no menu that looks whether there is a need.
    connect(&m_parts.records, &Records::syncStateChanged, m_commands, &Commands::refresh);
}

void MainWindow::open(const Location &location, Target target)
{
    m_tabs->open(location, target);
}

/// Who asks for it means what is wrong now, also if the page is open already and stands elsewhere.
void MainWindow::openSync()
{
    open(Location::view(QStringLiteral("sync")));
    if (auto *page = qobject_cast<SyncPage *>(m_tabs->currentView()))
        page->showWhatMatters();
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

void MainWindow::run(const QString &command)
{
    m_commands->refresh(); // what has become possible since the last look
    if (QAction *action = m_commands->action(command))
        action->trigger();
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

void MainWindow::followCurrentTab()
{
    const View *view = m_tabs->currentView();
    m_stack->setCurrentWidget(m_tabs->count() > 0 ? static_cast<QWidget *>(m_tabs) : m_noTabs);
    followWorkspace();
    const auto location = m_tabs->currentLocation();
    m_navigation->setCurrent(location);
    if (location && location->kind() == Location::Kind::Record && location->entity() == QLatin1String("account"))
        m_firstSteps->setDone(FirstSteps::Step::OpenAccount);
    m_status->setText(view ? view->statusText() : QString());
    m_top->setHistory(m_tabs->canGoBack(), m_tabs->canGoForward());
    setWindowTitle(view ? tr("%1 – Tandem").arg(view->title()) : tr("Tandem"));
    m_commands->refresh();
}

void MainWindow::redo()
{
    const QString what = m_parts.records.redoText();
    m_parts.records.redo(this, [this, what](Result<void> done) {
        notify(done.ok() ? tr("Done again: %1").arg(what) : errorText(done.error()));
    });
}

void MainWindow::resetLayout()
{
    showNormal();
    resizeWithinScreen(*this, usualWindow);
    m_splitter->setSizes({navigationWidth, usualWindow.width() - navigationWidth});
    m_notifications->hide();
    arrangeForWidth();
    if (View *view = m_tabs->currentView())
        view->resetLayout();
}

void MainWindow::arrangeForWidth()
{
    // A workspace of one page has nothing to navigate.
    const bool hasEntries = m_parts.registry.navigation(m_workspace).size() > 1;
    m_navigation->setVisible(width() >= roomForNavigation && hasEntries);
}

void MainWindow::restoreSession()
{
    QSettings &settings = m_parts.settings;
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    resizeWithinScreen(*this, size()); // it may have stood on a larger one
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
    const Job *job = m_jobs->jobInTheWay();
    if (job)
        notify(tr("%1 would stop. Close the window again to stop it.").arg(job->title()));
    if (job || !m_tabs->prepareToClose()) {
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

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    windowHandle()->installEventFilter(this);
}

/// The back and forward buttons of the mouse, before a list or a field below the pointer keeps them to itself.
bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != windowHandle() || event->type() != QEvent::MouseButtonPress)
        return false;
    const Qt::MouseButton button = static_cast<QMouseEvent *>(event)->button();
    if (button == Qt::BackButton)
        m_tabs->goBack();
    else if (button == Qt::ForwardButton)
        m_tabs->goForward();
    return button == Qt::BackButton || button == Qt::ForwardButton;
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
    m_top->retranslate();
    m_noTabs->setText(tr("No tab is open. Choose something on the left, or search."));
    m_noTabs->setActionText(tr("Search"));
    followCurrentTab();
    m_sync->refresh();
    m_jobs->refresh();
    if (!m_rescue->isHidden())
        m_rescue->setText(rescueText());
}

}
