// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/openapiroutes.h"

#include "server/api/rest/openapischema.h"

#include <QJsonArray>

namespace tandem::server::openapi {

namespace {

const char *const json = "application/json";
const char *const bytes = "application/octet-stream";
const char *const plain = "text/plain";

struct Description
{
    const char *summary = "";
    QJsonArray parameters = {};
    QJsonObject body = {};
    QJsonObject answers = {};
    bool isOpen = false; ///< for who is not signed in
};

QJsonObject parameter(const char *place, const char *name, const char *meaning, const QJsonObject &schema)
{
    return {{QStringLiteral("name"), QLatin1String(name)}, {QStringLiteral("in"), QLatin1String(place)},
        {QStringLiteral("required"), false}, {QStringLiteral("description"), QString::fromUtf8(meaning)},
        {QStringLiteral("schema"), schema}};
}

QJsonObject query(const char *name, const char *meaning, const QJsonObject &schema = typed("string"))
{
    return parameter("query", name, meaning, schema);
}

QJsonObject header(const char *name, const char *meaning)
{
    return parameter("header", name, meaning, typed("string"));
}

QJsonObject demanded(QJsonObject parameter)
{
    parameter.insert(QStringLiteral("required"), true);
    return parameter;
}

QJsonObject content(const char *type, const QJsonObject &schema)
{
    return {{QStringLiteral("content"),
        QJsonObject{{QLatin1String(type), QJsonObject{{QStringLiteral("schema"), schema}}}}}};
}

QJsonObject body(const char *type, const QJsonObject &schema, bool isRequired = true)
{
    QJsonObject body = content(type, schema);
    body.insert(QStringLiteral("required"), isRequired);
    return body;
}

QJsonObject answer(const char *meaning, const char *type = nullptr, const QJsonObject &schema = {})
{
    QJsonObject answer = type ? content(type, schema) : QJsonObject();
    answer.insert(QStringLiteral("description"), QString::fromUtf8(meaning));
    return answer;
}

QJsonObject binary()
{
    return typed("string", "binary");
}

/// A file with rows, of either kind.
QJsonObject tableFile()
{
    QJsonObject kinds;
    for (const char *type : {"text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"})
        kinds.insert(QLatin1String(type), QJsonObject{{QStringLiteral("schema"), binary()}});
    return {{QStringLiteral("content"), kinds}, {QStringLiteral("required"), true}};
}

QJsonObject count()
{
    return typed("integer", "int64");
}

QJsonObject nullable(QJsonObject schema)
{
    schema.insert(QStringLiteral("nullable"), true);
    return schema;
}

QJsonObject partOf()
{
    return header("Tandem-Part-Of", "The id of a massChange of one's own that this is part of.");
}

QJsonObject repeatable()
{
    return header("Idempotency-Key", "Sent again with the same key, the request is answered as the first time.");
}

QJsonObject seen()
{
    return header("If-Match", "The ETag of the state that was seen; the answer is 409 if it is not that of now.");
}

/// What is answered once a record was written.
QJsonObject written(const EntityDef &entity, const char *status)
{
    const auto schemaOf = [](const QJsonObject &schema) {
        return QJsonObject{{QStringLiteral("schema"), schema}};
    };
    QJsonObject record = answer("The record as it is now.", json, schemaReference(entity.name));
    record.insert(QStringLiteral("headers"),
        QJsonObject{{QStringLiteral("ETag"), schemaOf(typed("string"))},
            {QStringLiteral("Tandem-Outcome"),
                schemaOf(oneOf({QStringLiteral("applied"), QStringLiteral("merged"), QStringLiteral("conflicted")}))}});
    return {{QLatin1String(status), record},
        {QStringLiteral("204"), answer("Done; the record is not to be seen by the caller any more.")}};
}

QJsonObject argumentSchema(const ActionArgument &argument)
{
    switch (argument.kind) {
    case Value::Kind::Boolean:
        return typed("boolean");
    case Value::Kind::Integer:
        return typed("integer", "int64");
    case Value::Kind::Real:
        return typed("number");
    case Value::Kind::Id:
        return typed("string", "uuid");
    case Value::Kind::Set:
        return arrayOf(typed("string"));
    default:
        return argument.options.isEmpty() ? typed("string") : oneOf(argument.options);
    }
}

/// Without arguments there is none.
QJsonObject argumentsBody(const ActionDef &action)
{
    QJsonObject properties;
    QStringList required;
    for (const ActionArgument &argument : action.arguments) {
        properties.insert(argument.name, argumentSchema(argument));
        if (argument.required)
            required.append(argument.name);
    }
    return properties.isEmpty() ? QJsonObject() : body(json, objectOf(properties, required), !required.isEmpty());
}

QJsonArray listParameters()
{
    return {query("filter", "A condition of the expression language: stage = 'won' and amount > 1000."),
        query("sort", "Names of fields with commas; “-” before one turns its order around."),
        query("limit", "Most records of a page.", typed("integer")), query("after", "“next” of the page before."),
        query("fields", "Names of fields with commas; without it all of them."),
        query("deleted", "What lies in the recycle bin instead of what is in use.", oneOf({QStringLiteral("only")}))};
}

Description ofRecords(const Router::Route &route, const EntityDef &entity, const ActionDef *action)
{
    const bool isOne = route.parts.contains(QLatin1String("{id}"));
    const QJsonObject record = schemaReference(entity.name);
    if (action) {
        QJsonArray parameters{repeatable()};
        if (action->name == QLatin1String("restore"))
            parameters.append(partOf());
        return {"Does something with a record that has a name of its own.", parameters, argumentsBody(*action),
            written(entity, "200")};
    }
    switch (route.method) {
    case HttpMethod::Get:
        if (isOne)
            return {"A record.", {}, {}, {{QStringLiteral("200"), answer("The record.", json, record)}}};
        return {"A page of a list.", listParameters(), {},
            {{QStringLiteral("200"), answer("The page.", json, listSchema(entity))}}};
    case HttpMethod::Post:
        return {"Creates a record.", {repeatable(), partOf()}, body(json, record), written(entity, "201")};
    case HttpMethod::Patch:
        return {"Changes the fields that are given.", {seen(), partOf()}, body(json, record), written(entity, "200")};
    case HttpMethod::Delete:
        return {"Puts a record into the recycle bin.", {seen(), partOf()}, {}, written(entity, "200")};
    default:
        return {};
    }
}

Description ofImport()
{
    QJsonObject properties;
    for (const char *name : {"rows", "created", "updated", "skipped", "failed"})
        properties.insert(QLatin1String(name), count());
    properties.insert(QStringLiteral("errors"),
        arrayOf(objectOf({{QStringLiteral("line"), count()}, {QStringLiteral("column"), typed("string")},
            {QStringLiteral("code"), typed("string")}, {QStringLiteral("reason"), typed("string")},
            {QStringLiteral("field"), typed("string")}, {QStringLiteral("message"), typed("string")}})));
    properties.insert(QStringLiteral("mapping"), typed("object"));
    properties.insert(QStringLiteral("errorFile"), nullable(typed("string")));
    properties.insert(QStringLiteral("import"), nullable(typed("string", "uuid")));
    return {"Brings the rows of a CSV file or of a sheet of a workbook (XLSX) in.",
        {query("file", "The name of the file, for the record of the import."),
            query("sheet", "The sheet of a workbook; without it the first that is visible."),
            header("Tandem-Mapping", "The mapping of columns to fields, JSON in Base64; without it it is guessed.")},
        tableFile(),
        {{QStringLiteral("200"), answer("How it went, row by row where it failed.", json, objectOf(properties))}}};
}

Description ofRevert()
{
    return {"Asks to take an import back as a whole.", {}, {},
        {{QStringLiteral("202"),
            answer("It is being reverted; the importRun of this id tells how it goes.", json,
                objectOf(
                    {{QStringLiteral("id"), typed("string", "uuid")}, {QStringLiteral("state"), typed("string")}}))}}};
}

Description ofSignIn()
{
    const QJsonObject who =
        objectOf({{QStringLiteral("login"), typed("string")}, {QStringLiteral("password"), typed("string", "password")},
                     {QStringLiteral("code"), typed("string")}, {QStringLiteral("device"), typed("string", "uuid")},
                     {QStringLiteral("deviceName"), typed("string")}},
            {QStringLiteral("login"), QStringLiteral("password")});
    const QJsonObject session = objectOf({{QStringLiteral("token"), typed("string")},
        {QStringLiteral("user"), typed("string", "uuid")}, {QStringLiteral("session"), typed("string", "uuid")}});
    return {"Signs in. With a one-time code the password is the first one of the user, or a new one.", {},
        body(json, who),
        {{QStringLiteral("200"), answer("The token is the bearer of the requests after.", json, session)}}, true};
}

Description ofPassword()
{
    const QJsonObject passwords = objectOf({{QStringLiteral("oldPassword"), typed("string", "password")},
                                               {QStringLiteral("newPassword"), typed("string", "password")}},
        {QStringLiteral("oldPassword"), QStringLiteral("newPassword")});
    return {"Changes one's own password; other sessions of the user end.", {}, body(json, passwords),
        {{QStringLiteral("204"), answer("Done.")}}};
}

Description ofMe()
{
    const QJsonObject me = objectOf({{QStringLiteral("user"), schemaReference(QStringLiteral("user"))},
        {QStringLiteral("administrator"), typed("boolean")}, {QStringLiteral("session"), typed("string", "uuid")}});
    return {"Who is signed in.", {}, {}, {{QStringLiteral("200"), answer("The user.", json, me)}}};
}

/// Of one's own or, for administrators, of a user's: where he is signed in, and the end of one of these.
Description ofSessionList(const Router::Route &route)
{
    if (route.method == HttpMethod::Delete)
        return {"Ends a session: the device is signed out.", {}, {}, {{QStringLiteral("204"), answer("Done.")}}};
    const QJsonObject session = objectOf({{QStringLiteral("id"), typed("string", "uuid")},
        {QStringLiteral("deviceName"), typed("string")}, {QStringLiteral("createdAt"), typed("string", "date-time")},
        {QStringLiteral("lastSeenAt"), typed("string", "date-time")}, {QStringLiteral("current"), typed("boolean")}});
    return {"Where the user is signed in.", {}, {},
        {{QStringLiteral("200"),
            answer("The sessions, that seen last first.", json,
                objectOf({{QStringLiteral("sessions"), arrayOf(session)}}))}}};
}

QJsonObject received()
{
    return objectOf({{QStringLiteral("received"), count()}});
}

/// Of an upload: it is whole, or it is not yet.
QJsonObject receivedAnswers()
{
    return {{QStringLiteral("200"), answer("So many bytes are here; more are to come.", json, received())},
        {QStringLiteral("201"), answer("All of it is here.", json, received())}};
}

Description ofFile(const QString &key)
{
    if (key == QLatin1String("PUT /files/{hash}")) {
        return {"Sends a piece of a content, named by its SHA-256, before a record of “file” holds it.",
            {demanded(query("offset", "Where the piece begins, in bytes.", count())),
                demanded(query("total", "The size of the whole content.", count()))},
            body(bytes, binary(), false), receivedAnswers()};
    }
    if (key == QLatin1String("GET /files/{hash}")) {
        return {"A content that a record holds which the caller may see.",
            {header("Range", "One range of bytes, to go on with a download.")}, {},
            {{QStringLiteral("200"), answer("The content.", bytes, binary())},
                {QStringLiteral("206"), answer("The range of it.", bytes, binary())},
                {QStringLiteral("416"), answer("There is no such range.")}}};
    }
    if (key == QLatin1String("GET /files/{hash}/received")) {
        return {"How much of an upload is here, to go on with it.",
            {query("total", "The size of the whole content: says at once if there is no room for it.", count())}, {},
            receivedAnswers()};
    }
    if (key == QLatin1String("PUT /files/{hash}/preview"))
        return {"Sends a small picture of a content.", {}, body(bytes, binary()),
            {{QStringLiteral("201"), answer("Taken.", json, typed("object"))}}};
    if (key == QLatin1String("GET /files/{hash}/preview"))
        return {"The small picture of a content.", {}, {},
            {{QStringLiteral("200"), answer("The picture.", bytes, binary())}}};
    return {};
}

Description ofServer(const QString &key)
{
    const QJsonObject text = typed("string");
    if (key == QLatin1String("GET /healthz"))
        return {"Whether the process lives.", {}, {}, {{QStringLiteral("200"), answer("It does.", plain, text)}}, true};
    if (key == QLatin1String("GET /readyz"))
        return {"Whether changes are taken.", {}, {},
            {{QStringLiteral("200"), answer("They are; further lines are notes.", plain, text)},
                {QStringLiteral("503"), answer("They are not, and why.", plain, text)}},
            true};
    if (key == QLatin1String("GET /api/v1/openapi.json"))
        return {"This document.", {}, {}, {{QStringLiteral("200"), answer("OpenAPI 3.0.", json, typed("object"))}}};
    if (key == QLatin1String("GET /api/v1/metadata")) {
        const QJsonObject metadata =
            objectOf({{QStringLiteral("revision"), count()}, {QStringLiteral("entities"), arrayOf(typed("object"))}});
        return {"The definitions of entities and fields.", {}, {},
            {{QStringLiteral("200"), answer("As they are now.", json, metadata)}}};
    }
    return {};
}

Description ofSession(const QString &key)
{
    if (key == QLatin1String("POST /api/v1/sign-in"))
        return ofSignIn();
    if (key == QLatin1String("POST /api/v1/sign-out"))
        return {"Ends the session of the token.", {}, {}, {{QStringLiteral("204"), answer("Done.")}}};
    if (key == QLatin1String("POST /api/v1/me/password"))
        return ofPassword();
    return key == QLatin1String("GET /api/v1/me") ? ofMe() : Description();
}

Description descriptionOf(const Router::Route &route, const EntityDef *entity, const ActionDef *action)
{
    const QString key = QString::fromLatin1(httpMethodName(route.method)) + QLatin1Char(' ') + route.pattern;
    if (route.pattern == QLatin1String("/api/v1/import/{entity}"))
        return ofImport();
    if (entity)
        return ofRecords(route, *entity, action);
    if (key == QLatin1String("POST /api/v1/imports/{id}/revert"))
        return ofRevert();
    if (route.pattern.startsWith(QLatin1String("/files/")))
        return ofFile(key);
    if (route.pattern.contains(QLatin1String("/sessions")))
        return ofSessionList(route);
    const Description session = ofSession(key);
    return *session.summary ? session : ofServer(key);
}

}

QJsonObject describe(const Router::Route &route, const EntityDef *entity, const ActionDef *action)
{
    const Description description = descriptionOf(route, entity, action);
    QJsonObject answers = description.answers;
    answers.insert(QStringLiteral("default"), answer("Error", json, schemaReference(QStringLiteral("Error"))));
    QJsonObject operation{
        {QStringLiteral("parameters"), description.parameters}, {QStringLiteral("responses"), answers}};
    if (*description.summary)
        operation.insert(QStringLiteral("summary"), QString::fromUtf8(description.summary));
    if (!description.body.isEmpty())
        operation.insert(QStringLiteral("requestBody"), description.body);
    if (description.isOpen)
        operation.insert(QStringLiteral("security"), QJsonArray());
    return operation;
}

}
