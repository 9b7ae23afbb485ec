// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/sync/simulation/invariants.h"
#include "tests/sync/simulation/machineroom.h"
#include "tests/sync/simulation/office.h"
#include "tests/sync/simulation/people.h"

#include <map>

namespace tandem::sim {

/// A fault of the product that is not there, but could be: who plays a story with it must find something broken.
enum class Sabotage {
    None,
    ForgottenAnswers, ///< a server that starts knows of no mutation that it has judged
    LostFrames, ///< now and then the network loses a frame, and the connection goes on
    LostOutbox, ///< a laptop's outbox is no surer than the rest of its disk
    SameGeneration, ///< a restored server passes itself off as the one from before
    OldDefinitions, ///< the server takes it that each laptop knows its definitions
    HiddenHorizon, ///< a server that has let history go does not know from where on
    OpenContents, ///< whoever is signed in gets each content
    UnkeptEdits, ///< the server says that it has taken an edit, and has kept nothing of it
    HalfRefusals, ///< something of an edit that the server refuses stays
};

/// What all runs of a process share.
struct Stage
{
    VirtualTime &time;
    Disks &disks;
    const CompanyMold &mold;
};

/// One story from its beginning to its end: a server, a laptop for each person, the network between them.
class Run
{
public:
    Run(const Stage &stage, const Story &story, Sabotage sabotage = Sabotage::None);
    ~Run();

    /// What was broken, empty if nothing was. Once.
    QStringList play();
    /// When everybody has come to rest, and nothing is under way.
    QStringList check();

    Server &server() { return *m_room.server(); } ///< after play()
    Laptop &laptop(int number) { return *m_laptops[size_t(number)]; }
    Ledger &ledger() { return m_ledger; }

private:
    using Laptops = std::vector<std::unique_ptr<Laptop>>;

    void sabotage(Sabotage sabotage);
    Laptop::World world();
    void perform(const Step &step);
    void work(Laptop &laptop, const Step &step);
    void disturb(Laptop &laptop, const Step &step);
    void disturbDisk(Laptop &laptop, const Step &step);
    void trouble(Laptop &laptop, const Step &step);
    void troubleFiles(Laptop &laptop, const Step &step);
    Laptop &machineOf(const Step &step);
    void copyLaptop(const Step &step);
    void putCopyAway(const Step &step);
    void putCopiesAway();
    void lookThrough(const Laptop &machine);
    void backUp(Laptop &laptop);
    void restoreBackup(Laptop &laptop);
    void restoreServer(const Step &step);
    void forgetWithDisks();
    /// Lets time pass, watching, until `time` or until something is broken.
    void passUntil(qint64 time);
    void watch();
    void noteCursor(const Laptop &laptop);
    void makeWell();
    void comeTogether();
    void meetInBetween();
    bool rests(const Laptops &laptops) const;
    bool passUntilRested(const Laptops &laptops, qint64 mostTime);
    void signInAgain(Laptop &laptop);
    QMap<QString, QMap<QString, QString>> contentOf(const Laptop &laptop) const;
    void compareWithNewLaptops();
    void compareContents();
    bool compareDefinitions();
    QByteArray withNewestRevision(const QByteArray &frame);
    void asIfByTheBoss(server::HttpRequest &request) const;
    void fail(const QString &what);

    struct Cursor
    {
        QByteArray generation;
        qint64 at = 0;
    };
    /// Somebody's second machine.
    struct Copy
    {
        int machine = 0; ///< among m_laptops
        bool isUsed = false; ///< as a copy of the first one; else it was set up anew
    };
    void putAway(Copy &copy);
    size_t personOf(const Laptop &laptop) const { return size_t(&laptop.person() - m_people.data()); }

    const Stage m_stage;
    const Story &m_story;
    QRandomGenerator m_random;
    Network m_network;
    std::vector<Person> m_people; ///< as of the mold, with their tokens of now
    MachineRoom m_room;
    Laptops m_laptops; ///< of each person, then second machines; each at the place of its number
    std::map<int, Copy> m_copies; ///< by the numbers of the laptops
    Ledger m_ledger;
    People m_doings;
    Office m_office;
    std::vector<Cursor> m_cursors; ///< of each laptop, as last seen
    bool m_losesOutbox = false;
    QStringList m_broken;
};

}
