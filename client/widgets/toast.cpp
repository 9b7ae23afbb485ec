// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/toast.h"

#include "client/widgets/tokens.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace tandem::client {

using namespace std::chrono_literals;

Toast::Toast(QWidget *host)
    : QFrame(host)
    , m_text(new QLabel(this))
    , m_undo(new QPushButton(this))
{
    setVisible(false);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(tokens::spaceLarge, tokens::space, tokens::space, tokens::space);
    layout->setSpacing(tokens::spaceMedium);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_undo);
    m_undo->setFlat(true);
    m_undo->installEventFilter(this);
    host->installEventFilter(this);
    m_timer.setSingleShot(true);
    m_timer.setInterval(8s);
    connect(&m_timer, &QTimer::timeout, this, &Toast::dismiss);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        const auto undo = std::exchange(m_onUndo, {});
        dismiss();
        if (undo)
            undo();
    });
    retranslate();
}

void Toast::showMessage(const QString &text)
{
    showUndo(text, {});
}

void Toast::showUndo(const QString &text, std::function<void()> undo)
{
    m_onUndo = std::move(undo);
    m_text->setText(text);
    m_undo->setVisible(bool(m_onUndo));
    setAccessibleName(text);
    place();
    setVisible(true);
    raise();
    m_timer.start();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Toast::dismiss()
{
    if (!isVisible())
        return;
    m_timer.stop();
    m_onUndo = {};
    setVisible(false);
    emit dismissed();
}

QString Toast::text() const
{
    return m_text->text();
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    if (watched == m_undo && event->type() == QEvent::FocusIn)
        m_timer.stop();
    if (watched == m_undo && event->type() == QEvent::FocusOut && isVisible())
        m_timer.start();
    return QFrame::eventFilter(watched, event);
}

void Toast::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void Toast::enterEvent(QEnterEvent *event)
{
    m_timer.stop();
    QFrame::enterEvent(event);
}

void Toast::leaveEvent(QEvent *event)
{
    m_timer.start();
    QFrame::leaveEvent(event);
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(palette().color(QPalette::ToolTipBase));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), tokens::radius, tokens::radius);
}

void Toast::place()
{
    const QColor text = palette().color(QPalette::ToolTipText);
    QPalette own = m_text->palette();
    own.setColor(QPalette::WindowText, text);
    own.setColor(QPalette::ButtonText, text);
    own.setColor(QPalette::Button, palette().color(QPalette::ToolTipBase).lighter(140));
    m_text->setPalette(own);
    m_undo->setPalette(own);
    const QRect host = parentWidget()->rect();
    const QSize size = sizeHint().boundedTo(host.size());
    // Over the status bar: the buttons of a form above it can be used meanwhile.
    setGeometry(
        QRect(QPoint((host.width() - size.width()) / 2, host.height() - size.height() - tokens::spaceTiny), size));
}

void Toast::retranslate()
{
    m_undo->setText(tr("Undo"));
}

}
