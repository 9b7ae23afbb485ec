// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <memory>

class QAction;
class QIcon;
class QMenu;
class QSystemTrayIcon;

namespace tandem::client {

/// The program's icon in the tray, with the number of what waits and a menu. On a desktop without a tray it shows
/// nothing.
class TrayIcon : public QObject
{
    Q_OBJECT

public:
    explicit TrayIcon(QObject *parent = nullptr);
    ~TrayIcon() override;

    void setCount(int count);
    QMenu &menu() { return *m_menu; } ///< whose last entries the window adds
    QString toolTip() const;
    QIcon icon() const;

    bool canShowMessages() const;
    void showMessage(const QString &title, const QString &text);

signals:
    void opened(); ///< the user wants the window
    void messageClicked();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void appear();
    void showIcon();
    void retranslate();

    std::unique_ptr<QMenu> m_menu;
    QSystemTrayIcon *m_icon;
    QAction *m_open;
    int m_count = 0;
};

}
