// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/connection.h"
#include "shared/entities/entitynames.h"
#include "tests/e2e/cuttingproxy.h"
#include "tests/support/daemonprocess.h"
#include "tests/support/laptop.h"
#include "tests/support/wrongclock.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = tandem::entities::account;

namespace {

constexpr int killsAtOnce = 50; ///< then everything is looked through
constexpr int longestStart = 700; ///< milliseconds until the daemon is ready, about
constexpr qint64 hour = 3'600'000; ///< milliseconds

/// A client process, what it said, and the folder that stays when it dies.
class Writer
{
public:
    Writer(DaemonProcess &daemon, quint16 port, const QString &login, qint64 clockOffset)
        : m_daemon(daemon)
        , m_port(port)
        , m_login(login)
        , m_clock(clockOffset)
        , m_laptop({QStringLiteral("127.0.0.1"), port}, login, daemon.pin(), m_clock)
        , m_offset(clockOffset)
    {
        QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { listen(); });
    }
    ~Writer() { kill(); }

    /// The first contact of its folder; makes the account in which it counts.
    bool prepare()
    {
        if (!m_laptop.sync())
            return false;
        m_tally = m_laptop.create(account::number, {{account::field::name, Value(m_login + QStringLiteral(" tally"))}});
        const bool done = m_laptop.waitUntilSynced();
        m_laptop.close();
        return done;
    }

    void start()
    {
        m_process.setStandardErrorFile(m_daemon.path(m_login + QStringLiteral(".log")));
        m_process.start(DaemonProcess::binary(QStringLiteral("steadywriter")),
            {m_laptop.folder(), QString::number(m_port), m_daemon.fingerprint(), m_login, toText(m_tally),
                QString::number(++m_run), QString::number(m_offset)});
    }

    void kill()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill();
        m_process.waitForFinished(30'000);
        listen();
    }
    /// False if it ended without being killed.
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

    /// Everything is with the server and nothing came back; the process is not running.
    bool arrives()
    {
        m_laptop.open();
        const bool arrived = m_laptop.sync() && m_laptop.replica->problemCount() == 0;
        m_laptop.close();
        return arrived;
    }

    const QString &login() const { return m_login; }
    const RecordId &tally() const { return m_tally; }
    int runs() const { return m_run; }
    int keptLines() const { return int(m_kept.size()); }
    int judgedLines() const { return m_judged; }
    bool wasDamaged() const { return m_damaged; }
    const QStringList &kept() const { return m_kept; } ///< names of accounts, in their order

private:
    void listen()
    {
        while (m_process.canReadLine()) {
            const QList<QByteArray> words = m_process.readLine().trimmed().split(' ');
            if (words.first() == "kept")
                m_kept.append(QStringLiteral("%1 %2 %3").arg(m_login).arg(m_run).arg(words.last().toInt()));
            m_judged += words.first() == "judged";
            m_damaged |= words.first() == "damaged";
        }
    }

    DaemonProcess &m_daemon;
    quint16 m_port;
    QString m_login;
    WrongClock m_clock;
    Laptop m_laptop;
    qint64 m_offset;
    QProcess m_process;
    RecordId m_tally;
    int m_run = 0;
    int m_judged = 0;
    bool m_damaged = false;
    QStringList m_kept;
};

}

/// Daemon and clients die at any moment of hard work, on a network that is slow and breaks, with clocks that are wrong.
/// They start again by themselves; what was said to be kept is there once, in its order. TANDEM_KILLS says how often
/// (200), TANDEM_SEED which moments (the same ones on a machine that takes the same time).
class TestRandomKills : public QObject
{
    Q_OBJECT

    DaemonProcess m_daemon;
    CuttingProxy m_network;
    std::vector<std::unique_ptr<Writer>> m_writers;
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

    int sum(int (Writer::*lines)() const) const
    {
        int all = 0;
        for (const auto &writer : m_writers)
            all += (*writer.*lines)();
        return all;
    }
    bool hear(int (Writer::*lines)() const, int more)
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

    /// Names of all accounts that begin so, as a script fetches them.
    QStringList names(const QString &beginning)
    {
        QStringList names;
        const QByteArray list = "/api/v1/account?limit=1000&fields=name&filter="
            + QStringLiteral("name contains '%1 '").arg(beginning).toUtf8().toPercentEncoding();
        QString next;
        do {
            const auto answer = m_daemon.askEncoded("GET", list + (next.isEmpty() ? "" : "&after=" + next.toLatin1()));
            for (const QJsonValue &item : answer.json().value(QLatin1String("items")).toArray())
                names.append(item.toObject().value(QLatin1String("name")).toString());
            next = answer.json().value(QLatin1String("next")).toString();
        } while (!next.isEmpty());
        return names;
    }

    /// Asks the database itself, as nobody else can tell a change that was made twice from one made once.
    QList<qint64> column(const QString &sql)
    {
        QList<qint64> numbers;
        const auto connection =
            Connection::open({m_daemon.dataFolder() + QStringLiteral("/tandem.db"), DatabaseAddress::Mode::ReadOnly});
        auto statement = connection.ok() ? (*connection)->prepare(sql) : Result<Statement>(connection.error());
        while (statement.ok()) {
            const auto row = statement->step();
            if (!row.ok() || !*row)
                break;
            numbers.append(statement->integer(0));
        }
        return numbers;
    }

    void check(const Writer &writer)
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
    }

    /// What one device wrote is judged in its order, and each of it once.
    void checkOrder(const Writer &writer, int made)
    {
        const QString record = QString::fromLatin1(toBytes(writer.tally()).toHex());
        const QList<qint64> notes =
            column(QStringLiteral("SELECT \"seq\" FROM \"change_log\" WHERE \"record\" = x'%1' AND \"kind\" = %2")
                       .arg(record)
                       .arg(int(MutationKind::Update)));
        QCOMPARE(notes.size(), made);
        // Run and number as one number, in the order in which they were created.
        const QList<qint64> order = column(QStringLiteral("SELECT CAST(substr(a.\"name\", %1, instr(substr(a.\"name\", "
                                                          "%1), ' ') - 1) AS INTEGER) * 100000 + CAST(substr("
                                                          "a.\"name\", %1 + instr(substr(a.\"name\", %1), ' ')) "
                                                          "AS INTEGER) FROM \"change_log\" AS c "
                                                          "JOIN \"account\" AS a ON a.\"id\" = c.\"record\" "
                                                          "WHERE c.\"kind\" = %2 AND a.\"name\" LIKE '%3 %' "
                                                          "AND a.\"name\" NOT LIKE '% tally' ORDER BY c.\"seq\"")
                                               .arg(writer.login().size() + 2)
                                               .arg(int(MutationKind::Create))
                                               .arg(writer.login()));
        QCOMPARE(order.size(), made);
        QVERIFY(std::is_sorted(order.begin(), order.end()));
        const auto tally = m_daemon.ask("GET", QStringLiteral("/api/v1/account/") + toText(writer.tally()));
        QCOMPARE(tally.json().value(QLatin1String("employees")).toInteger(), order.isEmpty() ? 0 : order.last());
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
            m_writers.push_back(std::make_unique<Writer>(m_daemon, port, login, offset));
            QVERIFY(m_writers.back()->prepare());
        }
    }

    void nothingIsLostAndNothingDoubled_data()
    {
        QTest::addColumn<int>("kills");
        const int all = numberOf("TANDEM_KILLS", 200);
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
            QVERIFY(hear(&Writer::keptLines, m_random.bounded(8)));
            QVERIFY(hear(&Writer::judgedLines, m_random.bounded(3)));
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
        QCOMPARE(column(QStringLiteral("SELECT count(*) FROM \"conflict\"")), QList<qint64>{0});
        QCOMPARE(column(QStringLiteral("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'")),
            QList<qint64>{0});
        qInfo("killed so far: %d daemons, %d clients; lines cut: %d; changes kept: %d", m_daemonKills, m_clientKills,
            m_network.cuts(), sum(&Writer::keptLines));
    }
};

QTEST_GUILESS_MAIN(TestRandomKills)
#include "tst_randomkills.moc"
