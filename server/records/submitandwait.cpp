// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/submitandwait.h"

#include <QSemaphore>

namespace tandem::server {

std::vector<Acknowledgement> submitAndWait(Pipeline &pipeline, std::vector<Mutation> mutations, const Actor &actor)
{
    QSemaphore finished;
    std::vector<Acknowledgement> answers;
    pipeline.submit(actor, std::move(mutations), [&](const std::vector<Acknowledgement> &given) {
        answers = given;
        finished.release();
    });
    finished.acquire();
    return answers;
}

Mutation creationOf(EntityNumber entity, const RecordId &record, const FieldValues &values, Timestamp now)
{
    Mutation mutation;
    mutation.at = now;
    mutation.entity = entity;
    mutation.record = record;
    mutation.kind = MutationKind::Create;
    for (const auto &[field, value] : values)
        mutation.changes.push_back({field, Value(), value});
    return mutation;
}

}
