// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/pipeline.h"

#include <functional>

namespace tandem::server {

/// Waits while the pipeline is busy. Empty: sleeps.
using BusyPause = std::function<void(int seconds)>;
void pauseWhileBusy(const BusyPause &pause, int seconds);
/// How long a refusal asks to wait before the same is sent again; 0: it is no such refusal.
int secondsToWait(const Acknowledgement &answer);

/// A record in which a long piece of work tells people how far it is, written in the name of the system. For a thread
/// that may block, never the writer's.
class KeptRecord
{
public:
    KeptRecord(Pipeline &pipeline, const Clock &clock, EntityNumber entity, BusyPause pause);

    /// A new one. Error: why it was refused.
    Result<void> create(FieldValues values);
    /// Goes on with one that is there and looks like this.
    void adopt(const RecordId &record, FieldValues values);
    /// Null before create() or adopt().
    const RecordId &record() const { return m_record; }
    Result<void> update(const FieldValues &to);

private:
    Result<void> submit(const Mutation &mutation);

    Pipeline &m_pipeline;
    const Clock &m_clock;
    EntityNumber m_entity;
    BusyPause m_pause;
    RecordId m_record;
    FieldValues m_values; ///< as they stand
};

}
