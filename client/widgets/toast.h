// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>
#include <QTimer>

#include <chrono>
#include <functional>

class QLabel;
class QPushButton;

namespace tandem::client {

/// A short notice at the bottom of a window that goes by itself, with Undo where something can be taken back.
/// It waits while the mouse or the keyboard focus is on it.
class Toast final : public QFrame
{
    Q_OBJECT
public:
    /// `host` is the widget whose lower edge it floats over.
    explicit Toast(QWidget *host);

    void showMessage(const QString &text);
    /// `undo` runs at most once, if the user asks for it while the toast is there.
    void showUndo(const QString &text, std::function<void()> undo);
    void dismiss();
    void setDuration(std::chrono::milliseconds duration) { m_timer.setInterval(duration); }

    QString text() const;

signals:
    void dismissed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void place();
    void retranslate();

    QLabel *m_text;
    QPushButton *m_undo;
    std::function<void()> m_onUndo;
    QTimer m_timer;
};

}
