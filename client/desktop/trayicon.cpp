// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/desktop/trayicon.h"

#include "client/widgets/badge.h"
#include "client/widgets/icons.h"

#include <QApplication>
#include <QEvent>
#include <QMenu>
#include <QPainter>
#include <QSystemTrayIcon>

namespace tandem::client {

namespace {

constexpr int gridSize = 32; ///< in which the badge is placed
constexpr QRect badgePlace(8, 0, 24, 16);

QIcon plainIcon()
{
    return icons::icon(QStringLiteral("handshake"));
}

QIcon iconWithCount(int count)
{
    QIcon icon;
    for (const int size : {gridSize, 2 * gridSize}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.drawPixmap(pixmap.rect(), plainIcon().pixmap(size));
        painter.scale(double(size) / gridSize, double(size) / gridSize);
        Badge::paint(painter, badgePlace, count, Tone::Danger, QApplication::palette());
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

}

TrayIcon::TrayIcon(QObject *parent)
    : QObject(parent)
    , m_menu(std::make_unique<QMenu>())
    , m_icon(new QSystemTrayIcon(plainIcon(), this))
    , m_open(m_menu->addAction(QString()))
{
    m_menu->installEventFilter(this);
    m_icon->setContextMenu(m_menu.get());
    connect(m_open, &QAction::triggered, this, &TrayIcon::opened);
    connect(m_icon, &QSystemTrayIcon::messageClicked, this, &TrayIcon::messageClicked);
    connect(m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            emit opened();
    });
    retranslate();
    appear();
}

TrayIcon::~TrayIcon() = default;

/// A desktop may bring up its tray after our start.
void TrayIcon::appear()
{
    if (QSystemTrayIcon::isSystemTrayAvailable())
        m_icon->show();
}

void TrayIcon::setCount(int count)
{
    appear();
    if (count == m_count)
        return;
    m_count = count;
    showIcon();
    retranslate();
}

void TrayIcon::showIcon()
{
    m_icon->setIcon(m_count > 0 ? iconWithCount(m_count) : plainIcon());
}

QString TrayIcon::toolTip() const
{
    return m_icon->toolTip();
}

QIcon TrayIcon::icon() const
{
    return m_icon->icon();
}

bool TrayIcon::canShowMessages() const
{
    return QSystemTrayIcon::isSystemTrayAvailable() && QSystemTrayIcon::supportsMessages();
}

void TrayIcon::showMessage(const QString &title, const QString &text)
{
    appear();
    m_icon->showMessage(title, text);
}

/// The menu is a widget, and so hears of language and colours.
bool TrayIcon::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::PaletteChange)
        showIcon();
    return false;
}

void TrayIcon::retranslate()
{
    m_open->setText(tr("&Open Tandem"));
    m_menu->setAccessibleName(tr("Tandem"));
    m_icon->setToolTip(m_count > 0 ? tr("Tandem: %n thing(s) wait for you", nullptr, m_count) : tr("Tandem"));
}

}
