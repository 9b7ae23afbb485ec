// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/wondeal.h"

#include <QCborArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace tandem;
using namespace tandem::server;
namespace contract = tandem::entities::contract;
namespace approvalTask = tandem::entities::approvalTask;
namespace approvalInstance = tandem::entities::approvalInstance;

/// Approvers draw others in, and the applicant reminds them: who may, who sees it then, and what the records tell.
class TestHandover : public WonDeal
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { m_company.reset(); }

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

    void whatAskedForADecisionIsReadOnceItWasMade()
    {
        namespace notification = entities::notification;
        QCOMPARE(win(addDeal(100)), QString());
        QCOMPARE(act(m_rep, approvalInstance::number, only(approvalInstance::number), "remind"), QString());
        QCOMPARE(
            unread(m_boss), QStringList({QStringLiteral("approvalReminded"), QStringLiteral("approvalRequested")}));
        const RecordId other = m_company->addUser(QStringLiteral("other"), QStringLiteral("sales"));
        QCOMPARE(act(m_boss, approvalTask::number, openTaskOf(m_boss), "transfer", to(other)), QString());
        QCOMPARE(unread(m_boss), QStringList());
        QCOMPARE(unread(other), QStringList({QStringLiteral("approvalTransferred")}));
        QCOMPARE(act(other, approvalTask::number, openTaskOf(other), "approve"), QString());
        QCOMPARE(unread(other), QStringList());
        QCOMPARE(unread(m_rep), QStringList({QStringLiteral("approvalApproved")}));

        // A laptop on which it was read as well, and which heard nothing of that, disagrees with nobody.
        const StoredRecord notice = noticesOf(other).front();
        const Value readAt = notice.value(notification::field::readAt);
        QCOMPARE(readAt.toInteger(), m_company->clock.now());
        const Acknowledgement answer = m_company->submit(Company::actor(other),
            Company::edit(notification::number, notice.id, notification::field::readAt, Value(),
                Value(m_company->clock.now() + 1)));
        QCOMPARE(answer.outcome, Outcome::Applied);
        QCOMPARE(m_company->value(notification::number, notice.id, notification::field::readAt), readAt);
    }

    void whoIsOvertakenByAWithdrawalIsNotAskedAnyMore()
    {
        QCOMPARE(win(addDeal(100)), QString());
        QCOMPARE(act(m_rep, approvalInstance::number, only(approvalInstance::number), "withdraw"), QString());
        QCOMPARE(unread(m_boss), QStringList({QStringLiteral("approvalWithdrawn")}));
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
};

QTEST_GUILESS_MAIN(TestHandover)
#include "tst_handover.moc"
