// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/recordroutes.h"

#include "server/api/rest/listrequest.h"
#include "server/api/rest/recordjson.h"
#include "server/api/rest/restapi.h"
#include "server/api/rest/resterror.h"
#include "server/search/querylead.h"
#include "shared/base/bytesize.h"
#include "shared/database/transaction.h"
#include "shared/replication/origin.h"

#include <QCborMap>

namespace tandem::server {

namespace {

/// Of values as they are held in memory, which is about twice what their JSON has in Latin letters.
constexpr qint64 pageBytes = 4 * MiB;

/// Junctions and internal entities too: a script needs what the client shows inside other records.
Result<const EntityDef *> entityOf(const RestCall &call)
{
    const EntityDef *entity = call.registry().entity(call.request.parameters.value(QStringLiteral("entity")));
    if (!entity || entity->deleted)
        return Error::notFound(QStringLiteral("entity"));
    return entity;
}

HttpResponse recordResponse(
    int status, const EntityDef &entity, const Permissions &permissions, const VisibleRecord &record)
{
    JsonWriter json;
    writeRecord(json, entity, permissions, record);
    HttpResponse response = HttpResponse::jsonText(status, json.take());
    response.headers.set("ETag", '"' + QByteArray::number(record.seq) + '"');
    return response;
}

PagePosition positionOf(const EntityDef &entity, const RecordQuery &query, const VisibleRecord &record)
{
    PagePosition position{{}, record.id};
    for (const SortKey &key : query.sort) {
        const auto value = record.values.find(entity.field(key.field)->number);
        position.values.push_back(value == record.values.end() ? Value() : value->second);
    }
    return position;
}

Result<void> leadToFew(RestApi &api, const RestCall &call, const EntityDef &entity, RecordQuery &query)
{
    AudienceStore audiences(call.plans.connection());
    ChangeLog changes(call.plans.connection());
    return leadToFew(query, entity, call.permissions->keySet(entity.number), audiences,
        {api.parts().words, changes, api.parts().store.generation(), call.permissions->registry()});
}

Result<void> list(RestApi &api, const RestCall &call)
{
    TANDEM_ASSIGN(const EntityDef *entity, entityOf(call));
    TANDEM_ASSIGN(RecordQuery query, listQuery(call.request, *entity, api.parts().clock.now()));
    const std::vector<FieldNumber> wanted = query.fields;
    if (!wanted.empty()) { // the next page begins after the sort fields of the last row
        for (const SortKey &key : query.sort) {
            const FieldNumber field = entity->field(key.field)->number;
            if (std::find(query.fields.begin(), query.fields.end(), field) == query.fields.end())
                query.fields.push_back(field);
        }
    }
    RecordReader reader(call.plans, call.permissions);
    TANDEM_TRY(reader.checkQuery(*entity, query));
    // One state for what leads to the rows and for the rows.
    TANDEM_ASSIGN(const Transaction state, Transaction::begin(call.plans.connection(), Transaction::Kind::Read));
    TANDEM_TRY(leadToFew(api, call, *entity, query));
    TANDEM_ASSIGN(const VisiblePage page, reader.page(query, pageBytes));
    QJsonValue next;
    if (page.more)
        next = pageToken(positionOf(*entity, query, page.records.back()));
    JsonWriter json;
    json.beginObject();
    json.name(u"items");
    json.beginArray();
    for (const VisibleRecord &record : page.records)
        writeRecord(json, *entity, *call.permissions, record, wanted);
    json.endArray();
    json.member(u"next", next);
    json.endObject();
    call.responder.respond(HttpResponse::jsonText(200, json.take()));
    return {};
}

Result<void> get(const RestCall &call)
{
    TANDEM_ASSIGN(const EntityDef *entity, entityOf(call));
    TANDEM_ASSIGN(const RecordId id, recordOf(call.request));
    TANDEM_ASSIGN(const VisibleRecord record, RecordReader(call.plans, call.permissions).get(*entity, id));
    call.responder.respond(recordResponse(200, *entity, *call.permissions, record));
    return {};
}

/// A key makes the mutation one of an imagined device, so that the pipeline's memory of devices answers a repeated
/// request as it answered the first, also after a restart. A record that the caller named keeps its name.
void makeRepeatable(const RestCall &call, Mutation &mutation)
{
    const QByteArray key = call.request.headers.value("Idempotency-Key");
    if (key.isEmpty() || call.request.method != HttpMethod::Post)
        return;
    const QString name =
        QStringLiteral("idempotency/%1/%2").arg(toText(call.permissions->user()), QString::fromUtf8(key));
    mutation.id = {namedRecordId(name), 1};
    if (mutation.record.isNull())
        mutation.record = namedRecordId(name + QLatin1String("/record"));
    mutation.at = 0; // a repetition is the same mutation
}

/// Many requests can be part of one mass change, which the pipeline takes for true only if it is the caller's own.
Result<void> nameOrigin(const RestCall &call, Mutation &mutation)
{
    const QByteArray name = call.request.headers.value("Tandem-Part-Of").trimmed();
    if (name.isEmpty())
        return {};
    const RecordId origin = recordIdFromText(QString::fromLatin1(name));
    if (origin.isNull())
        return Error::invalid(QStringLiteral("Tandem-Part-Of"), QStringLiteral("notAnId"));
    // An action's arguments are its own.
    if (mutation.kind != MutationKind::Action)
        setOrigin(mutation.arguments, origin);
    return {};
}

/// Runs the mutation, then answers with the record as the user sees it now; without content when he sees it no more.
Result<void> submit(RestApi &api, const RestCall &call, Mutation mutation, int status)
{
    TANDEM_TRY(nameOrigin(call, mutation));
    mutation.at = api.parts().clock.now();
    makeRepeatable(call, mutation);
    if (mutation.record.isNull())
        mutation.record = newRecordId(api.parts().clock);
    auto answer = [&api, status, entityNumber = mutation.entity, record = mutation.record,
                      user = call.permissions->user(), thread = call.request.networkThread,
                      language = languageOf(call.request),
                      responder = call.responder](const Acknowledgement &acknowledgement) {
        if (acknowledgement.outcome == Outcome::Rejected)
            return responder.respond(errorResponse(acknowledgement.error.value_or(Error::internal({})), language));
        const auto response = [&]() -> Result<HttpResponse> {
            TANDEM_ASSIGN(RecordPlans * plans, api.plans(thread));
            TANDEM_ASSIGN(const PermissionsPointer permissions, api.permissions(plans->connection(), user));
            const EntityDef *entity = permissions->registry()->entity(entityNumber);
            if (!entity)
                return HttpResponse::noContent();
            const auto visible = RecordReader(*plans, permissions).get(*entity, record);
            if (!visible)
                return HttpResponse::noContent();
            return recordResponse(status, *entity, *permissions, *visible);
        }();
        HttpResponse sent = response ? *response : errorResponse(response.error(), language);
        sent.headers.set("Tandem-Outcome",
            acknowledgement.outcome == Outcome::Conflicted   ? "conflicted"
                : acknowledgement.outcome == Outcome::Merged ? "merged"
                                                             : "applied");
        responder.respond(std::move(sent));
    };
    api.parts().pipeline.submit(call.actor(), {std::move(mutation)},
        [answer, responder = call.responder](const std::vector<Acknowledgement> &acknowledgements) {
            responder.post([answer, acknowledgement = acknowledgements.front()] { answer(acknowledgement); });
        });
    return {};
}

Result<void> create(RestApi &api, const RestCall &call)
{
    TANDEM_ASSIGN(const EntityDef *entity, entityOf(call));
    TANDEM_ASSIGN(const QJsonObject body, objectFromBody(call.request.body));
    TANDEM_ASSIGN(const FieldValues values, valuesFromJson(*entity, body));
    Mutation mutation;
    mutation.kind = MutationKind::Create;
    mutation.entity = entity->number;
    if (const QJsonValue id = body.value(QStringLiteral("id")); !id.isUndefined()) {
        mutation.record = recordIdFromText(id.toString());
        if (mutation.record.isNull())
            return Error::invalid(QStringLiteral("id"), QStringLiteral("notAnId"));
    }
    for (const auto &[field, value] : values) {
        if (!value.isNull())
            mutation.changes.push_back({field, {}, value});
    }
    return submit(api, call, std::move(mutation), 201);
}

/// If-Match names the state that the caller has seen, which the pipeline compares with that of its turn; without it,
/// the state of now is what he changes from. What is no state of a record is none that it has.
std::optional<qint64> expectedSeq(const RestCall &call)
{
    const QByteArray match = call.request.headers.value("If-Match").trimmed();
    if (match.isEmpty() || match == "*")
        return {};
    bool ok = match.size() > 2 && match.startsWith('"') && match.endsWith('"');
    const qint64 seq = ok ? match.sliced(1, match.size() - 2).toLongLong(&ok) : 0;
    return ok ? seq : -1;
}

Result<void> update(RestApi &api, const RestCall &call)
{
    TANDEM_ASSIGN(const EntityDef *entity, entityOf(call));
    TANDEM_ASSIGN(const RecordId id, recordOf(call.request));
    TANDEM_ASSIGN(const QJsonObject body, objectFromBody(call.request.body));
    TANDEM_ASSIGN(const FieldValues values, valuesFromJson(*entity, body));
    TANDEM_ASSIGN(const VisibleRecord record, RecordReader(call.plans, call.permissions).get(*entity, id));
    Mutation mutation;
    mutation.kind = MutationKind::Update;
    mutation.expectedSeq = expectedSeq(call);
    mutation.entity = entity->number;
    mutation.record = id;
    for (const auto &[field, value] : values) {
        const auto current = record.values.find(field);
        mutation.changes.push_back({field, current == record.values.end() ? Value() : current->second, value});
    }
    return submit(api, call, std::move(mutation), 200);
}

Result<void> remove(RestApi &api, const RestCall &call)
{
    TANDEM_ASSIGN(const EntityDef *entity, entityOf(call));
    TANDEM_ASSIGN(const RecordId id, recordOf(call.request));
    TANDEM_ASSIGN(const VisibleRecord record, RecordReader(call.plans, call.permissions).get(*entity, id));
    Mutation mutation;
    mutation.kind = MutationKind::Delete;
    mutation.expectedSeq = expectedSeq(call);
    for (const auto &[field, value] : record.values)
        mutation.changes.push_back({field, value, {}});
    mutation.entity = entity->number;
    mutation.record = id;
    return submit(api, call, std::move(mutation), 200);
}

Result<void> act(RestApi &api, const RestCall &call)
{
    TANDEM_ASSIGN(const EntityDef *entity, entityOf(call));
    TANDEM_ASSIGN(const RecordId id, recordOf(call.request));
    QJsonObject arguments;
    if (!call.request.body.isEmpty()) {
        TANDEM_ASSIGN(arguments, objectFromBody(call.request.body));
    }
    const QString action = call.request.parameters.value(QStringLiteral("action"));
    Mutation mutation;
    mutation.entity = entity->number;
    mutation.record = id;
    mutation.kind = MutationKind::Action;
    if (action == QLatin1String("restore")) {
        mutation.kind = MutationKind::Restore;
    } else {
        if (!api.parts().actions.find(entity->number, action))
            return Error::notFound(QStringLiteral("action"));
        mutation.action = action;
        mutation.arguments = QCborMap::fromJsonObject(arguments);
    }
    return submit(api, call, std::move(mutation), 200);
}

}

void addRecordRoutes(RestApi &api, Router &router)
{
    const QString all = QStringLiteral("/api/v1/{entity}");
    const QString one = QStringLiteral("/api/v1/{entity}/{id}");
    const auto withApi = [&api](auto handler) {
        return [&api, handler](const RestCall &call) {
            return handler(api, call);
        };
    };
    api.add(router, HttpMethod::Get, all, withApi(list));
    api.add(router, HttpMethod::Post, all, withApi(create));
    api.add(router, HttpMethod::Get, one, get);
    api.add(router, HttpMethod::Patch, one, withApi(update));
    api.add(router, HttpMethod::Delete, one, withApi(remove));
    api.add(router, HttpMethod::Post, one + QLatin1String("/actions/{action}"), withApi(act));
}

}
