// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"
#include "shared/database/computedplans.h"
#include "shared/database/connection.h"
#include "shared/database/recordquery.h"
#include "shared/expressions/filterbuilder.h"
#include "shared/expressions/rulejudge.h"
#include "shared/metadata/entityaccess.h"
#include "shared/metadata/registry.h"

#include <QHash>
#include <QSet>

#include <memory>

namespace tandem::client {

/// A create or an update that somebody is about to make.
struct PlannedWrite
{
    WriteRequest request;
    FieldValues filled; ///< of a create: what the record will have, with the defaults of what is not given
};

/// Answers questions from replica.db over a read connection of its own; belongs to one reader thread.
class Reader
{
public:
    Reader(const QString &path, RegistryPointer registry);

    void close(); ///< opens again at the next question
    void setRegistry(RegistryPointer registry);
    void setUser(const RecordId &user) { m_user = user; }
    const Registry &registry() const { return *m_registry; }

    Result<Record> read(const RecordKey &key);
    Result<std::vector<RecordId>> ids(const ListQuery &query);
    /// With formulas and roll-ups among `fields`; empty: all.
    Result<std::vector<Record>> rows(
        EntityNumber entity, const std::vector<RecordId> &ids, const std::vector<FieldNumber> &fields);
    Result<qint64> count(const ListQuery &query);
    Result<std::vector<GroupSummary>> groups(const ListQuery &query, FieldNumber groupBy, FieldNumber sum);
    Result<QHash<RecordKey, QString>> titles(const std::vector<RecordKey> &keys);
    Result<std::vector<SearchHit>> search(EntityNumber entity, const QString &text, int limit);
    Result<std::vector<SearchGroup>> searchAll(const QString &text, int limitPerEntity);
    Result<std::vector<Record>> all(const ListQuery &query); ///< ids() and rows() in one
    /// What the rules say against giving these records these values; those without objection are left out.
    Result<std::vector<WriteObjection>> objections(
        const EntityAccess &access, const RecordChoice &choice, const FieldValues &to);
    /// What rights, rules and what is unique say against these creates and updates of one entity; without objection
    /// they are left out.
    Result<std::vector<WriteObjection>> objections(const EntityAccess &access, const std::vector<PlannedWrite> &writes);

private:
    Result<Connection *> connection();
    Result<const EntityDef *> definition(EntityNumber number) const;
    Result<RecordQuery> recordQuery(const ListQuery &query, const EntityDef &entity);
    Result<FilterCondition> pointsTo(const FieldDef &link, const RecordKey &target) const;
    Result<std::vector<RecordId>> idsThrough(const ListQuery &query);
    Result<std::vector<RecordId>> idsEmptyLast(const ListQuery &query);
    Result<QSet<RecordId>> pendingOf(EntityNumber entity);
    Result<std::vector<SearchHit>> hits(const EntityDef &entity, const std::vector<RecordId> &ids);
    Result<RecordId> department();
    RuleJudge::LinkedValues linkedOnce();
    Result<QHash<RecordId, FieldValues>> valuesBefore(const EntityDef &entity, const std::vector<PlannedWrite> &writes);
    bool covers(Scope scope, const FieldValues &values) const;
    std::optional<Error> lackOfRight(const EntityDef &entity, const EntityAccess &access, const WriteRequest &request,
        const FieldValues *before) const;
    Result<bool> hasAnother(const EntityDef &entity, const FieldDef &field, const Value &value, const RecordId &self);
    Result<std::vector<Error>> takenValues(
        const EntityDef &entity, const PlannedWrite &write, QHash<QString, RecordId> &given);
    Surroundings surroundings() const; ///< without the department, which costs a question
    QString titleOf(const FieldDef &field, const Value &value, int depth);
    Result<QHash<RecordKey, QString>> titlesOf(
        const EntityDef &entity, const std::vector<RecordId> &ids, const QString &fieldName, int depth);

    QString m_path;
    RegistryPointer m_registry;
    RecordId m_user;
    std::unique_ptr<Connection> m_connection;
    ComputedPlans m_plans;
};

}
