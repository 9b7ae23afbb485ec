// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/entities/entitynames.h"
#include "steadysteps.h"
#include "tests/e2e/cuttingproxy.h"
#include "tests/support/testdatabase.h"
#include "writerprocess.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace tandem;
using namespace tandem::test;

namespace {

constexpr int killsAtOnce = 50; ///< then everything is looked through
constexpr int longestStart = 700; ///< milliseconds until the daemon is ready, about
constexpr qint64 hour = 3'600'000; ///< milliseconds
constexpr int approvals = 120;

}

/// Daemon and clients die at any moment of hard work, on a network that is slow and breaks, with clocks that are wrong.
/// They start again by themselves; what was said to be kept is there once, in its order. TANDEM_KILLS says how often
/// (200; 50 on PostgreSQL), TANDEM_SEED which moments (the same ones on a machine that takes the same time).
class TestRandomKills : public QObject
{
    Q_OBJECT

    DaemonProcess m_daemon;
    CuttingProxy m_network;
    std::vector<std::unique_ptr<WriterProcess>> m_writers;
    QRandomGenerator m_random;
    QStringList m_posted; ///< by REST
    int m_daemonKills = 0;
    int m_clientKills = 0;

    static int numberOf(const char *variable, int otherwise)
    {
        bool ok = false;
        const int number = qEnvironmentVariableIntValue(variable, &ok);
        return ok ? number : otherwise;
    }

    int sum(int (WriterProcess::*lines)() const) const
    {
        int all = 0;
        for (const auto &writer : m_writers)
            all += (*writer.*lines)();
        return all;
    }
    bool hear(int (WriterProcess::*lines)() const, int more)
    {
        const int wanted = sum(lines) + more;
        return QTest::qWaitFor([&] { return sum(lines) >= wanted; }, 60'000);
    }

    int kills() const { return m_daemonKills + m_clientKills; }

    /// The daemon dies with a request of its own before it, whose sender asks again until it has an answer; meanwhile
    /// die whichever clients, now and then the daemon again before it is there.
    void killDaemon()
    {
        const QString name = QStringLiteral("posted %1").arg(m_posted.size());
        const QByteArray body = "{\"name\":\"" + name.toUtf8() + "\"}";
        const QByteArray key = "Idempotency-Key: " + name.toUtf8().replace(' ', '-') + "\r\n";
        const auto socket = m_daemon.openTls();
        QVERIFY(socket);
        socket->write("POST /api/v1/account HTTP/1.1\r\nHost: localhost\r\n" + key + "Authorization: Bearer "
            + m_daemon.token() + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        socket->flush();
        QTest::qWait(m_random.bounded(15)); // not for anything: this is the moment
        m_daemon.kill();
        ++m_daemonKills;
        killSomeWriters();
        if (m_random.bounded(3) == 0) {
            m_daemon.launch();
            QTest::qWait(m_random.bounded(longestStart));
            m_daemon.kill();
            ++m_daemonKills;
        }
        QVERIFY2(m_daemon.start(), m_daemon.standardError().right(4000).constData());
        const auto answer = m_daemon.ask("POST", QStringLiteral("/api/v1/account"), body, key);
        QVERIFY2(answer.status == 201, answer.body.constData());
        m_posted.append(name);
    }

    /// Perhaps none.
    void killSomeWriters()
    {
        for (const auto &writer : m_writers) {
            QVERIFY2(writer->isRunning(), qPrintable(writer->login() + QStringLiteral(" ended by itself")));
            if (m_random.bounded(2) == 0)
                continue;
            QTest::qWait(m_random.bounded(15));
            writer->kill();
            ++m_clientKills;
            writer->start();
        }
    }

    void troubleTheNetwork()
    {
        m_network.slowDown(m_random.bounded(4) == 0 ? 1 + m_random.bounded(40) : 0);
        if (m_random.bounded(3) == 0)
            m_network.cutAfter(1 + m_random.bounded(30'000));
        if (m_random.bounded(3) == 0)
            m_network.cutBackAfter(1 + m_random.bounded(30'000));
    }

    /// All that are called so at their beginning, with these fields, as a script fetches them.
    std::vector<QJsonObject> records(const QByteArray &entity, const QByteArray &fields, const QString &beginning)
    {
        std::vector<QJsonObject> records;
        const QByteArray list = "/api/v1/" + entity + "?limit=1000&fields=" + fields
            + "&filter=" + QStringLiteral("name contains '%1 '").arg(beginning).toUtf8().toPercentEncoding();
        QString next;
        do {
            const auto answer = m_daemon.askEncoded("GET", list + (next.isEmpty() ? "" : "&after=" + next.toLatin1()));
            for (const QJsonValue &item : answer.json().value(QLatin1String("items")).toArray())
                records.push_back(item.toObject());
            next = answer.json().value(QLatin1String("next")).toString();
        } while (!next.isEmpty());
        return records;
    }
    /// Of accounts.
    QStringList names(const QString &beginning)
    {
        QStringList names;
        for (const QJsonObject &record : records("account", "name", beginning))
            names.append(record.value(QLatin1String("name")).toString());
        return names;
    }

    /// Asks the database itself.
    QStringList column(const QString &sql) const { return testdatabase::column(m_daemon.dataFolder(), sql); }

    void check(const WriterProcess &writer)
    {
        QVERIFY(!writer.wasDamaged());
        QStringList there = names(writer.login());
        QVERIFY(there.removeOne(writer.login() + QStringLiteral(" tally")));
        const QSet<QString> once(there.begin(), there.end());
        QCOMPARE(there.size(), once.size());
        for (const QString &name : writer.kept())
            QVERIFY2(once.contains(name), qPrintable(name));
        // At its end each run may have kept one that it could not tell of any more.
        QVERIFY(once.size() <= writer.kept().size() + writer.runs());
        checkOrder(writer, int(once.size()));
        checkFiles(writer);
        checkDeletes(writer);
        for (const QString &task : writer.decided()) {
            const QJsonObject decided = m_daemon.ask("GET", QStringLiteral("/api/v1/approvalTask/") + task).json();
            QCOMPARE(decided.value(QLatin1String("state")).toString(), QStringLiteral("done"));
            QCOMPARE(decided.value(QLatin1String("decision")).toString(), QStringLiteral("approved"));
        }
    }

    /// Each file that was kept is there once, with its content.
    void checkFiles(const WriterProcess &writer)
    {
        QHash<QString, QString> hashes;
        const std::vector<QJsonObject> files = records("file", "name,sha256", writer.login());
        for (const QJsonObject &file : files)
            hashes.insert(file.value(QLatin1String("name")).toString(), file.value(QLatin1String("sha256")).toString());
        QCOMPARE(hashes.size(), qsizetype(files.size()));
        const QStringList kept = writer.keptOfEvery(attachesEvery);
        QVERIFY(hashes.size() <= kept.size() + writer.runs());
        for (const QString &name : kept) {
            QVERIFY2(hashes.contains(name), qPrintable(name));
            const auto content = m_daemon.ask("GET", QStringLiteral("/files/") + hashes.value(name));
            QCOMPARE(content.status, 200);
            QCOMPARE(content.body, steadyContent(name));
        }
    }

    /// Each contact was made once and deleted once.
    void checkDeletes(const WriterProcess &writer)
    {
        const QString contacts = QStringLiteral("FROM \"contact\" WHERE \"name\" LIKE '%1 %'").arg(writer.login());
        const QString deleted = contacts + QStringLiteral(" AND \"deleted_at\" IS NOT NULL");
        const int all = int(column(QStringLiteral("SELECT 1 ") + contacts).size());
        const int kept = int(writer.keptOfEvery(deletesEvery).size());
        QVERIFY2(
            all >= kept && all <= kept + writer.runs(), qPrintable(QStringLiteral("%1, not %2").arg(all).arg(kept)));
        QCOMPARE(
            testdatabase::number(m_daemon.dataFolder(), QStringLiteral("SELECT count(DISTINCT \"name\") ") + deleted),
            qint64(all));
        for (const MutationKind kind : {MutationKind::Create, MutationKind::Delete}) {
            const QStringList lines =
                column(QStringLiteral("SELECT \"seq\" FROM \"change_log\" WHERE \"kind\" = %1 AND \"record\" IN ")
                           .arg(int(kind))
                    + QStringLiteral("(SELECT \"id\" ") + contacts + QLatin1Char(')'));
            QCOMPARE(lines.size(), qsizetype(all));
        }
    }

    /// What one device wrote is judged in its order, and each of it once.
    void checkOrder(const WriterProcess &writer, int made)
    {
        const QString entries = QStringLiteral("FROM \"change_log\" AS c JOIN \"account\" AS a "
                                               "ON a.\"id\" = c.\"record\" WHERE c.\"kind\" = %1 AND a.\"name\" ");
        const QStringList notes = column(QStringLiteral("SELECT c.\"seq\" ") + entries.arg(int(MutationKind::Update))
            + QStringLiteral("= '%1 tally'").arg(writer.login()));
        QCOMPARE(notes.size(), made);
        const QStringList created = column(QStringLiteral("SELECT a.\"name\" ") + entries.arg(int(MutationKind::Create))
            + QStringLiteral("LIKE '%1 %' AND a.\"name\" NOT LIKE '% tally' ORDER BY c.\"seq\"").arg(writer.login()));
        QList<qint64> order; // run and number as one number
        for (const QString &name : created) {
            const QStringList words = name.split(QLatin1Char(' '));
            order.append(words.value(1).toLongLong() * 100'000 + words.value(2).toLongLong());
        }
        QCOMPARE(order.size(), made);
        QVERIFY(std::is_sorted(order.begin(), order.end()));
        const auto tally = m_daemon.ask("GET", QStringLiteral("/api/v1/account/") + toText(writer.tally()));
        QCOMPARE(tally.json().value(QLatin1String("employees")).toInteger(), order.isEmpty() ? 0 : order.last());
    }

    /// Leave requests that wait for his decision.
    void askForApprovals(const QString &login)
    {
        const QJsonArray users = m_daemon.ask("GET", QStringLiteral("/api/v1/user?filter=login = '%1'").arg(login))
                                     .json()
                                     .value(QLatin1String("items"))
                                     .toArray();
        QCOMPARE(users.size(), 1);
        const auto node = [](const char *id) {
            return QJsonObject{{QStringLiteral("id"), QLatin1String(id)}, {QStringLiteral("type"), QLatin1String(id)}};
        };
        QJsonObject approver = node("approver");
        approver.insert(QStringLiteral("who"),
            QJsonObject{{QStringLiteral("kind"), QStringLiteral("users")},
                {QStringLiteral("users"), QJsonArray{users.first().toObject().value(QLatin1String("id"))}}});
        const QJsonArray nodes{node("start"), approver, node("end")};
        m_daemon.create(QStringLiteral("approvalFlow"),
            {{QStringLiteral("key"), QStringLiteral("steady")}, {QStringLiteral("name"), QStringLiteral("steady")},
                {QStringLiteral("entity"), QStringLiteral("leaveRequest")},
                {QStringLiteral("definition"), QJsonObject{{QStringLiteral("nodes"), nodes}}}});
        for (int i = 0; i < approvals; ++i) {
            const QString leave = m_daemon.create(QStringLiteral("leaveRequest"),
                {{QStringLiteral("title"), QStringLiteral("A day off")},
                    {QStringLiteral("start"), QStringLiteral("2026-12-07T01:00:00Z")},
                    {QStringLiteral("end"), QStringLiteral("2026-12-07T09:00:00Z")}, {QStringLiteral("days"), 1}});
            const auto asked =
                m_daemon.send("POST", QStringLiteral("/api/v1/leaveRequest/%1/actions/submitApproval").arg(leave),
                    {{QStringLiteral("flow"), QStringLiteral("steady")}});
            QVERIFY2(asked.status < 300, asked.body.constData());
        }
    }

private slots:
    void initTestCase()
    {
        const int seed = numberOf("TANDEM_SEED", 20261);
        qInfo("TANDEM_SEED=%d", seed);
        m_random.seed(quint32(seed));
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        QVERIFY(m_daemon.signInAsAdministrator());
        const quint16 port = m_network.start(m_daemon.port());
        QVERIFY(port != 0);
        for (const qint64 offset : {qint64(0), hour, -30 * 24 * hour}) {
            const QString login = QStringLiteral("writer%1").arg(m_writers.size());
            QVERIFY(m_daemon.addUser(login, QStringLiteral("sales")));
            m_writers.push_back(std::make_unique<WriterProcess>(m_daemon, port, login, offset));
            QVERIFY(m_writers.back()->prepare());
        }
        askForApprovals(QStringLiteral("writer0"));
    }

    void nothingIsLostAndNothingDoubled_data()
    {
        QTest::addColumn<int>("kills");
        // A start on PostgreSQL takes longer, and what may break there is the same.
        const int all = numberOf("TANDEM_KILLS", testdatabase::isPostgresql() ? killsAtOnce : 200);
        for (int done = 0; done < all; done += killsAtOnce)
            QTest::addRow("from %d on", done + 1) << std::min(killsAtOnce, all - done);
    }

    void nothingIsLostAndNothingDoubled()
    {
        QFETCH(int, kills);
        for (const auto &writer : m_writers)
            writer->start();
        const int wanted = this->kills() + kills;
        while (this->kills() < wanted) {
            troubleTheNetwork();
            QVERIFY(hear(&WriterProcess::keptLines, m_random.bounded(8)));
            QVERIFY(hear(&WriterProcess::judgedLines, m_random.bounded(3)));
            if (m_random.bounded(3) != 0)
                killDaemon();
            else
                killSomeWriters();
            if (QTest::currentTestFailed())
                return;
        }
        m_network.slowDown(0);
        for (const auto &writer : m_writers)
            writer->kill();
        for (const auto &writer : m_writers)
            QVERIFY2(writer->arrives(), qPrintable(writer->login()));
        for (const auto &writer : m_writers)
            check(*writer);
        QStringList posted = names(QStringLiteral("posted"));
        std::sort(posted.begin(), posted.end());
        std::sort(m_posted.begin(), m_posted.end());
        QCOMPARE(posted, m_posted);
        QCOMPARE(testdatabase::number(m_daemon.dataFolder(), QStringLiteral("SELECT count(*) FROM \"conflict\"")),
            qint64(0));
        QVERIFY(testdatabase::isWhole(m_daemon.dataFolder()));
        if (this->kills() > killsAtOnce) // by then there was something to decide on
            QVERIFY(!m_writers.front()->decided().isEmpty());
        qInfo("killed so far: %d daemons, %d clients; lines cut: %d; changes kept: %d", m_daemonKills, m_clientKills,
            m_network.cuts(), sum(&WriterProcess::keptLines));
    }
};

QTEST_GUILESS_MAIN(TestRandomKills)
#include "tst_randomkills.moc"
