// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/controlroutes.h"

#include "server/access/accessresolver.h"
#include "server/access/credentialstore.h"
#include "server/access/loginname.h"
#include "server/api/rest/importroutes.h"
#include "server/api/rest/recordjson.h"
#include "server/api/rest/restapi.h"
#include "server/api/rest/resterror.h"
#include "server/api/rest/sessionlists.h"
#include "server/records/submitandwait.h"
#include "server/store/companymove.h"
#include "server/store/recordstore.h"
#include "server/store/store.h"
#include "shared/base/clock.h"
#include "shared/entities/entitynames.h"

#include <QDateTime>
#include <QJsonArray>

namespace tandem::server {

namespace {

namespace user = entities::user;

Result<StoredRecord> userByLogin(RestApi &api, Connection &connection, const QString &login)
{
    CredentialStore credentials(connection, *api.parts().store.shipped()->entity(user::number));
    TANDEM_ASSIGN(const auto account, credentials.findByLoginName(loginname::normalized(login)));
    RecordStore store(connection, api.parts().store.registry());
    TANDEM_ASSIGN(auto found, store.find(user::number, account ? account->user : RecordId()));
    if (!found)
        return Error{ErrorCode::NotFound, QStringLiteral("noSuchUser"), {}, {{QStringLiteral("login"), login}}, {}};
    return *std::move(found);
}

Result<void> listUsers(RestApi &api, const HttpRequest &, const Responder &responder, Connection &connection)
{
    RecordStore store(connection, api.parts().store.registry());
    RecordQuery query;
    query.entity = user::entityName();
    query.sort = {{QStringLiteral("login"), false}};
    TANDEM_ASSIGN(const auto records, store.query(query));
    QJsonArray users;
    for (const StoredRecord &record : records)
        users.append(QJsonObject{{QStringLiteral("id"), toText(record.id)},
            {QStringLiteral("login"), record.value(user::field::login).toText()},
            {QStringLiteral("name"), record.value(user::field::name).toText()},
            {QStringLiteral("active"), record.value(user::field::active).toBool()}});
    responder.respond(HttpResponse::json(200, {{QStringLiteral("users"), users}}));
    return {};
}

std::optional<Error> errorOf(const std::vector<Acknowledgement> &answers)
{
    for (const Acknowledgement &answer : answers) {
        if (answer.outcome == Outcome::Rejected)
            return answer.error.value_or(Error::internal({}));
    }
    return std::nullopt;
}

/// A password if one was given, else a one-time code, which is the answer.
void givePassword(
    RestApi &api, const RecordId &record, const QString &password, const QString &language, const Responder &responder)
{
    Authenticator &authenticator = api.parts().authenticator;
    if (password.isEmpty()) {
        authenticator.makeOneTimeCode(record, [responder, record, language](const Result<QString> &code) {
            responder.respond(code
                    ? HttpResponse::json(200, {{QStringLiteral("id"), toText(record)}, {QStringLiteral("code"), *code}})
                    : errorResponse(code.error(), language));
        });
        return;
    }
    authenticator.setPassword(record, password, [responder, record, language](const Result<void> &done) {
        responder.respond(done ? HttpResponse::json(200, {{QStringLiteral("id"), toText(record)}})
                               : errorResponse(done.error(), language));
    });
}

Result<RecordId> roleByKey(RestApi &api, Connection &connection, const QString &key)
{
    RecordStore store(connection, api.parts().store.registry());
    TANDEM_ASSIGN(const auto found, store.findBy(entities::role::number, entities::role::field::key, Value(key), 1));
    if (found.empty())
        return Error::invalid(QStringLiteral("roles"), QStringLiteral("noSuchRole"), {{QStringLiteral("role"), key}});
    return found.front().id;
}

Result<RecordId> departmentByName(RestApi &api, Connection &connection, const QString &name)
{
    RecordStore store(connection, api.parts().store.registry());
    TANDEM_ASSIGN(const auto found,
        store.findBy(entities::department::number, entities::department::field::name, Value(name), 2));
    if (found.size() != 1)
        return Error::invalid(
            QStringLiteral("department"), QStringLiteral("noSuchDepartment"), {{QStringLiteral("name"), name}});
    return found.front().id;
}

Result<std::vector<Mutation>> userMutations(
    RestApi &api, Connection &connection, const RecordId &record, const QJsonObject &body)
{
    const QString login = body.value(QLatin1String("login")).toString();
    FieldValues values{{user::field::login, Value(login)},
        {user::field::name, Value(body.value(QLatin1String("name")).toString(login))},
        {user::field::active, Value(true)}};
    if (const QString department = body.value(QLatin1String("department")).toString(); !department.isEmpty()) {
        TANDEM_ASSIGN(const RecordId id, departmentByName(api, connection, department));
        values.emplace(systemfield::department, Value(id));
    }
    const Timestamp now = api.parts().clock.now();
    std::vector<Mutation> mutations{creationOf(user::number, record, values, now)};
    for (const QJsonValue &key : body.value(QLatin1String("roles")).toArray()) {
        TANDEM_ASSIGN(const RecordId role, roleByKey(api, connection, key.toString()));
        mutations.push_back(creationOf(entities::userRole::number, newRecordId(api.parts().clock),
            {{entities::userRole::field::user, Value(record)}, {entities::userRole::field::role, Value(role)}}, now));
    }
    return mutations;
}

Result<void> addUser(RestApi &api, const HttpRequest &request, const Responder &responder, Connection &connection)
{
    TANDEM_ASSIGN(const QJsonObject body, objectFromBody(request.body));
    // Before there is a user who would have none.
    if (const QString password = body.value(QLatin1String("password")).toString(); !password.isEmpty())
        TANDEM_TRY(Authenticator::checkPassword(password));
    const RecordId record = newRecordId(api.parts().clock);
    TANDEM_ASSIGN(std::vector<Mutation> mutations, userMutations(api, connection, record, body));
    api.parts().pipeline.submitTogether(Actor::forSystem(), std::move(mutations),
        [&api, record, responder, language = languageOf(request),
            password = body.value(QLatin1String("password")).toString()](const std::vector<Acknowledgement> &answers) {
            if (const auto error = errorOf(answers))
                return responder.respond(errorResponse(*error, language));
            givePassword(api, record, password, language, responder);
        });
    return {};
}

Result<void> setActive(RestApi &api, const HttpRequest &request, const Responder &responder, Connection &connection)
{
    TANDEM_ASSIGN(
        const StoredRecord record, userByLogin(api, connection, request.parameters.value(QStringLiteral("login"))));
    const bool active = request.path.endsWith(QLatin1String("/enable"));
    Mutation mutation;
    mutation.at = api.parts().clock.now();
    mutation.entity = user::number;
    mutation.record = record.id;
    mutation.changes = {{user::field::active, record.value(user::field::active), Value(active)}};
    api.parts().pipeline.submit(Actor::forSystem(), {mutation},
        [responder, language = languageOf(request)](const std::vector<Acknowledgement> &answers) {
            const auto error = errorOf(answers);
            responder.respond(error ? errorResponse(*error, language) : HttpResponse::json(200, {}));
        });
    return {};
}

Result<void> setPassword(RestApi &api, const HttpRequest &request, const Responder &responder, Connection &connection)
{
    TANDEM_ASSIGN(const QJsonObject body, objectFromBody(request.body));
    TANDEM_ASSIGN(
        const StoredRecord record, userByLogin(api, connection, request.parameters.value(QStringLiteral("login"))));
    givePassword(api, record.id, body.value(QLatin1String("password")).toString(), languageOf(request), responder);
    return {};
}

Result<void> listSessions(RestApi &api, const HttpRequest &request, const Responder &responder, Connection &connection)
{
    TANDEM_ASSIGN(
        const StoredRecord record, userByLogin(api, connection, request.parameters.value(QStringLiteral("login"))));
    TANDEM_ASSIGN(const auto sessions, api.parts().authenticator.sessions(connection, record.id));
    responder.respond(HttpResponse::json(200, {{QStringLiteral("sessions"), sessionsJson(sessions, {})}}));
    return {};
}

Result<void> endSession(RestApi &api, const HttpRequest &request, const Responder &responder, Connection &)
{
    const RecordId session = recordIdFromText(request.parameters.value(QStringLiteral("id")));
    api.parts().authenticator.endSession(
        {}, session, [responder, language = languageOf(request)](const Result<void> &done) {
            responder.respond(done ? HttpResponse::json(200, {}) : errorResponse(done.error(), language));
        });
    return {};
}

/// What tandemctl has to know before it moves the company. Only one in the data folder can be moved.
Result<void> tellPlace(RestApi &api, const HttpRequest &, const Responder &responder, Connection &)
{
    const Store &store = api.parts().store;
    if (store.database().isPostgresql())
        return Error{ErrorCode::NotFound, QStringLiteral("noDatabase"), store.folder(), {}, {}};
    TANDEM_TRY(companymove::check(store.folder()));
    responder.respond(HttpResponse::json(200, {{QStringLiteral("filesFolder"), store.filesFolder()}}));
    return {};
}

Result<void> holdWrites(RestApi &api, const HttpRequest &request, const Responder &responder, Connection &)
{
    api.parts().pipeline.hold([responder, language = languageOf(request)](const Result<void> &held) {
        responder.respond(held ? HttpResponse::json(200, {}) : errorResponse(held.error(), language));
    });
    return {};
}

Result<void> import(RestApi &api, const HttpRequest &request, const Responder &responder, Connection &connection)
{
    TANDEM_ASSIGN(const PermissionsPointer permissions, permissionsAs(api, request, connection));
    return startImport(api, request, responder, permissions);
}

}

QString isoTime(Timestamp at)
{
    return utcTime(at).toString(Qt::ISODate);
}

Result<PermissionsPointer> permissionsAs(RestApi &api, const HttpRequest &request, Connection &connection)
{
    const QString login = request.queryValue(QStringLiteral("as"));
    if (login.isEmpty())
        return PermissionsPointer();
    TANDEM_ASSIGN(const StoredRecord record, userByLogin(api, connection, login));
    return api.permissions(connection, record.id);
}

void addControlRoutes(RestApi &api, Router &router)
{
    api.addControl(router, HttpMethod::Get, QStringLiteral("/control/users"), listUsers);
    api.addControl(router, HttpMethod::Post, QStringLiteral("/control/users"), addUser);
    api.addControl(router, HttpMethod::Post, QStringLiteral("/control/users/{login}/enable"), setActive);
    api.addControl(router, HttpMethod::Post, QStringLiteral("/control/users/{login}/disable"), setActive);
    api.addControl(router, HttpMethod::Post, QStringLiteral("/control/users/{login}/password"), setPassword);
    api.addControl(router, HttpMethod::Get, QStringLiteral("/control/users/{login}/sessions"), listSessions);
    api.addControl(router, HttpMethod::Post, QStringLiteral("/control/sessions/{id}/end"), endSession);
    api.addControl(router, HttpMethod::Get, QStringLiteral("/control/move"), tellPlace);
    api.addControl(router, HttpMethod::Post, QStringLiteral("/control/move"), holdWrites);
    api.addControl(router, HttpMethod::Post, QStringLiteral("/control/import/{entity}"), import,
        importOptions([&api](const HttpRequest &head) -> Result<std::shared_ptr<BodySink>> {
            TANDEM_TRY(api.checkControl(head));
            return std::shared_ptr<BodySink>();
        }));
}

}
