// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/linkcache.h"

#include "client/records/records.h"

namespace tandem::client {

LinkCache::LinkCache(Records *records, QObject *parent)
    : QObject(parent)
    , m_records(records)
{
    if (!records)
        return;
    connect(records, &Records::changed, this, [this](const ChangeSet &changes) {
        // Also what was not here when it was asked for: it may have come.
        const QSet<RecordKey> asked = m_asked;
        bool touched = false;
        for (const RecordKey &key : asked) {
            if (!changes.touches(key))
                continue;
            m_known.remove(key);
            m_asked.remove(key);
            touched = true;
        }
        if (touched)
            emit changed();
    });
}

std::optional<FieldValues> LinkCache::values(const EntityDef &entity, const RecordId &record)
{
    const RecordKey key{entity.number, record};
    if (const auto found = m_known.constFind(key); found != m_known.constEnd())
        return *found;
    if (m_records && !record.isNull() && !m_asked.contains(key)) {
        m_asked.insert(key);
        m_records->read(key, this, [this, key](const Result<Record> &read) {
            if (!read)
                return;
            m_known.insert(key, read->values);
            emit changed();
        });
    }
    return std::nullopt;
}

}
