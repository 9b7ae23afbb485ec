// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/replicastate.h"

#include "client/replica/blobs.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tandem::client {

namespace {

/// Names the fields that this build can store, those of the company's own left out (their data arrives after them).
/// A snapshot that was taken by a build with fewer has holes, and is taken again.
QByteArray fieldsOf(const EntityDef &entity)
{
    QByteArray numbers;
    for (const FieldDef &field : entity.fields) {
        if (field.layer != Layer::Company && field.isStored() && !field.deleted)
            numbers += QByteArray::number(field.number) + ' ';
    }
    return QCryptographicHash::hash(numbers, QCryptographicHash::Sha256);
}

}

Result<void> ReplicaState::load(const Registry &registry)
{
    TANDEM_TRY(loadMeta());
    TANDEM_TRY(loadSnapshots(&registry));
    // What changes of such an entity passes this build by: the one that knows it begins anew.
    const QList<EntityNumber> known = m_snapshots.keys();
    for (const EntityNumber entity : known) {
        if (registry.entity(entity))
            continue;
        TANDEM_TRY(forgetSnapshot(entity));
    }
    return {};
}

Result<void> ReplicaState::forgetSnapshot(EntityNumber entity)
{
    TANDEM_ASSIGN(
        Statement remove, m_connection.prepare(QStringLiteral("DELETE FROM replica_snapshot WHERE entity = ?1")));
    TANDEM_TRY(remove.bind(1, entity).run());
    m_snapshots.remove(entity);
    return {};
}

Result<void> ReplicaState::reload()
{
    TANDEM_TRY(loadMeta());
    return loadSnapshots(nullptr);
}

Result<void> ReplicaState::loadMeta()
{
    m_cursor = 0;
    m_generation.clear();
    m_access.clear();
    TANDEM_ASSIGN(Statement rows, m_connection.prepare(QStringLiteral("SELECT key, value FROM replica_meta")));
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            return {};
        const QString key = rows.text(0);
        if (key == u"cursor") {
            m_cursor = rows.integer(1);
        } else if (key == u"generation") {
            m_generation = rows.bytes(1);
        } else if (key == u"sentUpTo") {
            m_sentUpTo = std::max(m_sentUpTo.value_or(0), rows.integer(1));
        } else if (key == u"access") {
            TANDEM_ASSIGN(m_access, accessFromBlob(rows.bytes(1)));
        }
    }
}

Result<void> ReplicaState::loadSnapshots(const Registry *registry)
{
    m_snapshots.clear();
    TANDEM_ASSIGN(Statement rows,
        m_connection.prepare(
            QStringLiteral("SELECT entity, complete, last, position, fingerprint, fields FROM replica_snapshot")));
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            return {};
        const auto entity = EntityNumber(rows.integer(0));
        const EntityDef *definition = registry ? registry->entity(entity) : nullptr;
        if (definition && rows.bytes(5) != fieldsOf(*definition))
            continue;
        SnapshotState state;
        state.phase = rows.integer(1) != 0 ? SnapshotState::Phase::Complete : SnapshotState::Phase::Running;
        state.last = rows.id(2);
        state.position = rows.integer(3);
        state.fingerprint = rows.bytes(4);
        m_snapshots.insert(entity, state);
    }
}

Result<void> ReplicaState::setMeta(const QString &key, const Value &value)
{
    TANDEM_ASSIGN(Statement insert,
        m_connection.prepare(QStringLiteral("INSERT INTO replica_meta(key, value) VALUES(?1, ?2) "
                                            "ON CONFLICT(key) DO UPDATE SET value = excluded.value")));
    return insert.bind(1, key).bind(2, value).run();
}

Result<void> ReplicaState::setMeta(const QString &key, const QByteArray &bytes)
{
    TANDEM_ASSIGN(Statement insert,
        m_connection.prepare(QStringLiteral("INSERT INTO replica_meta(key, value) VALUES(?1, ?2) "
                                            "ON CONFLICT(key) DO UPDATE SET value = excluded.value")));
    return insert.bind(1, key).bind(2, bytes).run();
}

Result<void> ReplicaState::setCursor(qint64 cursor)
{
    TANDEM_TRY(setMeta(QStringLiteral("cursor"), Value(cursor)));
    m_cursor = cursor;
    return {};
}

Result<void> ReplicaState::setGeneration(const QByteArray &generation)
{
    TANDEM_TRY(setMeta(QStringLiteral("generation"), generation));
    m_generation = generation;
    return {};
}

Result<void> ReplicaState::noteSent(qint64 number)
{
    if (m_sentUpTo && *m_sentUpTo >= number)
        return {};
    m_sentUpTo = number;
    return setMeta(QStringLiteral("sentUpTo"), Value(number));
}

Result<void> ReplicaState::setAccess(const std::vector<EntityAccess> &access)
{
    TANDEM_TRY(setMeta(QStringLiteral("access"), toBlob(access)));
    m_access = access;
    return {};
}

Result<std::vector<CompanyDefinition>> ReplicaState::companyLayer() const
{
    std::vector<CompanyDefinition> company;
    TANDEM_ASSIGN(Statement row,
        m_connection.prepare(QStringLiteral("SELECT value FROM replica_meta WHERE key = 'companyLayer'")));
    TANDEM_ASSIGN(const bool found, row.step());
    if (!found)
        return company;
    const QJsonArray list = QJsonDocument::fromJson(row.bytes(0)).array();
    for (const QJsonValue &item : list) {
        CompanyDefinition definition;
        definition.kind =
            item[u"kind"].toString() == u"entity" ? CompanyDefinition::Kind::Entity : CompanyDefinition::Kind::Field;
        definition.entity = item[u"entity"].toString();
        definition.definition = item[u"definition"].toObject();
        company.push_back(std::move(definition));
    }
    return company;
}

Result<qint64> ReplicaState::storedRevision() const
{
    TANDEM_ASSIGN(Statement row,
        m_connection.prepare(QStringLiteral("SELECT value FROM replica_meta WHERE key = 'metadataRevision'")));
    TANDEM_ASSIGN(const bool found, row.step());
    return found ? row.integer(0) : 0;
}

Result<void> ReplicaState::setCompanyLayer(const std::vector<CompanyDefinition> &company, qint64 revision)
{
    QJsonArray list;
    for (const CompanyDefinition &definition : company) {
        const bool isEntity = definition.kind == CompanyDefinition::Kind::Entity;
        list.append(QJsonObject{
            {QStringLiteral("kind"), isEntity ? QStringLiteral("entity") : QStringLiteral("field")},
            {QStringLiteral("entity"), definition.entity},
            {QStringLiteral("definition"), definition.definition},
        });
    }
    TANDEM_TRY(setMeta(QStringLiteral("companyLayer"), QJsonDocument(list).toJson(QJsonDocument::Compact)));
    return setMeta(QStringLiteral("metadataRevision"), Value(revision));
}

namespace {

const QString leftOutKey = QStringLiteral("leftOut");

}

Result<QStringList> ReplicaState::leftOut() const
{
    TANDEM_ASSIGN(Statement row, m_connection.prepare(QStringLiteral("SELECT value FROM replica_meta WHERE key = ?1")));
    row.bind(1, leftOutKey);
    TANDEM_ASSIGN(const bool found, row.step());
    return found ? row.text(0).split(QLatin1Char(' '), Qt::SkipEmptyParts) : QStringList();
}

/// Also those of before: of what has become readable since, the rows are here without it until they are fetched anew.
Result<void> ReplicaState::noteLeftOut(const QStringList &fields)
{
    TANDEM_ASSIGN(QStringList all, leftOut());
    all += fields;
    all.removeDuplicates();
    return setMeta(leftOutKey, Value(all.join(QLatin1Char(' '))));
}

Result<void> ReplicaState::fetchWhatIsReadableNow(const Registry &registry, const QStringList &stillLeftOut)
{
    TANDEM_ASSIGN(const QStringList before, leftOut());
    if (before == stillLeftOut)
        return {};
    for (const QString &field : before) {
        const EntityDef *entity = registry.entity(field.section(QLatin1Char('/'), 0, 0));
        if (entity && !stillLeftOut.contains(field))
            TANDEM_TRY(setSnapshot(*entity, {}));
    }
    return setMeta(leftOutKey, Value(stillLeftOut.join(QLatin1Char(' '))));
}

Result<void> ReplicaState::setSnapshot(const EntityDef &entity, const SnapshotState &state)
{
    if (state.phase == SnapshotState::Phase::Missing)
        return forgetSnapshot(entity.number);
    TANDEM_ASSIGN(Statement insert,
        m_connection.prepare(QStringLiteral(
            "INSERT INTO replica_snapshot(entity, complete, last, position, fingerprint, fields) "
            "VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(entity) DO UPDATE SET complete = excluded.complete, "
            "last = excluded.last, position = excluded.position, fingerprint = excluded.fingerprint, "
            "fields = excluded.fields")));
    TANDEM_TRY(insert.bind(1, entity.number)
                   .bind(2, state.phase == SnapshotState::Phase::Complete)
                   .bind(3, state.last)
                   .bind(4, state.position)
                   .bind(5, state.fingerprint)
                   .bind(6, fieldsOf(entity))
                   .run());
    m_snapshots.insert(entity.number, state);
    return {};
}

Result<void> ReplicaState::forgetSnapshots()
{
    TANDEM_TRY(m_connection.execute(QStringLiteral("DELETE FROM replica_snapshot")));
    m_snapshots.clear();
    return {};
}

}
