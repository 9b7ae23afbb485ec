// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"
#include "shared/metadata/entitydef.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace tandem::client {

class Records;

/// Values of linked records for the rules and formulas of a form ("stage.type = 'lost'"). What is not there yet is
/// fetched, and changed() says when it pays to ask again.
class LinkCache final : public QObject
{
    Q_OBJECT
public:
    explicit LinkCache(Records *records, QObject *parent = nullptr);

    std::optional<FieldValues> values(const EntityDef &entity, const RecordId &record);

signals:
    void changed();

private:
    Records *m_records;
    QHash<RecordKey, FieldValues> m_known;
    QSet<RecordKey> m_asked;
};

}
