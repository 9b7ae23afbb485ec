// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/serverrows.h"
#include "client/sync/syncengine.h"
#include "tests/support/loopbackserver.h"
#include "tests/support/windowatwork.h"

#include <QTableView>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;
namespace massChange = entities::massChange;

/// The list of a manager whose laptop keeps what is his, and the server that has all the rest.
class TestListAtServer : public WindowAtWork
{
    Q_OBJECT

private slots:
    void initTestCase() { m_translator.setLanguage(QStringLiteral("en")); }

    void init()
    {
        m_server = std::make_unique<LoopbackServer>();
        m_rep = m_server->core.addUser(QStringLiteral("rep"), QStringLiteral("correct horse"), QStringLiteral("sales"));
        m_boss =
            m_server->core.addUser(QStringLiteral("boss"), QStringLiteral("correct horse"), QStringLiteral("manager"));
        m_server->core.update(entities::role::number, server::basics::role(QStringLiteral("manager")),
            {{entities::role::field::offline, Value(QStringLiteral(R"({"account": {"keep": "mine"}})"))}});
        m_all.clear();
        for (int i = 0; i < mine; ++i)
            addAccountOf(m_boss);
        for (int i = 0; i < others; ++i)
            addAccountOf(m_rep);
        openList();
    }

    void cleanup()
    {
        m_list.reset();
        m_workspace.reset();
        m_folder.reset();
        m_server.reset();
    }

    void allIsDeletedWhereverItIsAndComesBackInOneStep()
    {
        m_list->findChild<RecordTable *>()->selectAll();
        choose(*moreMenuOf(*m_list), QStringLiteral("Delete selected"));
        QTRY_VERIFY(says(*m_list, QStringLiteral("Move %1 records to the recycle bin?").arg(mine + others)));
        QVERIFY(says(*m_list, QStringLiteral("%1 of them are on the server only.").arg(others)));
        QCOMPARE(deletedCount(), 0);
        clickButton(*m_list, QStringLiteral("Move to the recycle bin"));
        QTRY_COMPARE(deletedCount(), mine + others);
        QTRY_VERIFY(!serverRows().hasRows());
        QTRY_COMPARE(m_list->model().rowCount(), 0);
        QCOMPARE(records().syncState().problems, qint64(0));

        ListQuery notes;
        notes.entity = massChange::number;
        const auto ids = answerOf<std::vector<RecordId>>([&](auto done) { records().queryIds(notes, this, done); });
        QVERIFY(ids.ok());
        QCOMPARE(ids->size(), size_t(1));
        QCOMPARE(m_server->core.find(massChange::number, ids->front())->value(massChange::field::count),
            Value(qint64(mine + others)));

        QVERIFY(answerOf<void>([&](auto done) { records().undo(this, done); }).ok());
        QTRY_COMPARE(deletedCount(), 0);
        QTRY_COMPARE(m_list->model().rowCount(), mine);
        QTRY_VERIFY(serverRows().hasRows());
    }

    void whatIsChangedAtTheServerShowsItsNewValue()
    {
        auto *beyond = serverRows().findChild<QTableView *>();
        beyond->setFocus();
        beyond->setCurrentIndex(beyond->model()->index(0, 0));
        QTRY_COMPARE(m_list->selectedCount(), 1);
        const QList<Record> chosen = serverRows().selectedRecords();
        QCOMPARE(chosen.size(), 1);
        const FieldValues to{{account::field::name, Value(QStringLiteral("0 first of all"))}};
        const auto written = answerOf<std::vector<MutationId>>([&](auto done) {
            records().bulkUpdate({account::number, {}, chosen}, to, this, done);
        });
        QVERIFY(written.ok());
        QCOMPARE(written->size(), size_t(1));
        QTRY_COMPARE(m_server->core.find(account::number, chosen.front().key.id)->value(account::field::name).toText(),
            QStringLiteral("0 first of all"));
        const auto isShown = [this] {
            const QAbstractItemModel &model = *serverRows().findChild<QTableView *>()->model();
            return !model.match(model.index(0, 0), Qt::DisplayRole, QStringLiteral("0 first of all"), 1).isEmpty();
        };
        QTRY_VERIFY(isShown());
        QCOMPARE(m_list->model().rowCount(), mine);
        QCOMPARE(m_list->window()->focusWidget(), beyond);
        QVERIFY(beyond->currentIndex().isValid());
    }

    void withoutTheServerTheRestIsDone()
    {
        m_server->goOffline();
        QTRY_VERIFY(!records().isOnline());
        m_list->findChild<RecordTable *>()->selectAll();
        choose(*moreMenuOf(*m_list), QStringLiteral("Delete selected"));
        QTRY_VERIFY(says(*m_list, QStringLiteral("They need a connection, and stay as they are.")));
        QTRY_COMPARE(m_list->model().rowCount(), 0);
        m_server->goOnline();
        QTRY_COMPARE(deletedCount(), mine);
    }

private:
    static constexpr int mine = 3;
    static constexpr int others = 2 * ServerRowModel::pageSize + 5; ///< more than the list has fetched at first

    Records &records() { return m_workspace->records(); }
    ServerRows &serverRows() { return *m_list->findChild<ServerRows *>(); }

    void addAccountOf(const RecordId &owner)
    {
        const RecordId id = newRecordId();
        m_server->core.create(account::number, id,
            {{account::field::name, Value(QStringLiteral("Account %1").arg(m_all.size()))}, {systemfield::owner, owner},
                {systemfield::department, server::basics::company()}});
        m_all.push_back(id);
    }

    int deletedCount() const
    {
        const auto reader = m_server->core.store->openReader();
        if (!reader.ok())
            return -1;
        server::RecordStore store(**reader, m_server->core.store->registry());
        return int(std::count_if(m_all.begin(), m_all.end(), [&store](const RecordId &id) {
            const auto found = store.find(account::number, id);
            return found.ok() && *found && !(*found)->value(systemfield::deletedAt).isNull();
        }));
    }

    void openList()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        SyncEngine::Config sync;
        sync.folder = m_folder->path();
        sync.server = m_server->address();
        sync.pin = firstFingerprint();
        sync.userName = QStringLiteral("boss");
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
        QVERIFY(answerOf<void>([&](auto done) {
            records().signIn(QStringLiteral("boss"), QStringLiteral("correct horse"), this, done);
        }).ok());
        QTRY_COMPARE(records().syncState().phase, SyncState::Phase::Synced);
        m_list = std::make_unique<RecordListView>(QStringLiteral("account"), fieldContextOf(records()));
        m_list->setView(QStringLiteral("*"));
        m_list->resize(900, 700);
        m_list->show();
        m_list->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_list.get(), patience));
        QTRY_COMPARE(m_list->model().rowCount(), mine);
        QTRY_VERIFY(serverRows().hasRows());
    }

    Translator m_translator;
    std::unique_ptr<LoopbackServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<RecordListView> m_list;
    std::vector<RecordId> m_all;
    RecordId m_rep;
    RecordId m_boss;
};

QTEST_MAIN(TestListAtServer)
#include "tst_listatserver.moc"
