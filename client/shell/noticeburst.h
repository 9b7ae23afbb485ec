// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/recordid.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <vector>

namespace tandem::client {

/// Gathers notices that come shortly after one another, as those of a sync do, so that they are told together: once
/// none came for a while, but never much later than the first.
class NoticeBurst : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds usualPause{600};
    static constexpr std::chrono::milliseconds usualLongest{4000};

    explicit NoticeBurst(std::chrono::milliseconds pause = usualPause, std::chrono::milliseconds longest = usualLongest,
        QObject *parent = nullptr);

    void add(const std::vector<RecordId> &notices);

signals:
    void ended(const std::vector<tandem::RecordId> &notices);

private:
    std::chrono::milliseconds m_pause;
    std::chrono::milliseconds m_longest;
    std::vector<RecordId> m_gathered;
    QElapsedTimer m_since; ///< the first of the burst
    QTimer m_end;
};

}
