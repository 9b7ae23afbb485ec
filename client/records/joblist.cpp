// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/records/joblist.h"

#include <QTimer>

#include <algorithm>

namespace tandem::client {

JobList::JobList(QObject *parent)
    : QObject(parent)
{
}

Job &JobList::start(Job::Text title, QObject *worker)
{
    auto *job = new Job(std::move(title), this);
    m_jobs.push_back(job);
    connect(job, &Job::changed, this, [this, job] {
        if (job->m_isLong)
            emit progressed();
    });
    connect(job, &Job::shownAtOnce, this, [this, job] { showLong(job); });
    connect(job, &Job::ended, this, [this, job] { settle(job); });
    job->m_isOfWindow = worker;
    if (worker)
        connect(worker, &QObject::destroyed, job, &Job::markCancelled);
    QTimer::singleShot(m_patience, job, [this, job] { showLong(job); });
    return *job;
}

std::vector<Job *> JobList::shown() const
{
    std::vector<Job *> shown;
    for (auto job = m_jobs.rbegin(); job != m_jobs.rend(); ++job) {
        if ((*job)->m_isLong)
            shown.push_back(*job);
    }
    return shown;
}

void JobList::clearEnded()
{
    const std::vector<Job *> jobs = m_jobs;
    for (Job *job : jobs) {
        if (!job->isRunning())
            remove(job);
    }
    emit shownChanged();
}

void JobList::showLong(Job *job)
{
    if (!job->isRunning() || job->m_isLong)
        return;
    job->m_isLong = true;
    emit shownChanged();
}

void JobList::settle(Job *job)
{
    emit ended(job);
    if (!job->m_isLong)
        return remove(job);
    const auto hasEnded = [](const Job *each) {
        return !each->isRunning();
    };
    if (size_t(std::count_if(m_jobs.begin(), m_jobs.end(), hasEnded)) > mostEnded)
        remove(*std::find_if(m_jobs.begin(), m_jobs.end(), hasEnded));
    emit shownChanged();
}

/// Later, because the one who just ended it may still be speaking.
void JobList::remove(Job *job)
{
    std::erase(m_jobs, job);
    job->deleteLater();
}

}
