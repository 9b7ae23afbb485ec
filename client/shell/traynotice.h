// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/location.h"

#include <QObject>

class QSystemTrayIcon;

namespace tandem::client {

/// Notices of the system for a window that nobody looks at; a click leads to the place that the last one named.
class TrayNotice : public QObject
{
    Q_OBJECT

public:
    explicit TrayNotice(QObject *parent = nullptr);

    virtual bool isAvailable() const; ///< not on every desktop
    virtual void show(const QString &text, const Location &location);
    void activate(); ///< what a click does

signals:
    void activated(const tandem::client::Location &location);

protected:
    std::optional<Location> m_location; ///< of the notice that waits for a click

private:
    QSystemTrayIcon *m_icon = nullptr; ///< made at the first notice
};

}
