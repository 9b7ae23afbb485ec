// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/changelog.h"
#include "tests/support/company.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;
namespace account = tandem::entities::account;

/// What who undoes a change may not do by hand, he cannot do by undoing it.
class TestUndoChange : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        m_company->start();
        m_seller = m_company->addUser(QStringLiteral("seller"), QStringLiteral("sales"));
        m_other = m_company->addUser(QStringLiteral("other"), QStringLiteral("sales"));
        m_account = m_company->create(account::number,
            {{account::field::name, Value(QStringLiteral("Acme"))},
                {account::field::annualRevenue, Value(Money{100, QStringLiteral("CNY")})}},
            Company::actor(m_seller));
    }
    void cleanup() { m_company.reset(); }

    void anUndoGivesNothingAwayEither()
    {
        const RecordId boss = m_company->addUser(QStringLiteral("boss"), QStringLiteral("administrator"));
        const auto hand = [&](const RecordId &from, const RecordId &to) {
            return m_company->submit(
                Company::actor(boss), Company::edit(account::number, m_account, systemfield::owner, from, to));
        };
        QCOMPARE(hand(m_seller, m_other).outcome, Outcome::Applied);
        QCOMPARE(hand(m_other, m_seller).outcome, Outcome::Applied);
        QCOMPARE(undoNewest(m_seller).error->reason, QStringLiteral("notYours"));
        QCOMPARE(m_company->value(account::number, m_account, systemfield::owner).toId(), m_seller);
        QVERIFY(!undoNewest(boss).error);
        QCOMPARE(m_company->value(account::number, m_account, systemfield::owner).toId(), m_other);
    }

    /// Neither that a field he does not see was changed, nor which.
    void whatIsHiddenIsNoPartOfAnUndo()
    {
        namespace role = entities::role;
        namespace user = entities::user;
        const RecordId writer = m_company->create(role::number,
            {{role::field::key, Value(QStringLiteral("writer"))}, {role::field::name, Value(QStringLiteral("writer"))},
                {role::field::permissions,
                    Value(QStringLiteral(
                        R"({"account": {"read": "all", "edit": "all", "fields": {"annualRevenue": "hidden"}}})"))}});
        const RecordId clerk = m_company->create(user::number,
            {{user::field::login, Value(QStringLiteral("clerk"))}, {user::field::name, Value(QStringLiteral("clerk"))},
                {systemfield::department, m_company->value(user::number, m_seller, systemfield::department)}});
        m_company->create(entities::userRole::number,
            {{entities::userRole::field::user, Value(clerk)}, {entities::userRole::field::role, Value(writer)}});
        Mutation both =
            Company::edit(account::number, m_account, account::field::code, Value(), Value(QStringLiteral("C1")));
        const Money before{100, QStringLiteral("CNY")};
        const Money after{200, QStringLiteral("CNY")};
        both.changes.push_back({account::field::annualRevenue, Value(before), Value(after)});
        QCOMPARE(m_company->submit(Company::actor(m_seller), both).outcome, Outcome::Applied);
        const Acknowledgement undone = undoNewest(clerk);
        QVERIFY2(!undone.error, undone.error ? qPrintable(undone.error->toLog()) : "");
        QVERIFY(m_company->value(account::number, m_account, account::field::code).isNull());
        QCOMPARE(m_company->value(account::number, m_account, account::field::annualRevenue), Value(after));

        const Mutation hidden =
            Company::edit(account::number, m_account, account::field::annualRevenue, Value(after), Value(before));
        QCOMPARE(m_company->submit(Company::actor(m_seller), hidden).outcome, Outcome::Applied);
        const Acknowledgement refused = undoNewest(clerk);
        QCOMPARE(refused.error->reason, QStringLiteral("historyGone"));
        QVERIFY(refused.error->field.isEmpty());
    }

private:
    /// Takes the account's newest change back.
    Acknowledgement undoNewest(const RecordId &user)
    {
        const qint64 seq = ChangeLog(*m_company->reader).history(account::number, m_account, 0, 1)->front().seq;
        return m_company->submit(Company::actor(user),
            Company::action(account::number, m_account, QStringLiteral("undo"), {{QStringLiteral("seq"), seq}}));
    }

    std::unique_ptr<Company> m_company;
    RecordId m_seller;
    RecordId m_other;
    RecordId m_account;
};

QTEST_GUILESS_MAIN(TestUndoChange)
#include "tst_undochange.moc"
