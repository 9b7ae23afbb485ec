// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/importcommand.h"

#include "server/ctl/commandsupport.h"
#include "server/ctl/controllink.h"
#include "server/ctl/manifestimport.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <cstdio>

namespace tandem::server {

namespace {

QString importWords(const QJsonObject &report)
{
    QString words = ctlText(QT_TRANSLATE_NOOP("tandemctl", "%1 rows: %2 created, %3 updated, %4 were there, %5 failed"))
                        .arg(report.value(QLatin1String("rows")).toInteger())
                        .arg(report.value(QLatin1String("created")).toInteger())
                        .arg(report.value(QLatin1String("updated")).toInteger())
                        .arg(report.value(QLatin1String("skipped")).toInteger())
                        .arg(report.value(QLatin1String("failed")).toInteger());
    for (const QJsonValue &value : report.value(QLatin1String("errors")).toArray()) {
        const QJsonObject error = value.toObject();
        words +=
            QStringLiteral("\n%1: %2 %3")
                .arg(error.value(QLatin1String("line")).toInteger())
                .arg(error.value(QLatin1String("column")).toString(), error.value(QLatin1String("message")).toString());
    }
    return words;
}

CommandResult importResult(const QJsonObject &report, const QString &errorFilePath)
{
    const bool failed = report.value(QLatin1String("failed")).toInteger() > 0;
    if (failed && !errorFilePath.isEmpty()) {
        QFile file(errorFilePath);
        const QByteArray bytes = report.value(QLatin1String("errorFile")).toString().toUtf8();
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return commandFailure(
                {ErrorCode::Unavailable, QStringLiteral("cannotWrite"), errorFilePath, {}, file.errorString()});
    }
    return {failed ? CommandFindings : CommandDone, importWords(report), report};
}

CommandResult manifestResult(const QJsonArray &reports)
{
    int failed = 0;
    for (const QJsonValue &report : reports)
        failed += report.toObject().value(QLatin1String("failed")).toInt();
    const QString words = failed == 0
        ? ctlText(QT_TRANSLATE_NOOP("tandemctl", "Everything is in."))
        : ctlText(QT_TRANSLATE_NOOP("tandemctl", "%1 rows could not be taken; all others are in.")).arg(failed);
    return {failed == 0 ? CommandDone : CommandFindings, words, {{QStringLiteral("steps"), reports}}};
}

void importManifest(const CommandLine &line, const CommandDoneHandler &done)
{
    auto manifest = readManifest(line.options.value(QStringLiteral("manifest")));
    if (!manifest)
        return done(commandFailure(manifest.error()));
    if (line.options.contains(QStringLiteral("shift-dates")))
        shiftDates(*manifest, QDate::currentDate());
    auto link = ControlLink::open(line.dataFolder);
    if (!link)
        return done(linkFailure(line, link.error()));
    const auto run = std::make_shared<ManifestImport>(*std::move(link), *std::move(manifest),
        ManifestImport::Options{
            line.options.value(QStringLiteral("errors")), line.options.value(QStringLiteral("as"))});
    const auto sayStep = [json = line.json](const QJsonObject &report) {
        if (json)
            return;
        QString words = report.value(QLatin1String("label")).toString() + QLatin1String(": ") + importWords(report);
        if (const QString file = report.value(QLatin1String("errorFile")).toString(); !file.isEmpty())
            words += QStringLiteral("\n→ ") + file;
        std::printf("%s\n", words.toUtf8().constData());
        std::fflush(stdout);
    };
    run->start(sayStep, [line, done](const Result<QJsonArray> &reports) {
        done(reports ? manifestResult(*reports) : linkFailure(line, reports.error()));
    });
}

/// What the daemon is told about the columns; nothing if they are matched by their names.
Result<QMap<QByteArray, QByteArray>> headersOf(const CommandLine &line)
{
    QMap<QByteArray, QByteArray> headers{{"Content-Type", importContentType(line.arguments[1])}};
    const QString path = line.options.value(QStringLiteral("mapping"));
    if (path.isEmpty())
        return headers;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, QStringLiteral("cannotRead"), path, {}, file.errorString()};
    headers.insert("Tandem-Mapping", file.readAll().toBase64());
    return headers;
}

void importFile(const CommandLine &line, const CommandDoneHandler &done)
{
    const QString path = line.arguments[1];
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return done(commandFailure({ErrorCode::NotFound, QStringLiteral("cannotRead"), path, {}, file.errorString()}));
    const auto headers = headersOf(line);
    if (!headers)
        return done(commandFailure(headers.error()));
    const auto link = keptLink(line);
    if (!link)
        return done(linkFailure(line, link.error()));
    const QString target = importTarget(line.arguments[0], QFileInfo(path).fileName(),
        line.options.value(QStringLiteral("as")), line.options.value(QStringLiteral("sheet")));
    (*link)->post(target, file.readAll(), *headers, [line, done](const Result<QJsonObject> &answer) {
        done(answer ? importResult(*answer, line.options.value(QStringLiteral("errors")))
                    : linkFailure(line, answer.error()));
    });
}

CommandResult wrongImport(const char *sentence)
{
    return commandWrong(ctlText(sentence),
        QStringLiteral(
            "tandemctl import ENTITY FILE [--sheet NAME] [--mapping FILE.json] [--errors FILE.csv] [--as LOGIN]\n"
            "tandemctl import --manifest FILE.json [--shift-dates] [--errors FOLDER] [--as LOGIN]"));
}

}

void importFiles(const CommandLine &line, const CommandDoneHandler &done)
{
    const bool hasManifest = line.options.contains(QStringLiteral("manifest"));
    if (hasManifest && !line.arguments.isEmpty())
        return done(wrongImport(
            QT_TRANSLATE_NOOP("tandemctl", "A manifest names its files itself: leave ENTITY and FILE out.")));
    if (hasManifest && line.options.contains(QStringLiteral("sheet")))
        return done(wrongImport(
            QT_TRANSLATE_NOOP("tandemctl", "A manifest reads the first sheet of a workbook: leave --sheet out.")));
    if (hasManifest)
        return importManifest(line, done);
    if (line.arguments.size() != 2)
        return done(wrongImport(QT_TRANSLATE_NOOP("tandemctl", "ENTITY and FILE are missing, or a manifest.")));
    importFile(line, done);
}

}
