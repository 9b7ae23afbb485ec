// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/jobrow.h"

#include "client/records/job.h"
#include "client/widgets/elidedlabel.h"
#include "client/widgets/tokens.h"
#include "client/widgets/tone.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace tandem::client {

namespace {

constexpr int whole = 1000;

Tone toneOf(Job::State state)
{
    switch (state) {
    case Job::State::Done:
        return Tone::Success;
    case Job::State::Failed:
        return Tone::Danger;
    case Job::State::Running:
    case Job::State::Cancelled:
        break;
    }
    return Tone::Neutral;
}

}

JobRow::JobRow(Job &job, QWidget *parent)
    : QWidget(parent)
    , m_job(&job)
    , m_title(new ElidedLabel(this))
    , m_progress(new QProgressBar(this))
    , m_result(new QLabel(this))
    , m_cancel(new QPushButton(this))
    , m_action(new QPushButton(this))
{
    m_title->setElideMode(Qt::ElideMiddle);
    m_progress->setTextVisible(false);
    m_result->setWordWrap(true);
    m_result->setTextFormat(Qt::PlainText);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setVerticalSpacing(tokens::spaceSmall);
    layout->addWidget(m_title, 0, 0);
    layout->addWidget(m_action, 0, 1);
    layout->addWidget(m_cancel, 0, 2);
    layout->addWidget(m_progress, 1, 0, 1, 3);
    layout->addWidget(m_result, 2, 0, 1, 3);
    layout->setColumnStretch(0, 1);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_job)
            m_job->cancel();
    });
    connect(m_action, &QPushButton::clicked, this, [this] {
        emit acted();
        if (m_job)
            m_job->act();
    });
    connect(&job, &Job::changed, this, &JobRow::refresh);
    refresh();
}

void JobRow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        refresh();
    QWidget::changeEvent(event);
}

void JobRow::refresh()
{
    if (!m_job)
        return;
    const QString title = m_job->title();
    m_title->setText(title);
    m_title->setToolTip(title);
    m_progress->setVisible(m_job->isRunning());
    m_progress->setRange(0, m_job->permille() < 0 ? 0 : whole);
    m_progress->setValue(m_job->permille());
    m_progress->setAccessibleName(title);
    m_cancel->setVisible(m_job->canCancel());
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel: %1").arg(title));
    const QString action = m_job->actionText();
    m_action->setVisible(!action.isEmpty());
    m_action->setText(action);
    m_action->setAccessibleName(tr("%1: %2", "what to do, with what").arg(action, title));
    m_result->setVisible(!m_job->isRunning());
    m_result->setText(m_job->result());
    const QColor colour = toneColours(toneOf(m_job->state()), palette()).text;
    QPalette own = m_result->palette();
    if (own.color(QPalette::WindowText) == colour)
        return;
    own.setColor(QPalette::WindowText, colour);
    m_result->setPalette(own);
}

}
