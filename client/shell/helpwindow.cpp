// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/helpwindow.h"

#include "client/shell/helpbrowser.h"
#include "client/widgets/bringforward.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/screenfit.h"

#include <QEvent>
#include <QVBoxLayout>

namespace tandem::client {

HelpWindow *HelpWindow::open(const QString &context, QWidget *owner)
{
    auto *window = owner ? owner->findChild<HelpWindow *>(QString(), Qt::FindDirectChildrenOnly) : nullptr;
    if (!window)
        window = new HelpWindow(owner);
    window->m_browser->showContext(context);
    bringForward(*window);
    return window;
}

HelpWindow::HelpWindow(QWidget *owner)
    : QDialog(owner)
    , m_browser(new HelpBrowser(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(false);
    setHelpContext(*this, QStringLiteral("view/help"));
    resizeWithinScreen(*this, QSize(760, 520));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_browser);
    retranslate();
}

void HelpWindow::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void HelpWindow::retranslate()
{
    setWindowTitle(tr("Help"));
}

}
