// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of Run in which goes wrong what does so more rarely: copies of laptops, connections that break badly, bad
// disks under files.

#include "server/store/filestore.h"
#include "tests/sync/simulation/run.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace tandem::sim {

namespace {

constexpr int longestLateness = 60'000; ///< milliseconds

}

void Run::trouble(Laptop &laptop, const Step &step)
{
    using enum Step::Kind;
    switch (step.kind) {
    case CopyLaptop:
        return copyLaptop(step);
    case PutCopyAway:
        return putCopyAway(step);
    case BreakLate:
        return m_network.breakLate(laptop.number(), 1 + step.dice % longestLateness);
    case TearFrame:
        return m_network.tearFrame(laptop.number(), step.dice);
    default:
        return troubleFiles(laptop, step);
    }
}

// ── a copy of a laptop that is used beside it ──────────────────────────────────────────────────────────────────────

/// While a copy is used, every other step of its laptop happens at the copy.
Laptop &Run::machineOf(const Step &step)
{
    const int number = step.laptop % int(m_people.size());
    const auto copy = m_copies.find(number);
    const bool isAtCopy = copy != m_copies.end() && copy->second.isUsed && step.dice % 2 == 1;
    return *m_laptops[size_t(isAtCopy ? copy->second.machine : number)];
}

/// On to the person's second machine, whatever that was before. The laptop must not go back to a disk from before: see
/// backUp().
void Run::copyLaptop(const Step &step)
{
    Laptop &laptop = *m_laptops[size_t(step.laptop) % m_people.size()];
    const int number = int(m_laptops.size());
    const auto [copy, isFirst] = m_copies.try_emplace(laptop.number(), Copy{number, false});
    if (isFirst) {
        m_laptops.push_back(std::make_unique<Laptop>(number, laptop.person(), world()));
        m_cursors.emplace_back();
    }
    Laptop &machine = *m_laptops[size_t(copy->second.machine)];
    if (std::exchange(copy->second.isUsed, true))
        lookThrough(machine);
    laptop.dropBackup();
    laptop.copyTo(machine);
    noteCursor(machine);
    if (!isFirst)
        forgetWithDisks();
}

/// Every other time only if it has sent all of it; else what it has not sent goes with its disk.
void Run::putCopyAway(const Step &step)
{
    const auto copy = m_copies.find(step.laptop % int(m_people.size()));
    if (copy == m_copies.end() || !copy->second.isUsed)
        return;
    if (step.dice % 2 == 1 || m_laptops[size_t(copy->second.machine)]->isSynced())
        putAway(copy->second);
}

void Run::putAway(Copy &copy)
{
    Laptop &machine = *m_laptops[size_t(copy.machine)];
    lookThrough(machine);
    machine.setUpAnew();
    copy.isUsed = false;
    noteCursor(machine);
    forgetWithDisks();
}

/// Before the server goes back in time. Both machines remember what they had sent when they were one, and one of them
/// goes by another name since: the server, which has lost it, would take it from each of them. So would a backup from
/// before the other name.
void Run::putCopiesAway()
{
    for (auto &[laptop, copy] : m_copies) {
        m_laptops[size_t(laptop)]->dropBackup();
        if (copy.isUsed)
            putAway(copy);
    }
}

/// Of a laptop that was copied nothing that waits: it may have been sent under the name that the laptop got since, and
/// would come once more under a third one.
void Run::backUp(Laptop &laptop)
{
    const bool wasCopied = std::any_of(m_copies.begin(), m_copies.end(),
        [&](const auto &copy) { return copy.first == laptop.number() || copy.second.machine == laptop.number(); });
    if (!wasCopied || laptop.replica().outboxCount() == 0)
        laptop.backUp();
}

/// Nothing that was typed on its disk has gone before the disk goes.
void Run::lookThrough(const Laptop &machine)
{
    const QSet<QString> found = Invariants::wordsIn(m_room.history()) + Invariants::wordsOn(machine);
    for (const TypedWord &typed : m_ledger.words()) {
        const bool isFromHere = typed.laptop == machine.number() && typed.disk == machine.disk() && !typed.mayFade;
        if (isFromHere && !found.contains(typed.word))
            fail(QStringLiteral("what the copy %1 typed is nowhere: %2").arg(machine.number()).arg(typed.word));
    }
}

void Run::forgetWithDisks()
{
    QSet<QString> found = Invariants::wordsIn(m_room.history()) + m_room.contentsOnDisk();
    for (const auto &laptop : m_laptops)
        found += Invariants::wordsOn(*laptop) + laptop->contents();
    m_ledger.forgetWithDisks(found, [this](int laptop) { return m_laptops[size_t(laptop)]->disk(); });
}

// ── bad disks under files ──────────────────────────────────────────────────────────────────────────────────────────

void Run::troubleFiles(Laptop &laptop, const Step &step)
{
    using enum Step::Kind;
    FileDisks &files = m_stage.disks.files();
    switch (step.kind) {
    case FillFiles:
    case ClearFiles:
        return files.setFull(laptop.filesFolder(), step.kind == FillFiles);
    case FailFile:
        return files.failDeed(laptop.filesFolder(), int(1 + step.dice % 6));
    case LoseFiles:
        laptop.loseFiles(step.dice);
        return noteCursor(laptop);
    default:
        return m_room.act(step);
    }
}

/// What has the name of a content is that content, wherever it lies: nobody looks at it again.
void Run::compareContents()
{
    const auto compare = [this](const QString &where, const QString &folder) {
        QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            // The server's names begin with the name of the folder.
            const QFileInfo info(file);
            const bool isWhole = server::FileStore::isHash(info.fileName());
            const QString hash = isWhole ? info.fileName() : info.dir().dirName() + info.fileName();
            const bool isPicture = info.dir().dirName() == QLatin1String("previews");
            if (isPicture || !server::FileStore::isHash(hash) || !file.open(QIODevice::ReadOnly))
                continue;
            QCryptographicHash found(QCryptographicHash::Sha256);
            if (!found.addData(&file) || QString::fromLatin1(found.result().toHex()) != hash)
                fail(QStringLiteral("%1 has another content under the name %2").arg(where, hash));
        }
    };
    compare(QStringLiteral("the server"), m_room.filesFolder());
    for (const auto &laptop : m_laptops)
        compare(QStringLiteral("laptop %1").arg(laptop->number()), laptop->filesFolder());
}

}
