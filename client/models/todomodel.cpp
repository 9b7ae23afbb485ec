// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/todomodel.h"

#include "shared/entities/entitynames.h"

namespace tandem::client {

TodoModel::TodoModel(Records &records, QObject *parent)
    : RecordListModel(records, parent)
    , m_records(records)
{
    // Whose inbox it is may be known only after the first sign-in.
    connect(&records, &Records::accessChanged, this, [this] { setBox(m_box); });
}

void TodoModel::setBox(Box box)
{
    m_box = box;
    setQuery(queryOf(m_records, box));
}

ListQuery TodoModel::queryOf(const Records &, Box box)
{
    namespace task = entities::approvalTask;
    namespace instance = entities::approvalInstance;
    ListQuery query;
    switch (box) {
    case Box::Open:
        query.entity = task::number;
        query.filter = QStringLiteral("owner = me() and state = 'open'");
        query.sort = {{QStringLiteral("openedAt"), true}};
        break;
    case Box::Done:
        query.entity = task::number;
        query.filter = QStringLiteral("owner = me() and state = 'done'");
        query.sort = {{QStringLiteral("closedAt"), true}};
        break;
    case Box::Started:
        query.entity = instance::number;
        query.filter = QStringLiteral("initiator = me()");
        query.sort = {{QStringLiteral("startedAt"), true}};
        break;
    case Box::Copied:
        query.entity = task::number;
        query.filter = QStringLiteral("owner = me() and state = 'copied'");
        query.sort = {{QStringLiteral("openedAt"), true}};
        break;
    }
    return query;
}

}
