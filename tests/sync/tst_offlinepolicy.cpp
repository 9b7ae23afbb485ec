// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/changelog.h"
#include "shared/replication/origin.h"
#include "tests/support/wrongclock.h"
#include "tests/sync/twolaptops.h"

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = tandem::entities::account;
namespace massChange = tandem::entities::massChange;

/// What a laptop keeps of all that its user may read, and in which order it comes.
class TestOfflinePolicy : public TwoLaptops
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void aLaptopKeepsItsPartAndWhatIsBeingWorkedOn()
    {
        const RecordId mine = accountOf(m_boss);
        const RecordId plain = accountOf(m_rep);
        const RecordId edited = accountOf(m_rep);
        const RecordId drafted = accountOf(m_rep);
        QVERIFY(m_office->sync());
        QCOMPARE(m_office->rows(account::number), qint64(4));
        m_office->goOffline();
        QVERIFY(m_office->update(account::number, edited, {{account::field::phone, Value(QStringLiteral("021"))}}));
        Draft draft;
        draft.key = {account::number, drafted};
        draft.values = {{account::field::phone, Value(QStringLiteral("020"))}};
        QVERIFY(m_office->replica->saveDraft(draft).ok());

        keepAtManagers(R"({"account": {"keep": "mine"}})");
        QVERIFY(m_office->sync());
        QTRY_VERIFY(!m_office->has(account::number, plain));
        QVERIFY(m_office->has(account::number, mine));
        QVERIFY(m_office->has(account::number, drafted));
        // What was typed has arrived, and nothing needs the row any more.
        QTRY_VERIFY(!m_office->has(account::number, edited));
        QCOMPARE(m_office->replica->problemCount(), qint64(0));
        QCOMPARE(
            m_server->core.find(account::number, edited)->value(account::field::phone).toText(), QStringLiteral("021"));

        keepAtManagers("{}");
        QTRY_COMPARE(m_office->rows(account::number), qint64(4));
        QVERIFY(m_office->replica->guests().empty());
    }

    void whatGrowsOldLeavesAtTheNextStepOfTheTime_data()
    {
        QTest::addColumn<QString>("keep");
        QTest::addColumn<bool>("keepsOwn");
        QTest::newRow("recent") << QStringLiteral("recent") << false;
        QTest::newRow("mine and recent") << QStringLiteral("mineAndRecent") << true;
    }

    void whatGrowsOldLeavesAtTheNextStepOfTheTime()
    {
        QFETCH(QString, keep);
        QFETCH(bool, keepsOwn);
        const RecordId mine = accountOf(m_boss);
        const RecordId other = accountOf(m_rep);
        keepAtManagers(QStringLiteral(R"({"account": {"keep": "%1", "days": 8}})").arg(keep).toUtf8().constData());
        QVERIFY(m_office->sync());
        QCOMPARE(m_office->rows(account::number), qint64(2));

        m_office->goOffline();
        m_server->restart({}, m_inTwoDays);
        QVERIFY(m_office->sync());
        QCOMPARE(m_office->rows(account::number), qint64(2));

        m_office->goOffline();
        m_server->restart({}, m_inTwentyDays);
        QVERIFY(m_office->sync());
        QTRY_VERIFY(!m_office->has(account::number, other));
        QCOMPARE(m_office->has(account::number, mine), keepsOwn);
        // Nobody has deleted them.
        QVERIFY(m_server->core.find(account::number, other));
        QCOMPARE(m_office->replica->problemCount(), qint64(0));
    }

    void ownRecordsComeBeforeAllOthers()
    {
        for (int i = 0; i < 5; ++i)
            accountOf(m_rep);
        const RecordId mine = accountOf(m_boss);
        qint64 here = -1;
        bool peopleWereHere = false;
        qint64 expected = 0;
        QObject context;
        connect(m_office->replica.get(), &Replica::changed, &context, [&] {
            if (here >= 0 || !m_office->has(account::number, mine))
                return;
            here = m_office->rows(account::number);
            peopleWereHere = m_office->has(entities::user::number, m_boss);
        });
        connect(m_office->engine.get(), &SyncControl::stateChanged, &context,
            [&](const SyncState &state) { expected = std::max(expected, state.expected); });
        QVERIFY(m_office->sync());
        QCOMPARE(here, qint64(1));
        QVERIFY(peopleWereHere);
        QVERIFY(expected > 0);
        QCOMPARE(m_office->rows(account::number), qint64(6));
    }

    void whatIsOpenedIsHereForAWhile()
    {
        const RecordId id = accountOf(m_rep);
        keepAtManagers(R"({"account": {"keep": "none"}})");
        QVERIFY(m_office->sync());
        QCOMPARE(m_office->rows(account::number), qint64(0));
        std::optional<Result<Record>> record;
        m_office->engine->fetchRecord({account::number, id}, [&](const auto &result) { record = result; });
        QTRY_VERIFY(record.has_value());
        QVERIFY(record->ok());
        QVERIFY(m_office->has(account::number, id));
        m_office->goOffline();
        QVERIFY(m_office->sync());
        QVERIFY(m_office->has(account::number, id));
        // Its changes are asked for, also that it may not be seen any more.
        m_office->goOffline();
        m_server->core.update(account::number, id, {{systemfield::department, Value()}});
        QVERIFY(m_office->sync());
        QTRY_VERIFY(!m_office->has(account::number, id));
    }

    void whatIsHereIsNotListedAgain()
    {
        const RecordId opened = accountOf(m_rep);
        const RecordId other = accountOf(m_rep);
        keepAtManagers(R"({"account": {"keep": "none"}})");
        QVERIFY(m_office->sync());
        QVERIFY(fetch(opened));
        ListQuery query;
        query.entity = account::number;
        std::optional<Result<ServerPage>> page;
        m_office->engine->listServer(query, std::nullopt, 50, [&](const auto &result) { page = result; });
        QTRY_VERIFY(page.has_value());
        QVERIFY(page->ok());
        QCOMPARE((*page)->records.size(), size_t(1));
        QCOMPARE((*page)->records.front().key.id, other);
        QVERIFY((*page)->last.has_value());
    }

    void whatIsNotHereIsFoundAndNamedAtTheServer()
    {
        const RecordId opened = accountOf(m_rep, QStringLiteral("海天 opened"));
        const RecordId other = accountOf(m_rep, QStringLiteral("海天 other"));
        keepAtManagers(R"({"account": {"keep": "none"}})");
        QVERIFY(m_office->sync());
        QVERIFY(fetch(opened));
        std::optional<Result<ServerHits>> found;
        m_office->engine->searchServer(
            QStringLiteral("海天"), {account::number}, 5, [&](const auto &result) { found = result; });
        QTRY_VERIFY(found.has_value());
        QVERIFY(found->ok());
        QCOMPARE((*found)->groups.size(), size_t(1));
        QCOMPARE((*found)->groups.front().hits.size(), size_t(1));
        QCOMPARE((*found)->groups.front().hits.front().key.id, other);
        QCOMPARE((*found)->groups.front().hits.front().title, QStringLiteral("海天 other"));

        const RecordKey known{account::number, other};
        std::optional<Result<QHash<RecordKey, QString>>> titles;
        const RecordKey ofNoEntity{EntityNumber(0), newRecordId()}; // that this build knows
        m_office->engine->fetchTitles(
            {ofNoEntity, known, {account::number, newRecordId()}}, [&](const auto &result) { titles = result; });
        QTRY_VERIFY(titles.has_value());
        QVERIFY(titles->ok());
        QCOMPARE(titles->value(), (QHash<RecordKey, QString>{{known, QStringLiteral("海天 other")}}));
        QVERIFY(!m_office->has(account::number, other));

        m_office->goOffline();
        found.reset();
        m_office->engine->searchServer(
            QStringLiteral("海天"), {account::number}, 5, [&](const auto &result) { found = result; });
        QTRY_VERIFY(found.has_value());
        QVERIFY(!found->ok());
        QCOMPARE(found->error().reason, QStringLiteral("offline"));
    }

    void whatMayNotBeSeenAnyMoreGoesWhenTheServerSaysSo()
    {
        const RecordId id = accountOf(m_rep);
        keepAtManagers(R"({"account": {"keep": "mine"}})");
        QVERIFY(m_office->sync());
        QVERIFY(fetch(id));
        m_server->core.update(account::number, id, {{systemfield::department, Value()}});
        QTRY_VERIFY(!m_office->has(account::number, id));
    }

    void thatIsSaidAlsoOfWhatNoLaptopKeeps()
    {
        const RecordId lost = accountOf(m_rep);
        const RecordId other = accountOf(m_rep);
        keepNothingAtManagers();
        QVERIFY(m_office->sync());
        QVERIFY(fetch(lost));
        QVERIFY(fetch(other));
        m_server->core.update(account::number, lost, {{systemfield::department, Value()}});
        QTRY_VERIFY(!m_office->has(account::number, lost));
        QVERIFY(m_office->has(account::number, other));
    }

    void whoSeesLessLosesWhatHeHadOpened()
    {
        const RecordId id = accountOf(m_rep);
        keepNothingAtManagers();
        QVERIFY(m_office->sync());
        QVERIFY(fetch(id));
        m_server->core.update(entities::user::number, m_boss, {{systemfield::department, Value()}});
        QTRY_VERIFY(!m_office->has(account::number, id));
    }

    void whatWasMadeOfWhatIsNotKeptStandsWhenItHasArrived()
    {
        keepAtManagers(R"({"account": {"keep": "none"}})");
        QVERIFY(m_office->sync());
        bool wasGone = false;
        QObject context;
        const RecordId id = m_office->create(account::number, named(QStringLiteral("made here")));
        connect(m_office->replica.get(), &Replica::changed, &context,
            [&] { wasGone = wasGone || !m_office->has(account::number, id); });
        QTRY_VERIFY(hasArrived(id));
        QVERIFY(!wasGone);

        bool wasUndone = false;
        QVERIFY(m_office->update(account::number, id, {{account::field::phone, Value(QStringLiteral("021"))}}));
        connect(m_office->replica.get(), &Replica::changed, &context, [&] {
            const Value phone = m_office->value(account::number, id, account::field::phone);
            wasUndone = wasUndone || phone != Value(QStringLiteral("021"));
        });
        QTRY_VERIFY(hasArrived(id));
        QVERIFY(!wasUndone);
    }

    void whatIsNotKeptIsChangedAsPartOfAMassChange()
    {
        const RecordId edited = accountOf(m_rep, QStringLiteral("edited"));
        const RecordId deleted = accountOf(m_rep, QStringLiteral("deleted"));
        keepAtManagers(R"({"account": {"keep": "none"}})");
        QVERIFY(m_office->sync());
        const std::vector<Record> records = listed();
        QCOMPARE(records.size(), size_t(2));
        WriteRequest note;
        note.key = {massChange::number, newRecordId()};
        note.kind = MutationKind::Create;
        note.to = {{massChange::field::entity, Value(QStringLiteral("account"))},
            {massChange::field::kind, Value(QStringLiteral("edit"))}, {systemfield::owner, Value(m_boss)}};
        note.countsOthers = massChange::field::count;
        std::vector<WriteRequest> requests{note};
        for (const Record &record : records) {
            WriteRequest request;
            request.key = record.key;
            request.from = record.values;
            request.isElsewhere = true;
            if (record.key.id == deleted)
                request.kind = MutationKind::Delete;
            else
                request.to = named(QStringLiteral("after"));
            setOrigin(request.arguments, note.key.id);
            requests.push_back(std::move(request));
        }
        QVERIFY(m_office->replica->submit(requests).ok());
        QVERIFY(m_office->waitUntilSynced());
        QCOMPARE(m_server->core.find(account::number, edited)->value(account::field::name).toText(),
            QStringLiteral("after"));
        QVERIFY(!m_server->core.find(account::number, deleted)->value(systemfield::deletedAt).isNull());
        QCOMPARE(m_office->replica->problemCount(), qint64(0));
        QCOMPARE(m_office->rows(account::number), qint64(0));
        // So all of it is taken back as one.
        const auto reader = m_server->core.store->openReader();
        QCOMPARE(server::ChangeLog(**reader).partsOf(note.key.id, 0, 10)->size(), size_t(2));
        QCOMPARE(
            m_server->core.find(massChange::number, note.key.id)->value(massChange::field::count), Value(qint64(2)));
    }

private:
    static constexpr qint64 day = 24 * 3'600'000;
    const WrongClock m_inTwoDays{2 * day};
    const WrongClock m_inTwentyDays{20 * day};

    /// What a list shows of what is only at the server.
    std::vector<Record> listed()
    {
        ListQuery query;
        query.entity = account::number;
        std::optional<Result<ServerPage>> page;
        m_office->engine->listServer(query, std::nullopt, 50, [&](const auto &result) { page = result; });
        const bool isThere = waitFor([&] { return page.has_value(); }, patience) && page->ok();
        return isThere ? (*page)->records : std::vector<Record>();
    }
    /// As when somebody opens it.
    bool fetch(const RecordId &id)
    {
        std::optional<bool> isHere;
        m_office->engine->fetchRecord({account::number, id}, [&](const auto &result) { isHere = result.ok(); });
        return waitFor([&] { return isHere.has_value(); }, patience) && *isHere && m_office->has(account::number, id);
    }
    bool hasArrived(const RecordId &id) const
    {
        const auto record = m_office->replica->read({account::number, id});
        return !record.ok() || !record->pending;
    }
    RecordId accountOf(const RecordId &owner, const QString &name = {})
    {
        const RecordId id = newRecordId();
        FieldValues values = named(name.isEmpty() ? toText(id) : name);
        values[systemfield::owner] = owner;
        values[systemfield::department] = server::basics::company();
        m_server->core.create(account::number, id, values);
        return id;
    }

    /// So that no other entity makes the server say anything.
    void keepNothingAtManagers()
    {
        QStringList rules;
        const RegistryPointer registry = m_server->core.store->registry();
        for (const EntityDef &entity : registry->entities())
            rules.append(QStringLiteral(R"("%1": {"keep": "none"})").arg(entity.name));
        keepAtManagers(QStringLiteral("{%1}").arg(rules.join(u',')).toUtf8().constData());
    }

    /// What the role of managers says of their laptops.
    void keepAtManagers(const char *rules)
    {
        namespace role = entities::role;
        m_server->core.update(role::number, server::basics::role(QStringLiteral("manager")),
            {{role::field::offline, Value(QString::fromUtf8(rules))}});
    }
};

QTEST_GUILESS_MAIN(TestOfflinePolicy)
#include "tst_offlinepolicy.moc"
