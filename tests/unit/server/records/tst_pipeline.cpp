// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/changelog.h"
#include "tests/support/company.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;

namespace account = tandem::entities::account;

/// Exactly once, merging, rejection without a trace.
class TestPipeline : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        m_company->start();
        m_first = m_company->addUser(QStringLiteral("first"), QStringLiteral("service"));
        m_second = m_company->addUser(QStringLiteral("second"), QStringLiteral("administrator"));
    }
    void cleanup() { m_company.reset(); }

    void theSameMutationHasOneEffectAndOneAnswer()
    {
        const RecordId device = newRecordId();
        Mutation mutation = Company::creation(account::number, {{account::field::name, Value(QStringLiteral("Acme"))}});
        mutation.id = {device, 1};
        const Actor actor = Company::actor(m_first, device);
        const Acknowledgement once = m_company->submit(actor, mutation);
        QCOMPARE(once.outcome, Outcome::Applied);
        QVERIFY(once.seq > 0);
        const Acknowledgement again = m_company->submit(actor, mutation);
        QVERIFY(again == once);
        QCOMPARE(m_company->all(account::number).size(), size_t(1));
    }

    void aNumberUsedByOtherContentIsAClone()
    {
        const RecordId device = newRecordId();
        Mutation mutation = Company::creation(account::number, {{account::field::name, Value(QStringLiteral("Acme"))}});
        mutation.id = {device, 1};
        m_company->submit(Company::actor(m_first, device), mutation);
        mutation.changes.front().to = QStringLiteral("Other");
        const Acknowledgement answer = m_company->submit(Company::actor(m_first, device), mutation);
        QCOMPARE(answer.outcome, Outcome::Rejected);
        QCOMPARE(answer.error->reason, QStringLiteral("deviceCloned"));
        const Acknowledgement foreign = m_company->submit(Company::actor(m_first, newRecordId()), mutation);
        QCOMPARE(foreign.error->reason, QStringLiteral("wrongDevice"));
    }

    void aRejectionIsAnsweredAgainToo()
    {
        const RecordId device = newRecordId();
        Mutation mutation =
            Company::creation(account::number, {{account::field::phone, Value(QStringLiteral("13800001234"))}});
        mutation.id = {device, 1};
        const Acknowledgement once = m_company->submit(Company::actor(m_first, device), mutation);
        QCOMPARE(once.outcome, Outcome::Rejected);
        QCOMPARE(once.error->reason, QStringLiteral("required"));
        QCOMPARE(once.error->field, QStringLiteral("name"));
        QVERIFY(m_company->submit(Company::actor(m_first, device), mutation) == once);
        QVERIFY(!m_company->find(account::number, mutation.record));
    }

    void aDisabledUserIsRefusedAtOnce()
    {
        const RecordId made =
            m_company->create(account::number, {{account::field::name, Value(QStringLiteral("Acme"))}});
        m_company->submit(Actor::forSystem(),
            Company::edit(entities::user::number, m_second, entities::user::field::active, true, false));
        const Mutation edit = Company::edit(account::number, made, account::field::code, {}, QStringLiteral("X"));
        QCOMPARE(m_company->submit(Company::actor(m_second), edit).error->reason, QStringLiteral("userDisabled"));
        QVERIFY(!m_company->permissions(m_second));
    }

    void whatARoleSaysIsUnderstoodOrRefused()
    {
        namespace role = entities::role;
        const RecordId sales = basics::role(QStringLiteral("sales"));
        const auto say = [&](FieldNumber field, const QString &from, const QString &to) {
            return m_company->submit(Actor::forSystem(),
                Company::edit(role::number, sales, field, from.isEmpty() ? Value() : Value(from), Value(to)));
        };
        const Acknowledgement kept = say(role::field::offline, {}, QStringLiteral(R"({"account": {"keep": "some"}})"));
        QVERIFY(kept.error);
        QCOMPARE(kept.error->field, QStringLiteral("offline"));
        QCOMPARE(kept.error->reason, QStringLiteral("notOneOf"));
        QCOMPARE(kept.error->arguments.value(QStringLiteral("place")).toString(), QStringLiteral("account.keep"));
        const Acknowledgement given =
            say(role::field::permissions, {}, QStringLiteral(R"({"account": {"read": "most"}})"));
        QVERIFY(given.error);
        QCOMPARE(given.error->arguments.value(QStringLiteral("place")).toString(), QStringLiteral("account.read"));
        const QString good = QStringLiteral(R"({"account": {"keep": "recent", "days": 30}})");
        QVERIFY(!say(role::field::offline, {}, good).error);
    }

    void fieldsThatDoNotGoTogetherAreRefusedUnlessTheyStoodThere()
    {
        namespace activity = entities::activity;
        const auto meeting = [](const Value &start, const Value &end) {
            return Company::creation(activity::number,
                {{activity::field::subject, Value(QStringLiteral("Visit"))}, {activity::field::start, start},
                    {activity::field::end, end}});
        };
        const Actor actor = Company::actor(m_first);
        const Acknowledgement refused = m_company->submit(actor, meeting(2000, 1000));
        QCOMPARE(refused.outcome, Outcome::Rejected);
        QCOMPARE(refused.error->field, QStringLiteral("end"));
        QCOMPARE(refused.error->reason, QStringLiteral("notValidWith"));

        const Mutation good = meeting(1000, 2000);
        QCOMPARE(m_company->submit(actor, good).outcome, Outcome::Applied);
        const auto edit = [&](FieldNumber field, const Value &from, const Value &to) {
            return m_company->submit(actor, Company::edit(activity::number, good.record, field, from, to));
        };
        const Acknowledgement moved = edit(activity::field::start, 1000, 3000);
        QCOMPARE(moved.error->field, QStringLiteral("end")); // the field whose rule it breaks, whichever was changed
        QCOMPARE(m_company->value(activity::number, good.record, activity::field::start), Value(1000));
        QCOMPARE(edit(activity::field::end, 2000, Value()).outcome, Outcome::Applied);
        QCOMPARE(edit(activity::field::start, 1000, 3000).outcome, Outcome::Applied);
    }

    void unknownFieldsAreNamedByNumber()
    {
        const Acknowledgement answer = m_company->submit(Company::actor(m_first),
            Company::creation(account::number, {{account::field::name, Value(QStringLiteral("A"))}, {4711, Value(1)}}));
        QCOMPARE(answer.error->reason, QStringLiteral("unknownField"));
        QCOMPARE(answer.error->arguments.value(QStringLiteral("number")).toInt(), 4711);
    }

    void differentFieldsMergeAndTheSameFieldConflicts()
    {
        const RecordId id = newAccount(m_first);
        const auto edit = [&](const RecordId &user, FieldNumber field, const Value &from, const Value &to) {
            return m_company->submit(Company::actor(user), Company::edit(account::number, id, field, from, to)).outcome;
        };
        QCOMPARE(edit(m_first, account::field::website, {}, QStringLiteral("https://a.example")), Outcome::Applied);
        QCOMPARE(edit(m_second, account::field::code, {}, QStringLiteral("C1")), Outcome::Applied);
        QCOMPARE(edit(m_first, account::field::name, QStringLiteral("Acme"), QStringLiteral("Acme North")),
            Outcome::Applied);
        QCOMPARE(edit(m_second, account::field::name, QStringLiteral("Acme"), QStringLiteral("Acme South")),
            Outcome::Conflicted);
        QCOMPARE(m_company->value(account::number, id, account::field::name), Value(QStringLiteral("Acme South")));

        const auto conflicts = m_company->all(entities::conflict::number);
        QCOMPARE(conflicts.size(), size_t(1));
        using namespace entities::conflict;
        const StoredRecord &conflict = conflicts.front();
        QCOMPARE(conflict.value(field::displacedValue).toText(), QStringLiteral("\"Acme North\""));
        QCOMPARE(conflict.value(field::standingValue).toText(), QStringLiteral("\"Acme South\""));
        QCOMPARE(conflict.value(field::originalValue).toText(), QStringLiteral("\"Acme\""));
        QCOMPARE(conflict.value(field::displacedUser).toId(), m_first);
        QCOMPARE(conflict.value(field::standingUser).toId(), m_second);
        QCOMPARE(conflict.value(systemfield::owner).toId(), m_first);
    }

    void twoEditsOfOneTextAreBothKept()
    {
        const QString lines = QStringLiteral("one\ntwo\nthree");
        const QString paragraphs = QStringLiteral("<p>one</p><p>and two</p>");
        const RecordId id = newAccount(m_first);
        m_company->submit(Company::actor(m_first),
            {Company::edit(account::number, id, account::field::preferences, Value(), Value(lines)),
                Company::edit(account::number, id, account::field::description, Value(), Value(paragraphs))});
        const auto edit = [&](const RecordId &user, FieldNumber field, const QString &from, const QString &to) {
            return m_company->submit(
                Company::actor(user), Company::edit(account::number, id, field, Value(from), Value(to)));
        };
        edit(m_first, account::field::preferences, lines, QStringLiteral("ONE\ntwo\nthree"));
        QCOMPARE(
            edit(m_second, account::field::preferences, lines, QStringLiteral("one\ntwo\n3")).outcome, Outcome::Merged);
        edit(m_first, account::field::description, paragraphs, QStringLiteral("<p>one</p><p>and <b>two</b></p>"));
        QCOMPARE(edit(m_second, account::field::description, paragraphs, QStringLiteral("<h1>one</h1><p>and two</p>"))
                     .outcome,
            Outcome::Merged);
        QCOMPARE(
            m_company->value(account::number, id, account::field::preferences).toText(), QStringLiteral("ONE\ntwo\n3"));
        QCOMPARE(m_company->value(account::number, id, account::field::description).toText(),
            QStringLiteral("<h1>one</h1><p>and <b>two</b></p>"));
        QVERIFY(m_company->all(entities::conflict::number).empty());
        const Acknowledgement clash =
            edit(m_second, account::field::preferences, lines, QStringLiteral("1\ntwo\nthree"));
        QCOMPARE(clash.outcome, Outcome::Conflicted);
        QCOMPARE(m_company->value(account::number, id, account::field::preferences).toText(),
            QStringLiteral("1\ntwo\nthree"));
        const auto conflicts = m_company->all(entities::conflict::number);
        QCOMPARE(conflicts.size(), size_t(1));
        QCOMPARE(conflicts.front().value(entities::conflict::field::displacedValue).toText(),
            QStringLiteral("\"ONE\\ntwo\\n3\""));
    }

    void aStateThatIsExpectedMustBeThere()
    {
        const RecordId id = newAccount(m_first);
        Mutation edit =
            Company::edit(account::number, id, account::field::name, QStringLiteral("Acme"), QStringLiteral("North"));
        edit.expectedSeq = m_company->find(account::number, id)->seq;
        Mutation second = edit;
        second.changes.front().to = QStringLiteral("South");
        // Both were read before either was written.
        const auto answers = m_company->submit(Company::actor(m_first), std::vector{edit, second});
        QCOMPARE(answers[0].outcome, Outcome::Applied);
        QCOMPARE(answers[1].error->reason, QStringLiteral("changedMeanwhile"));
    }

    void aConflictIsSwappedOnce()
    {
        const RecordId id = newAccount(m_first);
        m_company->submit(Company::actor(m_first),
            Company::edit(account::number, id, account::field::name, QStringLiteral("Acme"), QStringLiteral("North")));
        m_company->submit(Company::actor(m_second),
            Company::edit(account::number, id, account::field::name, QStringLiteral("Acme"), QStringLiteral("South")));
        const RecordId conflict = m_company->all(entities::conflict::number).front().id;
        const QCborMap swap{{QStringLiteral("choice"), QStringLiteral("swap")}};
        const Mutation resolve =
            Company::action(entities::conflict::number, conflict, QStringLiteral("resolveConflict"), swap);
        QCOMPARE(m_company->submit(Company::actor(m_first), resolve).outcome, Outcome::Applied);
        QCOMPARE(m_company->value(account::number, id, account::field::name), Value(QStringLiteral("North")));
        QCOMPARE(m_company->submit(Company::actor(m_first), resolve).error->reason, QStringLiteral("alreadyResolved"));
    }

    void anEditOfADeletedRecordBringsItBack()
    {
        const RecordId id = newAccount(m_first);
        Mutation remove = Company::edit(account::number, id, account::field::name, QStringLiteral("Acme"), {});
        remove.kind = MutationKind::Delete;
        QCOMPARE(m_company->submit(Company::actor(m_second), remove).outcome, Outcome::Applied);
        QVERIFY(m_company->find(account::number, id)->isDeleted());
        const Mutation edit = Company::edit(account::number, id, account::field::code, {}, QStringLiteral("C1"));
        QCOMPARE(m_company->submit(Company::actor(m_first), edit).outcome, Outcome::Conflicted);
        QVERIFY(!m_company->find(account::number, id)->isDeleted());
        QCOMPARE(
            m_company->all(entities::conflict::number).front().value(entities::conflict::field::displacedUser).toId(),
            m_second);
    }

    void badMembersOfABatchHarmNobody()
    {
        std::vector<Mutation> mutations;
        for (int i = 0; i < 20; ++i) {
            const Value name = i % 3 == 0 ? Value() : Value(QString::number(i));
            mutations.push_back(Company::creation(account::number, {{account::field::name, name}}));
        }
        const auto answers = m_company->submit(Company::actor(m_first), mutations);
        for (size_t i = 0; i < answers.size(); ++i) {
            QCOMPARE(answers[i].outcome, i % 3 == 0 ? Outcome::Rejected : Outcome::Applied);
            QCOMPARE(m_company->find(account::number, mutations[i].record).has_value(), i % 3 != 0);
        }
        // What was taken back is no part of the log's chain either.
        QCOMPARE(ChangeLog(*m_company->reader).verifyChain()->damage, hashchain::Damage::None);
    }

    void togetherIsAllOrNothing()
    {
        const Mutation good =
            Company::creation(account::number, {{account::field::name, Value(QStringLiteral("Good"))}});
        const Mutation bad = Company::creation(account::number, {{account::field::code, Value(QStringLiteral("Bad"))}});
        const auto answers = m_company->submit(Company::actor(m_first), {good, bad}, true);
        QCOMPARE(answers.size(), size_t(2));
        QCOMPARE(answers.front().error->reason, QStringLiteral("required"));
        QVERIFY(!m_company->find(account::number, good.record));
        newAccount(m_first);
        QCOMPARE(ChangeLog(*m_company->reader).verifyChain()->damage, hashchain::Damage::None);
    }

    void oneChangeIsUndoneByItsNumber()
    {
        const RecordId id = newAccount(m_first);
        const auto set = [&](FieldNumber field, const Value &to) {
            const Value from = m_company->value(account::number, id, field);
            m_company->submit(Company::actor(m_first), Company::edit(account::number, id, field, from, to));
            return ChangeLog(*m_company->reader).history(account::number, id, 0, 1)->front().seq;
        };
        const auto undo = [&](qint64 seq) {
            return m_company->submit(Company::actor(m_second),
                Company::action(account::number, id, QStringLiteral("undo"), {{QStringLiteral("seq"), seq}}));
        };
        const qint64 coded = set(account::field::code, QStringLiteral("C1"));
        const qint64 named = set(account::field::name, QStringLiteral("New"));
        QVERIFY(!undo(coded).error);
        QVERIFY(m_company->value(account::number, id, account::field::code).isNull());
        QCOMPARE(m_company->value(account::number, id, account::field::name).toText(), QStringLiteral("New"));

        set(account::field::name, QStringLiteral("Newer"));
        const Acknowledgement late = undo(named);
        QCOMPARE(late.error->reason, QStringLiteral("changedAgain"));
        QCOMPARE(late.error->field, QStringLiteral("name"));
        QCOMPARE(m_company->value(account::number, id, account::field::name).toText(), QStringLiteral("Newer"));
        QCOMPARE(undo(named + 1000).error->reason, QStringLiteral("historyGone"));
        const auto history = *ChangeLog(*m_company->reader).history(account::number, id, 0, 100);
        QCOMPARE(undo(history.back().seq).error->reason, QStringLiteral("notAnEdit"));
    }

    void numbersAreGivenAndRejectionsTakeNone()
    {
        using namespace entities::order;
        const RecordId customer = newAccount(m_first);
        const RecordId one = m_company->create(number, {{field::account, Value(customer)}}, Company::actor(m_first));
        const Acknowledgement refused = m_company->submit(Company::actor(m_first),
            Company::creation(
                number, {{field::account, Value(customer)}, {field::status, Value(QStringLiteral("nonsense"))}}));
        QCOMPARE(refused.outcome, Outcome::Rejected);
        const RecordId two = m_company->create(number, {{field::account, Value(customer)}}, Company::actor(m_first));
        const QString first = m_company->value(number, one, field::number).toText();
        const QString second = m_company->value(number, two, field::number).toText();
        QVERIFY(first.endsWith(QStringLiteral("00001")));
        QVERIFY(second.endsWith(QStringLiteral("00002")));
        QVERIFY(!m_company->value(number, one, field::orderDate).isNull());
        QCOMPARE(m_company->value(number, one, systemfield::owner).toId(), m_first);
    }

    void linksMustLeadSomewhere()
    {
        using namespace entities::order;
        const Acknowledgement answer = m_company->submit(
            Company::actor(m_first), Company::creation(number, {{field::account, Value(newRecordId())}}));
        QCOMPARE(answer.error->reason, QStringLiteral("linkNotFound"));
        QCOMPARE(answer.error->field, QStringLiteral("account"));
    }

private:
    RecordId newAccount(const RecordId &owner)
    {
        return m_company->create(
            account::number, {{account::field::name, Value(QStringLiteral("Acme"))}}, Company::actor(owner));
    }

    std::unique_ptr<Company> m_company;
    RecordId m_first;
    RecordId m_second;
};

QTEST_GUILESS_MAIN(TestPipeline)
#include "tst_pipeline.moc"
