// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/historyreader.h"

#include "server/access/credentialstore.h"
#include "server/access/mask.h"
#include "server/records/actionregistry.h"
#include "server/records/purgedrecords.h"
#include "server/store/audiencestore.h"
#include "server/store/changelog.h"
#include "shared/entities/entitynames.h"
#include "shared/replication/origin.h"

namespace tandem::server {

namespace {

using Named = std::optional<std::pair<const EntityDef *, RecordId>>;

/// The record that an action's arguments speak of: what was approved, what was merged into this one.
Named namedRecord(const Registry &registry, const EntityDef &entity, const ChangeEntry &entry)
{
    if (entry.action == QLatin1String("merge") || entry.action == QLatin1String("unmerge")) {
        const RecordId other = actionArgument(entry.arguments, QStringLiteral("other"), Value::Kind::Id).toId();
        return other.isNull() ? Named() : Named({&entity, other});
    }
    const EntityDef *named = registry.entity(entry.arguments.value(QStringLiteral("entity")).toString());
    const RecordId record = recordIdFromText(entry.arguments.value(QStringLiteral("record")).toString());
    return named && !record.isNull() ? Named({named, record}) : Named();
}

}

HistoryReader::HistoryReader(Connection &connection, PermissionsPointer permissions)
    : m_connection(connection)
    , m_permissions(std::move(permissions))
{
}

Result<QCborMap> HistoryReader::visibleArguments(const EntityDef &entity, const ChangeEntry &entry) const
{
    const Named named = namedRecord(*m_permissions->registry(), entity, entry);
    if (!named || named->second == entry.record)
        return entry.arguments;
    const EntityNumber number = named->first->number;
    TANDEM_ASSIGN(const bool allowed,
        AudienceStore(m_connection).isVisible(number, named->second, m_permissions->keySet(number)));
    return allowed ? entry.arguments : QCborMap();
}

/// Everybody who sees a history learns by which way a change came. What a laptop is called only its own user does: the
/// name says from which of his machines, maybe one at home, somebody works, and is nothing that colleagues need.
Result<void> HistoryReader::tellWhere(const ChangeEntry &entry, HistoryEntry &seen)
{
    const RecordId &device = entry.mutation.device;
    if (device.isNull()) {
        seen.channel = channelFrom(entry.mutation.number);
        return {};
    }
    // A named one is no laptop but a request of REST that may be repeated.
    seen.channel = device.version() == QUuid::Sha1 ? Channel::Rest : Channel::Laptop;
    if (seen.channel != Channel::Laptop || entry.user != m_permissions->user())
        return {};
    if (!m_deviceNames.contains(device)) {
        const EntityDef &user = *m_permissions->registry()->entity(entities::user::number);
        TANDEM_ASSIGN(const QString name, CredentialStore(m_connection, user).deviceName(entry.user, device));
        m_deviceNames.insert(device, name);
    }
    seen.device = m_deviceNames.value(device);
    return {};
}

Result<std::optional<HistoryEntry>> HistoryReader::visible(const EntityDef &entity, ChangeEntry entry)
{
    TANDEM_ASSIGN(QCborMap arguments, visibleArguments(entity, entry));
    if (!entry.origin.isNull())
        setOrigin(arguments, entry.origin);
    HistoryEntry seen{entry.seq, entry.at, entry.user, entry.kind, entry.action, arguments, {}};
    TANDEM_TRY(tellWhere(entry, seen));
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
        return std::optional<HistoryEntry>();
    return std::optional(std::move(seen));
}

Result<std::vector<HistoryEntry>> HistoryReader::read(
    const EntityDef &entity, const RecordId &record, int limit, qint64 beforeSeq)
{
    TANDEM_ASSIGN(const bool allowed,
        AudienceStore(m_connection).isVisible(entity.number, record, m_permissions->keySet(entity.number)));
    if (!allowed)
        return Error::notFound(entity.name);
    ChangeLog log(m_connection);
    // Whoever takes the id of a record that was removed for good has nothing to do with that one.
    TANDEM_ASSIGN(const qint64 purged, log.newestWith(purgeAction, entity.number, record));
    std::vector<HistoryEntry> history;
    qint64 before = beforeSeq;
    while (int(history.size()) < limit) {
        TANDEM_ASSIGN(auto entries, log.history(entity.number, record, before, limit));
        std::erase_if(entries, [purged](const ChangeEntry &entry) { return entry.seq <= purged; });
        if (entries.empty())
            break;
        before = entries.back().seq;
        for (ChangeEntry &entry : entries) {
            TANDEM_ASSIGN(auto seen, visible(entity, std::move(entry)));
            if (seen && int(history.size()) < limit)
                history.push_back(*std::move(seen));
        }
    }
    return history;
}

}
