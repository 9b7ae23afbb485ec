// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/foreignchanges.h"

#include "server/access/accessresolver.h"
#include "server/store/audiencestore.h"
#include "server/store/changelog.h"
#include "shared/entities/entitynames.h"

namespace tandem::server {

namespace {

constexpr int entriesAtOnce = 1'000;

std::vector<FieldNumber> fieldsOf(const ChangeEntry &entry)
{
    std::vector<FieldNumber> fields;
    for (const FieldChange &change : entry.changes)
        fields.push_back(change.field);
    std::sort(fields.begin(), fields.end());
    return fields;
}

bool affectsMetadata(EntityNumber entity)
{
    return entity == entities::customEntity::number || entity == entities::customField::number;
}

}

Result<CommitNotice> foreignChanges(Connection &connection, qint64 after, qint64 upTo)
{
    ChangeLog log(connection);
    AudienceStore audience(connection);
    CommitNotice notice;
    notice.firstSeq = after + 1;
    notice.lastSeq = upTo;
    for (qint64 seen = after; seen < upTo;) {
        TANDEM_ASSIGN(const auto entries, log.readAfter(seen, entriesAtOnce));
        if (entries.empty())
            break;
        for (const ChangeEntry &entry : entries) {
            TANDEM_ASSIGN(auto keys, audience.keys(entry.entity, entry.record));
            notice.accessChanged = notice.accessChanged || AccessResolver::affectsAccess(entry.entity);
            notice.metadataChanged = notice.metadataChanged || affectsMetadata(entry.entity);
            notice.changes.push_back(
                {entry.seq, entry.entity, entry.record, std::move(keys), entry.lost, fieldsOf(entry)});
        }
        seen = entries.back().seq;
    }
    return notice;
}

}
