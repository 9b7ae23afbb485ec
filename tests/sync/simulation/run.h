// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/sync/simulation/invariants.h"
#include "tests/sync/simulation/office.h"
#include "tests/sync/simulation/people.h"

namespace tandem::sim {

/// One story from its beginning to its end: a server, a laptop for each person, the network between them.
class Run
{
public:
    Run(VirtualTime &time, const CompanyMold &mold, const Story &story);
    ~Run();

    /// What was broken, empty if nothing was. Once.
    QStringList play();

private:
    void startServer();
    void crashServer(quint32 dice);
    void perform(const Step &step);
    void disturb(Laptop &laptop, const Step &step);
    void restoreBackup(Laptop &laptop);
    /// Lets time pass, watching, until `time` or until something is broken.
    void passUntil(qint64 time);
    void pump();
    void watch();
    void comeTogether();
    bool allSynced() const;
    QMap<QString, QMap<QString, QString>> contentOf(const Laptop &laptop) const;
    void compareWithNewLaptops();
    void fail(const QString &what);

    VirtualTime &m_time;
    const CompanyMold &m_mold;
    const Story &m_story;
    QRandomGenerator m_random;
    Network m_network;
    VirtualClock m_serverClock;
    std::unique_ptr<QTemporaryDir> m_serverFolder;
    std::unique_ptr<Server> m_server;
    std::vector<std::unique_ptr<Laptop>> m_laptops;
    Ledger m_ledger;
    People m_people;
    Office m_office;
    std::vector<qint64> m_cursors; ///< of each laptop, as last seen
    bool m_batchPlanned = false;
    QStringList m_broken;
};

}
