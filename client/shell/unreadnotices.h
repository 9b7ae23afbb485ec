// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"

#include <QObject>

namespace tandem::client {

class Records;

/// The user's notices that are not read yet, on whichever device: the one place that asks for them. Follows the synced
/// data, so what is read elsewhere goes from here as well.
class UnreadNotices : public QObject
{
    Q_OBJECT

public:
    explicit UnreadNotices(Records &records, QObject *parent = nullptr);

    const std::vector<Record> &all() const { return m_notices; }
    int count() const { return int(m_notices.size()); }
    const Record *find(const RecordId &id) const; ///< null if it is read meanwhile; until the next turn of the loop

    /// On every device; no step for undo.
    void markRead(const std::vector<RecordId> &ids);
    void markAllRead();

signals:
    void changed();
    /// Were not there at the look before. What piled up until the first look is in the count only.
    void arrived(const std::vector<tandem::RecordId> &fresh);

private:
    void read();
    void take(std::vector<Record> notices);

    Records &m_records;
    std::vector<Record> m_notices;
    bool m_looked = false;
};

}
