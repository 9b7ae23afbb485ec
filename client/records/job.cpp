// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/records/job.h"

#include <algorithm>

namespace tandem::client {

Job::Job(Text title, QObject *parent)
    : QObject(parent)
    , m_title(std::move(title))
{
}

void Job::cancel()
{
    if (!canCancel())
        return;
    // A copy: it may end the job, which drops its own.
    const std::function<void()> cancel = m_cancel;
    cancel();
}

void Job::act()
{
    const std::function<void()> run = m_action.run;
    if (run)
        run();
}

void Job::setProgress(qint64 done, qint64 total)
{
    const int permille = total > 0 ? int(std::clamp<double>(1000.0 * double(done) / double(total), 0, 1000)) : -1;
    const bool isTold = permille == m_permille && (total > 0 || done == m_done);
    if (!isRunning() || isTold)
        return;
    m_permille = permille;
    m_done = done;
    emit changed();
}

void Job::setCancel(std::function<void()> cancel)
{
    if (!isRunning())
        return;
    m_cancel = std::move(cancel);
    emit changed();
}

void Job::setAction(Action action)
{
    m_action = std::move(action);
    emit changed();
}

void Job::showAtOnce()
{
    emit shownAtOnce();
}

void Job::finish(Text result, Notice notice)
{
    end(State::Done, std::move(result), notice);
}

void Job::fail(Text reason, Notice notice)
{
    end(State::Failed, std::move(reason), notice);
}

void Job::markCancelled()
{
    end(
        State::Cancelled, [] { return tr("Cancelled"); }, Notice::Given);
}

void Job::end(State state, Text result, Notice notice)
{
    if (!isRunning())
        return;
    m_state = state;
    m_result = std::move(result);
    m_notice = notice;
    m_cancel = {};
    emit changed();
    emit ended();
}

}
