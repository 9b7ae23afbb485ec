// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/serverdatabase.h"

#include "server/jobs/databasecopy.h"
#include "server/store/store.h"
#include "shared/database/postgresql/opendatabase.h"
#include "shared/entities/shipped.h"
#include "tests/support/testdatabaseurl.h"
#include "tests/sync/simulation/folder.h"
#include "tests/sync/simulation/server.h"

#include <QFile>
#include <QUuid>

namespace tandem::sim {

namespace {

/// All rows of one database into another, which is empty.
void copyDatabase(Connection &from, Connection &to)
{
    const auto shipped = loadShipped();
    must(shipped);
    must(server::databasecopy::copy(from, to, *shipped));
}

}

ServerDatabase::ServerDatabase(Disks &disks, const QString &folder)
    : m_disks(disks)
{
    take(folder);
}

ServerDatabase::~ServerDatabase()
{
    drop();
}

void ServerDatabase::drop()
{
    if (m_url.isEmpty())
        return;
    m_disks.lines().repair(m_url);
    const auto connection = openDatabase({m_url});
    must(connection);
    must((*connection)
             ->execute(
                 QStringLiteral("DO $$ BEGIN EXECUTE format('DROP SCHEMA %I CASCADE', current_schema()); END $$")));
}

void ServerDatabase::take(const QString &folder)
{
    m_folder = folder;
    if (!test::testdatabase::isPostgresql())
        return;
    drop();
    // Of no id that the story gives out.
    m_url = test::testdatabase::urlOfFolder(QUuid::createUuid().toString());
    const QString path = server::Store::databasePath(folder);
    {
        const auto file = Connection::open({path});
        must(file);
        const auto schema = openDatabase({m_url});
        must(schema);
        copyDatabase(**file, **schema);
    }
    if (!QFile::remove(path))
        qFatal("cannot remove %s", qPrintable(path));
}

void ServerDatabase::moveTo(const QString &folder)
{
    m_folder = folder;
    m_disks.lines().repair(m_url);
}

void ServerDatabase::putFileInto(const QString &folder) const
{
    if (m_url.isEmpty())
        return;
    const auto file = Connection::open({server::Store::databasePath(folder)});
    must(file);
    copyDatabase(*reader(), **file);
}

std::unique_ptr<Connection> ServerDatabase::reader() const
{
    DatabaseAddress address{m_url.isEmpty() ? server::Store::databasePath(m_folder) : m_url};
    address.mode = DatabaseAddress::Mode::ReadOnly;
    address.durability = DatabaseAddress::Durability::Normal;
    auto reader = openDatabase(address);
    must(reader);
    return std::move(*reader);
}

void ServerDatabase::setFull(bool full)
{
    if (m_url.isEmpty())
        return m_disks.setFull(m_folder, full);
    m_disks.lines().setReachable(m_url, !full);
}

void ServerDatabase::failAccess(quint32 dice)
{
    const int nth = int(1 + dice % 40);
    if (m_url.isEmpty())
        return m_disks.failAccess(m_folder, nth);
    m_disks.lines().breakAtStatement(m_url, nth);
}

/// A commit whose answer is lost is what nothing else leads to, so it comes more often than one that does not arrive.
void ServerDatabase::cutPower(quint32 dice)
{
    if (m_url.isEmpty())
        return m_disks.cutPower(m_folder, int(1 + dice % 40));
    DatabaseLines::CommitFault fault;
    fault.nth = int(1 + dice % 3);
    fault.fate = dice / 3 % 3 == 0 ? LineWatch::Fate::Lost : LineWatch::Fate::AnswerLost;
    fault.endsProcess = dice / 9 % 2 == 0;
    m_disks.lines().breakAtCommit(m_url, fault);
}

std::unique_ptr<QTemporaryDir> ServerDatabase::takeImage()
{
    if (m_url.isEmpty())
        return m_disks.takeImage(m_folder);
    return m_disks.lines().takeEnd(m_url) ? copyOfFolder(m_folder) : nullptr;
}

void ServerDatabase::hangUp()
{
    if (!m_url.isEmpty())
        m_disks.lines().hangUp(m_url);
}

void ServerDatabase::repair()
{
    m_disks.repair(m_folder);
    m_disks.lines().repair(m_url);
}

}
