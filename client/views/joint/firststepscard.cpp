// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/views/joint/firststepscard.h"

#include "client/shell/navigator.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace tandem::client::joint {

FirstStepsCard::FirstStepsCard(const ViewContext &context, QWidget *parent)
    : CardFrame(parent)
    , m_context(context)
    , m_title(new QLabel(this))
    , m_close(new QToolButton(this))
    , m_wasComplete(context.navigator.firstSteps().areAllDone())
{
    QFont bold = m_title->font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_close->setIcon(icons::icon(QStringLiteral("x")));
    m_close->setAutoRaise(true);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(tokens::spaceLarge, tokens::spaceMedium, tokens::spaceLarge, tokens::spaceMedium);
    layout->setSpacing(tokens::spaceTiny);
    layout->addLayout(head);
    for (const FirstSteps::Step step : FirstSteps::all) {
        auto *row = new QToolButton(this);
        row->setAutoRaise(true);
        row->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        row->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        row->setMinimumHeight(tokens::rowHeight);
        row->setFocusPolicy(Qt::StrongFocus);
        layout->addWidget(row);
        connect(row, &QToolButton::clicked, this, [this, step] { lead(step); });
        m_rows.emplace_back(step, row);
    }
    FirstSteps &steps = context.navigator.firstSteps();
    connect(m_close, &QToolButton::clicked, &steps, &FirstSteps::dismiss);
    connect(&steps, &FirstSteps::changed, this, &FirstStepsCard::refresh);
    refresh();
}

void FirstStepsCard::refresh()
{
    const FirstSteps &steps = m_context.navigator.firstSteps();
    setVisible(!steps.isDismissed() && !m_wasComplete);
    m_title->setText(steps.areAllDone() ? tr("That was all. Welcome aboard!") : tr("First steps"));
    m_close->setAccessibleName(tr("Close the first steps"));
    m_close->setToolTip(tr("Close the first steps"));
    for (const auto &[step, row] : m_rows) {
        const bool done = steps.isDone(step);
        row->setIcon(icons::icon(done ? QStringLiteral("circle-check") : QStringLiteral("circle")));
        row->setText(textOf(step));
        row->setAccessibleName(done ? tr("%1 Done.").arg(textOf(step)) : textOf(step));
        QPalette colours = palette();
        if (done)
            colours.setColor(QPalette::ButtonText, colours.color(QPalette::PlaceholderText));
        row->setPalette(colours);
    }
}

void FirstStepsCard::lead(FirstSteps::Step step)
{
    Navigator &navigator = m_context.navigator;
    switch (step) {
    case FirstSteps::Step::OpenAccount:
    case FirstSteps::Step::SaveView:
        return navigator.open(Location::list(QStringLiteral("account")));
    case FirstSteps::Step::LogActivity:
        return navigator.create(QStringLiteral("activity"));
    case FirstSteps::Step::Search:
        return navigator.run(QStringLiteral("search.open"));
    case FirstSteps::Step::WorkOffline:
        return navigator.open(Location::view(QStringLiteral("settings")));
    }
}

QString FirstStepsCard::textOf(FirstSteps::Step step)
{
    switch (step) {
    case FirstSteps::Step::OpenAccount:
        return tr("Open an account and look around.");
    case FirstSteps::Step::LogActivity:
        return tr("Write down a call, a task or a visit.");
    case FirstSteps::Step::Search:
        return tr("Find something with Ctrl+K.");
    case FirstSteps::Step::WorkOffline:
        return tr("Work offline: change something, it is sent later.");
    case FirstSteps::Step::SaveView:
        return tr("Filter a list and save it as a view of your own.");
    }
    return {};
}

void FirstStepsCard::changeEvent(QEvent *event)
{
    CardFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

}
