// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/helppage.h"

#include "client/shell/helpbrowser.h"
#include "client/shell/navigator.h"

#include <QEvent>
#include <QVBoxLayout>

namespace tandem::client {

HelpPage::HelpPage(const ViewContext &context, const Location &location, QWidget *parent)
    : View(parent)
    , m_browser(new HelpBrowser(this))
{
    setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_browser);
    m_browser->showPage(location.detail());
    connect(m_browser, &HelpBrowser::pageChanged, this, &View::titleChanged);
    connect(m_browser, &HelpBrowser::locationRequested, this,
        [navigator = &context.navigator](const Location &target) { navigator->open(target); });
}

void HelpPage::showContext(const QString &context)
{
    m_browser->showContext(context);
}

QString HelpPage::title() const
{
    return m_browser->page() == HelpLibrary::startPage ? tr("Help") : tr("Help: %1").arg(m_browser->title());
}

QByteArray HelpPage::saveState() const
{
    return m_browser->page().toUtf8();
}

void HelpPage::restoreState(const QByteArray &state)
{
    m_browser->showPage(QString::fromUtf8(state));
}

void HelpPage::focusFilter()
{
    m_browser->focusSearch();
}

void HelpPage::focusInEvent(QFocusEvent *)
{
    m_browser->focusSearch();
}

void HelpPage::changeEvent(QEvent *event)
{
    View::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        emit titleChanged();
}

}
