// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/operationroutes.h"

#include "server/api/rest/controlroutes.h"
#include "server/api/rest/recordjson.h"
#include "server/api/rest/restapi.h"
#include "server/api/rest/resterror.h"
#include "server/jobs/backupdue.h"
#include "server/jobs/lastbackup.h"
#include "server/jobs/scheduledbackup.h"
#include "server/search/wordindexer.h"
#include "server/store/store.h"
#include "shared/base/clock.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>

namespace tandem::server {

namespace {

constexpr int enoughJobs = 1000;

QJsonValue backupJson(const std::optional<backup::Summary> &last, Timestamp now)
{
    if (!last)
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("folder"), last->folder}, {QStringLiteral("at"), isoTime(last->createdAt)},
        {QStringLiteral("ageSeconds"), (now - last->createdAt) / 1000}, {QStringLiteral("files"), last->files},
        {QStringLiteral("bytes"), last->bytes}, {QStringLiteral("damaged"), last->damaged},
        {QStringLiteral("scheduled"), last->origin == backup::Origin::Schedule}};
}

QJsonObject filesJson(FileStore &files)
{
    const FileRoom::Figures room = files.room();
    return {{QStringLiteral("usedBytes"), room.used}, {QStringLiteral("quotaBytes"), room.limits.quota},
        {QStringLiteral("freeBytes"), room.free}, {QStringLiteral("reserveBytes"), room.limits.reserve},
        {QStringLiteral("unchecked"), files.quarantine().waitingCount()}};
}

QJsonValue errorOrNull(const std::optional<Error> &error, const QString &language)
{
    return error ? QJsonValue(errorJson(*error, language)) : QJsonValue(QJsonValue::Null);
}

/// Null without an index.
QJsonValue searchJson(const WordIndexer *words, const QString &language)
{
    if (!words)
        return QJsonValue::Null;
    const WordIndexer::Progress progress = words->progress();
    return QJsonObject{{QStringLiteral("whole"), progress.isWhole}, {QStringLiteral("position"), progress.position},
        {QStringLiteral("error"), errorOrNull(progress.trouble, language)}};
}

Result<void> answerStatus(RestApi &api, const HttpRequest &request, const Responder &responder, Connection &connection)
{
    const Pipeline::Figures figures = api.parts().pipeline.figures();
    TANDEM_ASSIGN(const auto last, lastbackup::read(connection));
    TANDEM_ASSIGN(const QString backupFailure, ScheduledBackup::failure(connection));
    TANDEM_ASSIGN(const JobStore::Count jobs, JobStore(connection).count());
    responder.respond(HttpResponse::json(200,
        {{QStringLiteral("version"), QCoreApplication::applicationVersion()},
            {QStringLiteral("dataFolder"), api.parts().store.folder()},
            {QStringLiteral("databaseServer"), connection.server()},
            {QStringLiteral("metadataRevision"), api.parts().store.registry()->revision()},
            {QStringLiteral("lastSeq"), figures.lastSeq}, {QStringLiteral("applied"), figures.applied},
            {QStringLiteral("rejected"), figures.rejected}, {QStringLiteral("conflicted"), figures.conflicted},
            {QStringLiteral("waiting"), figures.waiting}, {QStringLiteral("readOnly"), figures.writeError.has_value()},
            {QStringLiteral("writeError"), errorOrNull(figures.writeError, languageOf(request))},
            {QStringLiteral("definitionsError"), errorOrNull(api.parts().definitionsTrouble, languageOf(request))},
            {QStringLiteral("sessions"), api.parts().liveSessions ? api.parts().liveSessions() : 0},
            {QStringLiteral("backup"), backupJson(last, api.parts().clock.now())},
            {QStringLiteral("backupFailure"), backupFailure},
            {QStringLiteral("backupOverdue"),
                isBackupOverdue(api.parts().backupTimes, last ? last->createdAt : 0, api.parts().clock.now())},
            {QStringLiteral("files"), filesJson(api.parts().files)},
            {QStringLiteral("search"), searchJson(api.parts().words, languageOf(request))},
            {QStringLiteral("jobs"),
                QJsonObject{{QStringLiteral("waiting"), jobs.waiting}, {QStringLiteral("dead"), jobs.dead}}}}));
    return {};
}

/// Who tries to write again and again knows best what it is about a database that cannot be read.
Result<void> status(RestApi &api, const HttpRequest &request, const Responder &responder, Connection &connection)
{
    const Result<void> answered = answerStatus(api, request, responder, connection);
    const std::optional<Error> writeError = api.parts().pipeline.figures().writeError;
    return !answered && writeError ? Result<void>(*writeError) : answered;
}

/// `earlier`: see backup::Options.
Result<backup::Summary> backUp(RestApi &api, const QString &target, const QString &earlier)
{
    const RestApi::Parts &parts = api.parts();
    TANDEM_ASSIGN(const backup::Summary written,
        backup::create(parts.store, target, parts.clock, {backup::Origin::Person, parts.backupKey, earlier}));
    TANDEM_ASSIGN(const backup::Summary verified, backup::verify(written.folder, parts.backupKey));
    TANDEM_TRY(writeAndWait(
        api.parts().pipeline, [&](Connection &connection) { return lastbackup::remember(connection, verified); }));
    return verified;
}

Result<void> writeBackup(RestApi &api, const HttpRequest &request, const Responder &responder, Connection &connection)
{
    TANDEM_ASSIGN(const QJsonObject body, objectFromBody(request.body));
    const QDateTime now = utcTime(api.parts().clock.now());
    QString target = body.value(QLatin1String("target")).toString();
    if (target.isEmpty())
        target = api.parts().backupFolder + QLatin1Char('/') + now.toString(QStringLiteral("yyyyMMdd-hhmmss"));
    QString earlier;
    if (body.value(QLatin1String("incremental")).toBool()) {
        TANDEM_ASSIGN(const auto last, lastbackup::read(connection));
        earlier = last ? last->folder : QString();
    }
    api.backups().start([&api, target, earlier, responder, language = languageOf(request)] {
        const auto written = backUp(api, target, earlier);
        responder.respond(!written
                ? errorResponse(written.error(), language)
                : HttpResponse::json(200,
                    {{QStringLiteral("target"), written->folder}, {QStringLiteral("bytes"), written->bytes},
                        {QStringLiteral("files"), written->files}, {QStringLiteral("damaged"), written->damaged},
                        {QStringLiteral("missing"), written->missing.value_or(0)},
                        {QStringLiteral("shared"), written->shared},
                        {QStringLiteral("encrypted"), api.parts().backupKey.has_value()}}));
    });
    return {};
}

Result<void> list(RestApi &, const HttpRequest &, const Responder &responder, Connection &connection)
{
    TANDEM_ASSIGN(const std::vector<Job> jobs, JobStore(connection).all(enoughJobs));
    QJsonArray array;
    for (const Job &job : jobs)
        array.append(QJsonObject{{QStringLiteral("id"), toText(job.id)}, {QStringLiteral("kind"), job.kind},
            {QStringLiteral("dead"), job.dead}, {QStringLiteral("attempts"), job.attempts},
            {QStringLiteral("due"), isoTime(job.dueAt)}, {QStringLiteral("error"), job.error}});
    responder.respond(HttpResponse::json(200, {{QStringLiteral("jobs"), array}}));
    return {};
}

Result<void> change(RestApi &api, const HttpRequest &request, const Responder &responder, Connection &)
{
    const RecordId job = recordIdFromText(request.parameters.value(QStringLiteral("id")));
    auto done = [responder, language = languageOf(request)](const Result<void> &outcome) {
        responder.respond(outcome ? HttpResponse::json(200, {}) : errorResponse(outcome.error(), language));
    };
    if (request.path.endsWith(QLatin1String("/retry")))
        api.parts().jobs.retry(job, std::move(done));
    else
        api.parts().jobs.discard(job, std::move(done));
    return {};
}

}

void addOperationRoutes(RestApi &api, Router &router)
{
    api.addControl(router, HttpMethod::Get, QStringLiteral("/control/status"), status);
    api.addControl(router, HttpMethod::Post, QStringLiteral("/control/backup"), writeBackup);
    api.addControl(router, HttpMethod::Get, QStringLiteral("/control/jobs"), list);
    api.addControl(router, HttpMethod::Post, QStringLiteral("/control/jobs/{id}/retry"), change);
    api.addControl(router, HttpMethod::Post, QStringLiteral("/control/jobs/{id}/discard"), change);
}

}
