// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/testdatabase.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

namespace tandem::test {

/// PostgreSQL servers of a test's own, called by names, to be crashed, started again and promoted
/// (tests/support/postgresql-cluster). Whoever starts one stops it.
class OwnPostgresql
{
public:
    OwnPostgresql()
    {
        // For the user that PostgreSQL runs as if this is root.
        QFile::setPermissions(m_folder.path(),
            QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
    }

    QString folderOf(const QString &server) const { return m_folder.filePath(server); }
    /// Of one server, or of several, their folders with commas between.
    static QString urlOf(const QString &folders)
    {
        return QStringLiteral("postgresql://tandem@/postgres?host=") + folders;
    }

    bool run(const QString &verb, const QString &server, const QString &primary = {}) const
    {
        QStringList arguments{verb, QStringLiteral(TANDEM_POSTGRESQL_BINARIES), folderOf(server)};
        if (!primary.isEmpty())
            arguments.append(folderOf(primary));
        return QProcess::execute(QStringLiteral(TANDEM_SOURCE_DIR "/tests/support/postgresql-cluster"), arguments) == 0;
    }

    bool configure(const QString &server, const QString &setting) const
    {
        const auto connection = openDatabase({urlOf(folderOf(server))});
        return connection.ok() && (*connection)->execute(QStringLiteral("ALTER SYSTEM SET ") + setting).ok()
            && (*connection)->execute(QStringLiteral("SELECT pg_reload_conf()")).ok();
    }

    /// Asks the database itself. -1: no answer.
    qint64 number(const QString &server, const QString &sql) const
    {
        return testdatabase::number(openDatabase({urlOf(folderOf(server))}), sql);
    }

private:
    // Short: a socket's path has some hundred characters.
    QTemporaryDir m_folder{QStringLiteral("/tmp/tandem-postgresql-XXXXXX")};
};

}
