// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/app/session.h"

#include "client/app/screenshottour.h"
#include "client/app/viewcatalogue.h"
#include "client/connection/profile.h"
#include "client/fields/pictures.h"
#include "client/shell/helpkey.h"
#include "client/shell/mainwindow.h"
#include "client/shell/networkchoice.h"
#include "client/shell/signinpage.h"
#include "client/sync/syncengine.h"
#include "client/widgets/bringforward.h"
#include "client/widgets/theme.h"
#include "client/widgets/translator.h"
#include "shared/base/firstline.h"
#include "shared/entities/shipped.h"

#include <QApplication>
#include <QDir>
#include <QEvent>
#include <QSysInfo>

namespace tandem::client {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.client")

/// Set from signing out until signing in: in between nothing is shown of what is on this machine.
QString signedOutKey()
{
    return QStringLiteral("signedOut");
}

}

Session::Session(CommandLine commandLine, Theme &theme, Translator &translator, QObject *parent)
    : QObject(parent)
    , m_commandLine(std::move(commandLine))
    , m_theme(theme)
    , m_translator(translator)
    , m_settings(QDir(m_commandLine.profile).filePath(QStringLiteral("client.ini")), QSettings::IniFormat)
    , m_notices(makeNoticeService(m_tray))
    , m_badge(makeAppBadge())
{
    const QString language = !m_commandLine.language.isEmpty()
        ? m_commandLine.language
        : m_settings.value(QStringLiteral("language"), Translator::systemLanguage()).toString();
    m_translator.setLanguage(language);
    // From here on it is the user's choice, wherever it is made.
    connect(&m_translator, &Translator::languageChanged, this,
        [this](const QString &chosen) { m_settings.setValue(QStringLiteral("language"), chosen); });
    const QString mode = !m_commandLine.theme.isEmpty()
        ? m_commandLine.theme
        : m_settings.value(QStringLiteral("theme"), QStringLiteral("system")).toString();
    m_theme.setMode(Theme::modeFromName(mode));
    new HelpKey(this);
    const auto profile = Profile::load(m_commandLine.profile);
    m_server = !m_commandLine.server.isEmpty() ? m_commandLine.server
        : profile.ok()                         ? profile->server.toText()
                                               : QString();
    if (m_commandLine.user.isEmpty() && profile.ok())
        m_commandLine.user = profile->userName;
}

Session::~Session()
{
    m_window.reset();
    m_workspace.reset();
}

void Session::start()
{
    if (m_server.isEmpty())
        return showSignIn();
    const auto opened = openWorkspace(m_server);
    if (!opened.ok()) {
        showSignIn();
        m_signInPage->showError(opened.error());
        return;
    }
    if (mayOpen())
        showWindow();
    else if (!m_commandLine.passwordFile.isEmpty())
        signInFromCommandLine();
    else
        showSignIn();
}

Result<void> Session::openWorkspace(const QString &server)
{
    TANDEM_ASSIGN(const ServerAddress address, ServerAddress::fromText(server));
    TANDEM_ASSIGN(const RegistryPointer shipped, loadShipped());
    SyncEngine::Config sync;
    sync.folder = m_commandLine.profile;
    sync.server = address;
    sync.pin = QByteArray::fromHex(m_commandLine.fingerprint.toLatin1());
    sync.userName = m_commandLine.user;
    sync.language = m_translator.language();
    sync.deviceName = QSysInfo::machineHostName();
    sync.clientVersion = QCoreApplication::applicationVersion();
    Workspace::Config config;
    config.folder = m_commandLine.profile;
    config.shipped = shipped;
    config.language = m_translator.language();
    config.makePreview = pictures::preview;
    config.sync = [sync](Replica &replica) {
        return std::make_unique<SyncEngine>(replica, sync);
    };
    // The window holds on to the records of the old workspace, and that one to the files that the new one opens.
    if (m_window)
        m_window->saveSession();
    m_window.reset();
    showNoCount();
    m_workspace.reset();
    TANDEM_ASSIGN(m_workspace, Workspace::open(config));
    m_server = server;
    Records &records = m_workspace->records();
    if (m_commandLine.offline || isOfflineChosen(m_settings))
        records.setNetwork(SyncControl::Network::Offline);
    connect(&m_translator, &Translator::languageChanged, &records, &Records::setLanguage);
    return {};
}

bool Session::mayOpen() const
{
    return m_workspace && !m_workspace->records().currentUser().isNull() && !m_settings.value(signedOutKey()).toBool();
}

void Session::showSignIn()
{
    if (!m_signInPage)
        buildSignInPage();
    m_signInPage->setOfflineAllowed(mayOpen());
    bringForward(*m_signInPage);
}

void Session::buildSignInPage()
{
    m_signInPage = std::make_unique<SignInPage>(m_translator);
    m_signInPage->setWindowTitle(SignInPage::tr("Tandem"));
    m_signInPage->resize(880, 620);
    m_signInPage->setServer(m_server);
    m_signInPage->setUser(m_commandLine.user);
    m_signInPage->installEventFilter(this);
    connect(m_signInPage.get(), &SignInPage::signInRequested, this, &Session::signIn);
    connect(m_signInPage.get(), &SignInPage::codeSignInRequested, this, &Session::signInWithCode);
    connect(m_signInPage.get(), &SignInPage::offlineRequested, this, &Session::showWindow);
    connect(m_signInPage.get(), &SignInPage::trustAccepted, this, &Session::trustAndRetry);
    connect(m_signInPage.get(), &SignInPage::trustRefused, this, [this] { m_signInPage->setBusy(false); });
}

/// Also when it is closed: a password does not stay in a window that nobody sees.
bool Session::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_signInPage.get() && event->type() == QEvent::Close)
        leaveSignIn();
    return QObject::eventFilter(watched, event);
}

/// A sign-in that is under way may still succeed; then the window is online. If not, its banner says so.
void Session::leaveSignIn()
{
    ++m_attempt;
    m_retrySignIn = {};
    if (m_signInPage)
        m_signInPage.release()->deleteLater();
}

/// The window's banner leads here: the server wants a password again, or shows another certificate.
void Session::reviewConnection()
{
    showSignIn();
    if (const std::optional<Error> error = m_workspace->records().syncState().error)
        askTrust(*error);
}

bool Session::prepareServer(const QString &server, const QString &user)
{
    m_signInPage->setBusy(true);
    m_commandLine.user = user;
    if (m_workspace && server == m_server)
        return true;
    const auto opened = openWorkspace(server);
    m_signInPage->setOfflineAllowed(mayOpen());
    if (!opened.ok())
        m_signInPage->showError(opened.error());
    return opened.ok();
}

/// Whoever signs in wants to reach the server, also after the next start.
void Session::goOnline()
{
    m_commandLine.offline = false;
    chooseNetwork(m_workspace->records(), m_settings, SyncControl::Network::Online);
}

void Session::signIn(const QString &server, const QString &user, const QString &password)
{
    m_retrySignIn = [this, server, user, password] {
        signIn(server, user, password);
    };
    if (prepareServer(server, user)) {
        goOnline();
        m_workspace->records().signIn(user, password, this, signInAnswer());
    }
}

void Session::signInWithCode(
    const QString &server, const QString &user, const QString &code, const QString &newPassword)
{
    m_retrySignIn = [this, server, user, code, newPassword] {
        signInWithCode(server, user, code, newPassword);
    };
    if (prepareServer(server, user)) {
        goOnline();
        m_workspace->records().signInWithCode(user, code, newPassword, this, signInAnswer());
    }
}

void Session::signInFromCommandLine()
{
    m_retrySignIn = [this] {
        signInFromCommandLine();
    };
    m_workspace->records().signIn(m_commandLine.user, passwordFromFile(), this, signInAnswer());
}

Callback<void> Session::signInAnswer()
{
    return [this, attempt = ++m_attempt](const Result<void> &result) {
        if (result.ok())
            m_settings.remove(signedOutKey());
        if (attempt == m_attempt)
            signInEnded(result);
    };
}

void Session::signInEnded(const Result<void> &result)
{
    if (result.ok())
        return showWindow();
    if (!m_signInPage)
        showSignIn();
    if (!askTrust(result.error()))
        m_signInPage->showError(result.error());
}

/// False if it is not about the server's certificate.
bool Session::askTrust(const Error &error)
{
    m_offeredPin = error.arguments.value(QStringLiteral("pin")).toByteArray();
    const bool changed = error.reason == QLatin1String("certificateChanged");
    if (m_offeredPin.isEmpty() || (!changed && error.reason != QLatin1String("certificateUnknown")))
        return false;
    m_signInPage->askTrust(error.arguments.value(QStringLiteral("fingerprint")).toString(), changed);
    return true;
}

void Session::trustAndRetry()
{
    m_workspace->records().trustCertificate(m_offeredPin);
    // Copied, since it sets itself anew while it runs.
    if (const auto retry = m_retrySignIn)
        retry();
    else if (m_window)
        showWindow(); // what it is signed in with is enough
}

void Session::showWindow()
{
    if (m_window)
        bringForward(*m_window);
    else
        buildWindow();
    leaveSignIn();
    if (!m_commandLine.location.isEmpty())
        openLink(std::exchange(m_commandLine.location, {}));
}

void Session::buildWindow()
{
    Records &records = m_workspace->records();
    m_views = std::make_unique<ViewRegistry>();
    registerViews(*m_views, records, {m_theme, m_translator, m_settings});
    m_window = std::make_unique<MainWindow>(MainWindow::Parts{
        records, *m_views, m_theme, m_translator, m_settings, Desktop{m_notices.get(), &m_tray, m_badge.get()}});
    connect(m_window.get(), &MainWindow::signInRequested, this, &Session::reviewConnection);
    connect(m_window.get(), &MainWindow::signOutRequested, this, &Session::signOut);
    m_window->restoreSession();
    m_window->show();
    if (!m_commandLine.screenshots.isEmpty()) {
        auto *tour = new ScreenshotTour(*m_window, records, m_commandLine.screenshots, this);
        connect(tour, &ScreenshotTour::finished, qApp, &QApplication::quit);
        tour->start();
    }
}

void Session::signOut()
{
    leaveSignIn();
    m_settings.setValue(signedOutKey(), true);
    m_workspace->records().signOut();
    showSignIn();
    m_window->saveSession();
    // It is its own command that runs.
    m_window.release()->deleteLater();
    showNoCount();
}

/// Who signs out leaves no number behind.
void Session::showNoCount()
{
    m_tray.setCount(0);
    m_badge->show(0);
}

void Session::openLink(const QString &link)
{
    if (!m_window) {
        // Opened once somebody is signed in.
        if (!link.isEmpty())
            m_commandLine.location = link;
        if (m_signInPage)
            bringForward(*m_signInPage);
        return;
    }
    const auto location = Location::fromText(link);
    if (location)
        m_window->open(*location);
    else if (!link.isEmpty())
        m_window->notify(tr("This is no link of Tandem: %1").arg(link));
    bringForward(*m_window);
}

QString Session::passwordFromFile() const
{
    const auto password = firstLineOf(m_commandLine.passwordFile);
    if (!password)
        qCWarning(log).noquote() << "cannot read the password file:" << password.error().toLog();
    return password.valueOr({});
}

}
