// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/desktop/noticeservice.h"

#include <QDBusConnection>
#include <QHash>

class QDBusPendingCallWatcher;

namespace tandem::client {

/// Notices by org.freedesktop.Notifications, as the desktops of Linux show them, with buttons. A desktop that is not
/// there, or has no buttons, leaves them to `fallback`; so does everything until it has answered what it can.
class FreedesktopNotices final : public NoticeService
{
    Q_OBJECT

public:
    FreedesktopNotices(const QDBusConnection &bus, std::unique_ptr<NoticeService> fallback, QObject *parent = nullptr);

    bool isAvailable() const override;
    void show(const DesktopNotice &notice) override;
    void withdraw(const QString &tag) override;

private slots:
    void invoked(uint id, const QString &action);
    void closed(uint id, uint reason);
    void tokenGiven(uint id, const QString &token);

private:
    void listen();
    void askCapabilities();
    void takeCapabilities(QDBusPendingCallWatcher &answer);
    void takeId(const DesktopNotice &notice, QDBusPendingCallWatcher &answer);
    void close(uint id);
    QVariantList argumentsOf(const DesktopNotice &notice) const;

    QDBusConnection m_bus;
    std::unique_ptr<NoticeService> m_fallback;
    QHash<QString, uint> m_ids; ///< by tag; 0 until the desktop has named it
    bool m_hasButtons = false;
    bool m_takesMarkup = false;
};

}
