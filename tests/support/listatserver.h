// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/lists/serverrows.h"
#include "client/sync/syncengine.h"
#include "tests/support/loopbackserver.h"
#include "tests/support/windowatwork.h"

namespace tandem::client {

/// A list of accounts, as hands and eyes use it, of somebody who is signed in at a whole server in this process.
class ListAtServer : public WindowAtWork
{
protected:
    /// In init() of the test.
    void startServer()
    {
        m_translator.setLanguage(QStringLiteral("en"));
        m_server = std::make_unique<test::LoopbackServer>();
    }

    /// In cleanup() of the test.
    void stopServer()
    {
        m_list.reset();
        m_workspace.reset();
        m_folder.reset();
        m_server.reset();
    }

    RecordId addUser(const QString &login, const QString &role)
    {
        return m_server->core.addUser(login, QStringLiteral("correct horse"), role);
    }

    RecordId addAccountOf(const RecordId &owner, FieldValues values)
    {
        const RecordId id = newRecordId();
        values.emplace(systemfield::owner, owner);
        values.emplace(systemfield::department, server::basics::company());
        m_server->core.create(entities::account::number, id, values);
        return id;
    }

    /// Signed in with this name, once so many rows are on this computer.
    void openListAs(const QString &login, int rows)
    {
        m_folder = std::make_unique<QTemporaryDir>();
        SyncEngine::Config sync;
        sync.folder = m_folder->path();
        sync.server = m_server->address();
        sync.pin = test::firstFingerprint();
        sync.userName = login;
        sync.tokenPlace = TokenStore::Place::FileOnly;
        using namespace std::chrono_literals;
        sync.timing = {10'000ms, 20ms, 100ms, 25'000ms, 60'000ms};
        Workspace::Config config;
        config.folder = m_folder->path();
        config.shipped = *loadShipped();
        config.sync = [sync](Replica &replica) {
            return std::make_unique<SyncEngine>(replica, sync);
        };
        auto opened = Workspace::open(config);
        QVERIFY(opened.ok());
        m_workspace = *std::move(opened);
        QVERIFY(test::answerOf<void>([&](auto done) {
            records().signIn(login, QStringLiteral("correct horse"), this, done);
        }).ok());
        QTRY_COMPARE(records().syncState().phase, SyncState::Phase::Synced);
        m_list = std::make_unique<RecordListView>(QStringLiteral("account"), fieldContextOf(records()));
        m_list->setView(QStringLiteral("*"));
        m_list->resize(900, 700);
        m_list->show();
        m_list->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_list.get(), test::patience));
        QTRY_COMPARE(m_list->model().rowCount(), rows);
    }

    Records &records() { return m_workspace->records(); }
    ServerRows &serverRows() { return *m_list->findChild<ServerRows *>(); }

    std::unique_ptr<test::LoopbackServer> m_server;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<RecordListView> m_list;

private:
    Translator m_translator;
    std::unique_ptr<QTemporaryDir> m_folder;
};

}
