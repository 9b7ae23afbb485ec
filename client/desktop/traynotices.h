// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/desktop/noticeservice.h"

namespace tandem::client {

/// Notices as balloons of the tray's icon: without buttons, and a click means the last one.
class TrayNotices final : public NoticeService
{
    Q_OBJECT

public:
    explicit TrayNotices(TrayIcon &tray, QObject *parent = nullptr);

    bool isAvailable() const override;
    void show(const DesktopNotice &notice) override;
    void withdraw(const QString &tag) override;

private:
    TrayIcon &m_tray;
    QString m_tag; ///< of the one that a click means; empty: it is used up
};

}
