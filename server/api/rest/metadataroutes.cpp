// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/metadataroutes.h"

#include "server/api/rest/openapi.h"
#include "server/api/rest/restapi.h"
#include "server/jobs/backupdue.h"
#include "server/jobs/contentmover.h"
#include "server/jobs/lastbackup.h"
#include "shared/metadata/loader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutex>

#include <memory>

namespace tandem::server {

namespace {

QJsonObject entityJson(const EntityDef &entity, const Permissions &permissions)
{
    QJsonArray fields;
    for (const FieldDef &field : entity.fields) {
        if (!field.deleted && permissions.fieldAccess(entity.number, field.number) != FieldAccess::Hidden)
            fields.append(fieldToJson(field));
    }
    return {{QStringLiteral("name"), entity.name}, {QStringLiteral("number"), entity.number},
        {QStringLiteral("area"), entity.area}, {QStringLiteral("titleField"), entity.titleField},
        {QStringLiteral("fields"), fields}};
}

Result<void> metadata(const RestCall &call)
{
    QJsonArray entities;
    for (const EntityDef &entity : call.registry().entities()) {
        if (!entity.deleted)
            entities.append(entityJson(entity, *call.permissions));
    }
    call.responder.respond(HttpResponse::json(
        200, {{QStringLiteral("revision"), call.registry().revision()}, {QStringLiteral("entities"), entities}}));
    return {};
}

/// The OpenAPI document, written once for each Registry. Any thread.
class Description
{
public:
    QByteArray of(const RegistryPointer &registry, const Router &router, const ActionRegistry &actions)
    {
        const QMutexLocker lock(&m_mutex);
        if (registry != m_registry) {
            m_json = QJsonDocument(openApi(*registry, router, actions)).toJson(QJsonDocument::Compact);
            m_registry = registry;
        }
        return m_json;
    }

private:
    QMutex m_mutex;
    RegistryPointer m_registry;
    QByteArray m_json;
};

/// What does not keep the server from working but should be seen by whoever watches it. Empty: nothing.
QByteArray notesOf(RestApi &api, Connection &connection)
{
    const auto last = lastbackup::read(connection);
    const bool isOverdue =
        last && *last && isBackupOverdue(api.parts().backupTimes, (*last)->createdAt, api.parts().clock.now());
    QByteArray notes = isOverdue ? QByteArrayLiteral("note: the scheduled backup is overdue\n") : QByteArray();
    if (const std::optional<Error> &trouble = api.parts().definitionsTrouble)
        notes += "note: the definitions are not right (" + trouble->field.toUtf8()
            + "), those of an earlier start are used\n";
    const ContentMover *mover = api.parts().mover;
    if (const std::optional<Error> trouble = mover ? mover->trouble() : std::nullopt)
        notes += "note: the store of attached files does not answer (" + trouble->reason.toUtf8() + ")\n";
    return notes;
}

/// Ready: reads work, and the last commit did not fail.
void ready(RestApi &api, const HttpRequest &request, const Responder &responder)
{
    if (const auto error = api.parts().pipeline.figures().writeError)
        return responder.respond(HttpResponse::text(503, "writes fail: " + error->reason.toUtf8() + '\n'));
    const auto reader = api.reader(request.networkThread);
    if (!reader)
        return responder.respond(HttpResponse::text(503, "database unreadable\n"));
    responder.respond(HttpResponse::text(200, "ready\n" + notesOf(api, **reader)));
}

}

void addMetadataRoutes(RestApi &api, Router &router)
{
    router.add(HttpMethod::Get, QStringLiteral("/healthz"),
        [](const HttpRequest &, const Responder &responder) { responder.respond(HttpResponse::text(200, "ok\n")); });
    router.add(HttpMethod::Get, QStringLiteral("/readyz"),
        [&api](const HttpRequest &request, const Responder &responder) { ready(api, request, responder); });
    const auto description = std::make_shared<Description>();
    api.add(router, HttpMethod::Get, QStringLiteral("/api/v1/openapi.json"),
        [&api, &router, description](const RestCall &call) -> Result<void> {
            call.responder.respond(HttpResponse::jsonText(
                200, description->of(call.permissions->registry(), router, api.parts().actions)));
            return {};
        });
    api.add(router, HttpMethod::Get, QStringLiteral("/api/v1/metadata"), metadata);
}

}
