// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/changelog.h"
#include "tests/sync/simulation/companymold.h"
#include "tests/sync/simulation/disks.h"
#include "tests/sync/simulation/network.h"
#include "tests/sync/simulation/server.h"
#include "tests/sync/simulation/serverdatabase.h"
#include "tests/sync/simulation/story.h"

namespace tandem::sim {

/// Where the server stands: its process, its disk and its backups. The process starts by itself a while after it ended.
class MachineRoom
{
public:
    MachineRoom(Network &network, Disks &disks, QRandomGenerator &random, const CompanyMold &mold);
    ~MachineRoom() { end(); }

    void end(); ///< for good

    Server *server() { return m_server.get(); } ///< null while it is down
    const Clock &clock() const { return m_clock; }
    void act(const Step &step);
    bool canRestore() const { return m_server && m_backup; }
    /// The writer takes what has arrived, a moment later, and the jobs what they are asked for.
    void pump();
    void revive(); ///< if a planned power cut has come
    void makeWell(); ///< its disk has room and does not fail any more
    void keepGeneration() { m_keepsGeneration = true; } ///< when it is restored, which is wrong
    void hideHorizon() { m_hidesHorizon = true; } ///< say nothing of what was trimmed, which is wrong
    /// What its change log knows, also while it is down, and what that knew before it was trimmed.
    std::vector<server::ChangeEntry> history() const;
    QSet<QString> contentsOnDisk() const; ///< hashes
    QString filesFolder() const { return m_folder->filePath(QStringLiteral("files")); }

    /// Called with each server that starts, before anybody connects.
    std::function<void(Server &)> onStart;

private:
    void start();
    void pumpWriter();
    void pumpJobs();
    void crash(quint32 dice);
    void loseFiles(quint32 dice);
    void backUp();
    void restore(quint32 dice);
    void trimHistory(quint32 dice);
    void startLater(std::unique_ptr<QTemporaryDir> folder, quint32 dice);

    Network &m_network;
    Disks &m_disks;
    QRandomGenerator &m_random;
    VirtualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    ServerDatabase m_database;
    std::unique_ptr<QTemporaryDir> m_backup;
    std::vector<server::ChangeEntry> m_noted; ///< before the change log was last trimmed, ascending
    std::vector<server::ChangeEntry> m_notedAtBackup;
    std::unique_ptr<Server> m_server;
    bool m_batchPlanned = false;
    bool m_jobPlanned = false;
    bool m_keepsGeneration = false;
    bool m_hidesHorizon = false;
};

}
