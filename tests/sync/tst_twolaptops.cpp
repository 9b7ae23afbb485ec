// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/changelog.h"
#include "shared/entities/entitynames.h"
#include "shared/replication/origin.h"
#include "tests/support/laptop.h"
#include "tests/support/loopbackserver.h"

#include <QTest>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = tandem::entities::account;

class TestTwoLaptops : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_server = std::make_unique<LoopbackServer>();
        m_rep = m_server->core.addUser(QStringLiteral("rep"), QStringLiteral("correct horse"), QStringLiteral("sales"));
        m_boss =
            m_server->core.addUser(QStringLiteral("boss"), QStringLiteral("correct horse"), QStringLiteral("manager"));
        m_laptop = std::make_unique<Laptop>(m_server->address(), QStringLiteral("rep"));
        m_office = std::make_unique<Laptop>(m_server->address(), QStringLiteral("boss"));
    }
    void cleanup()
    {
        m_laptop.reset();
        m_office.reset();
        m_server.reset();
    }

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
        namespace customField = entities::customField;
        m_server->core.create(customField::number, newRecordId(),
            {{customField::field::entity, Value(QStringLiteral("account"))},
                {customField::field::name, Value(QStringLiteral("colour"))},
                {customField::field::label, Value(QStringLiteral("Colour"))},
                {customField::field::definition, Value(QStringLiteral("{\"type\":\"text\"}"))}});
        const auto fieldOf = [](const Laptop &laptop) {
            const FieldDef *field =
                laptop.replica->registry()->entity(account::number)->field(QStringLiteral("colour"));
            return field ? field->number : FieldNumber(0);
        };
        QTRY_VERIFY(fieldOf(*m_office) != 0);
        QVERIFY(m_office->update(account::number, id, {{fieldOf(*m_office), Value(QStringLiteral("红"))}}));
        QVERIFY(m_office->waitUntilSynced());
        QCOMPARE(fieldOf(*m_laptop), FieldNumber(0));
        QVERIFY(m_laptop->sync());
        QCOMPARE(fieldOf(*m_laptop), fieldOf(*m_office));
        QCOMPARE(m_laptop->value(account::number, id, fieldOf(*m_laptop)).toText(), QStringLiteral("红"));
    }

    void powerLostBeforeTheAnswerDoublesNothing()
    {
        QVERIFY(m_laptop->sync());
        m_laptop->goOffline();
        const RecordId id = m_laptop->create(account::number, named(QStringLiteral("once")));
        auto image = m_laptop->diskImage();
        QVERIFY(m_laptop->sync());
        const qint64 before = m_server->core.pipeline.figures().lastSeq;
        m_laptop->powerUp(std::move(image));
        QCOMPARE(m_laptop->replica->outboxCount(), qint64(1));
        QVERIFY(m_laptop->has(account::number, id));
        QVERIFY(m_laptop->sync());
        QCOMPARE(m_server->core.pipeline.figures().lastSeq, before);
        QCOMPARE(m_laptop->rows(account::number), qint64(1));
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }

    void aCopiedDiskBecomesADeviceOfItsOwn()
    {
        QVERIFY(m_laptop->sync());
        m_laptop->goOffline();
        auto image = m_laptop->diskImage();
        const RecordId device = m_laptop->replica->device();
        const RecordId first = m_laptop->create(account::number, named(QStringLiteral("first")));
        QVERIFY(m_laptop->sync());
        m_laptop->powerUp(std::move(image));
        const RecordId second = m_laptop->create(account::number, named(QStringLiteral("second")));
        QVERIFY(m_laptop->sync());
        QVERIFY(m_laptop->replica->device() != device);
        QVERIFY(m_server->core.find(account::number, first));
        QVERIFY(m_server->core.find(account::number, second));
        QVERIFY(m_laptop->has(account::number, first));
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }

    void anOlderCopyOfTheDiskRepeatsNothing()
    {
        const RecordId id = countedAccount();
        m_laptop->goOffline();
        QVERIFY(m_laptop->update(account::number, id, {{visits(), Value(1)}}));
        auto image = m_laptop->diskImage();
        QVERIFY(m_laptop->sync());
        QVERIFY(m_laptop->update(account::number, id, {{account::field::code, Value(QStringLiteral("later"))}}));
        QVERIFY(m_laptop->waitUntilSynced());
        m_laptop->powerUp(std::move(image));
        QVERIFY(m_laptop->sync());
        QTRY_COMPARE(m_laptop->value(account::number, id, account::field::code).toText(), QStringLiteral("later"));
        QCOMPARE(m_server->core.find(account::number, id)->value(visits()).toInteger(), qint64(1));
        QCOMPARE(m_laptop->value(account::number, id, visits()).toInteger(), qint64(1));
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }

    void aCopiedDiskRepeatsNothingUnderItsNewName()
    {
        const RecordId id = countedAccount();
        m_laptop->goOffline();
        QVERIFY(m_laptop->update(account::number, id, {{visits(), Value(1)}}));
        auto image = m_laptop->diskImage();
        const RecordId device = m_laptop->replica->device();
        QVERIFY(m_laptop->update(account::number, id, {{account::field::code, Value(QStringLiteral("first"))}}));
        QVERIFY(m_laptop->sync());
        m_laptop->powerUp(std::move(image));
        QVERIFY(m_laptop->update(account::number, id, {{account::field::taxNumber, Value(QStringLiteral("second"))}}));
        QVERIFY(m_laptop->update(
            account::number, id, {{account::field::website, Value(QStringLiteral("https://third.example"))}}));
        QVERIFY(m_laptop->sync());
        QVERIFY(m_laptop->replica->device() != device);
        const auto row = m_server->core.find(account::number, id);
        QCOMPARE(row->value(visits()).toInteger(), qint64(1));
        QCOMPARE(row->value(account::field::code).toText(), QStringLiteral("first"));
        QCOMPARE(row->value(account::field::taxNumber).toText(), QStringLiteral("second"));
        QCOMPARE(row->value(account::field::website).toText(), QStringLiteral("https://third.example"));
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }

    void aCutConnectionLosesNothing()
    {
        QVERIFY(m_laptop->sync());
        QVERIFY(m_office->sync());
        for (int i = 0; i < 300; ++i) {
            const qint64 before = m_server->core.pipeline.figures().lastSeq;
            QVERIFY(!m_laptop->create(account::number, named(QStringLiteral("account %1").arg(i))).isNull());
            if (i % 60 != 30)
                continue;
            // As soon as something of it has arrived, when the answers are still on their way.
            QTRY_VERIFY_WITH_TIMEOUT(m_server->core.pipeline.figures().lastSeq > before, 60'000);
            m_server->cutAll();
        }
        QVERIFY(m_laptop->waitUntilSynced());
        QTRY_COMPARE(m_office->rows(account::number), qint64(300));
        QCOMPARE(m_laptop->rows(account::number), qint64(300));
    }

    void whatTheServerRefusesIsAProblemWithItsInput()
    {
        const RecordId id = sharedAccount();
        m_laptop->goOffline();
        QVERIFY(m_laptop->update(account::number, id, {{account::field::employees, Value(-5)}}));
        QVERIFY(m_laptop->sync());
        QCOMPARE(m_laptop->replica->problemCount(), qint64(1));
        const auto problems = m_laptop->replica->problems();
        QVERIFY(problems.ok());
        QCOMPARE(problems->front().error.field, QStringLiteral("employees"));
        QCOMPARE(problems->front().mutation.changes.front().to.toInteger(), qint64(-5));
    }

    void aWrongPasswordIsSaidAndNothingIsLost()
    {
        const RecordId id = m_laptop->create(account::number, named(QStringLiteral("kept")));
        const auto answer = m_laptop->signIn(QStringLiteral("wrong"));
        QVERIFY(answer && !answer->ok());
        QCOMPARE(answer->error().reason, QStringLiteral("wrongPassword"));
        QCOMPARE(m_laptop->phase(), SyncState::Phase::SignedOut);
        QCOMPARE(m_laptop->replica->outboxCount(), qint64(1));
        QVERIFY(m_laptop->signIn()->ok());
        QVERIFY(m_laptop->waitUntilSynced());
        QVERIFY(m_server->core.find(account::number, id));
    }

    void signingInGoesOnline()
    {
        m_laptop->goOffline();
        QVERIFY(m_laptop->engine->state().offlineByChoice);
        QVERIFY(m_laptop->signIn().value_or(Error::internal({})).ok());
        QVERIFY(m_laptop->waitUntilSynced());
        QVERIFY(!m_laptop->engine->state().offlineByChoice);
    }

    void theTokenIsEnoughAfterARestart()
    {
        QVERIFY(m_laptop->sync());
        m_laptop->close();
        m_laptop->open();
        m_laptop->engine->start();
        QVERIFY(m_laptop->waitUntilSynced());
    }

    void aDisabledUserIsToldAndKeepsWhatHeTyped()
    {
        QVERIFY(m_laptop->sync());
        m_server->core.update(entities::user::number, m_rep, {{entities::user::field::active, Value(false)}});
        QTRY_VERIFY(m_laptop->phase() == SyncState::Phase::Refused || m_laptop->phase() == SyncState::Phase::SignedOut);
        QVERIFY(!m_laptop->create(account::number, named(QStringLiteral("typed"))).isNull());
        QCOMPARE(m_laptop->replica->outboxCount(), qint64(1));
    }

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

    void questionsAreAnsweredOnlineAndRefusedOffline()
    {
        const RecordId id = sharedAccount();
        const RecordKey key{account::number, id};
        std::optional<Result<std::vector<client::HistoryEntry>>> history;
        m_laptop->engine->fetchHistory(key, [&](const auto &result) { history = result; });
        QTRY_VERIFY(history.has_value());
        QVERIFY(history->ok());
        QCOMPARE((*history)->size(), size_t(1));
        std::optional<Result<Record>> record;
        m_laptop->engine->fetchRecord(key, [&](const auto &result) { record = result; });
        QTRY_VERIFY(record.has_value());
        QVERIFY(record->ok());
        m_laptop->goOffline();
        record.reset();
        m_laptop->engine->fetchRecord(key, [&](const auto &result) { record = result; });
        QTRY_VERIFY(record.has_value());
        QCOMPARE(record->error().reason, QStringLiteral("offline"));
    }

private:
    static FieldValues named(const QString &name) { return {{account::field::name, Value(name)}}; }

    RecordId accountOf(const RecordId &owner)
    {
        const RecordId id = newRecordId();
        FieldValues values = named(toText(id));
        values[systemfield::owner] = owner;
        values[systemfield::department] = server::basics::company();
        m_server->core.create(account::number, id, values);
        return id;
    }

    /// What the role of managers says of their laptops.
    void keepAtManagers(const char *rules)
    {
        namespace role = entities::role;
        m_server->core.update(role::number, server::basics::role(QStringLiteral("manager")),
            {{role::field::offline, Value(QString::fromLatin1(rules))}});
    }

    /// A shared account, with a field "visits" that counts.
    RecordId countedAccount()
    {
        namespace customField = entities::customField;
        m_server->core.create(customField::number, newRecordId(),
            {{customField::field::entity, Value(QStringLiteral("account"))},
                {customField::field::name, Value(QStringLiteral("visits"))},
                {customField::field::label, Value(QStringLiteral("Visits"))},
                {customField::field::definition,
                    Value(QStringLiteral("{\"type\":\"integer\",\"merge\":\"counter\"}"))}});
        return sharedAccount();
    }
    FieldNumber visits() const
    {
        return m_server->core.store->registry()->entity(account::number)->field(QStringLiteral("visits"))->number;
    }

    /// Made by the rep, seen by both.
    RecordId sharedAccount()
    {
        if (!m_laptop->sync() || !m_office->sync())
            return {};
        FieldValues values = named(QStringLiteral("shared"));
        const RecordId id = m_laptop->create(account::number, values);
        const bool seen =
            m_laptop->waitUntilSynced() && QTest::qWaitFor([&] { return m_office->has(account::number, id); });
        return seen ? id : RecordId();
    }

    std::unique_ptr<LoopbackServer> m_server;
    std::unique_ptr<Laptop> m_laptop;
    std::unique_ptr<Laptop> m_office;
    RecordId m_rep;
    RecordId m_boss;
};

QTEST_GUILESS_MAIN(TestTwoLaptops)
#include "tst_twolaptops.moc"
