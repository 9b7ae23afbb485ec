// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/support/eventloop.h"
#include "bench/support/figure.h"
#include "bench/support/loadsocket.h"
#include "bench/support/salescompany.h"
#include "shared/database/transaction.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <boost/asio/steady_timer.hpp>

#include <deque>

using namespace tandem;
using namespace tandem::bench;
namespace account = tandem::entities::account;

namespace {

constexpr int connections = 64;
constexpr int accountsPerRep = 30;
constexpr int mutationsPerRun = 8'000;
constexpr int runs = 3;
static_assert(mutationsPerRun % connections == 0);

quint16 freePort()
{
    QTcpServer listener;
    listener.listen(QHostAddress::LocalHost);
    return listener.serverPort();
}

/// A number of the daemon's metrics page.
qint64 metric(quint16 port, const QByteArray &name)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    socket.write("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QByteArray page;
    while (socket.waitForReadyRead(5000))
        page += socket.readAll();
    const qsizetype at = page.indexOf('\n' + name + ' ') + name.size() + 2;
    return page.mid(at, page.indexOf('\n', at) - at).toLongLong();
}

/// The rows that the daemon would write, on a copy of its database: the account, its entry in the change log and the
/// answer that makes a repetition harmless, each three in a savepoint, `batch` of them and the counter per durable
/// commit.
class Baseline
{
public:
    Baseline(const SalesCompany &company, const QString &path)
        : m_accounts(company.accounts)
        , m_user(company.reps.front().user)
    {
        if (!QFile::copy(company.databasePath(), path))
            qFatal("cannot copy the database");
        m_connection = *Connection::open({path});
        auto newest = *m_connection->prepare(QStringLiteral("SELECT max(seq) FROM change_log"));
        newest.step().ok();
        m_seq = newest.integer(0);
    }

    double run(int batch)
    {
        QElapsedTimer timer;
        timer.start();
        for (int done = 0; done < mutationsPerRun;) {
            Transaction transaction = *Transaction::begin(*m_connection);
            for (int i = 0; i < batch && done < mutationsPerRun; ++i, ++done)
                writeOne();
            auto counter = *m_connection->prepare(QStringLiteral("UPDATE change_counter SET last = ?1"));
            must(counter.bind(1, m_seq).run());
            must(transaction.commit());
        }
        return mutationsPerRun / (millisecondsOf(timer) / 1000);
    }

private:
    static void must(const Result<void> &done)
    {
        if (!done.ok())
            qFatal("%s", qPrintable(done.error().toLog()));
    }

    void writeOne()
    {
        Transaction savepoint = *Transaction::begin(*m_connection);
        const RecordId &id = m_accounts[size_t(++m_seq) % m_accounts.size()];
        auto update = *m_connection->prepare(QStringLiteral(
            "UPDATE account SET seq = ?2, preferences = ?3, modified_at = ?4, modified_by = ?5 WHERE id = ?1"));
        must(update.bind(1, id).bind(2, m_seq).bind(3, QString::number(m_seq)).bind(4, m_seq).bind(5, m_user).run());
        auto insert = *m_connection->prepare(
            QStringLiteral("INSERT INTO change_log (seq, entity, record, kind, device, number, \"user\", at, changes) "
                           "VALUES (?1, ?2, ?3, 2, ?4, ?1, ?4, ?1, ?5)"));
        must(insert.bind(1, m_seq)
                 .bind(2, account::number)
                 .bind(3, id)
                 .bind(4, m_user)
                 .bind(5, QByteArray(60, 'x'))
                 .run());
        auto answer = *m_connection->prepare(QStringLiteral(
            "INSERT INTO device_answer (device, number, hash, outcome, seq, at) VALUES (?1, ?2, ?3, 0, ?2, ?2)"));
        must(answer.bind(1, m_user).bind(2, m_seq).bind(3, QByteArray(32, 'h')).run());
        must(savepoint.commit());
    }

    std::vector<RecordId> m_accounts;
    RecordId m_user;
    std::unique_ptr<Connection> m_connection;
    qint64 m_seq = 0;
};

/// Laptops of as many sales reps, each with one change on its way at a time. What they send is encoded beforehand, what
/// they get is read: the answer, which comes when the change is durable, and the row that comes back to its author.
class Load
{
public:
    Load(const SalesCompany &company, quint16 port)
    {
        m_tls.set_verify_mode(boost::asio::ssl::verify_none);
        for (int i = 0; i < connections; ++i) {
            Laptop &laptop = m_laptops.emplace_back();
            for (size_t n = size_t(i); n < company.accounts.size(); n += connections)
                laptop.accounts.push_back(company.accounts[n]);
            laptop.values.resize(laptop.accounts.size());
            laptop.socket = std::make_unique<LoadSocket>(m_context, m_tls, port, company.reps[size_t(i)].token,
                [this, &laptop](const Message &message) { take(laptop, message); });
        }
        wait("sessions");
    }

    double run()
    {
        for (Laptop &laptop : m_laptops)
            prepare(laptop);
        QElapsedTimer timer;
        timer.start();
        for (Laptop &laptop : m_laptops)
            sendNext(laptop);
        wait("answers");
        return mutationsPerRun / (millisecondsOf(timer) / 1000);
    }

private:
    struct Laptop
    {
        std::unique_ptr<LoadSocket> socket;
        std::vector<RecordId> accounts;
        std::vector<Value> values; ///< of the field that it changes, by account
        qint64 number = 0;
        std::deque<QByteArray> pushes; ///< still to send
        bool isWaiting = true; ///< for the first changes, for an answer, or for what comes behind it
        bool isAnswered = false;
        qint64 lastSeq = 0; ///< of its own changes
        qint64 cursor = 0;
    };

    /// Until no laptop waits any more.
    void wait(const char *what)
    {
        m_waiting = connections;
        m_limit.expires_after(std::chrono::seconds(120));
        m_limit.async_wait([what](const boost::system::error_code &cancelled) {
            if (!cancelled)
                qFatal("waited in vain: %s", what);
        });
        m_context.restart();
        m_context.run();
        m_limit.cancel();
    }

    void prepare(Laptop &laptop)
    {
        laptop.isWaiting = true;
        for (int i = 0; i < mutationsPerRun / connections; ++i) {
            Mutation mutation;
            mutation.id = {laptop.socket->device(), ++laptop.number};
            const size_t turn = size_t(laptop.number) % laptop.accounts.size();
            mutation.at = SystemClock::instance().now();
            mutation.entity = account::number;
            mutation.record = laptop.accounts[turn];
            const Value next(QString::number(laptop.number));
            mutation.changes = {{account::field::preferences, std::exchange(laptop.values[turn], next), next}};
            laptop.pushes.push_back(encode(Push{{mutation}}));
        }
    }

    void sendNext(Laptop &laptop)
    {
        laptop.isAnswered = laptop.pushes.empty();
        if (laptop.isAnswered)
            return;
        laptop.socket->send(std::move(laptop.pushes.front()));
        laptop.pushes.pop_front();
    }

    void take(Laptop &laptop, const Message &message)
    {
        if (const auto *welcome = std::get_if<Welcome>(&message)) {
            laptop.cursor = welcome->cursor;
            laptop.isAnswered = true;
            laptop.socket->send(encode(Pull{laptop.cursor, 0}));
            return;
        }
        if (const auto *ack = std::get_if<Ack>(&message))
            acknowledged(laptop, *ack);
        else if (const auto *changes = std::get_if<Changes>(&message))
            changed(laptop, *changes);
        if (!laptop.isWaiting || !laptop.isAnswered || laptop.cursor < laptop.lastSeq)
            return;
        laptop.isWaiting = false;
        if (--m_waiting == 0)
            m_context.stop();
    }

    void acknowledged(Laptop &laptop, const Ack &ack)
    {
        for (const Acknowledgement &answer : ack.acknowledgements) {
            if (answer.outcome != Outcome::Applied)
                qFatal("not applied: %s", answer.error ? qPrintable(answer.error->toLog()) : "");
            laptop.lastSeq = answer.seq;
            sendNext(laptop);
        }
    }

    static void changed(Laptop &laptop, const Changes &changes)
    {
        if (changes.from != laptop.cursor || changes.more)
            qFatal("changes are missing");
        for (const RowBatch &batch : changes.batches) {
            RowBatchReader rows(batch);
            while (rows.hasNext()) {
                if (!rows.beginRow().ok() || !rows.endRow().ok())
                    qFatal("a row that cannot be read");
            }
        }
        laptop.cursor = changes.cursor;
    }

    boost::asio::io_context m_context{1};
    boost::asio::ssl::context m_tls{boost::asio::ssl::context::tls_client};
    boost::asio::steady_timer m_limit{m_context};
    std::deque<Laptop> m_laptops;
    int m_waiting = 0; ///< laptops
};

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    SalesCompany company(connections, connections * accountsPerRep);
    Baseline baseline(company, company.folder() + QStringLiteral("/baseline.db"));
    const quint16 metricsPort = freePort();
    const auto &daemon = company.serve({QStringLiteral("--metrics-port"), QString::number(metricsPort)});
    Load load(company, daemon.port());
    load.run(); // caches fill

    double through = 0;
    double raw = 0;
    double batch = 0;
    for (int i = 0; i < runs; ++i) {
        const qint64 before = metric(metricsPort, "tandem_commits_total");
        through = std::max(through, load.run());
        batch = double(mutationsPerRun) / double(metric(metricsPort, "tandem_commits_total") - before);
        raw = std::max(raw, baseline.run(std::max(1, qRound(batch))));
    }
    Figure{QStringLiteral("Durable mutations, %1 TLS connections, %2 a commit").arg(connections).arg(qRound(batch)),
        perSecond(through), perSecond(raw), number(through / raw, 2), QStringLiteral("≥ 0.35"), through / raw >= 0.35}
        .print();
    return 0;
}
