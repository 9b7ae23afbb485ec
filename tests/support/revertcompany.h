// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/jobs/jobqueue.h"
#include "server/jobs/revert.h"
#include "tests/support/company.h"

namespace tandem::server {

/// A company in which imports and mass changes can be taken back, with the queue whose job that is.
class RevertCompany : public Company
{
public:
    RevertCompany()
    {
        Revert::registerActions(actions, [this] {
            if (m_queue)
                m_queue->wake();
        });
    }
    ~RevertCompany() { stopJobs(); }

    /// After start(), and again after stopJobs(). False: the queue could not start.
    bool startJobs()
    {
        m_revert = std::make_unique<Revert>(Revert::Parts{*pipeline, access, *store, clock});
        m_queue = std::make_unique<JobQueue>(*pipeline, *store, clock, JobQueue::Limits{8, 0});
        m_revert->registerWith(*m_queue);
        return m_queue->start().ok();
    }
    void stopJobs()
    {
        if (m_queue)
            m_queue->stop();
    }
    void cancelRevert() { m_revert->cancel(); }

    /// Asks for it as this user; null: as the system.
    Acknowledgement revert(EntityNumber entity, const RecordId &undertaking, const RecordId &user)
    {
        return submit(
            user.isNull() ? Actor::forSystem() : actor(user), action(entity, undertaking, QStringLiteral("revert")));
    }
    QString text(EntityNumber entity, const RecordId &record, FieldNumber field)
    {
        return value(entity, record, field).toText();
    }
    int count(EntityNumber entity, const RecordId &record, FieldNumber field)
    {
        return int(value(entity, record, field).toInteger());
    }

private:
    std::unique_ptr<Revert> m_revert;
    std::unique_ptr<JobQueue> m_queue;
};

}
