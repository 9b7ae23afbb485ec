// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window tells of by itself: notices, how many things wait, what was damaged, and when the user wants quiet.

#include "client/desktop/appbadge.h"
#include "client/desktop/trayicon.h"
#include "client/records/records.h"
#include "client/shell/commands.h"
#include "client/shell/mainwindow.h"
#include "client/shell/noticeannouncer.h"
#include "client/shell/notificationpanel.h"
#include "client/shell/topbar.h"
#include "client/shell/unreadnotices.h"
#include "client/shell/waitingcount.h"
#include "client/widgets/bringforward.h"
#include "client/widgets/messagestrip.h"

#include <QDir>
#include <QMenu>

namespace tandem::client {

void MainWindow::buildNotices()
{
    m_unread = new UnreadNotices(m_parts.records, this);
    connect(m_unread, &UnreadNotices::changed, m_top, [this] { m_top->setUnread(m_unread->count()); });
    m_notifications = new NotificationPanel(m_context, *m_unread, this);
    m_notifications->hide();
    m_announcer = new NoticeAnnouncer({m_parts.records, *m_unread, QuietSettings(m_parts.settings, m_parts.records),
                                          m_parts.desktop.notices, *this, *this},
        this);
    connect(m_announcer, &NoticeAnnouncer::listRequested, this, &MainWindow::showNotifications);
    connect(m_announcer, &NoticeAnnouncer::pauseChanged, m_commands, &Commands::refresh);
    auto *waiting = new WaitingCount(m_parts.records, *m_unread, this);
    connect(waiting, &WaitingCount::changed, this, &MainWindow::showWaiting);
}

void MainWindow::showWaiting(int count)
{
    if (m_parts.desktop.tray)
        m_parts.desktop.tray->setCount(count);
    if (m_parts.desktop.badge)
        m_parts.desktop.badge->show(count);
}

void MainWindow::tellOfRescue()
{
    if (m_parts.records.rescuedOutbox())
        m_rescue->showMessage(Tone::Warning, rescueText());
}

/// Empty if nothing was damaged.
QString MainWindow::rescueText() const
{
    const std::optional<RescuedOutbox> rescued = m_parts.records.rescuedOutbox();
    if (!rescued)
        return {};
    QStringList sentences{
        tr("The file with what this computer had not sent yet was damaged. %n change(s) could be read "
           "and will be sent.",
            nullptr, int(rescued->waiting))};
    if (!rescued->isWhole)
        sentences.append(tr("Others may be missing: please look through what you did last."));
    sentences.append(tr("The damaged file is kept: %1").arg(QDir::toNativeSeparators(rescued->setAside)));
    return sentences.join(u' ');
}

void MainWindow::toggleNotifications()
{
    if (m_notifications->isVisible())
        m_notifications->hide();
    else
        showNotifications();
}

void MainWindow::showNotifications()
{
    m_notifications->show();
    m_notifications->setFocus();
}

void MainWindow::addNoticeCommands()
{
    m_commands->add({QStringLiteral("notices.pauseHour"), QStringLiteral("tools/work"),
        [] { return tr("Do not disturb for one &hour"); }, {}, {},
        [this] {
            m_announcer->pauseForAnHour();
        }});
    m_commands->add({QStringLiteral("notices.pauseTomorrow"), QStringLiteral("tools/work"),
        [] { return tr("Do not disturb until &tomorrow"); }, {}, {},
        [this] {
            m_announcer->pauseUntilTomorrow();
        }});
    m_commands->add({QStringLiteral("notices.resume"), QStringLiteral("tools/work"),
        [] { return tr("Show &notifications again"); }, {}, {}, [this] { m_announcer->endPause(); },
        [this]() -> QString {
            return m_announcer->isPaused() ? QString() : tr("nothing is paused");
        }});
}

/// Its entries are the window's own, and go with it.
void MainWindow::fillTrayMenu()
{
    TrayIcon *tray = m_parts.desktop.tray;
    if (!tray)
        return;
    connect(tray, &TrayIcon::opened, this, [this] { bringForward(*this); });
    QMenu &menu = tray->menu();
    const auto addSeparator = [this, &menu] {
        auto *separator = new QAction(this);
        separator->setSeparator(true);
        menu.addAction(separator);
    };
    addSeparator();
    for (const char *id : {"notices.pauseHour", "notices.pauseTomorrow", "notices.resume"})
        menu.addAction(m_commands->action(QLatin1String(id)));
    addSeparator();
    menu.addAction(m_commands->action(QStringLiteral("file.quit")));
    connect(&menu, &QMenu::aboutToShow, m_commands, &Commands::retranslate);
}

}
