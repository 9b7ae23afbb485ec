// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/run.h"

#include "shared/base/repeatedids.h"
#include "shared/protocol/message.h"
#include "tests/sync/simulation/forgery.h"

#include <algorithm>

namespace tandem::sim {

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
constexpr int mostFailures = 20;
constexpr std::chrono::minutes pingOfDay{5};
/// A line rests for most of a month: a ping every few minutes would be most of what happens.
constexpr std::chrono::minutes pingOfMonth{30};

/// The time at its beginning, with the ids of the seed.
VirtualTime &restarted(VirtualTime &time, quint64 seed)
{
    time.restart();
    repeatRecordIds(seed + 2);
    return time;
}

}

Run::Run(const Stage &stage, const Story &story, Sabotage sabotage)
    : m_stage(stage)
    , m_story(story)
    , m_random(quint32(story.seed * 40'503 + 1))
    , m_network(restarted(stage.time, story.seed), m_random)
    , m_people(stage.mold.people())
    , m_room(m_network, stage.disks, m_random, stage.mold)
    , m_doings(m_ledger, stage.mold)
    , m_office(m_ledger, stage.mold, m_room.clock())
{
    stage.disks.files().forgetAll();
    this->sabotage(sabotage);
    int number = 0;
    for (const Person &person : m_people)
        m_laptops.push_back(std::make_unique<Laptop>(number++, person, world()));
    m_cursors.resize(m_laptops.size());
}

Run::~Run()
{
    m_laptops.clear();
    m_room.end();
    m_stage.time.restart();
    m_stage.time.drain();
}

Laptop::World Run::world()
{
    return {m_network, m_stage.disks, m_random, m_story.isLong() ? pingOfMonth : pingOfDay};
}

void Run::sabotage(Sabotage sabotage)
{
    switch (sabotage) {
    case Sabotage::None:
        return;
    case Sabotage::ForgottenAnswers:
        m_room.onStart = [](Server &server) {
            must(server.store->writer().execute(QStringLiteral("DELETE FROM \"device_answer\"")));
        };
        return;
    case Sabotage::LostFrames:
        return m_network.loseFrames(30);
    case Sabotage::LostOutbox:
        m_losesOutbox = true;
        return;
    case Sabotage::SameGeneration:
        return m_room.keepGeneration();
    case Sabotage::OldDefinitions:
        m_network.forge = [this](const QByteArray &frame) {
            return withNewestRevision(frame);
        };
        return;
    case Sabotage::HiddenHorizon:
        return m_room.hideHorizon();
    case Sabotage::OpenContents:
        m_room.onStart = [this](Server &server) {
            server.http->disguise = [this](server::HttpRequest &request) {
                asIfByTheBoss(request);
            };
        };
        return m_room.onStart(server());
    case Sabotage::UnkeptEdits:
        m_network.forge = withoutEdits;
        return;
    case Sabotage::HalfRefusals:
        m_network.forge = [this](const QByteArray &frame) {
            return m_room.server() ? halfRefused(frame, m_room.server()->store->writer()) : frame;
        };
        return;
    }
}

/// A hello that speaks of the definitions that the server has now; other frames as they are.
QByteArray Run::withNewestRevision(const QByteArray &frame)
{
    auto message = decode(frame);
    auto *hello = message.ok() ? std::get_if<Hello>(&*message) : nullptr;
    if (!hello || !m_room.server())
        return frame;
    hello->metadataRevision = m_room.server()->registry()->revision();
    return encode(*message);
}

/// What is read, not what is sent: that would have been sent by the boss.
void Run::asIfByTheBoss(server::HttpRequest &request) const
{
    if (request.method == server::HttpMethod::Get && !request.path.endsWith(QLatin1String("/received")))
        request.headers.set("Authorization", "Bearer " + m_people.front().token);
}

QStringList Run::play()
{
    for (const Step &step : m_story.steps) {
        // A meeting lasts as long as it takes.
        passUntil(std::max(step.at, m_stage.time.now()));
        if (!m_broken.isEmpty())
            return m_broken;
        perform(step);
        watch();
    }
    passUntil(std::max(m_story.end, m_stage.time.now()));
    comeTogether();
    return m_broken.isEmpty() ? check() : m_broken;
}

QStringList Run::check()
{
    // With other definitions the rest of it cannot be read.
    if (!compareDefinitions())
        return m_broken;
    compareWithNewLaptops();
    compareContents();
    m_broken += Invariants(server(), m_room.history(), m_ledger, m_laptops).broken();
    return m_broken;
}

void Run::perform(const Step &step)
{
    Laptop &laptop = machineOf(step);
    if (step.kind == Step::Kind::ComeTogether)
        meetInBetween();
    else if (step.plot() == Plot::Faults)
        trouble(laptop, step);
    else if (step.isOfPeople())
        work(laptop, step);
    else if (step.kind < Step::Kind::CrashServer)
        disturb(laptop, step);
    else if (step.kind == Step::Kind::RestoreServer)
        restoreServer(step);
    else if (step.kind < Step::Kind::ChangeRole)
        m_room.act(step);
    else if (m_room.server())
        m_office.act(*m_room.server(), step);
}

/// In a month nobody goes on for weeks beside a window that asks for the password.
void Run::work(Laptop &laptop, const Step &step)
{
    if (m_story.isLong())
        signInAgain(laptop);
    m_doings.act(laptop, step);
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
    case MoveClock:
        return laptop.clock().setOffset((qint64(step.dice % 48) - 24) * hour);
    default:
        return disturbDisk(laptop, step);
    }
}

void Run::disturbDisk(Laptop &laptop, const Step &step)
{
    using enum Step::Kind;
    const double lost = step.dice % 2 ? 0.0 : double(step.dice % 100) / 100.0;
    switch (step.kind) {
    case CrashLaptop:
        laptop.crash(lost, m_losesOutbox ? lost : 0.0);
        return noteCursor(laptop);
    case BackUpLaptop:
        return backUp(laptop);
    case RestoreLaptop:
        return restoreBackup(laptop);
    case FillDisk:
    case ClearDisk:
        return m_stage.disks.setFull(laptop.folder(), step.kind == FillDisk);
    case FailDisk:
        return m_stage.disks.failAccess(laptop.folder(), int(1 + step.dice % 20));
    case CutPower:
        return m_stage.disks.cutPower(laptop.folder(), int(1 + step.dice % 20));
    default:
        return;
    }
}

/// What was typed after the copy and had not reached the server goes with the old disk.
void Run::restoreBackup(Laptop &laptop)
{
    if (!laptop.hasBackup())
        return;
    laptop.restoreBackup();
    noteCursor(laptop);
    forgetWithDisks();
}

/// What only the server had is gone, if the disk on which it was typed is gone too; everybody else sends it again.
void Run::restoreServer(const Step &step)
{
    if (m_room.canRestore())
        putCopiesAway();
    m_room.act(step);
    forgetWithDisks();
}

void Run::passUntil(qint64 time)
{
    m_room.pump();
    while (m_broken.isEmpty() && m_stage.time.step(time)) {
        m_room.pump();
        watch();
    }
}

void Run::watch()
{
    m_room.revive();
    for (const auto &laptop : m_laptops) {
        if (laptop->revive())
            noteCursor(*laptop);
        const Cursor before = m_cursors[size_t(laptop->number())];
        noteCursor(*laptop);
        const Cursor &now = m_cursors[size_t(laptop->number())];
        // Numbers of a server that was restored from a backup begin anew.
        if (now.generation == before.generation && now.at < before.at)
            fail(QStringLiteral("laptop %1: the cursor went back from %2 to %3")
                     .arg(laptop->number())
                     .arg(before.at)
                     .arg(now.at));
    }
}

void Run::noteCursor(const Laptop &laptop)
{
    m_cursors[size_t(laptop.number())] = {laptop.replica().generation(), laptop.replica().cursor()};
}

bool Run::rests(const Laptops &laptops) const
{
    return std::all_of(laptops.begin(), laptops.end(), [](const auto &laptop) { return laptop->isSynced(); });
}

bool Run::passUntilRested(const Laptops &laptops, qint64 mostTime)
{
    const qint64 end = m_stage.time.now() + mostTime;
    while (m_stage.time.now() < end && m_broken.isEmpty()) {
        passUntil(m_stage.time.now() + minute);
        for (const auto &laptop : laptops)
            signInAgain(*laptop);
        if (m_room.server() && rests(laptops)) {
            passUntil(m_stage.time.now() + minute); // what is still on its way
            return true;
        }
    }
    return false;
}

void Run::makeWell()
{
    m_network.makeWell();
    m_room.makeWell();
    for (const auto &laptop : m_laptops) {
        m_stage.disks.repair(laptop->folder());
        m_network.setReachable(laptop->number(), true);
        laptop->setOnline(true);
    }
}

/// Whoever was disabled, or has signed in after the backup from which the server was restored.
void Run::signInAgain(Laptop &laptop)
{
    if (!m_room.server() || !laptop.mustSignIn())
        return;
    const QByteArray token = m_office.signIn(*m_room.server(), laptop.person());
    // Who is disabled now is so for a while.
    if (token.isEmpty())
        return;
    m_people[personOf(laptop)].token = token;
    laptop.signIn();
}

/// The network is well, everybody is online, and nobody does anything any more.
void Run::comeTogether()
{
    makeWell();
    passUntil(m_stage.time.now() + 2 * minute); // a server that is down starts
    if (m_room.server())
        m_office.enableEverybody(*m_room.server());
    if (passUntilRested(m_laptops, 3 * hour))
        return;
    for (const auto &laptop : m_laptops) {
        if (!laptop->isSynced())
            fail(QStringLiteral("laptop %1 does not come to rest: %2").arg(laptop->number()).arg(laptop->stateText()));
    }
}

/// What can be said without new laptops and without looking at each row, so that what breaks is found near its cause.
void Run::meetInBetween()
{
    comeTogether();
    if (!m_broken.isEmpty() || !compareDefinitions())
        return;
    compareContents();
    m_broken += Invariants(server(), m_room.history(), m_ledger, m_laptops).brokenByWords();
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
    Laptops fresh;
    for (const Person &person : m_people)
        fresh.push_back(std::make_unique<Laptop>(int(10 * m_people.size() + fresh.size()), person, world()));
    if (!passUntilRested(fresh, hour))
        return fail(QStringLiteral("a new laptop does not come to rest"));
    for (const auto &laptop : m_laptops) {
        for (const QString &difference : differencesOf(contentOf(*laptop), contentOf(*fresh[personOf(*laptop)])))
            fail(QStringLiteral("laptop %1 is not as a new one: %2").arg(laptop->number()).arg(difference));
    }
}

bool Run::compareDefinitions()
{
    bool areSame = true;
    const RegistryPointer registry = server().registry();
    for (const auto &laptop : m_laptops) {
        const RegistryPointer known = laptop->replica().registry();
        for (const EntityDef &entity : registry->entities()) {
            const EntityDef *there = known->entity(entity.number);
            if (entity.deleted ? !there : there && there->fields == entity.fields)
                continue;
            areSame = false;
            const QString what = entity.deleted ? QStringLiteral("laptop %1 still works with %2, which is gone")
                                                : QStringLiteral("laptop %1 knows other fields of %2");
            fail(what.arg(laptop->number()).arg(entity.name));
        }
    }
    return areSame;
}

void Run::fail(const QString &what)
{
    if (m_broken.size() < mostFailures)
        m_broken.append(what);
}

}
