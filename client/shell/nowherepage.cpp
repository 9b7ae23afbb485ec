// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/nowherepage.h"

#include "client/widgets/emptystate.h"

#include <QEvent>
#include <QVBoxLayout>

namespace tandem::client {

NowherePage::NowherePage(QWidget *parent)
    : View(parent)
    , m_text(new EmptyState(this))
{
    m_text->setIcon(QStringLiteral("funnel-x"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_text);
    connect(m_text, &EmptyState::actionTriggered, this, &View::closeRequested);
    retranslate();
}

QString NowherePage::title() const
{
    return tr("Not found");
}

void NowherePage::changeEvent(QEvent *event)
{
    View::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        emit titleChanged();
    }
}

void NowherePage::retranslate()
{
    m_text->setText(tr("This link leads to nothing that is on this computer, or you may not see it."));
    m_text->setActionText(tr("Close"));
}

}
