// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/machineroom.h"

#include "tests/sync/simulation/folder.h"

#include <limits>

namespace tandem::sim {

namespace {

// In milliseconds.
constexpr int longestStart = 60'000;
constexpr int longestJobWait = 10'000;
constexpr qint64 keptHistory[]{0, 60'000, 3'600'000, 4 * 3'600'000};

}

MachineRoom::MachineRoom(Network &network, Disks &disks, QRandomGenerator &random, const CompanyMold &mold)
    : m_network(network)
    , m_disks(disks)
    , m_random(random)
    , m_clock(network.time())
    , m_folder(copyOfFolder(mold.folder()))
    , m_database(disks, m_folder->path())
{
    start();
}

void MachineRoom::end()
{
    m_network.serverDied();
    m_server.reset();
}

void MachineRoom::act(const Step &step)
{
    using enum Step::Kind;
    // Whoever starts it again looks after the disk first.
    if (!m_server)
        return;
    switch (step.kind) {
    case CrashServer:
        return crash(step.dice);
    case FillServerDisk:
    case ClearServerDisk:
        return m_database.setFull(step.kind == FillServerDisk);
    case FailServerDisk:
        return m_database.failAccess(step.dice);
    case CutServerPower:
        return m_database.cutPower(step.dice);
    case BackUpServer:
        return backUp();
    case RestoreServer:
        return restore(step.dice);
    case TrimHistory:
        return trimHistory(step.dice);
    case FillServerFiles:
    case ClearServerFiles:
        return m_disks.files().setFull(filesFolder(), step.kind == FillServerFiles);
    case FailServerFile:
        return m_disks.files().failDeed(filesFolder(), int(1 + step.dice % 6));
    case LoseServerFiles:
        return loseFiles(step.dice);
    default:
        return;
    }
}

void MachineRoom::start()
{
    m_server = std::make_unique<Server>(m_folder->path(), m_clock, Server::Writer::Stepped, m_database.url());
    if (onStart)
        onStart(*m_server);
    m_network.setServer(m_server->live->factory(), m_server->http.get());
}

void MachineRoom::startLater(std::unique_ptr<QTemporaryDir> folder, quint32 dice)
{
    m_network.serverDied();
    m_database.hangUp();
    m_server.reset();
    m_folder = std::move(folder);
    m_database.moveTo(m_folder->path());
    m_network.time().after(1 + dice % longestStart, [this] { start(); });
}

/// Before the commit of what has arrived, or after it and before anybody was answered.
void MachineRoom::crash(quint32 dice)
{
    m_network.serverDied();
    if (dice % 2)
        m_server->pipeline->runBatch();
    startLater(copyOfFolder(m_folder->path()), dice);
}

/// The database, which is flushed with each commit, loses nothing.
void MachineRoom::loseFiles(quint32 dice)
{
    auto left = copyOfFolder(m_folder->path());
    QRandomGenerator random(dice);
    m_disks.files().losePower(filesFolder(), left->filePath(QStringLiteral("files")), random);
    startLater(std::move(left), dice);
}

void MachineRoom::backUp()
{
    m_backup = copyOfFolder(m_folder->path());
    m_database.putFileInto(m_backup->path());
    m_notedAtBackup = m_noted;
}

void MachineRoom::restore(quint32 dice)
{
    if (!m_backup)
        return;
    auto folder = copyOfFolder(m_backup->path());
    if (!m_keepsGeneration) {
        const auto connection = Connection::open({server::Store::databasePath(folder->path())});
        must(connection);
        must(server::Store::renewGeneration(**connection));
    }
    m_noted = m_notedAtBackup;
    startLater(std::move(folder), dice);
    m_database.take(m_folder->path());
}

void MachineRoom::trimHistory(quint32 dice)
{
    // All of it, since only the next start may tell how much of what follows the disk has taken.
    m_noted = history();
    const Timestamp now = m_clock.now();
    m_server->trimHistory(now - keptHistory[dice % std::size(keptHistory)], now);
    if (m_hidesHorizon)
        must(m_server->store->writer().execute(QStringLiteral("DELETE FROM meta WHERE name = 'logHorizon'")));
}

QSet<QString> MachineRoom::contentsOnDisk() const
{
    const QStringList hashes = server::FileStore(filesFolder(), 0).all();
    return QSet<QString>(hashes.begin(), hashes.end());
}

std::vector<server::ChangeEntry> MachineRoom::history() const
{
    const auto reader = m_database.reader();
    const auto log = server::ChangeLog(*reader).readAfter(0, std::numeric_limits<int>::max());
    must(log);
    std::vector<server::ChangeEntry> all = m_noted;
    // What is still there stands in both.
    if (!log->empty())
        std::erase_if(all, [&](const server::ChangeEntry &entry) { return entry.seq >= log->front().seq; });
    all.insert(all.end(), log->begin(), log->end());
    return all;
}

void MachineRoom::revive()
{
    if (auto image = m_database.takeImage())
        startLater(std::move(image), m_random.generate());
}

void MachineRoom::makeWell()
{
    m_database.repair();
}

void MachineRoom::pump()
{
    pumpWriter();
    pumpJobs();
}

void MachineRoom::pumpJobs()
{
    if (m_jobPlanned || !m_server || !m_server->hasSomethingToTakeBack())
        return;
    m_jobPlanned = true;
    m_network.time().after(m_random.bounded(longestJobWait), [this] {
        m_jobPlanned = false;
        if (m_server)
            m_server->takeBackWhatIsAsked(m_clock);
    });
}

void MachineRoom::pumpWriter()
{
    if (m_batchPlanned || !m_server || m_server->pipeline->figures().waiting == 0)
        return;
    m_batchPlanned = true;
    m_network.time().after(m_random.bounded(20), [this] {
        m_batchPlanned = false;
        if (m_server)
            m_server->pipeline->runBatch();
    });
}

}
