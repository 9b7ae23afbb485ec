// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/errortext.h"
#include "shared/entities/entitynames.h"
#include "tests/support/daemonprocess.h"
#include "tests/support/laptop.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace flow = tandem::entities::approvalFlow;

namespace {

const QString rep = QStringLiteral("rep");
const QString boss = QStringLiteral("boss");
const QString friendly = QStringLiteral("friendly");
const QString expert = QStringLiteral("expert");
const QString auditor = QStringLiteral("auditor");
const QString head = QStringLiteral("head");
const QString stranger = QStringLiteral("stranger");

QJsonObject to(const QString &user, const char *position = nullptr)
{
    QJsonObject arguments{{QStringLiteral("to"), user}};
    if (position)
        arguments.insert(QStringLiteral("position"), QString::fromLatin1(position));
    return arguments;
}

}

/// A case that goes from hand to hand, by the requests of those whose hands it is in, against the real daemon.
class ApprovalsTest : public QObject
{
    Q_OBJECT

    DaemonProcess m_daemon;
    QByteArray m_administrator;
    QHash<QString, QByteArray> m_tokens;
    QHash<QString, QString> m_ids;
    QString m_leave;
    QString m_case;

    DaemonProcess::Answer askAs(
        const QString &login, const QByteArray &method, const QString &path, const QJsonObject &body = {})
    {
        m_daemon.setToken(login.isEmpty() ? m_administrator : m_tokens.value(login));
        return m_daemon.send(method, QStringLiteral("/api/v1/") + path, body);
    }

    /// The reason of the refusal, empty if it was done.
    QString act(const QString &login, const QString &record, const char *action, const QJsonObject &arguments = {})
    {
        const auto answer =
            askAs(login, "POST", record + QStringLiteral("/actions/") + QString::fromLatin1(action), arguments);
        return answer.status < 300 ? QString() : answer.reason();
    }

    QJsonValue valueOf(const QString &record, const char *field)
    {
        return askAs({}, "GET", record).json().value(QLatin1String(field));
    }
    QString stateOfLeave() { return valueOf(m_leave, "approvalState").toString(); }

    /// "approvalTask/…" that waits for this user's decision, empty if there is none that he can see.
    QString openTask(const QString &login)
    {
        const QString filter = QStringLiteral("state = 'open' and owner = id('%1') and instance = id('%2')")
                                   .arg(m_ids.value(login), m_case.section(QLatin1Char('/'), 1));
        const auto list = askAs(login, "GET", QStringLiteral("approvalTask?filter=") + filter);
        const QJsonArray items = list.json().value(QLatin1String("items")).toArray();
        return items.size() == 1
            ? QStringLiteral("approvalTask/") + items.first().toObject().value(QLatin1String("id")).toString()
            : QString();
    }

    QJsonObject approver(const QString &node, const QString &login)
    {
        const QJsonObject who{{QStringLiteral("kind"), QStringLiteral("users")},
            {QStringLiteral("users"), QJsonArray{m_ids.value(login)}}};
        return {{QStringLiteral("id"), node}, {QStringLiteral("type"), QStringLiteral("approver")},
            {QStringLiteral("who"), who}};
    }

    static QJsonObject plain(const QString &type)
    {
        return {{QStringLiteral("id"), type}, {QStringLiteral("type"), type}};
    }

    static QJsonObject flowRecord(const QString &key, const QJsonArray &nodes)
    {
        return {{QStringLiteral("key"), key}, {QStringLiteral("name"), key},
            {QStringLiteral("entity"), QStringLiteral("leaveRequest")},
            {QStringLiteral("definition"), QJsonObject{{QStringLiteral("nodes"), nodes}}}};
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        QVERIFY(m_daemon.signInAsAdministrator());
        m_administrator = m_daemon.token();
        for (const QString &login : {rep, boss, friendly, expert, auditor, head, stranger}) {
            QVERIFY(m_daemon.addUser(login, QStringLiteral("sales")));
            QVERIFY(m_daemon.signIn(login, QStringLiteral("correct horse")));
            m_tokens.insert(login, m_daemon.token());
            const auto list = askAs({}, "GET", QStringLiteral("user?filter=login = '%1'").arg(login));
            m_ids.insert(login,
                list.json()
                    .value(QLatin1String("items"))
                    .toArray()
                    .first()
                    .toObject()
                    .value(QLatin1String("id"))
                    .toString());
        }
        const auto made = askAs({}, "POST", QStringLiteral("approvalFlow"),
            flowRecord(QStringLiteral("vacation"),
                {plain(QStringLiteral("start")), approver(QStringLiteral("first"), boss),
                    approver(QStringLiteral("second"), head), plain(QStringLiteral("end"))}));
        QVERIFY2(made.status == 201, made.body.constData());
    }

    /// A leave request in approval, which waits for the boss.
    void init()
    {
        const auto made = askAs(rep, "POST", QStringLiteral("leaveRequest"),
            {{QStringLiteral("title"), QStringLiteral("A week off")},
                {QStringLiteral("start"), QStringLiteral("2026-12-07T01:00:00Z")},
                {QStringLiteral("end"), QStringLiteral("2026-12-11T09:00:00Z")}, {QStringLiteral("days"), 5}});
        QVERIFY2(made.status == 201, made.body.constData());
        m_leave = QStringLiteral("leaveRequest/") + made.json().value(QLatin1String("id")).toString();
        QCOMPARE(
            act(rep, m_leave, "submitApproval", {{QStringLiteral("flow"), QStringLiteral("vacation")}}), QString());
        m_case = QStringLiteral("approvalInstance/") + valueOf(m_leave, "approvalInstance").toString();
        QVERIFY(!openTask(boss).isEmpty());
    }

    void aTaskIsTransferred()
    {
        const QString given = openTask(boss);
        QCOMPARE(act(stranger, given, "transfer", to(m_ids.value(stranger))), QStringLiteral("notFound"));
        QCOMPARE(act(rep, given, "transfer", to(m_ids.value(friendly))), QStringLiteral("notYourTask"));
        QCOMPARE(act(boss, given, "transfer", to(m_ids.value(rep))), QStringLiteral("ownCase"));
        QCOMPARE(askAs(friendly, "GET", m_leave).status, 404);
        QCOMPARE(act(boss, given, "transfer", to(m_ids.value(friendly))), QString());
        QCOMPARE(valueOf(given, "decision").toString(), QStringLiteral("transferred"));
        QCOMPARE(askAs(friendly, "GET", m_leave).status, 200);
        QCOMPARE(act(boss, given, "approve"), QStringLiteral("taskClosed"));
        QCOMPARE(act(stranger, openTask(friendly), "approve"), QStringLiteral("notFound"));
        QCOMPARE(act(friendly, openTask(friendly), "approve"), QString());
        QCOMPARE(act(head, openTask(head), "approve"), QString());
        QCOMPARE(stateOfLeave(), QStringLiteral("approved"));
    }

    void approversAreAddedBeforeAndAfter()
    {
        const QString own = openTask(boss);
        QCOMPARE(act(stranger, own, "addApprover", to(m_ids.value(stranger), "before")), QStringLiteral("notFound"));
        QCOMPARE(act(rep, own, "addApprover", to(m_ids.value(expert), "before")), QStringLiteral("notYourTask"));
        QCOMPARE(act(boss, own, "addApprover", to(m_ids.value(expert), "beside")), QStringLiteral("unknownOption"));
        QCOMPARE(act(boss, own, "addApprover", to(m_ids.value(expert), "before")), QString());
        QCOMPARE(act(boss, own, "approve"), QStringLiteral("notYourTurn"));
        QCOMPARE(act(expert, openTask(expert), "approve"), QString());
        QCOMPARE(openTask(boss), own);
        QCOMPARE(act(boss, own, "addApprover", to(m_ids.value(auditor), "after")), QString());
        QCOMPARE(openTask(head), QString()); // the auditor's word is part of the boss's vote
        QCOMPARE(act(auditor, openTask(auditor), "approve"), QString());
        QVERIFY(!openTask(head).isEmpty());
    }

    void aReminderSaysWhenTheNextOneIsPossible()
    {
        QCOMPARE(act(stranger, m_case, "remind"), QStringLiteral("notFound"));
        QCOMPARE(act(boss, m_case, "remind"), QStringLiteral("notTheInitiator"));
        QCOMPARE(act(rep, m_case, "remind"), QString());
        const auto again = askAs(rep, "POST", m_case + QStringLiteral("/actions/remind"));
        QCOMPARE(again.status, 409);
        QCOMPARE(again.reason(), QStringLiteral("remindedRecently"));
        const QJsonObject arguments =
            again.json().value(QLatin1String("error")).toObject().value(QLatin1String("arguments")).toObject();
        const QDateTime reminded = QDateTime::fromString(valueOf(m_case, "remindedAt").toString(), Qt::ISODateWithMs);
        QVERIFY(reminded.isValid());
        QCOMPARE(arguments.value(QLatin1String("again")).toInteger(), reminded.addSecs(3600).toMSecsSinceEpoch());
        QVERIFY2(!again.message().isEmpty() && !again.message().contains(QLatin1Char('{')), again.body.constData());
    }

    void aStepIsReturnedAndTheCaseToo()
    {
        QCOMPARE(act(boss, openTask(boss), "transfer", to(m_ids.value(friendly))), QString());
        QCOMPARE(act(friendly, openTask(friendly), "approve"), QString());
        const QString last = openTask(head);
        const QJsonObject first{{QStringLiteral("target"), QStringLiteral("first")}};
        QCOMPARE(act(stranger, last, "return", first), QStringLiteral("notFound"));
        QCOMPARE(act(friendly, last, "return", first), QStringLiteral("notYourTask"));
        QCOMPARE(act(head, last, "return", {{QStringLiteral("target"), QStringLiteral("third")}}),
            QStringLiteral("notPassed"));
        QCOMPARE(act(head, last, "return", first), QString());
        QCOMPARE(openTask(head), QString());
        QCOMPARE(openTask(boss), QString()); // it is still his vote that was given away
        QCOMPARE(act(friendly, openTask(friendly), "approve"), QString());
        QCOMPARE(act(head, openTask(head), "return"), QString());
        QCOMPARE(stateOfLeave(), QStringLiteral("returned"));
        // Who applied corrects it and sends it on its way again.
        QCOMPARE(askAs(rep, "PATCH", m_leave, {{QStringLiteral("days"), 4}}).status, 200);
        QCOMPARE(act(rep, m_leave, "submitApproval"), QString());
        QVERIFY(!openTask(boss).isEmpty());
        QCOMPARE(stateOfLeave(), QStringLiteral("pending"));
    }

    void aCaseIsWithdrawn()
    {
        const QString asked = openTask(boss);
        QCOMPARE(act(stranger, m_leave, "withdraw"), QStringLiteral("notFound"));
        QCOMPARE(act(stranger, m_case, "withdraw"), QStringLiteral("notFound"));
        QCOMPARE(act(boss, m_leave, "withdraw"), QStringLiteral("notTheInitiator"));
        QCOMPARE(askAs(rep, "PATCH", m_leave, {{QStringLiteral("days"), 4}}).status, 422);
        QCOMPARE(act(rep, m_leave, "withdraw"), QString());
        QCOMPARE(stateOfLeave(), QStringLiteral("withdrawn"));
        QCOMPARE(act(boss, asked, "approve"), QStringLiteral("taskClosed"));
        QCOMPARE(act(rep, m_case, "remind"), QStringLiteral("notRunning"));
        QCOMPARE(askAs(rep, "PATCH", m_leave, {{QStringLiteral("days"), 4}}).status, 200);
    }

    void aFlowThatCouldNotRunIsRefusedByRest()
    {
        const QJsonObject lost{
            {QStringLiteral("id"), QStringLiteral("lost")}, {QStringLiteral("type"), QStringLiteral("end")}};
        const auto refused = askAs({}, "POST", QStringLiteral("approvalFlow"),
            flowRecord(QStringLiteral("broken"), {plain(QStringLiteral("start")), plain(QStringLiteral("end")), lost}));
        QCOMPARE(refused.status, 422);
        QCOMPARE(refused.reason(), QStringLiteral("unreachable"));
        QCOMPARE(refused.json().value(QLatin1String("error")).toObject().value(QLatin1String("field")).toString(),
            QStringLiteral("definition"));
        QCOMPARE(refused.message(), QStringLiteral("lost: No way leads to this step."));
    }

    /// What a laptop sends comes back to it with the same field and sentence.
    void aFlowThatCouldNotRunIsRefusedToALaptop()
    {
        Laptop laptop({QStringLiteral("127.0.0.1"), m_daemon.port()}, QStringLiteral("admin"), m_daemon.pin());
        QVERIFY(laptop.sync());
        const Value definition(QStringLiteral(R"({"nodes": [{"id": "start", "type": "start"},)"
                                              R"({"id": "end", "type": "end"}, {"id": "lost", "type": "end"}]})"));
        const RecordId id = laptop.create(flow::number,
            {{flow::field::key, Value(QStringLiteral("broken"))}, {flow::field::name, Value(QStringLiteral("Broken"))},
                {flow::field::entity, Value(QStringLiteral("leaveRequest"))}, {flow::field::definition, definition}});
        QVERIFY(!id.isNull());
        QTRY_COMPARE_WITH_TIMEOUT(laptop.replica->problemCount(), qint64(1), 60'000);
        const auto problems = laptop.replica->problems();
        QVERIFY(problems.ok());
        const Error &error = problems->front().error;
        QCOMPARE(error.field, QStringLiteral("definition"));
        QCOMPARE(errorText(error), QStringLiteral("lost: No way leads to this step."));
        const auto list = askAs({}, "GET", QStringLiteral("approvalFlow?filter=key = 'broken'"));
        QVERIFY(list.json().value(QLatin1String("items")).toArray().isEmpty());
    }
};

QTEST_GUILESS_MAIN(ApprovalsTest)
#include "tst_approvals.moc"
