// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/recyclebin.h"

#include "server/records/noverdict.h"
#include "server/records/purgedrecords.h"
#include "server/records/submitandwait.h"
#include "server/store/changelog.h"
#include "server/store/recordstore.h"
#include "shared/entities/entitynames.h"
#include "shared/expressions/filterbuilder.h"
#include "shared/metadata/fieldtypes/anylinktype.h"

#include <QLoggingCategory>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.recyclebin", QtInfoMsg)

constexpr int recordsAtOnce = 200; ///< per commit, so that nobody's change waits long for it
constexpr int entriesAtOnce = 100; ///< of one record's history

using Links = std::vector<std::pair<const EntityDef *, const FieldDef *>>;

/// The links that can point to records of one entity.
struct LinksTo
{
    Links hanging; ///< of what is nothing without the record
    Links keeping; ///< of what would lose a name that it shows
};

/// What the server only tells people about a record.
bool tellsOfRecord(const EntityDef &entity)
{
    return entity.number == entities::notification::number || entity.number == entities::conflict::number;
}

void addAnyLinks(LinksTo &links, const EntityDef &from)
{
    for (const FieldDef &field : from.fields) {
        if (field.deleted || field.type != FieldType::AnyLink)
            continue;
        const bool hangs = field.name == from.parentLink || tellsOfRecord(from);
        (hangs ? links.hanging : links.keeping).emplace_back(&from, &field);
    }
}

LinksTo linksTo(const Registry &registry, const EntityDef &entity)
{
    LinksTo links;
    for (const auto &[from, field] : registry.linksTo(entity.name)) {
        if (!field->isStored())
            continue;
        const bool hangs = from->traits.testFlag(Trait::Junction) || field->name == from->parentLink;
        (hangs ? links.hanging : links.keeping).emplace_back(from, field);
    }
    for (const EntityDef &from : registry.entities()) {
        if (!from.deleted)
            addAnyLinks(links, from);
    }
    return links;
}

/// What such a link holds if it points to the record.
Value pointerTo(const EntityDef &entity, const RecordId &record, const FieldDef &link)
{
    return link.type == FieldType::AnyLink ? Value(anyLinkText(entity.name, record)) : Value(record);
}

/// Numbers of fields are never used again, and a history names people for ever.
bool staysForGood(const EntityDef &entity)
{
    return AccessResolver::affectsAccess(entity.number) || entity.number == entities::customEntity::number
        || entity.number == entities::customField::number;
}

/// What the server made under a name of its own it would make again if it were not there.
bool isMemoryOfServer(const StoredRecord &row)
{
    return row.id.version() == QUuid::Sha1 && row.value(systemfield::createdBy).isNull();
}

class Emptying
{
public:
    Emptying(const RecycleBinParts &parts, Connection &connection)
        : m_parts(parts)
        , m_registry(parts.store.registry())
        , m_records(connection, m_registry)
        , m_log(connection)
    {
    }

    Result<qint64> run(const LivedDay &before)
    {
        for (const EntityDef &entity : m_registry->entities()) {
            if (!entity.deleted && !staysForGood(entity))
                TANDEM_TRY(empty(entity, before));
        }
        return m_removed;
    }

private:
    Result<void> empty(const EntityDef &entity, const LivedDay &before)
    {
        const QString deletedAt = entity.field(systemfield::deletedAt)->name;
        const LinksTo links = linksTo(*m_registry, entity);
        RecordQuery query;
        query.entity = entity.name;
        query.filter =
            buildFilter({{deletedAt, FilterCondition::Operator::Less, {Value(before.at)}, ExpressionType::DateTime}});
        query.fields = {systemfield::createdBy, systemfield::deletedAt};
        query.deleted = RecordQuery::Deleted::Only;
        query.sort = {{deletedAt, false}};
        query.limit = recordsAtOnce;
        for (;;) {
            TANDEM_ASSIGN(const auto rows, m_records.query(query));
            if (rows.empty())
                return {};
            query.after = PagePosition{{rows.back().value(systemfield::deletedAt)}, rows.back().id};
            std::vector<StoredRecord> old;
            for (const StoredRecord &row : rows) {
                TANDEM_ASSIGN(const bool isYoung, wasDeletedBehind(entity, row, before.seq));
                if (!isYoung)
                    old.push_back(row);
            }
            TANDEM_TRY(remove(entity, links, old));
        }
    }

    /// By its place in the log, as the clock may have been behind then. What happens to a record in the recycle bin (it
    /// is seen by fewer when the one that it hung on goes) gives it no further days.
    Result<bool> wasDeletedBehind(const EntityDef &entity, const StoredRecord &row, qint64 seq)
    {
        for (qint64 seen = 0; row.seq > seq;) {
            TANDEM_ASSIGN(const auto entries, m_log.history(entity.number, row.id, seen, entriesAtOnce));
            for (const ChangeEntry &entry : entries) {
                if (entry.seq <= seq || entry.kind == MutationKind::Delete)
                    return entry.seq > seq;
            }
            if (entries.size() < size_t(entriesAtOnce)) { // the log has let its deletion go
                TANDEM_ASSIGN(const qint64 horizon, m_log.horizon());
                return horizon > seq;
            }
            seen = entries.back().seq;
        }
        return false;
    }

    Result<void> remove(const EntityDef &entity, const LinksTo &links, const std::vector<StoredRecord> &rows)
    {
        std::vector<Mutation> removals;
        for (const StoredRecord &row : rows) {
            if (m_parts.isCancelled)
                return Error::cancelled();
            TANDEM_ASSIGN(const bool stays, isNeeded(entity, links, row));
            if (stays)
                continue;
            TANDEM_ASSIGN(const bool isAlone, clearAway(entity, links, row.id));
            if (!isAlone)
                continue;
            removals.push_back(mutationOf(MutationKind::Action, entity, row));
            removals.back().action = purgeAction;
            removals.back().expectedSeq = row.seq; // somebody may have taken it out again meanwhile
        }
        TANDEM_ASSIGN(const qint64 done, submit(std::move(removals)));
        m_removed += done;
        return {};
    }

    Result<bool> isNeeded(const EntityDef &entity, const LinksTo &links, const StoredRecord &row)
    {
        if (isMemoryOfServer(row))
            return true;
        for (const auto &[from, field] : links.keeping) {
            TANDEM_ASSIGN(const auto linking,
                m_records.findBy(from->number, field->number, pointerTo(entity, row.id, *field), 1));
            if (!linking.empty()) {
                qCDebug(log) << entity.name << row.id << "stays: linked by" << from->name << linking.front().id;
                return true;
            }
        }
        return false;
    }

    /// Deletes what hangs on the record and is no deleted record yet; false if it cannot be.
    Result<bool> clearAway(const EntityDef &entity, const LinksTo &links, const RecordId &record)
    {
        for (const auto &[from, field] : links.hanging) {
            const Value target = pointerTo(entity, record, *field);
            for (;;) {
                TANDEM_ASSIGN(const auto hanging, m_records.findBy(from->number, field->number, target, recordsAtOnce));
                if (hanging.empty())
                    break;
                std::vector<Mutation> deletes;
                for (const StoredRecord &row : hanging)
                    deletes.push_back(mutationOf(MutationKind::Delete, *from, row));
                TANDEM_ASSIGN(const qint64 done, submit(std::move(deletes)));
                if (done < qint64(hanging.size()))
                    return false;
            }
        }
        return true;
    }

    Mutation mutationOf(MutationKind kind, const EntityDef &entity, const StoredRecord &row) const
    {
        Mutation mutation;
        mutation.at = m_parts.clock.now();
        mutation.entity = entity.number;
        mutation.record = row.id;
        mutation.kind = kind;
        return mutation;
    }

    /// Gives how many were accepted. The others are looked at again the next time.
    Result<qint64> submit(std::vector<Mutation> mutations)
    {
        qint64 accepted = 0;
        if (mutations.empty())
            return accepted;
        for (const Acknowledgement &answer : submitAndWait(m_parts.pipeline, std::move(mutations))) {
            if (!answer.error)
                ++accepted;
            else if (isTemporary(*answer.error))
                return *answer.error;
            else
                qCInfo(log).noquote() << "a record stays in the recycle bin:" << answer.error->toLog();
        }
        return accepted;
    }

    const RecycleBinParts m_parts;
    const RegistryPointer m_registry;
    RecordStore m_records;
    ChangeLog m_log;
    qint64 m_removed = 0;
};

}

Result<qint64> emptyRecycleBin(const RecycleBinParts &parts, const LivedDay &before)
{
    TANDEM_ASSIGN(const auto reader, parts.store.openReader());
    return Emptying(parts, *reader).run(before);
}

}
