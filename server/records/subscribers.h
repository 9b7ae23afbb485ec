// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/pipeline.h"

#include <QMutex>

#include <utility>
#include <vector>

namespace tandem::server {

/// Who hears of the pipeline's commits. Any thread.
class Subscribers
{
public:
    int add(Pipeline::Subscriber subscriber);
    void remove(int subscription); ///< when it returns, the subscriber runs no more
    void tell(const CommitNoticePointer &notice);

private:
    QMutex m_mutex; ///< held while they are told
    std::vector<std::pair<int, Pipeline::Subscriber>> m_subscribers;
    int m_lastSubscription = 0;
};

}
