// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/helpkey.h"

#include "client/shell/helpbrowser.h"
#include "client/shell/helpwindow.h"
#include "client/widgets/helpcontext.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMainWindow>

namespace tandem::client {

HelpKey::HelpKey(QObject *parent)
    : QObject(parent)
{
    qApp->installEventFilter(this);
}

bool HelpKey::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress || !static_cast<QKeyEvent *>(event)->matches(QKeySequence::HelpContents))
        return false;
    auto *widget = qobject_cast<QWidget *>(watched);
    const QString context = helpContextOf(widget);
    // The main window has a command for it, with keys of the user's choice.
    if (context.isEmpty() || qobject_cast<QMainWindow *>(widget->window()))
        return false;
    QWidget *window = widget->window();
    if (window->windowType() == Qt::Popup) {
        // A popup keeps all clicks and keys to itself.
        QWidget *below = window->parentWidget() ? window->parentWidget()->window() : nullptr;
        window->close();
        window = below;
    }
    if (auto *help = qobject_cast<HelpWindow *>(window))
        help->browser().showContext(context);
    else
        HelpWindow::open(context, window);
    return true;
}

}
