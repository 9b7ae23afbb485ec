// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/importroutes.h"

#include "server/api/rest/recordjson.h"
#include "server/api/rest/restapi.h"
#include "server/api/rest/resterror.h"
#include "server/api/transport/bodysink.h"
#include "server/jobs/recordimport.h"
#include "server/store/store.h"
#include "shared/base/bytesize.h"

#include <QBuffer>
#include <QJsonArray>
#include <QTemporaryFile>

namespace tandem::server {

namespace {

constexpr qint64 maxImportBytes = 1024 * MiB;

class TemporarySink final : public BodySink
{
public:
    Result<void> write(QByteArrayView piece) override
    {
        if (!file.isOpen() && !file.open())
            return Error::unavailable(QStringLiteral("diskError"), file.errorString());
        if (file.write(piece.data(), piece.size()) != piece.size())
            return Error::unavailable(QStringLiteral("diskFull"), file.errorString());
        return {};
    }

    QTemporaryFile file;
};

Result<ImportMapping> mappingOf(const HttpRequest &request)
{
    const QString entity = request.parameters.value(QStringLiteral("entity"));
    const QByteArray encoded = request.headers.value("Tandem-Mapping");
    if (encoded.isEmpty()) {
        ImportMapping mapping;
        mapping.entity = entity;
        return mapping;
    }
    TANDEM_ASSIGN(QJsonObject json, objectFromBody(QByteArray::fromBase64(encoded)));
    json.insert(QStringLiteral("entity"), entity);
    return parseMapping(json);
}

QJsonObject reportJson(const ImportReport &report, const QByteArray &errorFile, const QString &language)
{
    QJsonArray errors;
    for (const RowError &error : report.errors) {
        QJsonObject json = errorJson(error.error, language);
        json.insert(QStringLiteral("line"), error.line);
        json.insert(QStringLiteral("column"), error.column);
        errors.append(json);
    }
    return {{QStringLiteral("rows"), report.rows}, {QStringLiteral("created"), report.created},
        {QStringLiteral("updated"), report.updated}, {QStringLiteral("skipped"), report.skipped},
        {QStringLiteral("failed"), report.failed}, {QStringLiteral("errors"), errors},
        {QStringLiteral("mapping"), mappingToJson(report.mapping)},
        {QStringLiteral("errorFile"), report.failed > 0 ? QJsonValue(QString::fromUtf8(errorFile)) : QJsonValue()},
        {QStringLiteral("import"), report.import.isNull() ? QJsonValue() : QJsonValue(toText(report.import))}};
}

struct ImportNames
{
    QString file;
    QString sheet; ///< of a workbook
};

Result<HttpResponse> import(RestApi &api, const PermissionsPointer &permissions, const ImportMapping &mapping,
    QIODevice &file, const ImportNames &names, const QString &language)
{
    TANDEM_ASSIGN(const auto connection, api.parts().store.openReader());
    RecordImport import(
        {api.parts().pipeline, *connection, permissions, api.parts().store.registry(), api.parts().clock,
            [language](
                const Error &error) { return errorJson(error, language).value(QLatin1String("message")).toString(); },
            {}, {}, names.file, names.sheet});
    QBuffer errorFile;
    errorFile.open(QIODevice::WriteOnly);
    TANDEM_ASSIGN(const ImportReport report, import.run(mapping, file, errorFile));
    return HttpResponse::json(200, reportJson(report, errorFile.data(), language));
}

/// Before a byte of the file is taken.
Result<void> checkImporter(RestApi &api, const HttpRequest &head)
{
    TANDEM_ASSIGN(const Session session, api.session(head));
    TANDEM_ASSIGN(Connection * connection, api.reader(head.networkThread));
    TANDEM_ASSIGN(const PermissionsPointer permissions, api.permissions(*connection, session.user));
    const QString name = head.parameters.value(QStringLiteral("entity"));
    const EntityDef *entity = permissions->registry()->entity(name);
    if (!entity || entity->deleted)
        return Error{ErrorCode::NotFound, QStringLiteral("unknownEntity"), name, {}, {}};
    if (!permissions->mayImport(entity->number))
        return Error::forbidden(QStringLiteral("importNotAllowed"));
    return api.checkRoomForImport();
}

}

Result<void> startImport(
    RestApi &api, const HttpRequest &request, const Responder &responder, const PermissionsPointer &permissions)
{
    TANDEM_ASSIGN(const ImportMapping mapping, mappingOf(request));
    const auto sink = std::static_pointer_cast<TemporarySink>(request.sink);
    if (!sink || !sink->file.isOpen())
        return Error::invalid(QStringLiteral("body"), QStringLiteral("empty"));
    sink->file.seek(0);
    const QString language = languageOf(request);
    const ImportNames names{request.queryValue(QStringLiteral("file")), request.queryValue(QStringLiteral("sheet"))};
    return api.startImport([&api, sink, mapping, permissions, names, language, responder] {
        const auto response = import(api, permissions, mapping, sink->file, names, language);
        responder.respond(response ? *response : errorResponse(response.error(), language));
    });
}

Router::Options importOptions(Router::SinkFactory allowed)
{
    Router::Options options;
    options.maxBodyBytes = maxImportBytes;
    options.sink = [allowed = std::move(allowed)](const HttpRequest &head) -> Result<std::shared_ptr<BodySink>> {
        if (const auto may = allowed(head); !may)
            return may.error();
        return std::shared_ptr<BodySink>(std::make_shared<TemporarySink>());
    };
    return options;
}

void addImportRoutes(RestApi &api, Router &router)
{
    auto mayImport = [&api](const HttpRequest &head) -> Result<std::shared_ptr<BodySink>> {
        TANDEM_TRY(checkImporter(api, head));
        return std::shared_ptr<BodySink>();
    };
    api.add(
        router, HttpMethod::Post, QStringLiteral("/api/v1/import/{entity}"),
        [&api](const RestCall &call) { return startImport(api, call.request, call.responder, call.permissions); },
        importOptions(std::move(mayImport)));
}

}
