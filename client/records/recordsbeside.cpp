// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of Records beside the fields: history, saved views, the server's search.

#include "client/records/records.h"
#include "client/records/records_p.h"
#include "client/replica/historycache.h"
#include "shared/base/textorder.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tandem::client {

namespace {

FieldNumber fieldNumber(const EntityDef &entity, const char16_t *name)
{
    const FieldDef *field = entity.field(QString::fromUtf16(name));
    return field ? field->number : FieldNumber(0);
}

/// What is remembered does not say whether it is all. Where it does not begin with the beginning, something is missing.
TimelineHistory remembered(HistoryCache::Cached cached)
{
    const bool more = !cached.entries.empty() && cached.entries.back().kind != MutationKind::Create;
    return {std::move(cached.entries), more, true, cached.fetchedAt};
}

}

void Records::history(const RecordKey &key, QObject *context, Callback<TimelineHistory> done)
{
    ReplicaHost *host = d->threads.replica;
    const auto ask = [this, host, key, caller = QPointer<QObject>(context), done = std::move(done)] {
        const auto cached = host->replica().history().find(key);
        const bool known = cached.ok() && cached->has_value();
        if (known)
            Private::deliver<TimelineHistory>(this, caller, done, remembered(**cached));
        if (!host->sync()) {
            if (!known)
                Private::deliver<TimelineHistory>(this, caller, done, Private::offline());
            return;
        }
        host->sync()->fetchHistory(key, 0, [this, host, key, caller, done, known](Result<HistoryPage> fetched) {
            if (fetched.ok()) {
                const Timestamp now = d->clock->now();
                (void)host->replica().history().store(key, {fetched->entries, now}).ok();
                Private::deliver<TimelineHistory>(
                    this, caller, done, TimelineHistory{fetched->entries, fetched->more, false, now});
            } else if (!known || fetched.error().code != ErrorCode::Unavailable) {
                Private::deliver<TimelineHistory>(this, caller, done, fetched.error());
            }
        });
    };
    QMetaObject::invokeMethod(host, ask, Qt::QueuedConnection);
}

void Records::olderHistory(const RecordKey &key, qint64 before, QObject *context, Callback<HistoryPage> done)
{
    d->askSync<HistoryPage>(context, std::move(done),
        [key, before](SyncControl &sync, const auto &answer) { sync.fetchHistory(key, before, answer); });
}

void Records::read(const RecordKey &key, QObject *context, Callback<Record> done)
{
    const auto orFetch = [this, key, caller = QPointer<QObject>(context), done = std::move(done)](Result<Record> here) {
        const bool isElsewhere = !here.ok() && here.error().code == ErrorCode::NotFound && access(key.entity).partial;
        if (!isElsewhere)
            return done(std::move(here));
        d->askSync<Record>(
            caller, done, [key](SyncControl &sync, const auto &answer) { sync.fetchRecord(key, answer); });
    };
    d->ask<Record>(d->threads.lookup, context, orFetch, [key](Reader &reader) { return reader.read(key); });
}

void Records::queryServer(
    const ListQuery &query, const std::optional<Record> &after, int limit, QObject *context, Callback<ServerPage> done)
{
    d->askSync<ServerPage>(context, std::move(done),
        [query, after, limit](SyncControl &sync, const auto &answer) { sync.listServer(query, after, limit, answer); });
}

void Records::searchServer(const QString &text, const std::vector<EntityNumber> &entities, int limitPerEntity,
    QObject *context, Callback<ServerHits> done)
{
    d->askSync<ServerHits>(
        context, std::move(done), [text, entities, limitPerEntity](SyncControl &sync, const auto &answer) {
            sync.searchServer(text, entities, limitPerEntity, answer);
        });
}

// ── saved views ────────────────────────────────────────────────────────────────────────────────────────────────────

namespace {

/// "name, -amount": a minus means descending.
QString sortText(const std::vector<SortKey> &sort)
{
    QStringList parts;
    for (const SortKey &key : sort)
        parts.append((key.descending ? QStringLiteral("-") : QString()) + key.field);
    return parts.join(u',');
}

std::vector<SortKey> sortKeys(const QString &text)
{
    std::vector<SortKey> keys;
    const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const QString trimmed = part.trimmed();
        const bool descending = trimmed.startsWith(u'-');
        keys.push_back({descending ? trimmed.mid(1) : trimmed, descending});
    }
    return keys;
}

SavedView viewOf(const Registry &registry, const EntityDef &definition, const Record &record)
{
    const auto value = [&](const char16_t *name) {
        return record.value(fieldNumber(definition, name));
    };
    SavedView view;
    view.id = record.key.id;
    const EntityDef *listed = registry.entity(value(u"entity").toText());
    view.entity = listed ? listed->number : EntityNumber(0);
    view.name = value(u"name").toText();
    view.filter = value(u"filter").toText();
    view.sort = sortKeys(value(u"sort").toText());
    view.shared = value(u"shared").toBool();
    view.isDefault = value(u"isDefault").toBool();
    view.order = int(value(u"order").toInteger());
    view.owner = record.value(systemfield::owner).toId();
    const QJsonArray columns = QJsonDocument::fromJson(value(u"columns").toText().toUtf8()).array();
    for (const QJsonValue &column : columns)
        view.columns.append(column.toString());
    return view;
}

}

void Records::savedViews(EntityNumber entity, QObject *context, Callback<std::vector<SavedView>> done)
{
    const EntityDef *definition = d->registry->entity(QStringLiteral("savedView"));
    const EntityDef *listed = d->registry->entity(entity);
    if (!definition || (entity != 0 && !listed)) {
        Private::deliver<std::vector<SavedView>>(this, context, std::move(done), std::vector<SavedView>());
        return;
    }
    ListQuery query;
    query.entity = definition->number;
    // An administrator's laptop has everybody's.
    query.filter = QStringLiteral("(owner = me() or shared = true)");
    if (listed)
        query.filter += QStringLiteral(" and entity = '%1'").arg(listed->name);
    const auto build = [query](Reader &reader) -> Result<std::vector<SavedView>> {
        TANDEM_ASSIGN(const std::vector<Record> records, reader.all(query));
        std::vector<SavedView> views;
        for (const Record &record : records)
            views.push_back(viewOf(reader.registry(), *reader.registry().entity(query.entity), record));
        std::sort(views.begin(), views.end(), [](const SavedView &a, const SavedView &b) {
            return a.order != b.order ? a.order < b.order : textOrder().compare(a.name, b.name) < 0;
        });
        return views;
    };
    d->ask<std::vector<SavedView>>(d->threads.lookup, context, std::move(done), build);
}

void Records::saveView(const SavedView &view, QObject *context, Callback<RecordId> done)
{
    const EntityDef *definition = d->registry->entity(QStringLiteral("savedView"));
    const EntityDef *listed = d->registry->entity(view.entity);
    if (!definition || !listed) {
        Private::deliver<RecordId>(this, context, std::move(done), Error::notFound(QStringLiteral("savedView")));
        return;
    }
    WriteRequest request;
    request.kind = view.id.isNull() ? MutationKind::Create : MutationKind::Update;
    request.key = {definition->number, view.id.isNull() ? newRecordId() : view.id};
    const auto set = [&](const char16_t *name, const Value &value) {
        request.to[fieldNumber(*definition, name)] = value;
    };
    const QByteArray columns = QJsonDocument(QJsonArray::fromStringList(view.columns)).toJson(QJsonDocument::Compact);
    set(u"entity", listed->name);
    set(u"name", view.name);
    set(u"filter", view.filter);
    set(u"columns", QString::fromUtf8(columns));
    set(u"sort", sortText(view.sort));
    set(u"shared", view.shared);
    set(u"isDefault", view.isDefault);
    set(u"order", view.order);
    if (view.id.isNull() && !d->user.isNull())
        request.to[systemfield::owner] = d->user;
    const RecordId id = request.key.id;
    submit({request}, context, [id, done = std::move(done)](const Result<std::vector<MutationId>> &written) {
        if (done)
            done(written.ok() ? Result<RecordId>(id) : Result<RecordId>(written.error()));
    });
}

void Records::removeView(const RecordId &id, QObject *context, Callback<void> done)
{
    const EntityDef *definition = d->registry->entity(QStringLiteral("savedView"));
    const EntityNumber number = definition ? definition->number : EntityNumber(0);
    remove({{number, id}}, context, [done = std::move(done)](const Result<std::vector<MutationId>> &written) {
        if (done)
            done(written.ok() ? Result<void>() : Result<void>(written.error()));
    });
}

}
