// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/subscribers.h"

#include <QMutexLocker>

namespace tandem::server {

int Subscribers::add(Pipeline::Subscriber subscriber)
{
    const QMutexLocker lock(&m_mutex);
    m_subscribers.emplace_back(++m_lastSubscription, std::move(subscriber));
    return m_lastSubscription;
}

void Subscribers::remove(int subscription)
{
    const QMutexLocker lock(&m_mutex);
    std::erase_if(m_subscribers, [subscription](const auto &entry) { return entry.first == subscription; });
}

void Subscribers::tell(const CommitNoticePointer &notice)
{
    const QMutexLocker lock(&m_mutex);
    for (const auto &[subscription, subscriber] : m_subscribers)
        subscriber(notice);
}

}
