// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "livesessionfixture.h"

using namespace tandem;
using namespace tandem::server;
using namespace tandem::test;

namespace account = tandem::entities::account;

/// What a session sends by itself: snapshots, changes, other rights and definitions.
class TestLiveFollowing : public QObject, private LiveSessionFixture
{
    Q_OBJECT

private slots:
    void init() { startHub(); }
    void cleanup() { stopHub(); }

    void snapshotPagesCoverEverythingVisible()
    {
        QSet<RecordId> own;
        for (int i = 0; i < 25; ++i) {
            const RecordId id = newRecordId();
            m_core->create(account::number, id,
                {{account::field::name, Value(QStringLiteral("a%1").arg(i))},
                    {systemfield::owner, Value(i % 5 ? m_rep : m_manager)}});
            if (i % 5)
                own.insert(id);
        }
        Client rep(*m_hub);
        const auto welcome = rep.signIn(QStringLiteral("rep"));
        QVERIFY(welcome);
        QSet<RecordId> got;
        SnapshotRequest request{account::number, {}, 7};
        for (bool end = false; !end;) {
            rep.say(request);
            const auto page = rep.next<SnapshotPage>();
            QVERIFY(page);
            QCOMPARE(page->after, request.after);
            QVERIFY(page->rows.count <= 7);
            for (const RecordId &id : idsOf(page->rows)) {
                QVERIFY(!got.contains(id));
                got.insert(id);
            }
            request.after = page->last;
            end = page->end;
        }
        QCOMPARE(got, own);
    }

    void laptopsKeepWhatTheirRolesSay()
    {
        const auto add = [this](const RecordId &owner) {
            const RecordId id = newRecordId();
            m_core->create(account::number, id,
                {{account::field::name, Value(toText(id))}, {systemfield::owner, Value(owner)},
                    {systemfield::department, Value(server::basics::company())}});
            return id;
        };
        const RecordId own = add(m_manager);
        const RecordId other = add(m_rep);
        Client manager(*m_hub);
        QVERIFY(manager.goLive(QStringLiteral("manager")));
        namespace role = entities::role;
        m_core->update(role::number, server::basics::role(QStringLiteral("manager")),
            {{role::field::offline, Value(QStringLiteral(R"({"account": {"keep": "mine"}})"))}});
        const auto update = manager.next<PermissionsUpdate>();
        QVERIFY(update);
        QCOMPARE(update->rights.snapshots, std::vector<EntityNumber>{account::number});
        const auto rights = std::find_if(update->rights.entities.begin(), update->rights.entities.end(),
            [](const EntityAccess &each) { return each.entity == account::number; });
        QVERIFY(rights != update->rights.entities.end() && rights->partial);
        (void)manager.next<Changes>(); // of the role
        manager.say(SnapshotRequest{account::number, {}, 100});
        const auto page = manager.next<SnapshotPage>();
        QVERIFY(page);
        QCOMPARE(idsOf(page->rows), QList<RecordId>{own});

        // A row that comes to him and one that leaves him, as they do.
        m_core->update(account::number, other, {{systemfield::owner, Value(m_manager)}});
        const auto came = manager.next<Changes>();
        QVERIFY(came && came->batches.size() == 1);
        QCOMPARE(idsOf(came->batches.front()), QList<RecordId>{other});
        m_core->update(account::number, own, {{systemfield::owner, Value(m_rep)}});
        const auto went = manager.next<Changes>();
        QVERIFY(went && went->batches.empty());
        QCOMPARE(went->forgets, (std::vector<Forgets>{{account::number, {own}}}));
        // It is at the server all the same.
        manager.say(FetchRequest{1, account::number, {own}});
        const auto fetched = manager.next<FetchReply>();
        QVERIFY(fetched && fetched->rows.count == 1);
    }

    void whatLaptopsDoNotKeepIsListedPageByPage()
    {
        namespace role = entities::role;
        QList<RecordId> others;
        for (int i = 0; i < 4; ++i) {
            const RecordId id = newRecordId();
            m_core->create(account::number, id,
                {{account::field::name, Value(QStringLiteral("a%1").arg(i))},
                    {systemfield::owner, Value(i == 1 ? m_manager : m_rep)},
                    {systemfield::department, Value(server::basics::company())}});
            if (i != 1)
                others.prepend(id);
        }
        m_core->update(role::number, server::basics::role(QStringLiteral("manager")),
            {{role::field::offline, Value(QStringLiteral(R"({"account": {"keep": "mine"}})"))}});
        Client manager(*m_hub);
        QVERIFY(manager.goLive(QStringLiteral("manager")));
        ListRequest request{
            1, account::number, QStringLiteral("name != 'x'"), {{QStringLiteral("name"), true}}, {}, {}, 2, true};
        manager.say(request);
        const auto first = manager.next<ListReply>();
        QVERIFY(first && !first->error);
        QCOMPARE(idsOf(first->rows), others.mid(0, 2));
        QVERIFY(first->more);
        request.afterValues = {Value(QStringLiteral("a2"))};
        request.after = others.at(1);
        manager.say(request);
        const auto second = manager.next<ListReply>();
        QVERIFY(second && !second->more);
        QCOMPARE(idsOf(second->rows), others.mid(2));
        // Who keeps everything finds nothing beyond, and nobody finds what he may not see.
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        rep.say(request);
        const auto nothing = rep.next<ListReply>();
        QVERIFY(nothing && !nothing->error && nothing->rows.isEmpty());
    }

    void aSlowClientIsLeftBehindAndCatchesUp()
    {
        Client manager(*m_hub);
        QVERIFY(manager.goLive(QStringLiteral("manager")));
        manager.socket->full = true;
        QSet<RecordId> expected;
        for (int i = 0; i < 20; ++i) {
            const RecordId id = newRecordId();
            expected.insert(id);
            m_core->create(account::number, id,
                {{account::field::name, Value(QStringLiteral("a%1").arg(i))},
                    {systemfield::department, Value(basics::company())}});
            FakeSocket::runAll();
        }
        QVERIFY(manager.socket->sent.empty());
        manager.socket->full = false;
        manager.drained();
        const auto changes = changesOf(manager);
        QVERIFY(changes);
        QCOMPARE(changes->from, manager.cursor);
        const QList<RecordId> ids = idsOf(*changes, account::number);
        QCOMPARE(QSet<RecordId>(ids.begin(), ids.end()), expected);
    }

    void aDisabledUserIsOutAtOnce()
    {
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        m_core->update(entities::user::number, m_rep, {{entities::user::field::active, Value(false)}});
        QVERIFY(QTest::qWaitFor([&] {
            FakeSocket::runAll();
            return rep.socket->isClosed;
        }));
        QCOMPARE(rep.socket->closeReason, QStringLiteral("userDisabled"));
        QCOMPARE(m_hub->sessionCount(), 0);
    }

    void nobodyMissesAChangeWhenASessionEndsMeanwhile()
    {
        m_core->addUser(QStringLiteral("second"), QStringLiteral("correct horse"), QStringLiteral("manager"));
        Client first(*m_hub);
        Client rep(*m_hub);
        Client last(*m_hub);
        QVERIFY(first.goLive(QStringLiteral("manager")));
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        QVERIFY(last.goLive(QStringLiteral("second")));
        const RecordId later = newRecordId();
        first.socket->whileSending = [&] {
            m_core->create(account::number, later,
                {{account::field::name, Value(QStringLiteral("later"))},
                    {systemfield::department, Value(basics::company())}});
        };
        m_core->update(entities::user::number, m_rep, {{entities::user::field::active, Value(false)}});
        QSet<RecordId> seen;
        QVERIFY(QTest::qWaitFor([&] {
            FakeSocket::runAll();
            while (!last.socket->sent.empty()) {
                if (const auto changes = last.socket->take<Changes>()) {
                    for (const EntityNumber entity : {entities::user::number, account::number}) {
                        for (const RecordId &id : idsOf(*changes, entity))
                            seen.insert(id);
                    }
                } else {
                    last.socket->sent.pop_front();
                }
            }
            return seen.contains(m_rep) && seen.contains(later);
        }));
        QVERIFY(rep.socket->isClosed);
    }

    void aNewRoleMeansNewRightsAndSnapshots()
    {
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        makeManager(m_rep);
        const auto update = rep.next<PermissionsUpdate>();
        QVERIFY(update);
        const auto &snapshots = update->rights.snapshots;
        QVERIFY(std::find(snapshots.begin(), snapshots.end(), account::number) != snapshots.end());
        QVERIFY(std::find(snapshots.begin(), snapshots.end(), entities::department::number) == snapshots.end());
    }

    /// Rights may come out of a state that is ahead of the notices: what was never meant for them is not told by these.
    void newRightsShowNothingOfThePast()
    {
        const RecordId helperId =
            m_core->addUser(QStringLiteral("helper"), QStringLiteral("correct horse"), QStringLiteral("sales"));
        const RecordId id = newRecordId();
        const auto rename = [&](const char *name) {
            m_core->update(account::number, id, {{account::field::name, Value(QString::fromLatin1(name))}});
        };
        m_core->create(account::number, id,
            {{account::field::name, Value(QStringLiteral("first"))},
                {systemfield::department, Value(basics::company())}});
        Client helper(*m_hub);
        Client rep(*m_hub);
        QVERIFY(helper.goLive(QStringLiteral("helper")));
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        // Between the rights of the one and those of the other.
        helper.socket->whileSending = [&] {
            rename("presentable");
            makeManager(m_rep);
        };
        rename("confidential");
        makeManager(helperId);
        const auto changes = changesOf(rep);
        QVERIFY(changes);
        QCOMPARE(idsOf(*changes, account::number), QList<RecordId>{id});
        for (const RowBatch &batch : changes->batches)
            QVERIFY(!batch.rows.contains("confidential"));
    }

    void aNewFieldComesBeforeDataThatNeedsIt()
    {
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        namespace customField = entities::customField;
        m_core->create(customField::number, newRecordId(),
            {{customField::field::entity, Value(QStringLiteral("account"))},
                {customField::field::name, Value(QStringLiteral("colour"))},
                {customField::field::label, Value(QStringLiteral("Colour"))},
                {customField::field::definition, Value(QStringLiteral("{\"type\":\"text\"}"))}});
        const auto update = rep.next<MetadataUpdate>();
        QVERIFY(update);
        QCOMPARE(update->layer.revision, m_core->store->registry()->revision());
        QCOMPARE(update->layer.definitions.size(), size_t(1));
        const auto client = withCompanyLayer(*loadShipped(), update->layer.definitions, update->layer.revision);
        QVERIFY(client.ok());
        QVERIFY((*client)->entity(account::number)->field(QStringLiteral("colour")));
    }

private:
    void makeManager(const RecordId &user)
    {
        namespace userRole = entities::userRole;
        m_core->create(userRole::number, newRecordId(),
            {{userRole::field::user, Value(user)},
                {userRole::field::role, Value(basics::role(QStringLiteral("manager")))}});
    }
};

QTEST_GUILESS_MAIN(TestLiveFollowing)
#include "tst_livefollowing.moc"
