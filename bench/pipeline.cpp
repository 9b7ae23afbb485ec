// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/bootstrap.h"
#include "server/records/builtins.h"
#include "server/store/recordstore.h"
#include "shared/database/transaction.h"
#include "shared/entities/entitynames.h"
#include "shared/entities/shipped.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QTemporaryDir>

#include <atomic>
#include <cstdio>

using namespace tandem;
using namespace tandem::server;
namespace account = tandem::entities::account;

namespace {

constexpr int submitters = 64;
constexpr int records = 2'000;

/// The work that no pipeline could leave out: a row's update and a log entry in a savepoint, `batch` of them per
/// durable commit.
double baseline(const QString &folder, int batch, int total)
{
    const auto connection = *Connection::open({folder + QStringLiteral("/baseline.db")});
    connection->execute(QStringLiteral("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c INTEGER)")).ok();
    connection->execute(QStringLiteral("CREATE INDEX ta ON t (a)")).ok();
    connection->execute(QStringLiteral("CREATE INDEX tb ON t (b)")).ok();
    connection->execute(QStringLiteral("CREATE TABLE l (seq INTEGER PRIMARY KEY, body BLOB)")).ok();
    for (int i = 0; i < records; ++i)
        connection->execute(QStringLiteral("INSERT INTO t VALUES (%1, 'a', 'b', 1)").arg(i)).ok();
    QElapsedTimer timer;
    timer.start();
    const QByteArray body(60, 'x');
    for (int done = 0; done < total;) {
        Transaction transaction = *Transaction::begin(*connection);
        for (int i = 0; i < batch && done < total; ++i, ++done) {
            Transaction savepoint = *Transaction::begin(*connection);
            Statement update = *connection->prepare(QStringLiteral("UPDATE t SET a = ?2, c = ?3 WHERE id = ?1"));
            update.bind(1, done % records).bind(2, QString::number(done)).bind(3, done).run().ok();
            Statement insert = *connection->prepare(QStringLiteral("INSERT INTO l VALUES (?1, ?2)"));
            insert.bind(1, done).bind(2, body).run().ok();
            savepoint.commit().ok();
        }
        transaction.commit().ok();
    }
    return total / (double(timer.nsecsElapsed()) / 1e9);
}

/// `submitters` devices, each with one mutation on its way at a time, as laptops send them.
class Load
{
public:
    Load(Pipeline &pipeline, std::vector<RecordId> targets, const RecordId &user, int total)
        : m_pipeline(pipeline)
        , m_targets(std::move(targets))
        , m_user(user)
        , m_total(total)
    {
    }

    double run()
    {
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < submitters; ++i)
            send(newRecordId(), 1);
        m_finished.acquire(submitters);
        return m_total / (double(timer.nsecsElapsed()) / 1e9);
    }

private:
    void send(const RecordId &device, qint64 number)
    {
        const int turn = m_sent.fetch_add(1);
        if (turn >= m_total) {
            m_finished.release();
            return;
        }
        Mutation mutation;
        mutation.id = {device, number};
        mutation.entity = account::number;
        mutation.record = m_targets[size_t(turn) % m_targets.size()];
        mutation.changes = {{account::field::preferences,
            Value(turn < int(m_targets.size()) ? QString() : QString::number(turn - int(m_targets.size()))),
            Value(QString::number(turn))}};
        m_pipeline.submit({m_user, device, QStringLiteral("bench"), false}, {mutation},
            [this, device, number](const std::vector<Acknowledgement> &answers) {
                if (answers.front().error)
                    std::fprintf(stderr, "%s\n", qPrintable(answers.front().error->toLog()));
                send(device, number + 1);
            });
    }

    Pipeline &m_pipeline;
    std::vector<RecordId> m_targets;
    RecordId m_user;
    const int m_total;
    std::atomic<int> m_sent = 0;
    QSemaphore m_finished;
};

}

int main()
{
    QTemporaryDir folder;
    auto store = *Store::open(folder.path() + QStringLiteral("/data"), *loadShipped());
    AccessResolver access;
    HookRegistry hooks;
    ActionRegistry actions;
    registerBuiltins(hooks, actions, *store);
    Pipeline pipeline({*store, access, hooks, actions, SystemClock::instance()});
    if (!pipeline.start() || !bootstrap(pipeline, *store, SystemClock::instance(), QStringLiteral("en")))
        return 1;
    std::vector<RecordId> targets;
    std::vector<Mutation> creations;
    for (int i = 0; i < records; ++i) {
        Mutation mutation;
        mutation.entity = account::number;
        mutation.record = newRecordId();
        mutation.kind = MutationKind::Create;
        mutation.changes = {{account::field::name, Value(), Value(QStringLiteral("Account %1").arg(i))}};
        targets.push_back(mutation.record);
        creations.push_back(std::move(mutation));
    }
    QSemaphore created;
    pipeline.submit({basics::administrator(), {}, QStringLiteral("bench"), false}, creations,
        [&](const std::vector<Acknowledgement> &) { created.release(); });
    created.acquire();

    constexpr int total = 30'000;
    const double raw = baseline(folder.path(), submitters, total);
    const double through = Load(pipeline, targets, basics::administrator(), total).run();
    std::printf(
        "raw SQLite, %d a commit: %.0f/s\npipeline, %d submitters: %.0f/s\nratio %.2f, mutations a commit %.1f\n",
        submitters, raw, submitters, through, through / raw,
        double(pipeline.figures().applied) / double(pipeline.figures().commits));
    pipeline.stop();
    return 0;
}
