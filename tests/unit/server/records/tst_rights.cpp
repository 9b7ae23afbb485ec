// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/activeuser.h"
#include "server/records/historyreader.h"
#include "server/records/recordreader.h"
#include "server/store/audiencestore.h"
#include "server/store/sequence.h"
#include "shared/database/transaction.h"
#include "shared/expressions/expression.h"
#include "tests/support/company.h"

#include <QScopeGuard>
#include <QTest>
#include <QTimeZone>

using namespace tandem;
using namespace tandem::server;
namespace account = tandem::entities::account;
namespace opportunity = tandem::entities::opportunity;

/// Who may do what: scopes before and after, fields, shares, what hangs on a record, and why.
class TestRights : public QObject
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
                {account::field::phone, Value(QStringLiteral("13812341234"))},
                {account::field::annualRevenue, Value(Money{100, QStringLiteral("CNY")})}},
            Company::actor(m_seller));
    }
    void cleanup() { m_company.reset(); }

    void whatOneMayNotSeeDoesNotExist()
    {
        const Mutation edit = Company::edit(account::number, m_account, account::field::code, {}, QStringLiteral("X"));
        QCOMPARE(m_company->submit(Company::actor(m_other), edit).error->code, ErrorCode::NotFound);
        QCOMPARE(m_company->submit(Company::actor(m_seller), edit).outcome, Outcome::Applied);
        RecordReader reader(*m_company->plans, m_company->permissions(m_other));
        QCOMPARE(reader.get(definition(), m_account).error().code, ErrorCode::NotFound);
    }

    void nobodyGivesHisRecordAwayBeyondHisScope()
    {
        const Mutation give = Company::edit(account::number, m_account, systemfield::owner, m_seller, m_other);
        QCOMPARE(m_company->submit(Company::actor(m_seller), give).error->reason, QStringLiteral("notYours"));
        QCOMPARE(m_company->value(account::number, m_account, systemfield::owner).toId(), m_seller);
        const Mutation leave = Company::edit(account::number, m_account, systemfield::owner, m_seller, Value());
        QCOMPARE(m_company->submit(Company::actor(m_seller), leave).error->reason, QStringLiteral("notYours"));
        const RecordId boss = m_company->addUser(QStringLiteral("boss"), QStringLiteral("administrator"));
        QCOMPARE(m_company->submit(Company::actor(boss), give).outcome, Outcome::Applied);
        QVERIFY(!visible(m_seller, account::number, m_account));
        QVERIFY(visible(m_other, account::number, m_account));
    }

    void rightsReadFromAnOlderStateAreNotKept()
    {
        namespace userRole = entities::userRole;
        {
            const auto old = Transaction::begin(*m_company->reader, Transaction::Kind::Read);
            QVERIFY(old.ok());
            QVERIFY(Sequence::committed(*m_company->reader).ok()); // the state is fixed by what is read first
            m_company->create(userRole::number,
                {{userRole::field::user, Value(m_seller)},
                    {userRole::field::role, Value(basics::role(QStringLiteral("administrator")))}});
            QVERIFY(!m_company->permissions(m_seller)->isAdministrator());
        }
        QVERIFY(m_company->permissions(m_seller)->isAdministrator());
    }

    void whoWasNeitherDeletedNorDisabledIsActive()
    {
        namespace user = entities::user;
        QVERIFY(isActiveUser({}));
        QVERIFY(isActiveUser({{user::field::active, Value(true)}}));
        QVERIFY(!isActiveUser({{user::field::active, Value(false)}}));
        QVERIFY(!isActiveUser({{systemfield::deletedAt, Value(qint64(1))}}));
    }

    void maskedAndHiddenFieldsStaySo()
    {
        const RecordId department = m_company->value(account::number, m_account, systemfield::department).toId();
        const RecordId clerk = m_company->addUser(QStringLiteral("clerk"), QStringLiteral("employee"), department);
        RecordReader reader(*m_company->plans, m_company->permissions(clerk));
        const auto seen = reader.get(definition(), m_account);
        QVERIFY(seen.ok());
        QCOMPARE(seen->values.at(account::field::phone), Value(QStringLiteral("138****1234")));
        QVERIFY(!seen->values.contains(account::field::annualRevenue));
        RecordQuery query;
        query.entity = QStringLiteral("account");
        query.filter = *parseExpression(QStringLiteral("phone = '13812341234'"));
        query.limit = 10;
        QCOMPARE(reader.page(query, 1'000).error().reason, QStringLiteral("fieldNotReadable"));
        const auto history =
            HistoryReader(*m_company->reader, m_company->permissions(clerk)).read(definition(), m_account, 10);
        QVERIFY(history.ok());
        for (const FieldChange &change : history->front().changes)
            QVERIFY(change.field != account::field::annualRevenue && change.to != Value(QStringLiteral("13812341234")));
    }

    void computedFieldsTellNoMoreThanTheirSources()
    {
        const auto addDeal = [this](const RecordId &owner, qint64 amount) {
            m_company->create(opportunity::number,
                {{opportunity::field::name, Value(QStringLiteral("deal"))}, {opportunity::field::account, m_account},
                    {opportunity::field::amount, Value(Money{amount, QStringLiteral("CNY")})},
                    {opportunity::field::pipeline, Value(basics::pipeline())},
                    {opportunity::field::stage, Value(basics::stage(QStringLiteral("new")))},
                    {systemfield::owner, owner}});
        };
        addDeal(m_seller, 100);
        addDeal(m_other, 900);
        RecordReader reader(*m_company->plans, m_company->permissions(m_seller));
        const auto seen = reader.get(definition(), m_account);
        QVERIFY(seen.ok());
        QCOMPARE(seen->values.at(account::field::openOpportunityCount), Value(1));
        QCOMPARE(seen->values.at(account::field::openOpportunityAmount), Value(Money{100, QStringLiteral("CNY")}));
        QCOMPARE(seen->values.at(account::field::revenuePerEmployee), Value(Money{100, QStringLiteral("CNY")}));

        RecordQuery query;
        query.entity = QStringLiteral("account");
        query.filter = *parseExpression(QStringLiteral("openOpportunityCount = 1"));
        QCOMPARE(found(m_seller, query), size_t(1));
        query.filter = {};
        query.limit = 10;
        query.fields = {account::field::revenuePerEmployee};
        const auto listed = reader.page(query, 1'000);
        QVERIFY(listed.ok());
        QCOMPARE(listed->records.front().values.size(), size_t(1));

        const RecordId department = m_company->value(account::number, m_account, systemfield::department).toId();
        const RecordId clerk = m_company->addUser(QStringLiteral("clerk"), QStringLiteral("employee"), department);
        RecordReader less(*m_company->plans, m_company->permissions(clerk));
        const auto hidden = less.get(definition(), m_account);
        QVERIFY(hidden.ok());
        QVERIFY(!hidden->values.contains(account::field::revenuePerEmployee));
    }

    void filtersDoNotLookAtWhatIsOutOfSight()
    {
        const RecordId parent = m_company->create(account::number,
            {{account::field::name, Value(QStringLiteral("Holding"))},
                {account::field::annualRevenue, Value(Money{500, QStringLiteral("CNY")})},
                {systemfield::owner, m_other}});
        m_company->submit(
            Actor::forSystem(), Company::edit(account::number, m_account, account::field::parent, {}, parent));
        RecordQuery query;
        query.entity = QStringLiteral("account");
        query.filter = *parseExpression(QStringLiteral("parent.annualRevenue > money(1, 'CNY')"));
        QCOMPARE(found(m_seller, query), size_t(0));
        QCOMPARE(found(m_company->addUser(QStringLiteral("boss"), QStringLiteral("administrator")), query), size_t(1));
    }

    void todayIsTheDayWhereTheServerStands()
    {
        const QByteArray zone = qgetenv("TZ");
        const auto restore = qScopeGuard([&] { zone.isNull() ? qunsetenv("TZ") : qputenv("TZ", zone); });
        qputenv("TZ", "Asia/Shanghai");
        RecordQuery query;
        query.entity = QStringLiteral("account");
        query.filter = *parseExpression(QStringLiteral("today() = date('2025-10-10')"));
        query.surroundings.now = QDateTime(QDate(2025, 10, 9), QTime(20, 0), QTimeZone::utc()).toMSecsSinceEpoch();
        QCOMPARE(found(m_seller, query), size_t(1));
    }

    void aShareOpensARecordAndItsEndClosesIt()
    {
        const RecordId share = shareWith(m_other, QStringLiteral("read"), false);
        QVERIFY(visible(m_other, account::number, m_account));
        const Mutation edit = Company::edit(account::number, m_account, account::field::code, {}, QStringLiteral("X"));
        QCOMPARE(m_company->submit(Company::actor(m_other), edit).error->reason, QStringLiteral("mayNotEdit"));
        const auto why = AccessResolver::explain(
            *m_company->reader, m_company->store->registry(), m_other, account::number, m_account);
        QVERIFY(why.ok());
        QCOMPARE(why->front().kind, AccessExplanation::Kind::Share);
        QCOMPARE(why->front().share, share);
        Mutation end;
        end.entity = entities::share::number;
        end.record = share;
        end.kind = MutationKind::Delete;
        QCOMPARE(m_company->submit(Company::actor(m_seller), end).outcome, Outcome::Applied);
        QVERIFY(!visible(m_other, account::number, m_account));
    }

    void aShareForEditingLetsEdit()
    {
        shareWith(m_other, QStringLiteral("edit"), false);
        const Mutation edit = Company::edit(account::number, m_account, account::field::code, {}, QStringLiteral("X"));
        QCOMPARE(m_company->submit(Company::actor(m_other), edit).outcome, Outcome::Applied);
    }

    void aDeletedShareGivesNoRights()
    {
        using namespace entities::share;
        const RecordId boss = m_company->addUser(QStringLiteral("boss"), QStringLiteral("administrator"));
        const RecordId theirs = m_company->create(
            account::number, {{account::field::name, Value(QStringLiteral("B"))}, {systemfield::owner, m_other}});
        m_company->create(number,
            {{field::record, Value(QStringLiteral("account/") + toText(theirs))},
                {field::granteeKind, Value(QStringLiteral("user"))},
                {field::grantee, Value(QStringLiteral("user/") + toText(m_seller))}});
        const RecordId share = shareWith(m_seller, QStringLiteral("edit"), false);
        submit(m_seller, number, share, MutationKind::Delete);
        Mutation edit = Company::edit(number, share, field::record,
            Value(QStringLiteral("account/") + toText(m_account)), Value(QStringLiteral("account/") + toText(theirs)));
        QCOMPARE(m_company->submit(Company::actor(m_seller), edit).error->reason, QStringLiteral("mayNotEdit"));

        // Nor does it come back once the record is somebody else's.
        m_company->submit(
            Actor::forSystem(), Company::edit(account::number, m_account, systemfield::owner, m_seller, boss));
        QVERIFY(submit(m_seller, number, share, MutationKind::Restore).error.has_value());
        QVERIFY(!visible(m_seller, account::number, m_account));
    }

    void aConflictTellsNothingToWhoLostSight()
    {
        const RecordId share = shareWith(m_other, QStringLiteral("edit"), false);
        const auto edit = [this](const QString &code) {
            return Company::edit(account::number, m_account, account::field::code, {}, code);
        };
        QCOMPARE(m_company->submit(Company::actor(m_other), edit(QStringLiteral("X"))).outcome, Outcome::Applied);
        QCOMPARE(submit(m_seller, entities::share::number, share, MutationKind::Delete).outcome, Outcome::Applied);
        QCOMPARE(m_company->submit(Company::actor(m_seller), edit(QStringLiteral("Y"))).outcome, Outcome::Conflicted);
        const RecordId kept = m_company->all(entities::conflict::number).front().id;
        QVERIFY(visible(m_seller, entities::conflict::number, kept));
        QVERIFY(!visible(m_other, entities::conflict::number, kept));
    }

    void whoMayNotDeleteDoesNotDeleteByAConflict()
    {
        using namespace entities::conflict;
        shareWith(m_other, QStringLiteral("edit"), false);
        QCOMPARE(submit(m_seller, account::number, m_account, MutationKind::Delete).outcome, Outcome::Applied);
        const Mutation edit = Company::edit(account::number, m_account, account::field::code, {}, QStringLiteral("X"));
        QCOMPARE(m_company->submit(Company::actor(m_other), edit).outcome, Outcome::Conflicted);
        const RecordId kept = m_company->all(number).front().id;
        const Mutation swap = Company::action(
            number, kept, QStringLiteral("resolveConflict"), {{QStringLiteral("choice"), QStringLiteral("swap")}});
        QCOMPARE(m_company->submit(Company::actor(m_other), swap).error->reason, QStringLiteral("mayNotDelete"));
        QCOMPARE(m_company->submit(Company::actor(m_seller), swap).outcome, Outcome::Applied);
        QVERIFY(m_company->find(account::number, m_account)->isDeleted());
    }

    void whatHangsOnARecordFollowsIt()
    {
        using namespace entities::order;
        const RecordId order =
            m_company->create(number, {{field::account, Value(m_account)}}, Company::actor(m_seller));
        const RecordId product = m_company->create(entities::product::number,
            {{entities::product::field::name, Value(QStringLiteral("P"))},
                {entities::product::field::code, Value(QStringLiteral("P1"))}});
        const RecordId line = m_company->create(entities::orderLine::number,
            {{entities::orderLine::field::order, Value(order)}, {entities::orderLine::field::product, Value(product)},
                {entities::orderLine::field::unitPrice, Value(Money{1, QStringLiteral("CNY")})}},
            Company::actor(m_seller));
        QVERIFY(visible(m_seller, entities::orderLine::number, line));
        const qint64 seqBefore = m_company->find(entities::orderLine::number, line)->seq;
        m_company->submit(Actor::forSystem(), Company::edit(number, order, systemfield::owner, m_seller, m_other));
        QVERIFY(visible(m_other, entities::orderLine::number, line));
        QVERIFY(!visible(m_seller, entities::orderLine::number, line));
        QVERIFY(m_company->find(entities::orderLine::number, line)->seq > seqBefore);
    }

    void onlyCascadingSharesReachChildren()
    {
        const RecordId task = addTask(QStringLiteral("account/") + toText(m_account));
        shareWith(m_other, QStringLiteral("read"), false);
        QVERIFY(!visible(m_other, entities::activity::number, task));
        const RecordId third = m_company->addUser(QStringLiteral("third"), QStringLiteral("sales"));
        shareWith(third, QStringLiteral("read"), true);
        QVERIFY(visible(third, entities::activity::number, task));
    }

    void aShareReachesChildrenAsLongAsItSaysSo()
    {
        using namespace entities::share;
        const RecordId task = addTask(QStringLiteral("account/") + toText(m_account));
        const RecordId below = addTask(QStringLiteral("activity/") + toText(task));
        const RecordId share = shareWith(m_other, QStringLiteral("read"), false);
        // One of the task's own, for him alone, hides nothing of what it was lent.
        m_company->create(number,
            {{field::record, Value(QStringLiteral("activity/") + toText(task))},
                {field::granteeKind, Value(QStringLiteral("user"))},
                {field::grantee, Value(QStringLiteral("user/") + toText(m_other))}});
        QVERIFY(!visible(m_other, entities::activity::number, below));
        m_company->submit(Company::actor(m_seller), Company::edit(number, share, field::cascade, false, true));
        QVERIFY(visible(m_other, entities::activity::number, below));
        m_company->submit(Company::actor(m_seller), Company::edit(number, share, field::cascade, true, false));
        QVERIFY(!visible(m_other, entities::activity::number, below));
        QVERIFY(visible(m_other, entities::activity::number, task));
    }

    void aDeletedTeamGivesNothing()
    {
        const RecordId team =
            m_company->create(entities::team::number, {{entities::team::field::name, Value(QStringLiteral("T"))}});
        m_company->create(entities::teamMember::number,
            {{entities::teamMember::field::team, Value(team)}, {entities::teamMember::field::user, Value(m_other)}});
        using namespace entities::share;
        m_company->create(number,
            {{field::record, Value(QStringLiteral("account/") + toText(m_account))},
                {field::granteeKind, Value(QStringLiteral("team"))},
                {field::grantee, Value(QStringLiteral("team/") + toText(team))}});
        QVERIFY(visible(m_other, account::number, m_account));
        const RecordId boss = m_company->addUser(QStringLiteral("boss"), QStringLiteral("administrator"));
        QCOMPARE(submit(boss, entities::team::number, team, MutationKind::Delete).outcome, Outcome::Applied);
        QVERIFY(!visible(m_other, account::number, m_account));
    }

    void rolesWidenAndDenialBeatsThem()
    {
        const auto fingerprint = m_company->permissions(m_other)->readFingerprint(account::number);
        grant(m_other, QStringLiteral(R"({"account": {"read": "all"}})"));
        QVERIFY(visible(m_other, account::number, m_account));
        QVERIFY(m_company->permissions(m_other)->readFingerprint(account::number) != fingerprint);
        grant(m_other, QStringLiteral(R"({"account": {"deny": true}})"));
        QVERIFY(!visible(m_other, account::number, m_account));
        const auto why = AccessResolver::explain(
            *m_company->reader, m_company->store->registry(), m_other, account::number, m_account);
        QCOMPARE(why->front().kind, AccessExplanation::Kind::Denied);
    }

private:
    /// How many records he finds.
    size_t found(const RecordId &user, RecordQuery query)
    {
        query.limit = 100;
        return RecordReader(*m_company->plans, m_company->permissions(user)).page(query, 1'000'000)->records.size();
    }

    const EntityDef &definition() { return *m_company->store->registry()->entity(account::number); }

    bool visible(const RecordId &user, EntityNumber entity, const RecordId &record)
    {
        const auto permissions = m_company->permissions(user);
        const auto keys = AudienceStore(*m_company->reader).keys(entity, record);
        return permissions && keys && permissions->maySee(entity, *keys);
    }

    Acknowledgement submit(const RecordId &user, EntityNumber entity, const RecordId &record, MutationKind kind)
    {
        Mutation mutation;
        mutation.entity = entity;
        mutation.record = record;
        mutation.kind = kind;
        return m_company->submit(Company::actor(user), mutation);
    }

    RecordId addTask(const QString &parent)
    {
        return m_company->create(entities::activity::number,
            {{entities::activity::field::subject, Value(QStringLiteral("Call"))},
                {entities::activity::field::parent, Value(parent)}},
            Company::actor(m_seller));
    }

    RecordId shareWith(const RecordId &user, const QString &level, bool cascade)
    {
        using namespace entities::share;
        return m_company->create(number,
            {{field::record, Value(QStringLiteral("account/") + toText(m_account))},
                {field::granteeKind, Value(QStringLiteral("user"))},
                {field::grantee, Value(QStringLiteral("user/") + toText(user))}, {field::level, Value(level)},
                {field::cascade, Value(cascade)}},
            Company::actor(m_seller));
    }

    void grant(const RecordId &user, const QString &permissions)
    {
        using namespace entities::role;
        const RecordId role = m_company->create(number,
            {{field::key, Value(toText(newRecordId()))}, {field::name, Value(QStringLiteral("Extra"))},
                {field::permissions, Value(permissions)}});
        m_company->create(entities::userRole::number,
            {{entities::userRole::field::user, Value(user)}, {entities::userRole::field::role, Value(role)}});
    }

    std::unique_ptr<Company> m_company;
    RecordId m_seller;
    RecordId m_other;
    RecordId m_account;
};

QTEST_GUILESS_MAIN(TestRights)
#include "tst_rights.moc"
