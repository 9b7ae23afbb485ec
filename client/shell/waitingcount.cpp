// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/waitingcount.h"

#include "client/models/todomodel.h"
#include "client/records/records.h"
#include "client/shell/noticetext.h"
#include "client/shell/unreadnotices.h"
#include "shared/entities/entitynames.h"

#include <algorithm>

namespace tandem::client {

namespace task = entities::approvalTask;

WaitingCount::WaitingCount(Records &records, const UnreadNotices &unread, QObject *parent)
    : QObject(parent)
    , m_records(records)
    , m_unread(unread)
{
    connect(&unread, &UnreadNotices::changed, this, &WaitingCount::recount);
    connect(&records, &Records::changed, this, [this](const ChangeSet &changes) {
        if (changes.touches(task::number))
            readTasks();
    });
    readTasks();
}

void WaitingCount::readTasks()
{
    m_records.queryIds(
        TodoModel::queryOf(m_records, TodoModel::Box::Open), this, [this](const Result<std::vector<RecordId>> &ids) {
            if (!ids.ok())
                return;
            m_tasks = QSet<RecordId>(ids->begin(), ids->end());
            recount();
        });
}

void WaitingCount::recount()
{
    const std::vector<Record> &notices = m_unread.all();
    const auto beside = std::count_if(notices.begin(), notices.end(), [this](const Record &notification) {
        const RecordKey target = noticeTarget(notification, m_records);
        return target.entity != task::number || !m_tasks.contains(target.id);
    });
    const int count = int(m_tasks.size()) + int(beside);
    if (count == m_count)
        return;
    m_count = count;
    emit changed(count);
}

}
