// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/features/crm/pipeline/stageservice.h"
#include "server/flows/approvalservice.h"
#include "server/flows/ruleengine.h"
#include "server/records/historyreader.h"
#include "server/records/recordreader.h"
#include "tests/support/company.h"

#include <QCborArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tandem;
using namespace tandem::server;
namespace opportunity = tandem::entities::opportunity;
namespace contract = tandem::entities::contract;
namespace approvalTask = tandem::entities::approvalTask;
namespace approvalInstance = tandem::entities::approvalInstance;
namespace notification = tandem::entities::notification;
namespace stageLog = tandem::entities::stageLog;

/// A deal is won: the declared rule makes a contract and starts its approval, people decide, everybody hears of it.
class TestWonDeal : public QObject
{
    Q_OBJECT

private:
    static Value text(const char *value) { return QString::fromLatin1(value); }

    RecordId only(EntityNumber entity)
    {
        const auto rows = m_company->all(entity);
        return rows.size() == 1 ? rows.front().id : RecordId();
    }

    RecordId openTaskOf(const RecordId &user)
    {
        for (const StoredRecord &row : m_company->all(approvalTask::number)) {
            if (row.value(systemfield::owner).toId() == user && row.value(approvalTask::field::state) == text("open"))
                return row.id;
        }
        return {};
    }

    QString act(const RecordId &user, EntityNumber entity, const RecordId &record, const char *action,
        const QCborMap &arguments = {})
    {
        const auto answer = m_company->submit(
            Company::actor(user), Company::action(entity, record, QString::fromLatin1(action), arguments));
        m_error = answer.error.value_or(Error());
        return answer.error ? answer.error->reason : QString();
    }

    QString win(const RecordId &deal)
    {
        const Value from = m_company->value(opportunity::number, deal, opportunity::field::stage);
        const auto answer = m_company->submit(Company::actor(m_rep),
            Company::edit(
                opportunity::number, deal, opportunity::field::stage, from, basics::stage(QStringLiteral("won"))));
        return answer.error ? answer.error->toLog() : QString();
    }

    RecordId addDeal(qint64 amount)
    {
        const RecordId account = m_company->create(
            entities::account::number, {{entities::account::field::name, text("Acme")}, {systemfield::owner, m_rep}});
        return m_company->create(opportunity::number,
            {{opportunity::field::name, text("Big deal")}, {opportunity::field::account, account},
                {opportunity::field::amount, Money{amount, QStringLiteral("CNY")}}, {systemfield::owner, m_rep}});
    }

    QStringList told(const RecordId &user)
    {
        QStringList keys;
        for (const StoredRecord &row : m_company->all(notification::number)) {
            if (row.value(systemfield::owner).toId() == user)
                keys.append(row.value(notification::field::textKey).toText());
        }
        keys.sort();
        return keys;
    }

    static QCborMap to(const RecordId &user, const char *position = nullptr)
    {
        QCborMap arguments{{QStringLiteral("to"), toText(user)}, {QStringLiteral("comment"), QStringLiteral("please")}};
        if (position)
            arguments.insert(QStringLiteral("position"), QString::fromLatin1(position));
        return arguments;
    }

    /// What the only contract's history tells under this action.
    QCborMap storyOf(const char *action)
    {
        const EntityDef &entity = *m_company->store->registry()->entity(contract::number);
        const auto history =
            HistoryReader(*m_company->reader, m_company->permissions(m_rep)).read(entity, only(contract::number), 50);
        for (const HistoryEntry &entry : *history) {
            if (entry.action == QLatin1String(action))
                return entry.arguments;
        }
        return {};
    }

    std::unique_ptr<Company> m_company;
    std::unique_ptr<RuleEngine> m_rules;
    ApprovalService m_approvals;
    RecordId m_rep;
    RecordId m_boss;
    Error m_error;

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        auto rules = loadRules(QStringLiteral(":/entities"));
        QVERIFY(rules.ok());
        m_rules = std::make_unique<RuleEngine>(*std::move(rules));
        const auto checked = m_rules->check(*m_company->store->registry());
        QVERIFY2(checked.ok(), qPrintable(checked.ok() ? QString() : checked.error().toLog()));
        m_rules->registerHooks(m_company->hooks, *m_company->store->registry());
        m_approvals.registerActions(m_company->actions);
        StageService::registerHooks(m_company->hooks);
        m_company->start();
        m_boss = m_company->addUser(QStringLiteral("boss"), QStringLiteral("manager"));
        m_rep = m_company->addUser(QStringLiteral("rep"), QStringLiteral("sales"));
        m_company->submit(Actor::forSystem(),
            Company::edit(entities::user::number, m_rep, entities::user::field::manager, Value(), m_boss));
    }
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
        const auto edit = [&] {
            const auto answer = m_company->submit(Company::actor(m_rep),
                Company::edit(contract::number, made, contract::field::amount,
                    m_company->value(contract::number, made, contract::field::amount),
                    Money{999, QStringLiteral("CNY")}));
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

    void whoTakesADecisionOverSeesItsCase()
    {
        QCOMPARE(win(addDeal(100)), QString());
        const RecordId other = m_company->addUser(QStringLiteral("other"), QStringLiteral("sales"));
        const RecordId given = openTaskOf(m_boss);
        QCOMPARE(act(m_boss, approvalTask::number, given, "transfer"), QStringLiteral("required"));
        QCOMPARE(act(other, approvalTask::number, given, "transfer", to(other)), QStringLiteral("notFound"));
        // Who applied sees the task, but it is not his.
        QCOMPARE(act(m_rep, approvalTask::number, given, "transfer", to(other)), QStringLiteral("notYourTask"));
        QCOMPARE(act(m_boss, approvalTask::number, given, "transfer", to(m_rep)), QStringLiteral("ownCase"));
        QCOMPARE(act(m_boss, approvalTask::number, given, "transfer", to(other)), QString());

        QCOMPARE(m_company->value(approvalTask::number, given, approvalTask::field::decision), text("transferred"));
        QCOMPARE(m_company->value(approvalTask::number, given, approvalTask::field::state), text("done"));
        QCOMPARE(m_company->value(approvalTask::number, given, approvalTask::field::sentTo).toId(), other);
        QCOMPARE(m_company->value(approvalTask::number, given, approvalTask::field::comment), text("please"));
        const RecordId taken = openTaskOf(other);
        QVERIFY(!taken.isNull());
        QCOMPARE(m_company->value(approvalTask::number, taken, approvalTask::field::origin), text("transfer"));
        QCOMPARE(m_company->value(approvalTask::number, taken, approvalTask::field::sentBy).toId(), m_boss);
        QCOMPARE(told(other), QStringList({QStringLiteral("approvalTransferred")}));
        for (const auto &[entity, record] : {std::pair(contract::number, only(contract::number)),
                 std::pair(approvalInstance::number, only(approvalInstance::number))}) {
            RecordReader reader(*m_company->plans, m_company->permissions(other));
            QVERIFY(reader.get(*m_company->store->registry()->entity(entity), record).ok());
        }
        const QCborMap story = storyOf("approval.transferred");
        QCOMPARE(story.value(QStringLiteral("by")).toString(), toText(m_boss));
        QCOMPARE(story.value(QStringLiteral("users")).toArray().first().toString(), toText(other));

        QCOMPARE(act(m_boss, approvalTask::number, given, "approve"), QStringLiteral("taskClosed"));
        QCOMPARE(act(other, approvalTask::number, taken, "approve"), QString());
        QCOMPARE(m_company->value(contract::number, only(contract::number), contract::field::approvalState),
            text("approved"));
    }

    void whoIsAskedBeforeGivesItBack()
    {
        QCOMPARE(win(addDeal(100)), QString());
        const RecordId other = m_company->addUser(QStringLiteral("other"), QStringLiteral("sales"));
        const RecordId own = openTaskOf(m_boss);
        QCOMPARE(act(m_boss, approvalTask::number, own, "addApprover", to(other, "beside")),
            QStringLiteral("unknownOption"));
        QCOMPARE(act(m_boss, approvalTask::number, own, "addApprover", to(other, "before")), QString());
        QCOMPARE(m_company->value(approvalTask::number, own, approvalTask::field::state), text("waiting"));
        QCOMPARE(act(m_boss, approvalTask::number, own, "approve"), QStringLiteral("notYourTurn"));
        QCOMPARE(told(other), QStringList({QStringLiteral("approvalAdded")}));
        QCOMPARE(act(other, approvalTask::number, openTaskOf(other), "approve"), QString());
        QCOMPARE(openTaskOf(m_boss), own);
        QCOMPARE(told(m_boss), QStringList({QStringLiteral("approvalRequested"), QStringLiteral("approvalRequested")}));
        // And once more after him: then it is not he who has the last word.
        const RecordId last = m_company->addUser(QStringLiteral("last"), QStringLiteral("sales"));
        QCOMPARE(act(m_boss, approvalTask::number, own, "addApprover", to(last, "after")), QString());
        QCOMPARE(m_company->value(approvalTask::number, own, approvalTask::field::decision), text("approved"));
        QCOMPARE(act(last, approvalTask::number, openTaskOf(last), "reject"), QString());
        QCOMPARE(m_company->value(contract::number, only(contract::number), contract::field::approvalState),
            text("rejected"));
    }

    void aReminderReachesThePresentApprovers()
    {
        QCOMPARE(win(addDeal(100)), QString());
        const RecordId running = only(approvalInstance::number);
        QCOMPARE(act(m_boss, approvalInstance::number, running, "remind"), QStringLiteral("notTheInitiator"));
        QCOMPARE(act(m_rep, approvalInstance::number, running, "remind"), QString());
        QCOMPARE(told(m_boss), QStringList({QStringLiteral("approvalReminded"), QStringLiteral("approvalRequested")}));
        QCOMPARE(m_company->value(approvalInstance::number, running, approvalInstance::field::remindedAt).toInteger(),
            m_company->clock.now());
        QCOMPARE(act(m_rep, approvalInstance::number, running, "remind"), QStringLiteral("remindedRecently"));
        QCOMPARE(m_error.arguments.value(QStringLiteral("again")).toLongLong(), m_company->clock.now() + reminderPause);
        m_company->clock.advance(reminderPause);
        QCOMPARE(act(m_rep, approvalInstance::number, running, "remind"), QString());
        QCOMPARE(told(m_boss).size(), 3);
    }

    void theStepsToComeStandInTheRecord()
    {
        QCOMPARE(win(addDeal(20'000'000)), QString());
        const auto upcoming = [this] {
            return m_company
                ->value(approvalInstance::number, only(approvalInstance::number), approvalInstance::field::upcoming)
                .toText();
        };
        const QJsonArray steps = QJsonDocument::fromJson(upcoming().toUtf8()).array();
        QVERIFY(!steps.isEmpty());
        QVERIFY(!steps.first().toObject().value(QStringLiteral("name")).toString().isEmpty());
        QCOMPARE(act(m_boss, approvalTask::number, openTaskOf(m_boss), "reject"), QString());
        QCOMPARE(upcoming(), QString());
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
};

QTEST_GUILESS_MAIN(TestWonDeal)
#include "tst_wondeal.moc"
