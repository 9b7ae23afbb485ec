// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/commands.h"

#include "server/ctl/controllink.h"
#include "server/ctl/doctor.h"
#include "server/ctl/manifestimport.h"
#include "server/jobs/backup.h"
#include "shared/base/errortext.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

#include <cstdio>

namespace tandem::server {

namespace {

using Done = std::function<void(const CommandResult &)>;

QString text(const char *english)
{
    return QCoreApplication::translate("tandemctl", english);
}

CommandResult failure(const Error &error)
{
    const QString said = error.arguments.value(QStringLiteral("message")).toString();
    QString sentence = said.isEmpty() ? errorText(error) : said;
    if (error.reason == QLatin1String("daemonNotRunning"))
        sentence = text(QT_TRANSLATE_NOOP("tandemctl", "No daemon is running on this data folder."));
    if (!error.field.isEmpty())
        sentence = QStringLiteral("%1: %2").arg(error.field, sentence);
    return {error.reason == QLatin1String("daemonNotRunning") ? 3 : 1, sentence,
        {{QStringLiteral("error"),
            QJsonObject{{QStringLiteral("reason"), error.reason}, {QStringLiteral("message"), sentence}}}}};
}

CommandResult wrong()
{
    return {2, usage(), {{QStringLiteral("error"), QJsonObject{{QStringLiteral("reason"), QStringLiteral("usage")}}}}};
}

/// Sends to the daemon and turns its answer into words.
void ask(const CommandLine &line, const QString &path, const std::optional<QJsonObject> &body, const Done &done,
    const std::function<QString(const QJsonObject &)> &words)
{
    auto link = ControlLink::open(line.dataFolder);
    if (!link)
        return done(failure(link.error()));
    ControlLink *const kept = link->release();
    kept->setParent(line.owner);
    auto answered = [done, words](const Result<QJsonObject> &answer) {
        done(answer ? CommandResult{0, words(*answer), *answer} : failure(answer.error()));
    };
    if (body)
        kept->post(path, QJsonDocument(*body).toJson(), {}, answered);
    else
        kept->get(path, answered);
}

QString passwordWords(const QJsonObject &answer)
{
    const QString code = answer.value(QLatin1String("code")).toString();
    return code.isEmpty() ? text(QT_TRANSLATE_NOOP("tandemctl", "The password is set."))
                          : text(QT_TRANSLATE_NOOP("tandemctl", "One-time code for the first sign-in: %1")).arg(code);
}

void addUser(const CommandLine &line, const Done &done)
{
    QJsonObject body{{QStringLiteral("login"), line.words.value(2)}};
    for (const QString &name : {QStringLiteral("name"), QStringLiteral("department"), QStringLiteral("password")}) {
        if (line.options.contains(name))
            body.insert(name, line.options.value(name));
    }
    body.insert(QStringLiteral("roles"),
        QJsonArray::fromStringList(
            line.options.value(QStringLiteral("roles"), QStringLiteral("employee")).split(QLatin1Char(','))));
    ask(line, QStringLiteral("/control/users"), body, done, passwordWords);
}

QString listWords(const QJsonObject &answer)
{
    QString words;
    for (const QJsonValue &value : answer.value(QLatin1String("users")).toArray()) {
        const QJsonObject user = value.toObject();
        words +=
            QStringLiteral("%1\t%2%3\n")
                .arg(user.value(QLatin1String("login")).toString(), user.value(QLatin1String("name")).toString(),
                    user.value(QLatin1String("active")).toBool() ? QString()
                                                                 : text(QT_TRANSLATE_NOOP("tandemctl", " (disabled)")));
    }
    return words.trimmed();
}

void user(const CommandLine &line, const Done &done)
{
    const QString verb = line.words.value(1);
    if (verb == QLatin1String("list"))
        return ask(line, QStringLiteral("/control/users"), std::nullopt, done, listWords);
    if (line.words.size() < 3)
        return done(wrong());
    if (verb == QLatin1String("add"))
        return addUser(line, done);
    const QString path = QStringLiteral("/control/users/%1/%2")
                             .arg(QString::fromLatin1(QUrl::toPercentEncoding(line.words.value(2))), verb);
    if (verb == QLatin1String("password"))
        return ask(line, path,
            QJsonObject{{QStringLiteral("password"), line.options.value(QStringLiteral("password"))}}, done,
            passwordWords);
    if (verb == QLatin1String("disable") || verb == QLatin1String("enable"))
        return ask(line, path, QJsonObject(), done,
            [](const QJsonObject &) { return text(QT_TRANSLATE_NOOP("tandemctl", "Done.")); });
    done(wrong());
}

QString importWords(const QJsonObject &report)
{
    QString words = text(QT_TRANSLATE_NOOP("tandemctl", "%1 rows: %2 created, %3 updated, %4 were there, %5 failed"))
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
            return failure(
                {ErrorCode::Unavailable, QStringLiteral("cannotWrite"), errorFilePath, {}, file.errorString()});
    }
    return {failed ? 4 : 0, importWords(report), report};
}

CommandResult manifestResult(const QJsonArray &reports)
{
    int failed = 0;
    for (const QJsonValue &report : reports)
        failed += report.toObject().value(QLatin1String("failed")).toInt();
    const QString words = failed == 0
        ? text(QT_TRANSLATE_NOOP("tandemctl", "Everything is in."))
        : text(QT_TRANSLATE_NOOP("tandemctl", "%1 rows could not be taken; all others are in.")).arg(failed);
    return {failed == 0 ? 0 : 4, words, {{QStringLiteral("steps"), reports}}};
}

void importManifest(const CommandLine &line, const Done &done)
{
    auto manifest = readManifest(line.options.value(QStringLiteral("manifest")));
    if (!manifest)
        return done(failure(manifest.error()));
    if (line.options.contains(QStringLiteral("shift-dates")))
        shiftDates(*manifest, QDate::currentDate());
    auto link = ControlLink::open(line.dataFolder);
    if (!link)
        return done(failure(link.error()));
    const auto run = std::make_shared<ManifestImport>(*std::move(link), *std::move(manifest),
        ManifestImport::Options{
            line.options.value(QStringLiteral("errors")), line.options.value(QStringLiteral("as"))});
    const auto sayStep = [json = line.json](const QJsonObject &report) {
        if (json)
            return;
        QString words = report.value(QLatin1String("label")).toString() + QLatin1String(": ") + importWords(report);
        if (const QString file = report.value(QLatin1String("errorFile")).toString(); !file.isEmpty())
            words += QLatin1String("\n→ ") + file;
        std::printf("%s\n", words.toUtf8().constData());
        std::fflush(stdout);
    };
    run->start(sayStep, [done](const Result<QJsonArray> &reports) {
        done(reports ? manifestResult(*reports) : failure(reports.error()));
    });
}

void import(const CommandLine &line, const Done &done)
{
    if (line.options.contains(QStringLiteral("manifest")))
        return line.words.size() == 1 ? importManifest(line, done) : done(wrong());
    if (line.words.size() != 3)
        return done(wrong());
    QFile file(line.words[2]);
    if (!file.open(QIODevice::ReadOnly))
        return done(
            failure({ErrorCode::NotFound, QStringLiteral("cannotRead"), line.words[2], {}, file.errorString()}));
    QMap<QByteArray, QByteArray> headers{{"Content-Type", "text/csv"}};
    if (const QString mapping = line.options.value(QStringLiteral("mapping")); !mapping.isEmpty()) {
        QFile mappingFile(mapping);
        if (!mappingFile.open(QIODevice::ReadOnly))
            return done(
                failure({ErrorCode::NotFound, QStringLiteral("cannotRead"), mapping, {}, mappingFile.errorString()}));
        headers.insert("Tandem-Mapping", mappingFile.readAll().toBase64());
    }
    auto link = ControlLink::open(line.dataFolder);
    if (!link)
        return done(failure(link.error()));
    ControlLink *const kept = link->release();
    kept->setParent(line.owner);
    QString path = QLatin1String("/control/import/") + line.words[1];
    if (line.options.contains(QStringLiteral("as")))
        path += QLatin1String("?as=")
            + QString::fromLatin1(QUrl::toPercentEncoding(line.options.value(QStringLiteral("as"))));
    kept->post(path, file.readAll(), headers,
        [done, errorFile = line.options.value(QStringLiteral("errors"))](const Result<QJsonObject> &answer) {
            done(answer ? importResult(*answer, errorFile) : failure(answer.error()));
        });
}

void writeBackup(const CommandLine &line, const Done &done)
{
    QJsonObject body;
    if (line.words.size() > 1)
        body.insert(QStringLiteral("target"), QFileInfo(line.words[1]).absoluteFilePath());
    ask(line, QStringLiteral("/control/backup"), body, done, [](const QJsonObject &answer) {
        return text(QT_TRANSLATE_NOOP("tandemctl", "Backup written to %1"))
            .arg(answer.value(QLatin1String("target")).toString());
    });
}

void restore(const CommandLine &line, const Done &done)
{
    if (line.words.size() != 2)
        return done(wrong());
    const bool verifyOnly = line.options.contains(QStringLiteral("verify"));
    const auto summary = verifyOnly ? backup::verify(line.words[1]) : backup::restore(line.words[1], line.dataFolder);
    if (!summary)
        return done(failure(summary.error()));
    const QString words = verifyOnly ? text(QT_TRANSLATE_NOOP("tandemctl", "The backup is whole: %1 files."))
                                     : text(QT_TRANSLATE_NOOP("tandemctl", "The backup is restored: %1 files."));
    done({0, words.arg(summary->files),
        {{QStringLiteral("files"), summary->files}, {QStringLiteral("bytes"), summary->bytes}}});
}

QString statusWords(const QJsonObject &status)
{
    return text(QT_TRANSLATE_NOOP("tandemctl", "Version %1, %2 clients, change %3, %4 waiting%5"))
        .arg(status.value(QLatin1String("version")).toString())
        .arg(status.value(QLatin1String("sessions")).toInt())
        .arg(status.value(QLatin1String("lastSeq")).toInteger())
        .arg(status.value(QLatin1String("waiting")).toInt())
        .arg(status.value(QLatin1String("readOnly")).toBool() ? text(QT_TRANSLATE_NOOP("tandemctl", "; writes fail"))
                                                              : QString());
}

void doctor(const CommandLine &line, const Done &done)
{
    static const char *const levels[] = {"good", "warning", "bad"};
    CommandResult result;
    QJsonArray findings;
    for (const Finding &finding : examine(line.dataFolder)) {
        const QLatin1String level(levels[int(finding.level)]);
        findings.append(QJsonObject{{QStringLiteral("check"), finding.check}, {QStringLiteral("level"), level},
            {QStringLiteral("text"), finding.text}});
        result.text += QStringLiteral("%1\t%2\t%3\n").arg(level, finding.check, finding.text);
        if (finding.level != Finding::Level::Good)
            result.exitCode = 4;
    }
    result.text = result.text.trimmed();
    result.json.insert(QStringLiteral("findings"), findings);
    done(result);
}

}

void runCommand(const CommandLine &line, Done done)
{
    const QString verb = line.words.value(0);
    if (verb == QLatin1String("user"))
        return user(line, done);
    if (verb == QLatin1String("import"))
        return import(line, done);
    if (verb == QLatin1String("backup"))
        return writeBackup(line, done);
    if (verb == QLatin1String("restore"))
        return restore(line, done);
    if (verb == QLatin1String("status"))
        return ask(line, QStringLiteral("/control/status"), std::nullopt, done, statusWords);
    if (verb == QLatin1String("doctor"))
        return doctor(line, done);
    done(wrong());
}

QString usage()
{
    return text(QT_TRANSLATE_NOOP("tandemctl",
        "tandemctl --data FOLDER COMMAND\n"
        "  user list\n"
        "  user add LOGIN [--name NAME] [--roles sales,manager] [--department NAME] [--password-file FILE]\n"
        "  user disable LOGIN | user enable LOGIN\n"
        "  user password LOGIN [--password-file FILE]   without one: a new one-time code\n"
        "  import ENTITY FILE.csv [--mapping FILE.json] [--errors FILE.csv] [--as LOGIN]\n"
        "  import --manifest FILE.json [--shift-dates] [--errors FOLDER] [--as LOGIN]\n"
        "  backup [FOLDER]\n"
        "  restore BACKUP   into an empty data folder; --verify: only looks whether the backup is whole\n"
        "  status\n"
        "  doctor\n"
        "--json prints the answer for scripts.\n"
        "Exit codes: 0 done, 1 failed, 2 wrong command line, 3 no daemon running, 4 something to look at"));
}

}
