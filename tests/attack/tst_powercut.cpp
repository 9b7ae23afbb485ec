// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/replica.h"
#include "forgetfuldisk.h"
#include "server/access/accessresolver.h"
#include "server/records/bootstrap.h"
#include "server/records/builtins.h"
#include "server/records/pipeline.h"
#include "server/store/recordstore.h"
#include "shared/database/integrity.h"
#include "shared/entities/entitynames.h"
#include "shared/entities/shipped.h"
#include "tests/support/clientdata.h"

#include <QRandomGenerator>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem;
using namespace tandem::test;

namespace account = tandem::entities::account;

namespace {

constexpr int rounds = 25;

/// Server of a company on a folder, as far as it writes.
struct Server
{
    explicit Server(const QString &folder)
        : store(opened(folder))
        , pipeline({*store, access, hooks, actions, SystemClock::instance()})
    {
        server::registerBuiltins(hooks, actions, *store);
        const auto started = pipeline.start();
        const auto first = server::bootstrap(pipeline, *store, SystemClock::instance(), QStringLiteral("en"));
        if (!started.ok() || !first.ok())
            qFatal("the pipeline does not start");
    }
    ~Server() { pipeline.stop(); }

    static std::unique_ptr<server::Store> opened(const QString &folder)
    {
        DatabaseAddress database;
        database.load = DatabaseAddress::Load::Much; // as tandemd
        auto store = server::Store::open(folder, *loadShipped(), {database, {}});
        if (!store.ok())
            qFatal("%s", qPrintable(store.error().toLog()));
        return std::move(*store);
    }

    /// Calls `answered` in the writer's thread.
    void create(const RecordId &record, std::function<void()> answered)
    {
        Mutation mutation;
        mutation.at = SystemClock::instance().now();
        mutation.entity = account::number;
        mutation.record = record;
        mutation.kind = MutationKind::Create;
        mutation.changes.push_back({account::field::name, {}, Value(toText(record))});
        pipeline.submit(
            server::Actor::forSystem(), {mutation}, [answered](const std::vector<Acknowledgement> &answers) {
                if (answers.front().outcome != Outcome::Applied)
                    qFatal("a creation was not applied");
                answered();
            });
    }

    std::unique_ptr<server::Store> store;
    server::AccessResolver access;
    server::HookRegistry hooks;
    server::ActionRegistry actions;
    server::Pipeline pipeline;
};

/// What a server would have judged and would send.
struct Judged
{
    Mutation mutation;
    qint64 seq = 0;
};

}

/// The power goes at any write, and the disk has kept of what was not synced what it liked, in any order: whatever was
/// acknowledged is there, and the databases are whole. TANDEM_SEED chooses other moments.
class TestPowerCut : public QObject
{
    Q_OBJECT

    QRandomGenerator m_random;

    static void isWhole(const QString &path)
    {
        const auto connection = Connection::open({path, DatabaseAddress::Mode::ReadWrite});
        QVERIFY2(connection.ok(), connection.ok() ? "" : qPrintable(connection.error().toLog()));
        const auto checked = checkIntegrity(**connection);
        QVERIFY2(checked.ok(), checked.ok() ? "" : qPrintable(checked.error().toLog()));
    }

    /// Creates until the power is off; adds what was acknowledged before.
    static void workUntilCut(Server &server, ForgetfulDisk &disk, std::vector<RecordId> &acknowledged)
    {
        constexpr int inFlight = 8;
        QSemaphore room(inFlight);
        std::mutex mutex;
        for (int i = 0; i < 20'000 && !disk.isCut(); ++i) {
            room.acquire();
            const RecordId record = newRecordId();
            server.create(record, [&, record] {
                if (!disk.isCut()) {
                    const std::lock_guard lock(mutex);
                    acknowledged.push_back(record);
                }
                room.release();
            });
        }
        room.acquire(inFlight);
        QVERIFY(disk.isCut());
    }

    static client::WriteRequest somethingTyped(
        client::Replica &replica, QRandomGenerator &random, const std::vector<Judged> &judged)
    {
        client::WriteRequest request;
        request.key = {deal::number, newRecordId()};
        request.kind = MutationKind::Create;
        request.to = named(QStringLiteral("typed %1").arg(random.generate()));
        if (judged.empty() || random.bounded(3) > 0)
            return request;
        const RecordId known = judged[size_t(random.bounded(int(judged.size())))].mutation.record;
        if (replica.read({deal::number, known}).ok()) { // a row that the server has still to send again is not there
            request.key.id = known;
            request.kind = MutationKind::Update;
        }
        return request;
    }

    /// Types, is judged and hears of it until the power is off. `kept` gets what submit() called durable before.
    static void workUntilCut(client::Replica &replica, ForgetfulDisk &disk, QRandomGenerator &random,
        std::vector<Judged> &judged, std::vector<MutationId> &kept)
    {
        for (int i = 0; i < 20'000 && !disk.isCut(); ++i) {
            const auto ids = replica.submit({somethingTyped(replica, random, judged)});
            QVERIFY2(ids.ok(), ids.ok() ? "" : qPrintable(ids.error().toLog()));
            if (!disk.isCut())
                kept.insert(kept.end(), ids->begin(), ids->end());
            if (random.bounded(6) == 0)
                judge(replica, disk, random, judged);
        }
        QVERIFY(disk.isCut());
    }

    /// The server takes a part of the outbox, answers, and sometimes sends the rows at once.
    static void judge(
        client::Replica &replica, ForgetfulDisk &disk, QRandomGenerator &random, std::vector<Judged> &judged)
    {
        const auto waiting = replica.outboxAfter(replica.acknowledgedUpTo(), 1 + random.bounded(8));
        QVERIFY(waiting.ok());
        if (disk.isCut())
            return; // this was never sent
        std::vector<Acknowledgement> answers;
        for (const Mutation &mutation : *waiting) {
            const bool again = std::any_of(
                judged.begin(), judged.end(), [&](const Judged &known) { return known.mutation.id == mutation.id; });
            if (!again) // what is sent again gets its first answer
                judged.push_back({mutation, judged.empty() ? 1 : judged.back().seq + 1});
            const auto known = std::find_if(
                judged.begin(), judged.end(), [&](const Judged &known) { return known.mutation.id == mutation.id; });
            answers.push_back({mutation.id, Outcome::Applied, known->seq, {}});
        }
        if (!answers.empty())
            QVERIFY(replica.applyAcknowledgements(answers).ok());
        if (random.bounded(2) == 0)
            sendRows(replica, judged);
    }

    static FieldValues rowOf(const std::vector<Judged> &judged, const RecordId &record)
    {
        FieldValues row;
        for (const Judged &known : judged) {
            if (known.mutation.record != record)
                continue;
            for (const FieldChange &change : known.mutation.changes)
                row[change.field] = change.to;
        }
        return row;
    }

    static void sendRows(client::Replica &replica, const std::vector<Judged> &judged)
    {
        if (judged.empty())
            return;
        std::map<RecordId, FieldValues> rows;
        for (const Judged &known : judged) {
            if (known.seq > replica.cursor())
                rows[known.mutation.record] = rowOf(judged, known.mutation.record);
        }
        const qint64 seq = judged.back().seq;
        const auto applied = replica.applyChanges(changesOf(incomingDeals({rows.begin(), rows.end()}, seq), seq));
        QVERIFY2(applied.ok(), applied.ok() ? "" : qPrintable(applied.error().toLog()));
    }

    static void hasAll(client::Replica &replica, const std::vector<Judged> &judged, const std::vector<MutationId> &kept)
    {
        QVERIFY(!replica.wasDamaged());
        const auto waiting = replica.outboxAfter(0, 100'000);
        QVERIFY(waiting.ok());
        for (const MutationId &id : kept) {
            const auto isIt = [&](const Mutation &mutation) {
                return mutation.id == id;
            };
            const bool isJudged =
                std::any_of(judged.begin(), judged.end(), [&](const Judged &known) { return isIt(known.mutation); });
            QVERIFY(isJudged || std::any_of(waiting->begin(), waiting->end(), isIt));
        }
        QVERIFY(kept.empty() || replica.lastNumber() >= kept.back().number);
        QVERIFY(judged.empty() || replica.cursor() <= judged.back().seq);
        // After the next contact everybody reads what was typed last, also where the disk had lost a row.
        sendRows(replica, judged);
        std::map<RecordId, FieldValues> rows;
        for (const Judged &known : judged)
            rows[known.mutation.record] = {};
        for (auto &[record, row] : rows)
            row = rowOf(judged, record);
        for (const Mutation &mutation : *waiting) {
            for (const FieldChange &change : mutation.changes)
                rows[mutation.record][change.field] = change.to;
        }
        for (const auto &[record, row] : rows) {
            const auto shown = replica.read({deal::number, record});
            QVERIFY(shown.ok());
            QCOMPARE(shown->value(deal::name), row.at(deal::name));
        }
    }

private slots:
    void initTestCase()
    {
        const int seed = qEnvironmentVariableIsSet("TANDEM_SEED") ? qEnvironmentVariableIntValue("TANDEM_SEED") : 4712;
        qInfo("TANDEM_SEED=%d", seed);
        m_random.seed(quint32(seed));
    }

    void theServerHasWhatItAcknowledged()
    {
        auto folder = std::make_unique<QTemporaryDir>();
        std::vector<RecordId> acknowledged;
        for (int round = 0; round < rounds; ++round) {
            auto left = std::make_unique<QTemporaryDir>();
            {
                ForgetfulDisk disk;
                Server server(folder->path());
                disk.cutAfter(1 + m_random.bounded(round % 5 == 0 ? 12'000 : 1200)); // now and then over checkpoints
                workUntilCut(server, disk, acknowledged);
                QVERIFY(disk.leave(folder->path(), left->path(), m_random));
            }
            folder = std::move(left);
            isWhole(server::Store::databasePath(folder->path()));
            const auto store = Server::opened(folder->path());
            server::RecordStore records(store->writer(), store->registry());
            for (const RecordId &record : acknowledged) {
                const auto found = records.find(account::number, record);
                QVERIFY2(found.ok() && *found, qPrintable(QStringLiteral("round %1").arg(round)));
            }
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY(acknowledged.size() > 100);
    }

    void theClientHasWhatWasTyped()
    {
        auto folder = std::make_unique<QTemporaryDir>();
        std::vector<Judged> judged;
        std::vector<MutationId> kept;
        for (int round = 0; round < rounds; ++round) {
            auto left = std::make_unique<QTemporaryDir>();
            {
                ForgetfulDisk disk;
                auto replica = client::Replica::open({folder->path(), clientRegistry()});
                QVERIFY2(replica.ok(), replica.ok() ? "" : qPrintable(replica.error().toLog()));
                disk.cutAfter(1 + m_random.bounded(round % 5 == 0 ? 9000 : 900));
                workUntilCut(**replica, disk, m_random, judged, kept);
                QVERIFY(disk.leave(folder->path(), left->path(), m_random));
            }
            folder = std::move(left);
            isWhole(folder->path() + QStringLiteral("/outbox.db"));
            isWhole(folder->path() + QStringLiteral("/replica.db"));
            const auto replica = client::Replica::open({folder->path(), clientRegistry()});
            QVERIFY2(replica.ok(), replica.ok() ? "" : qPrintable(replica.error().toLog()));
            hasAll(**replica, judged, kept);
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY(kept.size() > 100);
    }
};

QTEST_GUILESS_MAIN(TestPowerCut)
#include "tst_powercut.moc"
