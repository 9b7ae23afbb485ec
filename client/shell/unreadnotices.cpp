// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/unreadnotices.h"

#include "client/records/records.h"
#include "shared/entities/entitynames.h"

#include <QDateTime>
#include <QSet>

#include <algorithm>

namespace tandem::client {

namespace notice = entities::notification;

UnreadNotices::UnreadNotices(Records &records, QObject *parent)
    : QObject(parent)
    , m_records(records)
{
    connect(&records, &Records::changed, this, [this](const ChangeSet &changes) {
        if (changes.touches(notice::number))
            read();
    });
    read();
}

const Record *UnreadNotices::find(const RecordId &id) const
{
    const auto found = std::find_if(
        m_notices.begin(), m_notices.end(), [&id](const Record &notification) { return notification.key.id == id; });
    return found == m_notices.end() ? nullptr : &*found;
}

void UnreadNotices::read()
{
    ListQuery query;
    query.entity = notice::number;
    query.filter = QStringLiteral("owner = me() and isEmpty(readAt)");
    query.sort = {{QStringLiteral("createdAt"), true}};
    m_records.queryIds(query, this, [this](const Result<std::vector<RecordId>> &ids) {
        if (!ids.ok())
            return;
        m_records.readMany(notice::number, *ids, {}, this, [this](Result<std::vector<Record>> unread) {
            if (unread.ok())
                take(*std::move(unread));
        });
    });
}

void UnreadNotices::take(std::vector<Record> notices)
{
    QSet<RecordId> before;
    for (const Record &notification : m_notices)
        before.insert(notification.key.id);
    std::vector<RecordId> fresh;
    for (const Record &notification : notices) {
        if (m_looked && !before.contains(notification.key.id))
            fresh.push_back(notification.key.id);
    }
    m_looked = true;
    m_notices = std::move(notices);
    emit changed();
    if (!fresh.empty())
        emit arrived(fresh);
}

void UnreadNotices::markRead(const std::vector<RecordId> &ids)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    m_records.updateQuietly(notice::number, ids, {{notice::field::readAt, Value(now)}}, this, {});
}

void UnreadNotices::markAllRead()
{
    std::vector<RecordId> ids;
    for (const Record &notification : m_notices)
        ids.push_back(notification.key.id);
    if (!ids.empty())
        markRead(ids);
}

}
