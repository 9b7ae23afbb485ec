// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/views/oa/approvaltaskpage.h"

#include "client/records/records.h"
#include "client/views/oa/approvalpanel.h"
#include "client/views/oa/approvalspage.h"
#include "client/widgets/tokens.h"
#include "shared/entities/entitynames.h"

#include <QEvent>
#include <QHBoxLayout>

namespace tandem::client::oa {

namespace {

constexpr int widestPanel = 720;

}

ApprovalTaskPage::ApprovalTaskPage(const ViewContext &context, const Location &location, QWidget *parent)
    : View(parent)
    , m_context(context)
    , m_key{entities::approvalTask::number, location.record()}
    , m_panel(new ApprovalPanel(context, this))
{
    m_panel->setMaximumWidth(widestPanel);
    setFocusProxy(m_panel);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(tokens::spaceMedium, tokens::space, tokens::spaceMedium, tokens::space);
    layout->addWidget(m_panel, 1);
    layout->addStretch(0);
    m_panel->setRecord(m_key);
    addActions(m_panel->commands());
    connect(&m_context.records, &Records::titlesChanged, this, &View::titleChanged);
}

QString ApprovalTaskPage::title() const
{
    const QString known = m_context.records.titleOf(m_key);
    return known.isEmpty() ? ApprovalsPage::tr("Approvals") : known;
}

bool ApprovalTaskPage::canPrint() const
{
    return m_panel->canPrint();
}

void ApprovalTaskPage::print()
{
    m_panel->print();
}

void ApprovalTaskPage::exportPdf()
{
    m_panel->exportPdf();
}

void ApprovalTaskPage::changeEvent(QEvent *event)
{
    View::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        emit titleChanged();
}

}
