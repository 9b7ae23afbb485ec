// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/keptrecord.h"

#include "server/records/submitandwait.h"

#include <QSemaphore>

namespace tandem::server {

void pauseWhileBusy(const BusyPause &pause, int seconds)
{
    if (pause)
        pause(seconds);
    else
        QSemaphore().tryAcquire(1, seconds * 1'000); // nobody releases it: the time is what is waited for
}

int secondsToWait(const Acknowledgement &answer)
{
    if (!answer.error || answer.error->code != ErrorCode::TooMany)
        return 0;
    return std::max(1, answer.error->arguments.value(QStringLiteral("retryAfter")).toInt());
}

KeptRecord::KeptRecord(Pipeline &pipeline, const Clock &clock, EntityNumber entity, BusyPause pause)
    : m_pipeline(pipeline)
    , m_clock(clock)
    , m_entity(entity)
    , m_pause(std::move(pause))
{
}

void KeptRecord::adopt(const RecordId &record, FieldValues values)
{
    m_record = record;
    m_values = std::move(values);
}

Result<void> KeptRecord::create(FieldValues values)
{
    const RecordId record = newRecordId(m_clock);
    TANDEM_TRY(submit(creationOf(m_entity, record, values, m_clock.now())));
    adopt(record, std::move(values));
    return {};
}

Result<void> KeptRecord::update(const FieldValues &to)
{
    Mutation mutation;
    mutation.at = m_clock.now();
    mutation.entity = m_entity;
    mutation.record = m_record;
    for (const auto &[field, value] : to) {
        const Value &from = valueIn(m_values, field);
        if (from != value)
            mutation.changes.push_back({field, from, value});
    }
    if (mutation.changes.empty())
        return {};
    TANDEM_TRY(submit(mutation));
    for (const auto &[field, value] : to)
        m_values.insert_or_assign(field, value);
    return {};
}

Result<void> KeptRecord::submit(const Mutation &mutation)
{
    for (;;) {
        const Acknowledgement answer = submitAndWait(m_pipeline, {mutation}).front();
        if (const int seconds = secondsToWait(answer); seconds > 0)
            pauseWhileBusy(m_pause, seconds);
        else
            return answer.error ? Result<void>(*answer.error) : Result<void>();
    }
}

}
