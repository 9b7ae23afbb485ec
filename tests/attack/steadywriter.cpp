// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A client without a screen that writes without a pause, to be killed while it does:
//     steadywriter FOLDER PORT FINGERPRINT LOGIN TALLY RUN CLOCK-OFFSET
// In each step it creates the account "LOGIN RUN N" and notes N in the account TALLY. It prints "kept N" when both are
// durable on its side, "judged N" when the server has answered everything up to its N-th change.

#include "client/replica/replica.h"
#include "client/sync/syncengine.h"
#include "shared/entities/entitynames.h"
#include "shared/entities/shipped.h"
#include "tests/support/wrongclock.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

using namespace tandem;
using namespace tandem::client;

namespace account = tandem::entities::account;

namespace {

constexpr qint64 mostWaiting = 200; ///< so that the server is never left far behind

/// Line by line through a pipe: what is said must be out when the process dies.
void say(const char *what, qint64 number)
{
    std::printf("%s %lld\n", what, static_cast<long long>(number));
    std::fflush(stdout);
}

std::vector<WriteRequest> step(const QString &login, const RecordId &tally, int run, int number)
{
    WriteRequest made;
    made.key = {account::number, newRecordId()};
    made.kind = MutationKind::Create;
    made.to = {{account::field::name, Value(QStringLiteral("%1 %2 %3").arg(login).arg(run).arg(number))}};
    WriteRequest noted;
    noted.key = {account::number, tally};
    noted.to = {{account::field::employees, Value(qint64(run) * 100'000 + number)}};
    return {made, noted};
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
    const RecordId tally = recordIdFromText(words.at(5));
    const int run = words.at(6).toInt();
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
    int number = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &application, [&] {
        if ((*replica)->outboxCount() >= mostWaiting)
            return;
        if (!(*replica)->submit(step(words.at(4), tally, run, number + 1)).ok())
            return QCoreApplication::exit(1);
        say("kept", ++number);
    });
    timer.start(5);
    // A test that has died itself kills nobody.
    QTimer::singleShot(std::chrono::minutes(10), &application, &QCoreApplication::quit);
    return QCoreApplication::exec();
}
