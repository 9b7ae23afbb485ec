// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/busybar.h"

#include <QEvent>
#include <QPainter>

namespace tandem::client {

using namespace std::chrono_literals;

namespace {
constexpr int steps = 100;
}

BusyBar::BusyBar(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(3);
    m_delay.setSingleShot(true);
    m_delay.setInterval(300ms);
    m_frame.setInterval(33ms);
    connect(&m_delay, &QTimer::timeout, this, [this] { m_frame.start(); });
    connect(&m_frame, &QTimer::timeout, this, [this] {
        m_position = (m_position + 2) % steps;
        update();
    });
    retranslate();
}

void BusyBar::setBusy(bool busy)
{
    if (busy == m_busy)
        return;
    m_busy = busy;
    m_position = 0;
    if (busy) {
        m_delay.start();
    } else {
        m_delay.stop();
        m_frame.stop();
    }
    retranslate();
    update();
}

void BusyBar::paintEvent(QPaintEvent *)
{
    if (!m_frame.isActive())
        return;
    QPainter painter(this);
    const int length = width() / 3;
    const int left = (width() + length) * m_position / steps - length;
    painter.fillRect(QRect(left, 0, length, height()), palette().color(QPalette::Highlight));
}

void BusyBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void BusyBar::retranslate()
{
    setAccessibleName(m_busy ? tr("Working") : tr("Idle"));
}

}
