// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/ctl/controllink.h"
#include "shared/importing/importmanifest.h"

#include <QJsonArray>

#include <memory>

namespace tandem::server {

/// Where the daemon takes a file into `entity`, in the name of `login` (empty: the system).
/// `sheet` is of a workbook; empty: its first.
QString importTarget(
    const QString &entity, const QString &fileName, const QString &login, const QString &sheet = QString());

/// What the daemon is told a file is; it looks for itself.
QByteArray importContentType(const QString &fileName);

/// Imports the files of a manifest one after the other, each when the one before is all in.
class ManifestImport : public std::enable_shared_from_this<ManifestImport>
{
public:
    struct Options
    {
        QString errorFolder; ///< gets a file for each step with rows that failed; empty: none is written
        QString as; ///< login; empty: the system
    };
    /// The report of a step, as the daemon gave it, with "label" and the path of its "errorFile" added.
    using StepDone = std::function<void(const QJsonObject &report)>;
    /// All reports; the first error ends the import.
    using Done = std::function<void(Result<QJsonArray> reports)>;

    ManifestImport(std::unique_ptr<ControlLink> link, ImportManifest manifest, Options options)
        : m_link(std::move(link))
        , m_manifest(std::move(manifest))
        , m_options(std::move(options))
    {
    }

    void start(StepDone stepDone, Done done);

private:
    void next();
    Result<void> send(const ImportManifest::Step &step);
    Result<QJsonObject> takeReport(QJsonObject report);

    std::unique_ptr<ControlLink> m_link;
    ImportManifest m_manifest;
    Options m_options;
    StepDone m_stepDone;
    Done m_done;
    QJsonArray m_reports;
};

}
