// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/support/arguments.h"
#include "bench/support/figure.h"
#include "bench/support/rawmutations.h"
#include "tests/support/laptop.h"

using namespace tandem;
using namespace tandem::bench;
namespace account = tandem::entities::account;

namespace {

constexpr int runs = 3;

void bringUp(test::Laptop &laptop, const QString &login)
{
    laptop.engine->setNetwork(client::SyncControl::Network::Online);
    laptop.engine->start();
    laptop.engine->signIn(login, SalesCompany::password, must);
    runUntil([&] { return laptop.isSynced(); }, "the first sync");
}

/// Another word in the list of each account's tags.
void addTag(test::Laptop &laptop, const std::vector<RecordId> &accounts, const QString &tag)
{
    for (const RecordId &id : accounts) {
        QStringList tags = laptop.value(account::number, id, account::field::tags).toSet();
        if (!laptop.update(account::number, id, {{account::field::tags, Value(tags << tag)}}))
            qFatal("an edit that the replica does not take");
    }
}

/// From the network's return to nothing left to do: `mine` edits without it what `others` edits at the same time.
double meet(test::Laptop &mine, test::Laptop &others, const std::vector<RecordId> &accounts, int turn)
{
    others.engine->setNetwork(client::SyncControl::Network::Online);
    runUntil([&] { return mine.isSynced() && others.isSynced(); }, "both laptops");
    mine.goOffline();
    runUntil([&] { return !mine.isSynced(); }, "the end of the network");
    const QString myTag = QStringLiteral("mine%1").arg(turn);
    const QString othersTag = QStringLiteral("theirs%1").arg(turn);
    addTag(mine, accounts, myTag);
    addTag(others, accounts, othersTag);
    runUntil([&] { return others.isSynced(); }, "the other laptop");
    others.goOffline(); // what comes back to it would be measured with the rest
    QElapsedTimer timer;
    timer.start();
    mine.engine->setNetwork(client::SyncControl::Network::Online);
    const auto isMerged = [&](const RecordId &id) {
        const QStringList tags = mine.value(account::number, id, account::field::tags).toSet();
        return tags.contains(myTag) && tags.contains(othersTag);
    };
    runUntil([&] { return mine.isSynced() && isMerged(accounts.back()); }, "the offline edits");
    const double took = millisecondsOf(timer);
    if (!std::all_of(accounts.begin(), accounts.end(), isMerged))
        qFatal("not all are merged");
    return took;
}

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const Arguments arguments(application, {{"edits", "Records edited without a network, once each.", "1000"}});
    const int edits = std::max(1, arguments.number("edits"));
    SalesCompany company(1, edits);
    RawMutations baseline(company);
    const client::ServerAddress server{QStringLiteral("127.0.0.1"), company.serve().port()};
    const QString login = company.reps.front().login;
    test::Laptop mine(server, login);
    test::Laptop others(server, login);
    bringUp(mine, login);
    bringUp(others, login);
    std::vector<double> merged;
    std::vector<double> raw;
    for (int turn = 0; turn < runs; ++turn) {
        merged.push_back(meet(mine, others, company.accounts, turn));
        company.waitForIndex();
        raw.push_back(1000 * edits / baseline.run(edits, edits));
    }
    const double ratio = median(merged) / median(raw);
    Figure{QStringLiteral("%1 offline edits, all merged with another laptop's, until nothing is left").arg(edits),
        milliseconds(median(merged)), milliseconds(median(raw)), number(ratio, 1), QStringLiteral("≤ 20"), ratio <= 20}
        .print();
    return 0;
}
