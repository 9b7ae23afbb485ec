// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/jobs/backupmanifest.h"
#include "server/store/filestore.h"

#include <QHash>
#include <QSet>

namespace tandem::server::backup {

/// One backup on its way into a folder that is there and empty.
class Writer
{
public:
    /// Whether there is something that must not lie in that folder meanwhile.
    static bool needsWorkplace(const Store &store, const Options &options);

    /// `workplace`: folder of a Workplace, if one is needed.
    Writer(const Store &store, QString folder, QString workplace, const Options &options);

    /// Error: as backup::create().
    Result<Summary> run(Timestamp now);

private:
    Result<void> checkCancelled() const;
    QString at(const QString &relative) const { return m_folder + QLatin1Char('/') + relative; }
    QString stored(const QString &relative) const;
    void readEarlier();
    Result<void> takeDatabase();
    Result<void> copyDatabase(const QString &path);
    Result<void> exportDatabase(Connection &from, const QString &path);
    Result<void> lookInto(Connection &copied);
    Result<void> takeFiles();
    Result<void> takeFile(const QString &hash);
    Result<QString> takeContent(const QString &hash);
    bool isLost(const QString &hash, const Error &error) const;
    Result<void> takeIdentity();
    Result<QString> take(const QString &source, const QString &relative);
    Result<bool> takeShared(const QString &relative);
    Result<void> add(const QString &path);
    Result<void> compareWithName(const QString &name, const QString &copied);
    void noteMissing();
    Result<void> syncFolders() const;

    const Store &m_store;
    const FileStore m_files;
    const QString m_folder;
    const QString m_workplace;
    const Options &m_options;
    Manifest m_manifest;
    QHash<QString, StoredFile> m_earlier; ///< by path
    QSet<QString> m_taken; ///< contents, by their names on the server
    QSet<QString> m_named; ///< hashes that records of the copied database name
};

}
