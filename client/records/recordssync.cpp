// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of Records that tells what waits, what failed, and what two people disagree about.

#include "client/records/anylink.h"
#include "client/records/records_p.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <limits>

namespace tandem::client {

namespace {

/// Actions have nothing to show but their record.
std::vector<RecordKey> keysOf(const std::vector<Mutation> &mutations)
{
    std::vector<RecordKey> keys;
    for (const Mutation &mutation : mutations)
        keys.push_back({mutation.entity, mutation.record});
    return keys;
}

/// A record that the server refused to make is not there and has no title; what was typed has one.
QString typedTitle(const Registry &registry, const Mutation &mutation)
{
    const EntityDef *entity = registry.entity(mutation.entity);
    const FieldDef *field = entity ? entity->field(entity->titleField) : nullptr;
    for (const FieldChange &change : mutation.changes) {
        if (field && change.field == field->number)
            return change.to.toText();
    }
    return {};
}

/// A value of any field as conflict records carry it: JSON, also where it is no object or array.
Value valueOfJson(const FieldDef &field, const QString &json)
{
    if (json.isEmpty())
        return {};
    const QJsonDocument wrapped = QJsonDocument::fromJson('[' + json.toUtf8() + ']');
    const Result<Value> value = fieldTypeInfo(field.type).fromJson(field, wrapped.array().at(0));
    return value.valueOr(Value());
}

}

void Records::syncNow()
{
    d->order<void>(this, {}, [](ReplicaHost &host) -> Result<void> {
        if (host.sync())
            host.sync()->syncNow();
        return {};
    });
}

void Records::setNetwork(SyncControl::Network network)
{
    d->order<void>(this, {}, [network](ReplicaHost &host) -> Result<void> {
        if (host.sync())
            host.sync()->setNetwork(network);
        return {};
    });
}

void Records::signIn(const QString &name, const QString &password, QObject *context, Callback<void> done)
{
    d->askSync<void>(context, std::move(done),
        [name, password](SyncControl &sync, const auto &answer) { sync.signIn(name, password, answer); });
}

void Records::signInWithCode(
    const QString &name, const QString &code, const QString &newPassword, QObject *context, Callback<void> done)
{
    d->askSync<void>(context, std::move(done), [name, code, newPassword](SyncControl &sync, const auto &answer) {
        sync.signInWithCode(name, code, newPassword, answer);
    });
}

void Records::trustCertificate(const QByteArray &pin)
{
    d->order<void>(this, {}, [pin](ReplicaHost &host) -> Result<void> {
        if (host.sync())
            host.sync()->trustCertificate(pin);
        return {};
    });
}

void Records::signOut()
{
    d->order<void>(this, {}, [](ReplicaHost &host) -> Result<void> {
        if (host.sync())
            host.sync()->signOut();
        return {};
    });
}

void Records::devices(QObject *context, Callback<std::vector<SignedInDevice>> done)
{
    d->askSync<std::vector<SignedInDevice>>(
        context, std::move(done), [](SyncControl &sync, const auto &answer) { sync.fetchDevices(answer); });
}

void Records::signOutDevice(const RecordId &session, QObject *context, Callback<void> done)
{
    d->askSync<void>(context, std::move(done),
        [session](SyncControl &sync, const auto &answer) { sync.signOutDevice(session, answer); });
}

void Records::changePassword(
    const QString &oldPassword, const QString &newPassword, QObject *context, Callback<void> done)
{
    d->askSync<void>(context, std::move(done), [oldPassword, newPassword](SyncControl &sync, const auto &answer) {
        sync.changePassword(oldPassword, newPassword, answer);
    });
}

void Records::outbox(QObject *context, Callback<std::vector<OutboxItem>> done, int limit)
{
    const auto withTitles = [this, caller = QPointer<QObject>(context), done = std::move(done)](
                                Result<std::vector<Mutation>> mutations) {
        if (!caller)
            return;
        if (!mutations.ok()) {
            done(mutations.error());
            return;
        }
        titles(
            keysOf(*mutations), caller, [mutations = *mutations, done](const Result<QHash<RecordKey, QString>> &found) {
                std::vector<OutboxItem> items;
                for (const Mutation &mutation : mutations) {
                    const RecordKey key{mutation.entity, mutation.record};
                    items.push_back({mutation, found.ok() ? found->value(key) : QString()});
                }
                done(std::move(items));
            });
    };
    d->order<std::vector<Mutation>>(this, withTitles, [limit](ReplicaHost &host) {
        return host.replica().outboxAfter(0, limit > 0 ? limit : std::numeric_limits<int>::max());
    });
}

void Records::waitingOf(const RecordKey &key, QObject *context, Callback<std::vector<Mutation>> done)
{
    d->order<std::vector<Mutation>>(
        context, std::move(done), [key](ReplicaHost &host) { return host.replica().waitingOf(key); });
}

void Records::problems(QObject *context, Callback<std::vector<ProblemItem>> done)
{
    const auto withTitles = [this, caller = QPointer<QObject>(context), done = std::move(done)](
                                Result<std::vector<Problem>> problems) {
        if (!caller)
            return;
        if (!problems.ok()) {
            done(problems.error());
            return;
        }
        std::vector<RecordKey> keys;
        for (const Problem &problem : *problems)
            keys.push_back({problem.mutation.entity, problem.mutation.record});
        titles(keys, caller, [this, problems = *problems, done](const Result<QHash<RecordKey, QString>> &found) {
            std::vector<ProblemItem> items;
            for (const Problem &problem : problems) {
                const RecordKey key{problem.mutation.entity, problem.mutation.record};
                const QString title = found.ok() ? found->value(key) : QString();
                items.push_back({problem, title.isEmpty() ? typedTitle(*registry(), problem.mutation) : title});
            }
            done(std::move(items));
        });
    };
    d->order<std::vector<Problem>>(this, withTitles, [](ReplicaHost &host) { return host.replica().problems(); });
}

void Records::resendProblem(qint64 id, const FieldValues &to, QObject *context, Callback<void> done)
{
    d->order<void>(context, std::move(done), [id, to](ReplicaHost &host) -> Result<void> {
        TANDEM_TRY(host.replica().resendProblem(id, to));
        return {};
    });
}

void Records::editProblem(qint64 id, const FieldValues &to, QObject *context, Callback<void> done)
{
    d->order<void>(
        context, std::move(done), [id, to](ReplicaHost &host) { return host.replica().editProblem(id, to); });
}

void Records::discardProblem(qint64 id, QObject *context, Callback<void> done)
{
    d->order<void>(context, std::move(done), [id](ReplicaHost &host) { return host.replica().discardProblem(id); });
}

// ── conflicts ──────────────────────────────────────────────────────────────────────────────────────────────────────

namespace {

ListQuery openConflicts(const EntityDef &conflict)
{
    ListQuery query;
    query.entity = conflict.number;
    query.filter = QStringLiteral("status = 'open'");
    query.sort = {{QStringLiteral("at"), false}};
    return query;
}

}

void Records::Private::countConflicts()
{
    const EntityDef *conflict = registry->entity(QStringLiteral("conflict"));
    if (!conflict)
        return;
    q->count(openConflicts(*conflict), q, [this](const Result<qint64> &counted) {
        if (!counted.ok() || *counted == conflicts)
            return;
        conflicts = *counted;
        updateCounts();
    });
}

ConflictItem Records::Private::conflictOf(const Registry &definitions, const Record &record) const
{
    const EntityDef *conflict = definitions.entity(record.key.entity);
    const auto value = [&](const char16_t *name) {
        const FieldDef *field = conflict->field(QString::fromUtf16(name));
        return field ? record.value(field->number) : Value();
    };
    ConflictItem item;
    item.id = record.key.id;
    item.record = recordOfAnyLink(definitions, value(u"record"));
    item.field = FieldNumber(value(u"fieldNumber").toInteger());
    item.standingUser = value(u"standingUser").toId();
    item.displacedUser = value(u"displacedUser").toId();
    item.at = value(u"at").toInteger();
    item.mineIsStanding = item.standingUser == user && item.displacedUser != user;
    const EntityDef *entity = definitions.entity(item.record.entity);
    if (const FieldDef *field = entity ? entity->fieldOrRemoved(item.field) : nullptr) {
        item.standing = valueOfJson(*field, value(u"standingValue").toText());
        item.displaced = valueOfJson(*field, value(u"displacedValue").toText());
        item.original = valueOfJson(*field, value(u"originalValue").toText());
    }
    return item;
}

void Records::conflicts(QObject *context, Callback<std::vector<ConflictItem>> done)
{
    const EntityDef *conflict = d->registry->entity(QStringLiteral("conflict"));
    if (!conflict) {
        Private::deliver<std::vector<ConflictItem>>(this, context, std::move(done), std::vector<ConflictItem>());
        return;
    }
    const auto build = [this, query = openConflicts(*conflict)](Reader &reader) -> Result<std::vector<ConflictItem>> {
        TANDEM_ASSIGN(const std::vector<Record> records, reader.all(query));
        std::vector<ConflictItem> items;
        std::vector<RecordKey> keys;
        for (const Record &record : records) {
            items.push_back(d->conflictOf(reader.registry(), record));
            keys.push_back(items.back().record);
        }
        TANDEM_ASSIGN(const auto titles, reader.titles(keys));
        for (ConflictItem &item : items)
            item.title = titles.value(item.record);
        return items;
    };
    d->ask<std::vector<ConflictItem>>(d->threads.lookup, context, std::move(done), build);
}

void Records::resolveConflicts(
    const std::vector<std::pair<ConflictItem, ConflictChoice>> &choices, QObject *context, Callback<void> done)
{
    const EntityDef *conflict = d->registry->entity(QStringLiteral("conflict"));
    const FieldDef *status = conflict ? conflict->field(QStringLiteral("status")) : nullptr;
    std::vector<WriteRequest> requests;
    for (const auto &[item, choice] : choices) {
        // A field that was removed takes no value any more; the choice only settles the matter.
        const EntityDef *entity = d->registry->entity(item.record.entity);
        if (choice == ConflictChoice::Displaced && entity && entity->field(item.field)) {
            WriteRequest write;
            write.key = item.record;
            write.to[item.field] = item.displaced;
            requests.push_back(std::move(write));
        }
        if (!status)
            continue;
        WriteRequest settle;
        settle.key = {conflict->number, item.id};
        settle.to[status->number] = QStringLiteral("resolved");
        requests.push_back(std::move(settle));
    }
    submit(requests, context, [done = std::move(done)](const Result<std::vector<MutationId>> &written) {
        if (done)
            done(written.ok() ? Result<void>() : Result<void>(written.error()));
    });
}

}
