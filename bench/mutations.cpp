// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/support/arguments.h"
#include "bench/support/daemonmetrics.h"
#include "bench/support/figure.h"
#include "bench/support/rawmutations.h"
#include "bench/support/salesload.h"
#include "tests/support/freeport.h"

using namespace tandem;
using namespace tandem::bench;

namespace {

constexpr int accountsPerRep = 30;
constexpr int runs = 3;

/// Some seconds' worth, whatever the clients are: one alone waits for the disk each time.
int mutationsOfEach(int clients)
{
    return std::clamp(8'000 / clients, 16, 500);
}

Figure measure(const SalesCompany &company, SalesLoad::Standing &standing, RawMutations &baseline, quint16 metricsPort,
    int clients)
{
    const int each = mutationsOfEach(clients);
    const int all = each * clients;
    SalesLoad load(company, company.daemon->port(), clients, standing);
    load.run(each); // caches fill
    double through = 0;
    double raw = 0;
    double batch = 0;
    for (int i = 0; i < runs; ++i) {
        const qint64 before = metric(metricsPort, "tandem_commits_total");
        through = std::max(through, load.run(each));
        batch = double(all) / double(metric(metricsPort, "tandem_commits_total") - before);
        company.waitForIndex();
        raw = std::max(raw, baseline.run(all, std::max(1, qRound(batch))));
    }
    const bool isAimed = clients == 100;
    const double ratio = through / raw;
    return {QStringLiteral("Durable mutations%1, %2 TLS connections, %3 a commit")
                .arg(test::testdatabase::isPostgresql() ? QStringLiteral(" on PostgreSQL") : QString())
                .arg(clients)
                .arg(qRound(batch)),
        perSecond(through), perSecond(raw), number(ratio, 2), isAimed ? QStringLiteral("≥ 0.4") : QStringLiteral("–"),
        isAimed ? std::optional(ratio >= 0.4) : std::nullopt};
}

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const Arguments arguments(application,
        {{"clients", "Numbers of clients, each measured for itself.", "1,10,100,1000"},
            {"database", "URL of a PostgreSQL, for both sides, instead of SQLite.", ""}});
    SalesCompany::useDatabase(arguments.text("database"));
    const std::vector<int> clients = arguments.numbers("clients");
    const int most = *std::max_element(clients.begin(), clients.end());
    SalesCompany company(most, most * accountsPerRep);
    RawMutations baseline(company);
    const quint16 metricsPort = test::freePort();
    company.serve({QStringLiteral("--metrics-port"), QString::number(metricsPort)});
    SalesLoad::Standing standing;
    for (const int count : clients)
        measure(company, standing, baseline, metricsPort, count).print();
    return 0;
}
