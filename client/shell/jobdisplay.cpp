// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/jobdisplay.h"

#include "client/records/joblist.h"
#include "client/shell/jobpopup.h"
#include "client/widgets/pill.h"

#include <QFontMetrics>

#include <algorithm>

namespace tandem::client {

namespace {

constexpr int widestTitle = 220; ///< pixels: the sync pill and the counts need room too

bool isRunning(const Job *job)
{
    return job->isRunning();
}

/// What ended well where everybody could see it is over; the list still has it.
bool isWorthAMark(const Job *job)
{
    return job->state() != Job::State::Done || job->wantsNotice() || !job->actionText().isEmpty();
}

}

JobDisplay::JobDisplay(JobList &jobs, Pill &pill, QObject *parent)
    : QObject(parent)
    , m_jobs(jobs)
    , m_pill(pill)
{
    connect(&m_jobs, &JobList::shownChanged, this, &JobDisplay::refresh);
    connect(&m_jobs, &JobList::progressed, this, &JobDisplay::refresh);
    connect(&m_jobs, &JobList::ended, this, &JobDisplay::tellEnd);
    connect(&m_pill, &QAbstractButton::clicked, this, &JobDisplay::open);
    refresh();
}

void JobDisplay::refresh()
{
    const std::vector<Job *> shown = m_jobs.shown();
    const auto running = std::count_if(shown.begin(), shown.end(), isRunning);
    const bool anyFailed =
        std::any_of(shown.begin(), shown.end(), [](const Job *job) { return job->state() == Job::State::Failed; });
    m_pill.setVisible(std::any_of(shown.begin(), shown.end(), isWorthAMark));
    QString title;
    QString percent;
    if (running == 1) {
        const Job *job = *std::find_if(shown.begin(), shown.end(), isRunning);
        title = job->title();
        if (job->permille() >= 0)
            percent = tr(" · %1 %").arg(job->permille() / 10);
    } else if (running > 1) {
        title = tr("%n job(s) running", nullptr, int(running));
    } else {
        title = tr("%n job(s) ended", nullptr, int(shown.size()));
    }
    m_pill.setState(running > 0 ? Tone::Info
            : anyFailed         ? Tone::Danger
                                : Tone::Success,
        m_pill.fontMetrics().elidedText(title, Qt::ElideMiddle, widestTitle) + percent);
    m_pill.setAccessibleName(tr("Long work: %1").arg(title + percent));
    m_pill.setToolTip(title);
    m_pill.setWhatsThis(
        tr("What takes long goes on here while you work. A click shows all of it, with a way to stop it."));
}

void JobDisplay::open()
{
    if (!m_popup)
        m_popup = new JobPopup(m_jobs, m_pill.window());
    m_popup->open(m_pill);
}

void JobDisplay::tellEnd(Job *job)
{
    if (job->wantsNotice())
        emit noticed(tr("%1: %2", "a job, how it ended").arg(job->title(), job->result()));
}

Job *JobDisplay::jobInTheWay()
{
    for (Job *job : m_jobs.shown()) {
        if (!job->isRunning() || !job->isOfWindow())
            continue;
        if (m_told == job)
            return nullptr;
        m_told = job;
        return job;
    }
    return nullptr;
}

}
