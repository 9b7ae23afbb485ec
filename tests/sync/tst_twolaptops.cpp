// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/records/conflictitems.h"
#include "server/records/purgedrecords.h"
#include "server/records/submitandwait.h"
#include "server/store/changelog.h"
#include "shared/replication/origin.h"
#include "tests/sync/twolaptops.h"

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = tandem::entities::account;

/// What two people do at once, and who sees it.
class TestTwoLaptops : public TwoLaptops
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void whatOneWritesTheOtherSees()
    {
        QVERIFY(m_laptop->sync());
        QVERIFY(m_office->sync());
        const RecordId id = m_laptop->create(account::number, named(QStringLiteral("海天味业")));
        QTRY_VERIFY(m_office->has(account::number, id));
        QCOMPARE(m_office->value(account::number, id, account::field::name).toText(), QStringLiteral("海天味业"));
        QVERIFY(m_laptop->waitUntilSynced());
        QVERIFY(m_office->update(account::number, id, {{account::field::industry, Value(QStringLiteral("food"))}}));
        QTRY_COMPARE(m_laptop->value(account::number, id, account::field::industry).toText(), QStringLiteral("food"));
    }

    void whatWasWrittenOfflineArrivesLater()
    {
        QVERIFY(m_laptop->sync());
        QVERIFY(m_office->sync());
        m_laptop->goOffline();
        QCOMPARE(m_laptop->phase(), SyncState::Phase::Offline);
        QList<RecordId> ids;
        for (int i = 0; i < 500; ++i)
            ids.append(m_laptop->create(account::number, named(QStringLiteral("account %1").arg(i))));
        QVERIFY(m_laptop->update(
            account::number, ids.first(), {{account::field::phone, Value(QStringLiteral("13812341234"))}}));
        QVERIFY(!m_office->has(account::number, ids.first()));
        QVERIFY(m_laptop->sync());
        QTRY_COMPARE(m_office->rows(account::number), qint64(500));
        QTRY_COMPARE(m_office->value(account::number, ids.first(), account::field::phone).toText(),
            QStringLiteral("13812341234"));
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }

    void whatIsPartOfAnImportIsKnownToTheServer()
    {
        namespace importRun = entities::importRun;
        QVERIFY(m_laptop->sync());
        const RecordId run = m_laptop->create(importRun::number,
            {{importRun::field::entity, Value(QStringLiteral("account"))}, {systemfield::owner, Value(m_rep)}});
        WriteRequest request;
        request.key = {account::number, newRecordId()};
        request.kind = MutationKind::Create;
        request.to = named(QStringLiteral("imported"));
        setOrigin(request.arguments, run);
        QVERIFY(m_laptop->replica->submit({request}).ok());
        QVERIFY(m_laptop->update(
            importRun::number, run, {{importRun::field::finishedAt, Value(qint64(1'760'000'000'000))}}));
        QVERIFY(m_laptop->waitUntilSynced());
        const auto reader = m_server->core.store->openReader();
        const auto parts = server::ChangeLog(**reader).partsOf(run, 0, 10);
        QCOMPARE(parts->size(), size_t(1));
        QCOMPARE(parts->front().record, request.key.id);
        QTRY_COMPARE(m_laptop->value(importRun::number, run, importRun::field::state).toText(), QStringLiteral("done"));
    }

    void whatIsTakenBackOfflineNeverReachesTheServer()
    {
        const RecordId id = sharedAccount();
        m_laptop->goOffline();
        QVERIFY(m_laptop->update(account::number, id, {{account::field::employees, Value(10)}}));
        QVERIFY(m_laptop->update(account::number, id,
            {{account::field::employees, Value(12)}, {account::field::phone, Value(QStringLiteral("13812341234"))}}));
        QVERIFY(m_laptop->replica->takeBack({m_laptop->replica->lastNumber() - 1}).ok());
        const RecordId own = m_laptop->create(account::number, named(QStringLiteral("never")));
        QVERIFY(m_laptop->replica->takeBack({m_laptop->replica->lastNumber()}).ok());
        QVERIFY(m_laptop->sync());
        QTRY_COMPARE(m_office->value(account::number, id, account::field::employees).toInteger(), qint64(12));
        QCOMPARE(m_office->value(account::number, id, account::field::phone).toText(), QStringLiteral("13812341234"));
        // The one that was left says what it was written on, so that nobody is taken for having been in between.
        QCOMPARE(m_office->rows(entities::conflict::number), qint64(0));
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
        QVERIFY(!m_laptop->has(account::number, own));
        QVERIFY(!m_server->core.find(account::number, own));
        // What is written on is numbered behind the gap.
        QVERIFY(m_laptop->update(account::number, id, {{account::field::employees, Value(13)}}));
        QTRY_COMPARE(m_office->value(account::number, id, account::field::employees).toInteger(), qint64(13));
    }

    void aLaptopThatIsOlderThanTheLogFetchesAnewAndKeepsItsOwn()
    {
        const RecordId id = sharedAccount();
        m_laptop->goOffline();
        const RecordId own = m_laptop->create(account::number, named(QStringLiteral("written far away")));
        QVERIFY(m_laptop->update(account::number, id, {{account::field::phone, Value(QStringLiteral("13812341234"))}}));
        QVERIFY(m_office->update(account::number, id, {{account::field::employees, Value(12)}}));
        QVERIFY(m_office->waitUntilSynced());
        QVERIFY(server::writeAndWait(m_server->core.pipeline, [](Connection &connection) -> Result<void> {
            TANDEM_ASSIGN(
                const qint64 gone, server::ChangeLog(connection).trim(std::numeric_limits<qint64>::max(), 1'000'000));
            return gone > 0 ? Result<void>() : Result<void>(Error::internal(QStringLiteral("nothing trimmed")));
        }).ok());
        QVERIFY(m_laptop->sync());
        QTRY_COMPARE(m_laptop->value(account::number, id, account::field::employees).toInteger(), qint64(12));
        QCOMPARE(m_laptop->value(account::number, id, account::field::phone).toText(), QStringLiteral("13812341234"));
        QTRY_VERIFY(m_office->has(account::number, own));
        QTRY_COMPARE(
            m_office->value(account::number, id, account::field::phone).toText(), QStringLiteral("13812341234"));
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }

    void bothChangingOneFieldIsOneConflict()
    {
        const RecordId id = sharedAccount();
        m_laptop->goOffline();
        QVERIFY(m_laptop->update(account::number, id,
            {{account::field::website, Value(QStringLiteral("https://rep.example"))},
                {account::field::employees, Value(12)}}));
        QVERIFY(m_office->update(account::number, id,
            {{account::field::website, Value(QStringLiteral("https://boss.example"))},
                {account::field::taxNumber, Value(QStringLiteral("T-1"))}}));
        QVERIFY(m_office->waitUntilSynced());
        QVERIFY(m_laptop->sync());
        for (Laptop *laptop : {m_laptop.get(), m_office.get()}) {
            QTRY_COMPARE(laptop->value(account::number, id, account::field::website).toText(),
                QStringLiteral("https://rep.example"));
            QCOMPARE(laptop->value(account::number, id, account::field::taxNumber).toText(), QStringLiteral("T-1"));
            QCOMPARE(laptop->value(account::number, id, account::field::employees).toInteger(), qint64(12));
        }
        QTRY_COMPARE(m_office->rows(entities::conflict::number), qint64(1));
        QTRY_COMPARE(m_laptop->rows(entities::conflict::number), qint64(1));
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }

    void bothWritingInOneTextIsNoConflict()
    {
        const RecordId id = sharedAccount();
        const auto write = [&](Laptop &laptop, const char *text) {
            return laptop.update(account::number, id, {{account::field::description, Value(QString::fromUtf8(text))}});
        };
        const auto text = [&](const Laptop &laptop) {
            return laptop.value(account::number, id, account::field::description).toText();
        };
        QVERIFY(write(*m_laptop, "<p>called</p><p>offer sent</p><p>thanks</p>"));
        QVERIFY(m_laptop->waitUntilSynced());
        QTRY_COMPARE(text(*m_office), QStringLiteral("<p>called</p><p>offer sent</p><p>thanks</p>"));
        m_laptop->goOffline();
        QVERIFY(write(*m_laptop, "<p>called <b>twice</b></p><p>offer sent</p><p>thanks</p>"));
        QVERIFY(write(*m_laptop, "<p>called <b>twice</b></p><p>offer sent</p><p>thanks</p><p>visit planned</p>"));
        QVERIFY(write(*m_office, "<p>called</p><ul><li>offer sent</li></ul><p>thanks</p>"));
        QVERIFY(m_office->waitUntilSynced());
        QVERIFY(m_laptop->sync());
        for (const Laptop *laptop : {m_laptop.get(), m_office.get()})
            QTRY_COMPARE(text(*laptop),
                QStringLiteral(
                    "<p>called <b>twice</b></p><ul><li>offer sent</li></ul><p>thanks</p><p>visit planned</p>"));
        QCOMPARE(m_office->rows(entities::conflict::number), qint64(0));
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }

    void aDeleteTakesNoEditWithItThatItsAuthorHadNotSeen()
    {
        const RecordId edited = sharedAccount();
        const RecordId untouched = m_laptop->create(account::number, named(QStringLiteral("untouched")));
        QVERIFY(m_laptop->waitUntilSynced());
        m_laptop->goOffline();
        for (const RecordId &id : {edited, untouched})
            QVERIFY(m_laptop->remove(account::number, id));
        QVERIFY(m_office->update(
            account::number, edited, {{account::field::website, Value(QStringLiteral("https://boss.example"))}}));
        QVERIFY(m_office->waitUntilSynced());
        QVERIFY(m_laptop->sync());
        QTRY_COMPARE(m_laptop->rows(entities::conflict::number), qint64(1));
        QVERIFY(!m_server->core.find(account::number, edited)->isDeleted());
        QVERIFY(m_server->core.find(account::number, untouched)->isDeleted());
        QVERIFY(m_laptop->value(account::number, edited, systemfield::deletedAt).isNull());
    }

    void aDeletionAgainstAnEditIsSettledByTheServerAlsoFromOffline()
    {
        const RecordId id = deletedAgainstAnEdit();
        const ConflictItem item = onlyConflict(*m_laptop);
        QVERIFY(item.ofRecord);
        QCOMPARE(item.record.id, id);
        m_laptop->goOffline();
        QVERIFY(settle(*m_laptop, item, ConflictChoice::Displaced));
        QVERIFY(conflictsOf(*m_laptop).empty()); // nothing is left to be done here
        QVERIFY(!m_server->core.find(account::number, id)->isDeleted());
        QVERIFY(m_laptop->sync());
        QVERIFY(m_server->core.find(account::number, id)->isDeleted());
        for (const Laptop *laptop : {m_laptop.get(), m_office.get()}) {
            QTRY_VERIFY(!laptop->value(account::number, id, systemfield::deletedAt).isNull());
            QTRY_COMPARE(laptop->value(entities::conflict::number, item.id, entities::conflict::field::status).toText(),
                QStringLiteral("resolved"));
        }
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }

    void aDeletionAgainstAnEditCanBeSettledByKeepingTheRecord()
    {
        const RecordId id = deletedAgainstAnEdit();
        const ConflictItem item = onlyConflict(*m_laptop);
        QVERIFY(settle(*m_laptop, item, ConflictChoice::Standing));
        QVERIFY(m_laptop->waitUntilSynced());
        QTRY_COMPARE(m_office->value(entities::conflict::number, item.id, entities::conflict::field::status).toText(),
            QStringLiteral("resolved"));
        QVERIFY(!m_server->core.find(account::number, id)->isDeleted());
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }

    void aChoiceThatTheServerRefusesLeavesTheConflictOpen()
    {
        const RecordId id = deletedAgainstAnEdit();
        const ConflictItem item = onlyConflict(*m_laptop);
        m_laptop->goOffline();
        QVERIFY(settle(*m_laptop, item, ConflictChoice::Displaced));
        QVERIFY(m_office->update(account::number, id, {{account::field::employees, Value(12)}}));
        QVERIFY(m_office->waitUntilSynced());
        QVERIFY(m_laptop->sync());
        QVERIFY(!m_server->core.find(account::number, id)->isDeleted());
        const auto problems = m_laptop->replica->problems();
        QVERIFY(problems.ok() && problems->size() == 1);
        QCOMPARE(problems->front().error.reason, QStringLiteral("changedMeanwhile"));
        QTRY_COMPARE(conflictsOf(*m_laptop).size(), size_t(1));
    }

    void whoLosesARecordHasItNoMore()
    {
        const RecordId id = sharedAccount();
        m_laptop->goOffline();
        QVERIFY(m_office->update(account::number, id, {{systemfield::owner, Value(m_boss)}}));
        QVERIFY(m_office->waitUntilSynced());
        QVERIFY(m_laptop->has(account::number, id));
        QVERIFY(m_laptop->sync());
        QVERIFY(!m_laptop->has(account::number, id));
        QVERIFY(m_office->has(account::number, id));
    }

    void aLostRoleEmptiesTheEntity()
    {
        const RecordId id = sharedAccount();
        namespace userRole = entities::userRole;
        const RecordId role = newRecordId();
        m_server->core.create(userRole::number, role,
            {{userRole::field::user, Value(m_rep)},
                {userRole::field::role, Value(server::basics::role(QStringLiteral("manager")))}});
        const RecordId foreign = newRecordId();
        m_server->core.create(account::number, foreign,
            {{account::field::name, Value(QStringLiteral("foreign"))}, {systemfield::owner, Value(m_boss)},
                {systemfield::department, Value(server::basics::company())}});
        QTRY_VERIFY(m_laptop->has(account::number, foreign));
        m_laptop->goOffline();
        m_server->core.remove(userRole::number, role);
        QVERIFY(m_laptop->sync());
        QVERIFY(!m_laptop->has(account::number, foreign));
        QVERIFY(m_laptop->has(account::number, id));
    }

    void aFieldAddedWhileAwayIsThereWithItsValue()
    {
        const RecordId id = sharedAccount();
        m_laptop->goOffline();
        addColour();
        QTRY_VERIFY(colourOf(*m_office) != 0);
        QVERIFY(m_office->update(account::number, id, {{colourOf(*m_office), Value(QStringLiteral("红"))}}));
        QVERIFY(m_office->waitUntilSynced());
        QCOMPARE(colourOf(*m_laptop), FieldNumber(0));
        QVERIFY(m_laptop->sync());
        QCOMPARE(colourOf(*m_laptop), colourOf(*m_office));
        QCOMPARE(m_laptop->value(account::number, id, colourOf(*m_laptop)).toText(), QStringLiteral("红"));
    }

    void aFieldThatComesBackHasItsValues()
    {
        const RecordId id = sharedAccount();
        const RecordId field = addColour();
        QTRY_VERIFY(colourOf(*m_office) != 0);
        QTRY_VERIFY(colourOf(*m_laptop) != 0);
        const FieldNumber colour = colourOf(*m_laptop);
        m_laptop->goOffline();
        // One is typed while nobody knows that it goes; the other comes to the laptop without it.
        const RecordId own = m_laptop->create(account::number, named(QStringLiteral("own")));
        QVERIFY(m_laptop->update(account::number, own, {{colour, Value(QStringLiteral("绿"))}}));
        QVERIFY(m_office->update(account::number, id, {{colour, Value(QStringLiteral("红"))}}));
        QVERIFY(m_office->waitUntilSynced());
        m_server->core.remove(entities::customField::number, field);
        QVERIFY(m_laptop->sync());
        QTRY_COMPARE(colourOf(*m_laptop), FieldNumber(0));
        QTRY_COMPARE(colourOf(*m_office), FieldNumber(0));
        QTRY_VERIFY(m_office->has(account::number, own));

        m_server->core.restore(entities::customField::number, field);
        QTRY_COMPARE(colourOf(*m_laptop), colour);
        QTRY_COMPARE(colourOf(*m_office), colour);
        QTRY_COMPARE(m_laptop->value(account::number, id, colour).toText(), QStringLiteral("红"));
        const auto kept = m_server->core.find(account::number, own);
        QVERIFY(kept);
        QTRY_COMPARE(m_laptop->value(account::number, own, colour), kept->value(colour));
        QTRY_COMPARE(m_office->value(account::number, own, colour), kept->value(colour));
    }

    void whatLeavesTheRecycleBinForGoodIsForgotten()
    {
        const RecordId id = sharedAccount();
        m_office->goOffline();
        m_server->core.remove(account::number, id);
        QTRY_VERIFY(!m_laptop->value(account::number, id, systemfield::deletedAt).isNull());
        Mutation purge;
        purge.entity = account::number;
        purge.record = id;
        purge.kind = MutationKind::Action;
        purge.action = server::purgeAction;
        QVERIFY(!server::submitAndWait(m_server->core.pipeline, {purge}).front().error);
        QTRY_VERIFY(!m_laptop->has(account::number, id));
        // Who was away and has worked on it hears that it is gone, and keeps what he typed.
        QVERIFY(m_office->update(account::number, id, named(QStringLiteral("in vain"))));
        QVERIFY(m_office->sync());
        const auto problems = m_office->replica->problems();
        QVERIFY(problems.ok() && problems->size() == 1);
        QCOMPARE(problems->front().error.reason, QStringLiteral("noLongerVisible"));
        QCOMPARE(problems->front().mutation.record, id);
        QVERIFY(!problems->front().mutation.changes.empty());
    }

private:
    /// Deleted by the rep, who had not seen the edit of his boss: it is there, with a conflict on both laptops.
    RecordId deletedAgainstAnEdit()
    {
        const RecordId id = sharedAccount();
        m_laptop->goOffline();
        const bool done = m_laptop->remove(account::number, id)
            && m_office->update(
                account::number, id, {{account::field::website, Value(QStringLiteral("https://boss.example"))}})
            && m_office->waitUntilSynced() && m_laptop->sync()
            && waitFor([&] { return conflictsOf(*m_laptop).size() == 1; }, patience)
            && waitFor([&] { return m_office->rows(entities::conflict::number) == 1; }, patience);
        return done ? id : RecordId();
    }
    std::vector<ConflictItem> conflictsOf(const Laptop &laptop) const
    {
        Reader reader(laptop.replica->readerPath(), laptop.replica->registry());
        return openConflicts(reader, laptop.replica->user()).valueOr({});
    }
    ConflictItem onlyConflict(const Laptop &laptop) const
    {
        const std::vector<ConflictItem> items = conflictsOf(laptop);
        return items.size() == 1 ? items.front() : ConflictItem();
    }
    static bool settle(Laptop &laptop, const ConflictItem &item, ConflictChoice choice)
    {
        return laptop.replica->submit(settlingRequests(*laptop.replica->registry(), {{item, choice}})).ok();
    }

    RecordId addColour() { return addField("account", "colour", R"({"type": "text"})"); }
    static FieldNumber colourOf(const Laptop &laptop) { return fieldNamed("colour", laptop); }
};

QTEST_GUILESS_MAIN(TestTwoLaptops)
#include "tst_twolaptops.moc"
