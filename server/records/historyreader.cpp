// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/historyreader.h"

#include "server/access/mask.h"
#include "server/store/audiencestore.h"
#include "server/store/changelog.h"

namespace tandem::server {

HistoryReader::HistoryReader(Connection &connection, PermissionsPointer permissions)
    : m_connection(connection)
    , m_permissions(std::move(permissions))
{
}

std::optional<HistoryEntry> HistoryReader::visible(const EntityDef &entity, ChangeEntry entry) const
{
    HistoryEntry seen{
        entry.seq, entry.at, entry.user, entry.kind, std::move(entry.action), std::move(entry.arguments), {}};
    for (FieldChange &change : entry.changes) {
        const FieldDef *field = entity.field(change.field);
        const FieldAccess access = m_permissions->fieldAccess(entity.number, change.field);
        if (!field || access == FieldAccess::Hidden)
            continue;
        if (access == FieldAccess::Masked)
            seen.changes.push_back({change.field, maskValue(*field, change.from), maskValue(*field, change.to)});
        else
            seen.changes.push_back(std::move(change));
    }
    // An update that only moved the audience, or only fields that he may not see, says nothing to him.
    if (seen.kind == MutationKind::Update && seen.changes.empty())
        return {};
    return seen;
}

Result<std::vector<HistoryEntry>> HistoryReader::read(
    const EntityDef &entity, const RecordId &record, int limit, qint64 beforeSeq)
{
    TANDEM_ASSIGN(const bool allowed,
        AudienceStore(m_connection).isVisible(entity.number, record, m_permissions->keySet(entity.number)));
    if (!allowed)
        return Error::notFound(entity.name);
    ChangeLog log(m_connection);
    std::vector<HistoryEntry> history;
    qint64 before = beforeSeq;
    while (int(history.size()) < limit) {
        TANDEM_ASSIGN(auto entries, log.history(entity.number, record, before, limit));
        if (entries.empty())
            break;
        before = entries.back().seq;
        for (ChangeEntry &entry : entries) {
            auto seen = visible(entity, std::move(entry));
            if (seen && int(history.size()) < limit)
                history.push_back(*std::move(seen));
        }
    }
    return history;
}

}
