// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <memory>
#include <vector>

namespace tandem::client {

class TrayIcon;

/// What the desktop shows beside its windows.
struct DesktopNotice
{
    struct Action
    {
        QString key;
        QString label;
    };

    QString tag; ///< names it; one with the same tag takes the place of the one before
    QString title;
    QString text; ///< plain
    std::vector<Action> actions; ///< buttons, where the desktop has them; the first says what a click does
};

/// The desktop's way to show notices. Lives in the interface's thread and never waits for the desktop.
class NoticeService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual bool isAvailable() const = 0; ///< of now: desktops come without one, and lose it
    virtual void show(const DesktopNotice &notice) = 0;
    virtual void withdraw(const QString &tag) = 0; ///< nothing happens if it is not shown

signals:
    /// The key of an action, or empty: a click on the notice itself.
    void activated(const QString &tag, const QString &action);
};

/// The best that this platform has; `tray` is what is left where there is nothing else, and must live longer.
std::unique_ptr<NoticeService> makeNoticeService(TrayIcon &tray);

}
