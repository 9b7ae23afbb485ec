// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/jobpopup.h"

#include "client/records/joblist.h"
#include "client/shell/jobrow.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace tandem::client {

namespace {

constexpr int popupWidth = 380;
constexpr int highest = 360;

}

JobPopup::JobPopup(JobList &jobs, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_jobs(jobs)
    , m_title(new QLabel(this))
    , m_clear(new QPushButton(this))
    , m_empty(new QLabel(this))
    , m_scroll(new QScrollArea(this))
    , m_list(nullptr)
{
    setHelpContext(*this, QStringLiteral("panel/jobs"));
    setFrameShape(QFrame::StyledPanel);
    setFixedWidth(popupWidth);
    QFont bold = m_title->font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    auto *content = new QWidget(m_scroll);
    m_list = new QVBoxLayout(content);
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(tokens::spaceMedium);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_clear);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(tokens::spaceMedium, tokens::space, tokens::spaceMedium, tokens::spaceMedium);
    layout->addLayout(head);
    layout->addWidget(m_empty);
    layout->addWidget(m_scroll, 1);
    connect(m_clear, &QPushButton::clicked, &m_jobs, &JobList::clearEnded);
    connect(&m_jobs, &JobList::shownChanged, this, &JobPopup::followJobs);
    connect(&m_jobs, &JobList::progressed, this, &JobPopup::followEnds);
    retranslate();
    followJobs();
}

void JobPopup::open(const QWidget &anchor)
{
    m_anchor = &anchor;
    followJobs();
    place();
    show();
    // The keyboard goes on here, at the first control, wherever it was when the list was closed.
    setFocus();
    focusNextChild();
}

void JobPopup::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

/// Rows stay as long as their jobs do, and the focus with them.
void JobPopup::followJobs()
{
    const std::vector<Job *> jobs = m_jobs.shown();
    const auto isGone = [&jobs](const JobRow *row) {
        return std::find(jobs.begin(), jobs.end(), row->job()) == jobs.end();
    };
    for (JobRow *row : m_rows) {
        if (!isGone(row))
            continue;
        row->hide();
        row->deleteLater();
    }
    std::erase_if(m_rows, isGone);
    for (size_t at = 0; at < jobs.size(); ++at) {
        const auto known = std::find_if(
            m_rows.begin(), m_rows.end(), [job = jobs[at]](const JobRow *row) { return row->job() == job; });
        if (known != m_rows.end())
            continue;
        auto *row = new JobRow(*jobs[at]);
        connect(row, &JobRow::acted, this, &QWidget::close);
        // The newest first: what is new comes before all that is known.
        m_rows.insert(m_rows.begin() + qsizetype(at), row);
        m_list->insertWidget(int(at), row);
        row->show();
    }
    m_empty->setVisible(m_rows.empty());
    m_scroll->setVisible(!m_rows.empty());
    followEnds();
    if (isVisible())
        place();
}

void JobPopup::followEnds()
{
    m_clear->setEnabled(std::any_of(
        m_rows.begin(), m_rows.end(), [](const JobRow *row) { return row->job() && !row->job()->isRunning(); }));
}

void JobPopup::place()
{
    if (!m_anchor)
        return;
    m_list->activate();
    const int rows = m_rows.empty() ? 0 : m_scroll->widget()->sizeHint().height() + tokens::space;
    m_scroll->setFixedHeight(std::min(rows, highest));
    adjustSize();
    const QRect room = m_anchor->screen()->availableGeometry();
    const QWidget *base = m_anchor->isVisible() ? m_anchor : m_anchor->parentWidget();
    QPoint corner = base->mapToGlobal(QPoint(base->width() - width(), -height() - tokens::spaceTiny));
    corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - width())));
    corner.setY(std::max(room.top(), corner.y()));
    move(corner);
}

void JobPopup::retranslate()
{
    setAccessibleName(tr("Long work"));
    m_title->setText(tr("Long work"));
    m_clear->setText(tr("Clear"));
    m_clear->setAccessibleName(tr("Clear what has ended"));
    m_empty->setText(tr("Nothing that takes long is running."));
}

}
