// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/permissions.h"
#include "server/records/recordplans.h"
#include "shared/base/result.h"
#include "shared/database/computedfields.h"
#include "shared/database/recordquery.h"
#include "shared/replication/mutation.h"

namespace tandem::server {

struct VisibleRecord
{
    RecordId id;
    qint64 seq = 0; ///< of its last change
    FieldValues values; ///< with formulas and roll-ups; hidden fields are not there, masked ones are masked
};

/// Some of what a query finds.
struct VisiblePage
{
    std::vector<VisibleRecord> records;
    bool more = false; ///< there are records behind the last one
};

/// The way to read records for somebody: only what he may see, as he may see it. What one call gives is of one state
/// of the database, computed fields included. One per use, on the thread of the plans.
class RecordReader
{
public:
    RecordReader(RecordPlans &plans, PermissionsPointer permissions);

    /// Error: NotFound, whether it does not exist or he may not see it.
    Result<VisibleRecord> get(const EntityDef &entity, const RecordId &record);
    /// The records that the query finds among those he may see; its `visibility` is set here, of its surroundings only
    /// the time is the caller's. Error: Forbidden ("fieldNotReadable") if a filter or sort key asks about a field that
    /// he does not read as it is: the answer would tell its value. Records beyond what he may see are to the filter as
    /// if they were not there.
    /// At most query.limit (more than 0), and about `bytes` of values; at least one record, if there is any.
    Result<VisiblePage> page(RecordQuery query, qint64 bytes);

    /// The error that page() would give for what is asked about, without a look into the database.
    Result<void> checkQuery(const EntityDef &entity, const RecordQuery &query) const;

private:
    FieldTest isReadable() const;
    std::function<KeySet(EntityNumber)> visibility() const;
    Surroundings surroundings(Timestamp now) const;
    ComputedFields computedFields(Timestamp now);
    Result<void> compute(const EntityDef &entity, Timestamp now, const std::vector<FieldNumber> &fields,
        std::vector<StoredRecord> &rows);

    RecordPlans &m_plans;
    PermissionsPointer m_permissions;
};

}
