// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>
#include <QWidget>

namespace tandem::client {

/// A thin moving line: work of unknown length goes on. Keeps its place when idle, so that nothing jumps, and appears
/// only after a moment, so that short work does not flicker.
class BusyBar final : public QWidget
{
    Q_OBJECT
public:
    explicit BusyBar(QWidget *parent = nullptr);

    void setBusy(bool busy);
    bool isBusy() const { return m_busy; }

    QSize sizeHint() const override { return {100, 3}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QTimer m_delay;
    QTimer m_frame;
    int m_position = 0;
    bool m_busy = false;
};

}
