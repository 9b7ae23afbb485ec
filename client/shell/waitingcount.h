// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"

#include <QObject>
#include <QSet>

namespace tandem::client {

class Records;
class UnreadNotices;

/// How many things wait for the user: unread notices and approvals to decide. A request that is both counts once. It
/// follows the synced data, so it shrinks with what is read or decided on any device.
class WaitingCount : public QObject
{
    Q_OBJECT

public:
    WaitingCount(Records &records, const UnreadNotices &unread, QObject *parent = nullptr);

    int count() const { return m_count; }

signals:
    void changed(int count);

private:
    void readTasks();
    void recount();

    Records &m_records;
    const UnreadNotices &m_unread;
    QSet<RecordId> m_tasks; ///< to decide
    int m_count = 0;
};

}
