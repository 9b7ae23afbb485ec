// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/app/daemonmetrics.h"

#include "server/records/pipeline.h"

namespace tandem::server {

namespace {

Metrics::Counter &mutations(Metrics &metrics, const char *outcome)
{
    return metrics.counter("tandem_mutations_total", "Mutations by outcome.", QByteArray("outcome=\"") + outcome + '"');
}

void raise(Metrics::Counter &counter, qint64 to)
{
    counter.add(quint64(to) - counter.value());
}

}

DaemonMetrics::DaemonMetrics(Metrics &metrics, const Pipeline &pipeline, std::function<int()> liveSessions)
    : m_pipeline(pipeline)
    , m_liveSessions(std::move(liveSessions))
    , m_applied(mutations(metrics, "applied"))
    , m_rejected(mutations(metrics, "rejected"))
    , m_conflicted(mutations(metrics, "conflicted"))
    , m_commits(metrics.counter("tandem_commits_total", "Commits of the writer."))
    , m_failedCommits(metrics.counter("tandem_failed_commits_total", "Commits that failed."))
    , m_waiting(metrics.gauge("tandem_mutations_waiting", "Mutations in the writer's queue."))
    , m_lastSeq(metrics.gauge("tandem_last_seq", "Number of the newest change."))
    , m_readOnly(metrics.gauge("tandem_read_only", "1 while writes fail, for example by a full disk."))
    , m_sessions(metrics.gauge("tandem_live_sessions", "Signed-in desktop clients."))
{
}

void DaemonMetrics::update()
{
    const Pipeline::Figures figures = m_pipeline.figures();
    raise(m_applied, figures.applied);
    raise(m_rejected, figures.rejected);
    raise(m_conflicted, figures.conflicted);
    raise(m_commits, figures.commits);
    raise(m_failedCommits, figures.failedCommits);
    m_waiting.set(figures.waiting);
    m_lastSeq.set(figures.lastSeq);
    m_readOnly.set(figures.writeError ? 1 : 0);
    m_sessions.set(m_liveSessions());
}

}
