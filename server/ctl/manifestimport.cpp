// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/manifestimport.h"

#include "server/ctl/commandsupport.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace tandem::server {

namespace {

Error cannotWrite(const QFile &file)
{
    return {ErrorCode::Unavailable, QStringLiteral("cannotWrite"), file.fileName(), {}, file.errorString()};
}

}

QString importTarget(const QString &entity, const QString &fileName, const QString &login, const QString &sheet)
{
    QString target = QStringLiteral("/control/import/%1?file=%2").arg(entity, urlEncoded(fileName));
    if (!login.isEmpty())
        target += QLatin1String("&as=") + urlEncoded(login);
    if (!sheet.isEmpty())
        target += QLatin1String("&sheet=") + urlEncoded(sheet);
    return target;
}

QByteArray importContentType(const QString &fileName)
{
    return fileName.endsWith(QLatin1String(".xlsx"), Qt::CaseInsensitive)
        ? QByteArrayLiteral("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        : QByteArrayLiteral("text/csv");
}

void ManifestImport::start(StepDone stepDone, Done done)
{
    m_stepDone = std::move(stepDone);
    m_done = std::move(done);
    next();
}

void ManifestImport::next()
{
    if (m_reports.size() == qsizetype(m_manifest.steps.size()))
        return m_done(m_reports);
    if (const auto sent = send(m_manifest.steps[std::size_t(m_reports.size())]); !sent.ok())
        m_done(sent.error());
}

Result<void> ManifestImport::send(const ImportManifest::Step &step)
{
    QFile file(step.file);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, QStringLiteral("cannotRead"), step.file, {}, file.errorString()};
    const QString path = importTarget(step.mapping.entity, QFileInfo(step.file).fileName(), m_options.as);
    const QByteArray mapping = QJsonDocument(mappingToJson(step.mapping)).toJson(QJsonDocument::Compact).toBase64();
    m_link->post(path, file.readAll(), {{"Content-Type", importContentType(step.file)}, {"Tandem-Mapping", mapping}},
        [self = shared_from_this()](const Result<QJsonObject> &answer) {
            auto report = answer.ok() ? self->takeReport(*answer) : answer;
            if (!report.ok())
                return self->m_done(report.error());
            self->m_reports.append(*report);
            self->m_stepDone(*report);
            self->next();
        });
    return {};
}

Result<QJsonObject> ManifestImport::takeReport(QJsonObject report)
{
    const ImportManifest::Step &step = m_manifest.steps[std::size_t(m_reports.size())];
    report.insert(QStringLiteral("label"), step.label);
    const QByteArray rows = report.take(QLatin1String("errorFile")).toString().toUtf8();
    const bool hasFailed = report.value(QLatin1String("failed")).toInteger() > 0;
    if (!hasFailed || m_options.errorFolder.isEmpty())
        return report;
    QDir().mkpath(m_options.errorFolder);
    const QString name = QStringLiteral("%1-%2.csv")
                             .arg(m_reports.size() + 1, 2, 10, QLatin1Char('0'))
                             .arg(QFileInfo(step.file).completeBaseName());
    QFile file(QDir(m_options.errorFolder).filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(rows) != rows.size())
        return cannotWrite(file);
    report.insert(QStringLiteral("errorFile"), file.fileName());
    return report;
}

}
