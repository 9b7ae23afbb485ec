// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/listatserver.h"

#include <QTableView>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;
namespace massChange = entities::massChange;

/// The list of a manager whose laptop keeps what is his, and the server that has all the rest.
class TestListAtServer : public ListAtServer
{
    Q_OBJECT

private slots:
    void init()
    {
        startServer();
        const RecordId rep = addUser(QStringLiteral("rep"), QStringLiteral("sales"));
        const RecordId boss = addUser(QStringLiteral("boss"), QStringLiteral("manager"));
        m_server->core.update(entities::role::number, server::basics::role(QStringLiteral("manager")),
            {{entities::role::field::offline, Value(QStringLiteral(R"({"account": {"keep": "mine"}})"))}});
        m_all.clear();
        for (int i = 0; i < mine + others; ++i) {
            const Value name(QStringLiteral("Account %1").arg(i));
            m_all.push_back(addAccountOf(i < mine ? boss : rep, {{account::field::name, name}}));
        }
        openListAs(QStringLiteral("boss"), mine);
        QTRY_VERIFY(serverRows().hasRows());
    }

    void cleanup() { stopServer(); }

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

    std::vector<RecordId> m_all;
};

QTEST_MAIN(TestListAtServer)
#include "tst_listatserver.moc"
