// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/run.h"

#include "shared/base/repeatedids.h"

#include "tests/sync/simulation/folder.h"

namespace tandem::sim {

namespace {

constexpr qint64 hour = 3'600'000;
constexpr int mostFailures = 20;

}

Run::Run(VirtualTime &time, const CompanyMold &mold, const Story &story)
    : m_time(time)
    , m_mold(mold)
    , m_story(story)
    , m_random(quint32(story.seed * 40'503 + 1))
    , m_network(time, m_random)
    , m_serverClock(time)
    , m_serverFolder(std::make_unique<QTemporaryDir>(scratchTemplate()))
    , m_people(m_ledger, mold)
    , m_office(m_ledger, mold, m_serverClock)
{
    m_time.restart();
    repeatRecordIds(story.seed + 2);
    copyFolder(mold.folder(), m_serverFolder->path());
    startServer();
    int number = 0;
    for (const Person &person : mold.people()) {
        m_laptops.push_back(std::make_unique<Laptop>(number++, person, m_network, m_random));
        m_cursors.push_back(0);
    }
}

Run::~Run()
{
    m_laptops.clear();
    m_network.serverDied();
    m_server.reset();
    m_time.restart();
    m_time.drain();
}

void Run::startServer()
{
    m_server = std::make_unique<Server>(m_serverFolder->path(), m_serverClock, Server::Writer::Stepped);
    m_network.setServer(m_server->live->factory());
}

/// Before the commit of what has arrived, or after it and before anybody was answered.
void Run::crashServer(quint32 dice)
{
    m_network.serverDied();
    if (dice % 2)
        m_server->pipeline->runBatch();
    auto left = std::make_unique<QTemporaryDir>(scratchTemplate());
    copyFolder(m_serverFolder->path(), left->path());
    m_server.reset();
    m_serverFolder = std::move(left);
    m_time.after(1 + dice % 60'000, [this] { startServer(); });
}

QStringList Run::play()
{
    for (const Step &step : m_story.steps) {
        passUntil(step.at);
        if (!m_broken.isEmpty())
            return m_broken;
        perform(step);
    }
    passUntil(m_story.end);
    comeTogether();
    if (m_broken.isEmpty())
        compareWithNewLaptops();
    if (m_broken.isEmpty()) {
        const Invariants invariants(*m_server, m_ledger, m_laptops);
        m_broken += invariants.broken();
    }
    return m_broken;
}

void Run::perform(const Step &step)
{
    Laptop &laptop = *m_laptops[size_t(step.laptop) % m_laptops.size()];
    if (step.kind < Step::Kind::GoOffline)
        m_people.act(laptop, step);
    else if (step.kind < Step::Kind::CrashServer)
        disturb(laptop, step);
    else if (step.kind == Step::Kind::CrashServer && m_server)
        crashServer(step.dice);
    else if (m_server)
        m_office.act(*m_server, step);
}

void Run::disturb(Laptop &laptop, const Step &step)
{
    using enum Step::Kind;
    switch (step.kind) {
    case GoOffline:
    case GoOnline:
        return laptop.setOnline(step.kind == GoOnline);
    case LoseNetwork:
    case FindNetwork:
        return m_network.setReachable(laptop.number(), step.kind == FindNetwork);
    case CutWire:
        return m_network.cut(laptop.number());
    case SilenceWire:
        return m_network.silence(laptop.number());
    case SlowNetwork:
    case FastNetwork:
        return m_network.setSlow(step.kind == SlowNetwork);
    case CrashLaptop:
        laptop.crash(step.dice % 2 ? 0.0 : double(step.dice % 100) / 100.0);
        m_cursors[size_t(laptop.number())] = laptop.replica().cursor();
        return;
    case BackUpLaptop:
        return laptop.backUp();
    case RestoreLaptop:
        return restoreBackup(laptop);
    case MoveClock:
        return laptop.clock().setOffset((qint64(step.dice % 48) - 24) * hour);
    default:
        return;
    }
}

/// What was typed after the copy and stands nowhere else goes with the old disk.
void Run::restoreBackup(Laptop &laptop)
{
    if (!laptop.hasBackup())
        return;
    const QSet<QString> before = Invariants::wordsOn(laptop);
    laptop.restoreBackup();
    m_ledger.forget(before - Invariants::wordsOn(laptop));
    m_cursors[size_t(laptop.number())] = laptop.replica().cursor();
}

void Run::passUntil(qint64 time)
{
    pump();
    while (m_broken.isEmpty() && m_time.step(time)) {
        pump();
        watch();
    }
}

/// The writer takes what has arrived, a moment later.
void Run::pump()
{
    if (m_batchPlanned || !m_server || m_server->pipeline->figures().waiting == 0)
        return;
    m_batchPlanned = true;
    m_time.after(m_random.bounded(20), [this] {
        m_batchPlanned = false;
        if (m_server)
            m_server->pipeline->runBatch();
    });
}

void Run::watch()
{
    for (size_t i = 0; i < m_laptops.size(); ++i) {
        const qint64 cursor = m_laptops[i]->replica().cursor();
        if (cursor < m_cursors[i])
            fail(QStringLiteral("laptop %1: the cursor went back from %2 to %3").arg(i).arg(m_cursors[i]).arg(cursor));
        m_cursors[i] = cursor;
    }
}

bool Run::allSynced() const
{
    return std::all_of(m_laptops.begin(), m_laptops.end(), [](const auto &laptop) { return laptop->isSynced(); });
}

/// The network is well, everybody is online, and nobody does anything any more.
void Run::comeTogether()
{
    m_network.setSlow(false);
    for (const auto &laptop : m_laptops) {
        m_network.setReachable(laptop->number(), true);
        laptop->setOnline(true);
    }
    const qint64 end = m_time.now() + 3 * hour;
    while (m_time.now() < end && m_broken.isEmpty()) {
        passUntil(m_time.now() + 60'000);
        if (m_server && allSynced())
            return passUntil(m_time.now() + 60'000); // what is still on its way
    }
    for (const auto &laptop : m_laptops) {
        if (!laptop->isSynced())
            fail(QStringLiteral("laptop %1 does not come to rest: %2").arg(laptop->number()).arg(laptop->stateText()));
    }
}

QMap<QString, QMap<QString, QString>> Run::contentOf(const Laptop &laptop) const
{
    QMap<QString, QMap<QString, QString>> content;
    const RegistryPointer registry = laptop.replica().registry();
    for (const EntityDef &entity : registry->entities()) {
        if (!entity.deleted)
            content.insert(entity.name, laptop.rows(entity));
    }
    return content;
}

/// The same log and the same rights are the same replica, by whatever way it came to be.
void Run::compareWithNewLaptops()
{
    std::vector<std::unique_ptr<Laptop>> fresh;
    for (const Person &person : m_mold.people())
        fresh.push_back(std::make_unique<Laptop>(int(100 + fresh.size()), person, m_network, m_random));
    const auto ready = [&] {
        return std::all_of(fresh.begin(), fresh.end(), [](const auto &laptop) { return laptop->isSynced(); });
    };
    const qint64 end = m_time.now() + hour;
    while (!ready() && m_time.now() < end && m_broken.isEmpty())
        passUntil(m_time.now() + 1'000);
    passUntil(m_time.now() + 60'000);
    if (!ready())
        return fail(QStringLiteral("a new laptop does not come to rest"));
    for (size_t i = 0; i < fresh.size(); ++i) {
        for (const QString &difference : differencesOf(contentOf(*m_laptops[i]), contentOf(*fresh[i])))
            fail(QStringLiteral("laptop %1 is not as a new one: %2").arg(i).arg(difference));
    }
}

void Run::fail(const QString &what)
{
    if (m_broken.size() < mostFailures)
        m_broken.append(what);
}

}
