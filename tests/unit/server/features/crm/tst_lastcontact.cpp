// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/features/crm/activities/lastcontact.h"
#include "shared/metadata/fieldtypes/anylinktype.h"
#include "tests/support/company.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;

namespace account = tandem::entities::account;
namespace activity = tandem::entities::activity;
namespace contact = tandem::entities::contact;
namespace opportunity = tandem::entities::opportunity;

/// When somebody was last in touch with an account or a contact.
class TestLastContact : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        LastContact::registerHooks(m_company->hooks);
        m_company->start();
        m_account = m_company->create(account::number, {{account::field::name, text("Acme")}});
        m_contact = m_company->create(contact::number, {{contact::field::name, text("Li Wei")}});
    }
    void cleanup() { m_company.reset(); }

    void whatCounts_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("status");
        QTest::addColumn<bool>("counts");
        QTest::newRow("a call that was made") << "call"
                                              << "done" << true;
        QTest::newRow("a meeting that was held") << "meeting"
                                                 << "done" << true;
        QTest::newRow("a visit that was paid") << "visit"
                                               << "done" << true;
        QTest::newRow("a note") << "note"
                                << "open" << true;
        QTest::newRow("a call that is planned") << "call"
                                                << "open" << false;
        QTest::newRow("a meeting that was cancelled") << "meeting"
                                                      << "cancelled" << false;
        QTest::newRow("a task that is done") << "task"
                                             << "done" << false;
    }

    void whatCounts()
    {
        QFETCH(QString, kind);
        QFETCH(QString, status);
        QFETCH(bool, counts);
        add({{activity::field::kind, kind}, {activity::field::status, status}, {activity::field::start, early},
            {activity::field::contact, m_contact}});
        QCOMPARE(lastContact(), counts ? Value(early) : Value());
        QCOMPARE(lastContactOfPerson(), counts ? Value(early) : Value());
    }

    void theLatestStandsWhateverComesIn()
    {
        add(call(late));
        add(call(early));
        QCOMPARE(lastContact(), Value(late));
    }

    void aCallCountsFromWhenItWasDone()
    {
        const RecordId planned = add({{activity::field::kind, text("call")}});
        QCOMPARE(lastContact(), Value());
        m_company->clock.advance(60'000);
        edit(planned, activity::field::status, text("open"), text("done"));
        QCOMPARE(m_company->value(activity::number, planned, activity::field::done), Value(m_company->clock.now()));
        QCOMPARE(lastContact(), Value(m_company->clock.now()));
        edit(planned, activity::field::status, text("done"), text("open"));
        QCOMPARE(m_company->value(activity::number, planned, activity::field::done), Value());
        QCOMPARE(lastContact(), Value());
    }

    void theOneBeforeStandsWhenTheLastIsTakenAway()
    {
        add(call(early));
        const RecordId last = add(call(late));
        submit(last, MutationKind::Delete);
        QCOMPARE(lastContact(), Value(early));
        submit(last, MutationKind::Restore);
        QCOMPARE(lastContact(), Value(late));
        const RecordId other = m_company->create(account::number, {{account::field::name, text("Other")}});
        edit(last, activity::field::parent, anyLinkText(account::entityName(), m_account),
            anyLinkText(account::entityName(), other));
        QCOMPARE(lastContact(), Value(early));
        QCOMPARE(m_company->value(account::number, other, account::field::lastContactAt), Value(late));
    }

    void whatHangsOnADealCountsForItsAccount()
    {
        const RecordId deal = m_company->create(opportunity::number,
            {{opportunity::field::name, text("Deal")}, {opportunity::field::account, m_account},
                {opportunity::field::pipeline, basics::pipeline()},
                {opportunity::field::stage, basics::stage(QStringLiteral("new"))}});
        add(call(early));
        FieldValues held = call(late);
        held[activity::field::parent] = anyLinkText(opportunity::entityName(), deal);
        const RecordId last = add(held);
        QCOMPARE(lastContact(), Value(late));
        submit(last, MutationKind::Delete);
        QCOMPARE(lastContact(), Value(early));
    }

    void aDealTakesItsCallsAlongToAnotherAccount()
    {
        const RecordId deal = m_company->create(opportunity::number,
            {{opportunity::field::name, text("Deal")}, {opportunity::field::account, m_account},
                {opportunity::field::pipeline, basics::pipeline()},
                {opportunity::field::stage, basics::stage(QStringLiteral("new"))}});
        const RecordId other = m_company->create(account::number, {{account::field::name, text("Other")}});
        add(call(early));
        FieldValues held = call(late);
        held[activity::field::parent] = anyLinkText(opportunity::entityName(), deal);
        add(held);
        const auto move = [&](const Value &from, const Value &to) {
            return m_company
                ->submit(
                    Actor::forSystem(), Company::edit(opportunity::number, deal, opportunity::field::account, from, to))
                .error;
        };
        QVERIFY(!move(m_account, other));
        QCOMPARE(lastContact(), Value(early));
        QCOMPARE(m_company->value(account::number, other, account::field::lastContactAt), Value(late));
        QVERIFY(!move(other, {}));
        QCOMPARE(m_company->value(account::number, other, account::field::lastContactAt), Value());
    }

    void anAccountInTheRecycleBinStaysThere()
    {
        const RecordId made = add({{activity::field::kind, text("call")}, {activity::field::status, text("open")}});
        submit(account::number, m_account, MutationKind::Delete);
        edit(made, activity::field::status, text("open"), text("done"));
        QVERIFY(m_company->find(account::number, m_account)->isDeleted());
    }

    void whoComesBackFromTheRecycleBinKnowsWhatHappenedMeanwhile()
    {
        add(call(early));
        const RecordId planned = add({{activity::field::kind, text("call")}, {activity::field::status, text("open")},
            {activity::field::start, Value(late)}, {activity::field::contact, m_contact}});
        submit(account::number, m_account, MutationKind::Delete);
        submit(contact::number, m_contact, MutationKind::Delete);
        edit(planned, activity::field::status, text("open"), text("done"));
        QCOMPARE(lastContact(), Value(early));
        submit(account::number, m_account, MutationKind::Restore);
        submit(contact::number, m_contact, MutationKind::Restore);
        QCOMPARE(lastContact(), Value(late));
        QCOMPARE(lastContactOfPerson(), Value(late));
        QVERIFY(!m_company->find(account::number, m_account)->isDeleted());
    }

private:
    static constexpr Timestamp early = 1'700'000'000'000;
    static constexpr Timestamp late = early + 3'600'000;

    static Value text(const char *value) { return QString::fromLatin1(value); }

    static FieldValues call(Timestamp at)
    {
        return {{activity::field::kind, text("call")}, {activity::field::status, text("done")},
            {activity::field::start, Value(at)}};
    }

    /// On the account, unless it says something else.
    RecordId add(FieldValues values)
    {
        values.try_emplace(activity::field::subject, text("About the offer"));
        values.try_emplace(activity::field::parent, anyLinkText(account::entityName(), m_account));
        return m_company->create(activity::number, values);
    }

    void edit(const RecordId &record, FieldNumber field, const Value &from, const Value &to)
    {
        const auto answer =
            m_company->submit(Actor::forSystem(), Company::edit(activity::number, record, field, from, to));
        QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->toLog()) : "");
    }

    void submit(const RecordId &record, MutationKind kind) { submit(activity::number, record, kind); }
    void submit(EntityNumber entity, const RecordId &record, MutationKind kind)
    {
        Mutation mutation;
        mutation.entity = entity;
        mutation.record = record;
        mutation.kind = kind;
        QVERIFY(!m_company->submit(Actor::forSystem(), mutation).error);
    }

    Value lastContact() { return m_company->value(account::number, m_account, account::field::lastContactAt); }
    Value lastContactOfPerson() { return m_company->value(contact::number, m_contact, contact::field::lastContactAt); }

    std::unique_ptr<Company> m_company;
    RecordId m_account;
    RecordId m_contact;
};

QTEST_GUILESS_MAIN(TestLastContact)
#include "tst_lastcontact.moc"
