// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/undertakings.h"
#include "shared/replication/origin.h"
#include "tests/support/wondeal.h"

using namespace tandem;
using namespace tandem::server;
namespace opportunity = tandem::entities::opportunity;
namespace contract = tandem::entities::contract;
namespace approvalTask = tandem::entities::approvalTask;
namespace approvalInstance = tandem::entities::approvalInstance;
namespace stageLog = tandem::entities::stageLog;

/// A deal is won: the declared rule makes a contract and starts its approval, people decide, everybody hears of it.
class TestWonDeal : public WonDeal
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { m_company.reset(); }

    void theContractIsApproved()
    {
        const RecordId deal = addDeal(5'000'000);
        QCOMPARE(m_company->value(opportunity::number, deal, opportunity::field::stage).toId(),
            basics::stage(QStringLiteral("new")));
        QCOMPARE(win(deal), QString());
        QVERIFY(!m_company->value(opportunity::number, deal, opportunity::field::wonAt).isNull());
        QCOMPARE(m_company->all(stageLog::number).size(), size_t(2));

        const RecordId made = only(contract::number);
        QVERIFY(!made.isNull());
        QCOMPARE(m_company->value(contract::number, made, contract::field::opportunity).toId(), deal);
        QCOMPARE(m_company->value(contract::number, made, systemfield::owner).toId(), m_rep);
        QCOMPARE(m_company->value(contract::number, made, contract::field::approvalState), text("pending"));
        QCOMPARE(told(m_boss), QStringList({QStringLiteral("approvalRequested")}));

        const RecordId task = openTaskOf(m_boss);
        QVERIFY(!task.isNull());
        QCOMPARE(act(m_rep, approvalTask::number, task, "approve"), QStringLiteral("notYourTask"));
        QCOMPARE(
            act(m_boss, approvalTask::number, task, "approve", {{QStringLiteral("comment"), QStringLiteral("good")}}),
            QString());
        QCOMPARE(m_company->value(contract::number, made, contract::field::approvalState), text("approved"));
        QCOMPARE(m_company->value(approvalTask::number, task, approvalTask::field::decision), text("approved"));
        QCOMPARE(m_company->value(approvalTask::number, task, approvalTask::field::comment), text("good"));
        QVERIFY(
            !m_company
                 ->value(approvalInstance::number, only(approvalInstance::number), approvalInstance::field::finishedAt)
                 .isNull());
        QCOMPARE(told(m_rep), QStringList({QStringLiteral("approvalApproved")}));
        QCOMPARE(act(m_boss, approvalTask::number, task, "approve"), QStringLiteral("taskClosed"));
        QCOMPARE(m_error.code, ErrorCode::Conflict);
    }

    void aDealThatIsWonHasAnAccount()
    {
        const RecordId deal = m_company->create(
            opportunity::number, {{opportunity::field::name, text("Nobody's deal")}, {systemfield::owner, m_rep}});
        const QString refused = win(deal);
        QVERIFY2(refused.contains(QLatin1String("required field=account")), qPrintable(refused));
        QCOMPARE(m_company->value(opportunity::number, deal, opportunity::field::stage).toId(),
            basics::stage(QStringLiteral("new")));
        QVERIFY(m_company->all(contract::number).empty());
    }

    void aDealHasOneContractHoweverOftenItIsWon()
    {
        const RecordId deal = addDeal(100);
        QCOMPARE(win(deal), QString());
        const RecordId made = only(contract::number);
        QCOMPARE(lose(deal), QString());
        QCOMPARE(win(deal), QString());
        QCOMPARE(only(contract::number), made);
        QCOMPARE(m_company->all(approvalInstance::number).size(), size_t(1));
    }

    void aContractThatCameToNothingMakesRoomForAnother()
    {
        const RecordId deal = addDeal(100);
        QCOMPARE(win(deal), QString());
        QCOMPARE(act(m_boss, approvalTask::number, openTaskOf(m_boss), "reject"), QString());
        QCOMPARE(lose(deal), QString());
        QCOMPARE(win(deal), QString());
        QCOMPARE(m_company->all(contract::number).size(), size_t(2));
        QVERIFY(!openTaskOf(m_boss).isNull());
    }

    void aDealThatBeginsAsWonIsContractedToo()
    {
        const RecordId deal = m_company->create(opportunity::number, wonDeal(), Company::actor(m_rep));
        QCOMPARE(m_company->value(contract::number, only(contract::number), contract::field::opportunity).toId(), deal);
        QVERIFY(!openTaskOf(m_boss).isNull());
    }

    void dealsThatAnImportBringsAreNotContractedAnew()
    {
        const RecordId deal = m_company->create(opportunity::number, wonDeal(), {{}, {}, importVia, true});
        QVERIFY(!m_company->value(opportunity::number, deal, opportunity::field::wonAt).isNull());
        QVERIFY(m_company->all(contract::number).empty());
    }

    /// A laptop sends what it imports like all else, as part of the record of its import.
    void dealsOfAnImportByALaptopAreNotContractedAnewEither()
    {
        namespace importRun = tandem::entities::importRun;
        const RecordId run = m_company->create(importRun::number,
            {{importRun::field::entity, opportunity::entityName()}, {systemfield::owner, m_rep}},
            Company::actor(m_rep));
        Mutation brought = Company::creation(opportunity::number, wonDeal());
        setOrigin(brought.arguments, run);
        QVERIFY(!m_company->submit(Company::actor(m_rep), brought).error);
        QVERIFY(m_company->all(contract::number).empty());
        // As part of nothing that there is it is a deal like any other.
        brought.record = newRecordId();
        setOrigin(brought.arguments, newRecordId());
        QVERIFY(!m_company->submit(Company::actor(m_rep), brought).error);
        QCOMPARE(m_company->value(contract::number, only(contract::number), contract::field::opportunity).toId(),
            brought.record);
    }

    void whoIsCopiedFindsALineInHisInbox()
    {
        namespace flow = tandem::entities::approvalFlow;
        const RecordId contracts = basics::approvalFlow(QStringLiteral("contract"));
        const Value before = m_company->value(flow::number, contracts, flow::field::definition);
        const Value after = QStringLiteral(R"({"nodes": [{"id": "start", "type": "start"},
            {"id": "tell", "type": "cc", "name": "Books", "who": {"kind": "role", "role": "manager"}},
            {"id": "boss", "type": "approver", "who": {"kind": "manager"}}, {"id": "end", "type": "end"}]})");
        QVERIFY(!m_company
                     ->submit(Actor::forSystem(),
                         Company::edit(flow::number, contracts, flow::field::definition, before, after))
                     .error);
        QCOMPARE(win(addDeal(5'000'000)), QString());
        QStringList states;
        for (const StoredRecord &row : m_company->all(approvalTask::number)) {
            if (row.value(systemfield::owner).toId() == m_boss)
                states.append(row.value(approvalTask::field::state).toText());
        }
        states.sort();
        QCOMPARE(states, QStringList({QStringLiteral("copied"), QStringLiteral("open")}));
        // The machine finds its seats as if the line were not there.
        QCOMPARE(act(m_boss, approvalTask::number, openTaskOf(m_boss), "approve"), QString());
        QCOMPARE(m_company->value(contract::number, only(contract::number), contract::field::approvalState),
            text("approved"));
    }

    void whoApprovesSeesWhatHisRoleWouldHide()
    {
        QCOMPARE(win(addDeal(100)), QString());
        const EntityDef &entity = *m_company->store->registry()->entity(contract::number);
        RecordReader reader(*m_company->plans, m_company->permissions(m_boss));
        const auto visible = reader.get(entity, only(contract::number));
        QVERIFY2(visible.ok(), qPrintable(visible.ok() ? QString() : visible.error().toLog()));
        const RecordId other = m_company->addUser(QStringLiteral("other"), QStringLiteral("sales"));
        RecordReader stranger(*m_company->plans, m_company->permissions(other));
        QVERIFY(!stranger.get(entity, only(contract::number)).ok());
    }

    void largeContractsNeedASecondSignature()
    {
        QCOMPARE(win(addDeal(20'000'000)), QString());
        const RecordId second = m_company->addUser(QStringLiteral("second"), QStringLiteral("manager"));
        QCOMPARE(act(m_boss, approvalTask::number, openTaskOf(m_boss), "approve"), QString());
        QCOMPARE(m_company->value(contract::number, only(contract::number), contract::field::approvalState),
            text("pending"));
        QCOMPARE(act(second, approvalTask::number, openTaskOf(second), "reject"), QString());
        QCOMPARE(m_company->value(contract::number, only(contract::number), contract::field::approvalState),
            text("rejected"));
        QVERIFY(openTaskOf(m_boss).isNull());
    }

    void returnedItIsSubmittedAgainOrWithdrawn()
    {
        QCOMPARE(win(addDeal(100)), QString());
        const RecordId made = only(contract::number);
        QCOMPARE(act(m_boss, approvalTask::number, openTaskOf(m_boss), "return"), QString());
        QCOMPARE(m_company->value(contract::number, made, contract::field::approvalState), text("returned"));
        QCOMPARE(act(m_rep, contract::number, made, "submitApproval"), QString());
        QVERIFY(!openTaskOf(m_boss).isNull());
        QCOMPARE(act(m_rep, contract::number, made, "submitApproval"), QStringLiteral("alreadySubmitted"));
        QCOMPARE(act(m_boss, contract::number, made, "withdraw"), QStringLiteral("notTheInitiator"));
        QCOMPARE(act(m_rep, contract::number, made, "withdraw"), QString());
        QCOMPARE(m_company->value(contract::number, made, contract::field::approvalState), text("withdrawn"));
        QVERIFY(openTaskOf(m_boss).isNull());
        QVERIFY(!only(approvalInstance::number).isNull());
    }

    void whatTheDefinitionDoesNotAllowNowIsRefused()
    {
        QCOMPARE(win(addDeal(100)), QString());
        const RecordId made = only(contract::number);
        QCOMPARE(act(m_rep, contract::number, made, "withdraw"), QString());
        // Approved elsewhere, which the case does not know.
        QVERIFY(!m_company
                     ->submit(Actor::forSystem(),
                         Company::edit(contract::number, made, contract::field::approvalState, text("withdrawn"),
                             text("approved")))
                     .error);
        QCOMPARE(act(m_rep, contract::number, made, "submitApproval"), QStringLiteral("actionNotAllowedNow"));
        QCOMPARE(m_company->value(contract::number, made, contract::field::approvalState), text("approved"));
        QVERIFY(openTaskOf(m_boss).isNull());
    }

    void anEditThatBringsADealBackIsJudgedLikeAnyEdit()
    {
        const RecordId deal = addDeal(100);
        Mutation remove;
        remove.entity = opportunity::number;
        remove.record = deal;
        remove.kind = MutationKind::Delete;
        QVERIFY(!m_company->submit(Actor::forSystem(), remove).error);
        QCOMPARE(win(deal), QString());
        QVERIFY(!m_company->find(opportunity::number, deal)->isDeleted());
        QVERIFY(!m_company->value(opportunity::number, deal, opportunity::field::wonAt).isNull());
        QCOMPARE(m_company->all(stageLog::number).size(), size_t(2));
        QVERIFY(!only(contract::number).isNull());
    }

    void theStoryOfADealTellsStrangersNothingOfItsContract()
    {
        const RecordId deal = addDeal(100);
        const RecordId other = m_company->addUser(QStringLiteral("other"), QStringLiteral("sales"));
        m_company->create(entities::share::number,
            {{entities::share::field::record, Value(QStringLiteral("opportunity/") + toText(deal))},
                {entities::share::field::granteeKind, text("user")},
                {entities::share::field::grantee, Value(QStringLiteral("user/") + toText(other))}});
        QCOMPARE(win(deal), QString());
        const EntityDef &entity = *m_company->store->registry()->entity(opportunity::number);
        const auto heard = [&](const RecordId &user) -> QCborMap {
            const auto history = HistoryReader(*m_company->reader, m_company->permissions(user)).read(entity, deal, 50);
            for (const HistoryEntry &entry : *history) {
                if (entry.action == QLatin1String("approval.submitted"))
                    return entry.arguments;
            }
            return {{QStringLiteral("missing"), true}};
        };
        QVERIFY(heard(other).isEmpty());
        QCOMPARE(heard(m_rep).value(QStringLiteral("record")).toString(), toText(only(contract::number)));
        QVERIFY(!heard(m_rep).contains(QStringLiteral("title")));
    }

    void whatIsDecidedUponStaysAsItIs()
    {
        QCOMPARE(win(addDeal(100)), QString());
        const RecordId made = only(contract::number);
        qint64 amount = 990; // another one each time: to say what stands there changes nothing and is no edit
        const auto edit = [&] {
            const auto answer = m_company->submit(Company::actor(m_rep),
                Company::edit(contract::number, made, contract::field::amount,
                    m_company->value(contract::number, made, contract::field::amount),
                    Money{++amount, QStringLiteral("CNY")}));
            return answer.error ? answer.error->reason : QString();
        };
        QCOMPARE(edit(), QStringLiteral("readOnly"));
        QCOMPARE(act(m_boss, approvalTask::number, openTaskOf(m_boss), "return"), QString());
        QCOMPARE(edit(), QString());
        QCOMPARE(act(m_rep, contract::number, made, "submitApproval"), QString());
        QCOMPARE(act(m_boss, approvalTask::number, openTaskOf(m_boss), "approve"), QString());
        QCOMPARE(edit(), QStringLiteral("readOnly"));
    }

    void aConflictAboutWhatIsDecidedUponIsSettledWhenItMayBeEdited()
    {
        namespace conflict = tandem::entities::conflict;
        QCOMPARE(win(addDeal(100)), QString());
        const RecordId made = only(contract::number);
        QCOMPARE(act(m_boss, approvalTask::number, openTaskOf(m_boss), "return"), QString());
        const Value title = m_company->value(contract::number, made, contract::field::title);
        const auto rename = [&](const char *name) {
            return m_company
                ->submit(Company::actor(m_rep),
                    Company::edit(contract::number, made, contract::field::title, title, text(name)))
                .outcome;
        };
        QCOMPARE(rename("North"), Outcome::Applied);
        QCOMPARE(rename("South"), Outcome::Conflicted);
        const RecordId kept = only(conflict::number);
        QVERIFY(!kept.isNull());
        const QCborMap swap{{QStringLiteral("choice"), QStringLiteral("swap")}};
        QCOMPARE(act(m_rep, contract::number, made, "submitApproval"), QString());
        QCOMPARE(act(m_rep, conflict::number, kept, "resolveConflict", swap), QStringLiteral("readOnly"));
        QCOMPARE(m_error.field, QStringLiteral("title"));
        QCOMPARE(m_company->value(contract::number, made, contract::field::title), text("South"));
        QCOMPARE(m_company->value(conflict::number, kept, conflict::field::status), text("open"));
        QCOMPARE(act(m_boss, approvalTask::number, openTaskOf(m_boss), "return"), QString());
        QCOMPARE(act(m_rep, conflict::number, kept, "resolveConflict", swap), QString());
        QCOMPARE(m_company->value(contract::number, made, contract::field::title), text("North"));
    }

    void aStageAsksForWhatItNeeds()
    {
        m_company->submit(Actor::forSystem(),
            Company::edit(entities::stage::number, basics::stage(QStringLiteral("won")),
                entities::stage::field::requiredFields, Value(), QStringList{QStringLiteral("closeDate")}));
        const RecordId deal = addDeal(100);
        QVERIFY(win(deal).contains(QLatin1String("requiredForStage")));
        QVERIFY(only(contract::number).isNull());
    }

private:
    QString lose(const RecordId &deal)
    {
        const Value from = m_company->value(opportunity::number, deal, opportunity::field::stage);
        Mutation mutation = Company::edit(
            opportunity::number, deal, opportunity::field::stage, from, basics::stage(QStringLiteral("lost")));
        mutation.changes.push_back({opportunity::field::lostReason, Value(), text("price")});
        const auto answer = m_company->submit(Company::actor(m_rep), mutation);
        return answer.error ? answer.error->toLog() : QString();
    }

    FieldValues wonDeal()
    {
        const RecordId account = m_company->create(
            entities::account::number, {{entities::account::field::name, text("Acme")}, {systemfield::owner, m_rep}});
        return {{opportunity::field::name, text("Settled")}, {opportunity::field::account, account},
            {opportunity::field::stage, basics::stage(QStringLiteral("won"))},
            {opportunity::field::amount, Money{100, QStringLiteral("CNY")}}, {systemfield::owner, m_rep}};
    }
};

QTEST_GUILESS_MAIN(TestWonDeal)
#include "tst_wondeal.moc"
