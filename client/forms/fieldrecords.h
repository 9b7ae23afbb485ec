// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/records.h"

#include <functional>
#include <map>

namespace tandem::client {

/// The records that hold the fields which the company has added to one kind of record, those in the recycle bin
/// included. They are ahead of the registry by what waits to be sent from here.
class FieldRecords final : public QObject
{
    Q_OBJECT
public:
    enum class State {
        None, ///< no record of its own: built in, or a part of its kind of record
        InUse,
        Removed, ///< it lies in the recycle bin, with its values at the server
    };

    explicit FieldRecords(Records &records, QObject *parent = nullptr);

    void setEntity(const QString &entity); ///< by its name; changed() follows where it has such fields
    State stateOf(FieldNumber field) const;
    RecordKey recordOf(FieldNumber field) const; ///< null: none

signals:
    void changed();

private:
    using Numbered = std::map<FieldNumber, RecordId>;

    void read();
    void readPart(bool removed, const std::function<void(const Numbered &)> &done);

    Records &m_records;
    QString m_entity;
    Numbered m_inUse;
    Numbered m_removed;
};

}
