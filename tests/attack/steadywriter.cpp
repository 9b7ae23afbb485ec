// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A client without a screen that writes without a pause, to be killed while it does:
//     steadywriter FOLDER PORT FINGERPRINT LOGIN TALLY RUN CLOCK-OFFSET
// In each step it creates the account "LOGIN RUN N" and notes N in the account TALLY; now and then it attaches a file
// to that account, creates a contact of the same name and deletes it, and approves what waits for it. It prints
// "kept N" when all of a step is durable on its side, "decided ID" when an approval is, "judged N" when the server has
// answered everything up to its N-th change.

#include "client/replica/filecache.h"
#include "client/replica/replica.h"
#include "client/sync/syncengine.h"
#include "shared/database/connection.h"
#include "shared/database/dialects/dialect.h"
#include "shared/entities/entitynames.h"
#include "shared/entities/shipped.h"
#include "steadysteps.h"
#include "tests/support/wrongclock.h"

#include <QCoreApplication>
#include <QTemporaryFile>
#include <QTimer>

#include <cstdio>

using namespace tandem;
using namespace tandem::client;

namespace account = tandem::entities::account;
namespace contact = tandem::entities::contact;
namespace file = tandem::entities::file;
namespace approvalTask = tandem::entities::approvalTask;

namespace {

constexpr qint64 mostWaiting = 200; ///< so that the server is never left far behind
constexpr int decidesEvery = 60; ///< steps

/// Line by line through a pipe: what is said must be out when the process dies.
void say(const char *what, qint64 number)
{
    std::printf("%s %lld\n", what, static_cast<long long>(number));
    std::fflush(stdout);
}

WriteRequest creation(EntityNumber entity, const FieldValues &values)
{
    WriteRequest made;
    made.key = {entity, newRecordId()};
    made.kind = MutationKind::Create;
    made.to = values;
    return made;
}

/// As the window does it: the content first, which the record names.
Result<WriteRequest> attached(Replica &replica, const QString &folder, const QString &name, const RecordId &to)
{
    QTemporaryFile source;
    const QByteArray bytes = test::steadyContent(name);
    if (!source.open() || source.write(bytes) != bytes.size() || !source.flush())
        return Error::unavailable(QStringLiteral("cannotWrite"), source.errorString());
    TANDEM_ASSIGN(
        const FileCache::Content content, FileCache::import(folder + QStringLiteral("/files"), source.fileName()));
    WriteRequest made = creation(file::number,
        {{file::field::name, Value(name)}, {file::field::size, Value(content.size)},
            {file::field::sha256, Value(QString::fromLatin1(content.sha256.toHex()))},
            {file::field::record, Value(QStringLiteral("account/") + toText(to))},
            {systemfield::owner, Value(replica.user())}});
    TANDEM_TRY(replica.files().addLocal(made.key.id, content));
    return made;
}

/// Who writes, where, and for the how-manieth time.
struct Run
{
    Replica &replica;
    QString folder;
    QString login;
    RecordId tally;
    int number = 0;
};

Result<void> writeStep(const Run &run, int number)
{
    const QString name = QStringLiteral("%1 %2 %3").arg(run.login).arg(run.number).arg(number);
    WriteRequest noted;
    noted.key = {account::number, run.tally};
    noted.to = {{account::field::employees, Value(qint64(run.number) * 100'000 + number)}};
    std::vector<WriteRequest> requests{creation(account::number, {{account::field::name, Value(name)}}), noted};
    if (number % test::deletesEvery == 0) {
        // As a form does it, with what the server would fill in: else it is taken for somebody's edit before the
        // delete.
        requests.push_back(creation(
            contact::number, {{contact::field::name, Value(name)}, {contact::field::doNotCall, Value(false)}}));
        WriteRequest deletion;
        deletion.key = requests.back().key;
        deletion.kind = MutationKind::Delete;
        requests.push_back(deletion);
    }
    if (number % test::attachesEvery == 0) {
        TANDEM_ASSIGN(WriteRequest request, attached(run.replica, run.folder, name, requests.front().key.id));
        requests.push_back(std::move(request));
    }
    TANDEM_TRY(run.replica.submit(requests));
    return {};
}

/// One that is open and not decided here already, in this life of the process or in one before.
Result<std::optional<RecordId>> openTask(const Replica &replica)
{
    const EntityDef &entity = *replica.registry()->entity(approvalTask::number);
    TANDEM_ASSIGN(const auto connection,
        Connection::open({replica.readerPath(), DatabaseAddress::Mode::ReadOnly, DatabaseAddress::Durability::Normal}));
    TANDEM_ASSIGN(auto tasks,
        connection->prepare(QStringLiteral("SELECT \"id\" FROM %1 WHERE \"state\" = 'open' AND \"deleted_at\" IS NULL")
                                .arg(Dialect::quoted(entity.table))));
    for (;;) {
        TANDEM_ASSIGN(const bool isThere, tasks.step());
        if (!isThere)
            return std::optional<RecordId>();
        const RecordId id = tasks.id(0);
        if (const auto task = replica.read({approvalTask::number, id}); task.ok() && !task->pending)
            return std::optional<RecordId>(id);
    }
}

Result<void> decide(Replica &replica)
{
    TANDEM_ASSIGN(const std::optional<RecordId> task, openTask(replica));
    if (!task)
        return {};
    WriteRequest decision;
    decision.key = {approvalTask::number, *task};
    decision.kind = MutationKind::Action;
    decision.action = QStringLiteral("approve");
    TANDEM_TRY(replica.submit({decision}));
    std::printf("decided %s\n", qPrintable(toText(*task)));
    std::fflush(stdout);
    return {};
}

SyncEngine::Config configOf(const QStringList &words, const Clock &clock)
{
    using namespace std::chrono_literals;
    SyncEngine::Config config;
    config.folder = words.at(1);
    config.server = {QStringLiteral("127.0.0.1"), quint16(words.at(2).toInt())};
    config.pin = QByteArray::fromHex(words.at(3).toLatin1());
    config.userName = words.at(4);
    config.clock = &clock;
    config.tokenPlace = TokenStore::Place::FileOnly;
    config.timing = {10'000ms, 20ms, 100ms, 25'000ms, 60'000ms};
    return config;
}

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    if (words.size() != 8)
        return 2;
    const test::WrongClock clock(words.at(7).toLongLong());
    const auto shipped = loadShipped();
    if (!shipped.ok())
        return 1;
    const auto replica = Replica::open({words.at(1), *shipped, &clock});
    if (!replica.ok())
        return 1;
    if ((*replica)->wasDamaged()) // the end of a process is no reason for that
        say("damaged", 1);
    SyncEngine engine(**replica, configOf(words, clock));
    qint64 judged = (*replica)->acknowledgedUpTo();
    QObject::connect(replica->get(), &Replica::outboxChanged, &application, [&] {
        if (const qint64 upTo = (*replica)->acknowledgedUpTo(); upTo > std::exchange(judged, upTo))
            say("judged", upTo);
    });
    engine.setNetwork(SyncControl::Network::Online);
    engine.start();
    const Run run{**replica, words.at(1), words.at(4), recordIdFromText(words.at(5)), words.at(6).toInt()};
    int number = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &application, [&] {
        if ((*replica)->outboxCount() >= mostWaiting)
            return;
        if (!writeStep(run, number + 1).ok())
            return QCoreApplication::exit(1);
        say("kept", ++number);
        if (number % decidesEvery == 0 && !decide(**replica).ok())
            QCoreApplication::exit(1);
    });
    timer.start(5);
    // A test that has died itself kills nobody.
    QTimer::singleShot(std::chrono::minutes(10), &application, &QCoreApplication::quit);
    return QCoreApplication::exec();
}
