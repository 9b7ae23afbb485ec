// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/metrics.h"

#include <functional>

namespace tandem::server {

class Pipeline;

/// Brings the pipeline's figures into the metrics, when somebody looks.
class DaemonMetrics
{
public:
    DaemonMetrics(Metrics &metrics, const Pipeline &pipeline, std::function<int()> liveSessions);

    /// One thread at a time.
    void update();

private:
    const Pipeline &m_pipeline;
    std::function<int()> m_liveSessions;
    Metrics::Counter &m_applied;
    Metrics::Counter &m_rejected;
    Metrics::Counter &m_conflicted;
    Metrics::Counter &m_commits;
    Metrics::Counter &m_failedCommits;
    Metrics::Gauge &m_waiting;
    Metrics::Gauge &m_lastSeq;
    Metrics::Gauge &m_readOnly;
    Metrics::Gauge &m_sessions;
};

}
