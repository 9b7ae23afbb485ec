// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/pipeline.h"

namespace tandem::server {

/// For a thread that may block: gives the answers when they are durable. Never on the writer thread.
std::vector<Acknowledgement> submitAndWait(
    Pipeline &pipeline, std::vector<Mutation> mutations, const Actor &actor = Actor::forSystem());

/// The record's creation with these values, by whoever submits it.
Mutation creationOf(EntityNumber entity, const RecordId &record, const FieldValues &values, Timestamp now);

}
