// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/noticeburst.h"

#include <algorithm>
#include <utility>

namespace tandem::client {

NoticeBurst::NoticeBurst(std::chrono::milliseconds pause, std::chrono::milliseconds longest, QObject *parent)
    : QObject(parent)
    , m_pause(pause)
    , m_longest(longest)
{
    m_end.setSingleShot(true);
    connect(&m_end, &QTimer::timeout, this, [this] { emit ended(std::exchange(m_gathered, {})); });
}

void NoticeBurst::add(const std::vector<RecordId> &notices)
{
    if (m_gathered.empty())
        m_since.start();
    m_gathered.insert(m_gathered.end(), notices.begin(), notices.end());
    const auto left = m_longest - std::chrono::milliseconds(m_since.elapsed());
    m_end.start(std::clamp(left, std::chrono::milliseconds(0), m_pause));
}

}
