// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/noticemodel.h"

#include "client/shell/noticetext.h"

namespace tandem::client {

NoticeModel::NoticeModel(Records &records, QObject *parent)
    : RecordListModel(records, parent)
    , m_records(records)
{
}

QVariant NoticeModel::data(const QModelIndex &index, int role) const
{
    if (role != Qt::AccessibleTextRole)
        return RecordListModel::data(index, role);
    const Record *notification = recordAt(index.row());
    return notification ? noticeText(*notification, m_records) : QString();
}

}
