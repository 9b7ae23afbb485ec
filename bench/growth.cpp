// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/support/arguments.h"
#include "bench/support/figure.h"
#include "bench/support/progress.h"
#include "bench/support/salesload.h"

using namespace tandem;
using namespace tandem::bench;

namespace {

constexpr int runs = 3;
constexpr int accountsPerRep = 30; ///< that are changed, from all over the table

/// A company with so many accounts, served and worked on.
struct Place
{
    Place(int rowCount, int clients)
        : rows(rowCount)
        , company(clients, 0)
    {
        say(QStringLiteral("filling in %1 accounts").arg(rows));
        company.fill(rows, clients * accountsPerRep);
        load = std::make_unique<SalesLoad>(company, company.serve().port(), clients, standing);
    }

    const int rows;
    SalesCompany company;
    SalesLoad::Standing standing;
    std::unique_ptr<SalesLoad> load;
    double best = 0; ///< mutations per second
};

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const Arguments arguments(application,
        {{"rows", "Sizes of the databases in accounts; the first is what the others are compared to.", "10000,1000000"},
            {"clients", "Sales reps who work on each.", "64"}});
    const int clients = std::max(1, arguments.number("clients"));
    const int each = std::max(16, 8'000 / clients);
    std::vector<std::unique_ptr<Place>> places;
    for (const int rows : arguments.numbers("rows")) {
        places.push_back(std::make_unique<Place>(rows, clients));
        places.back()->load->run(each); // caches fill
    }
    for (int i = 0; i < runs; ++i) {
        for (const auto &place : places)
            place->best = std::max(place->best, place->load->run(each));
    }
    const Place &small = *places.front();
    for (size_t i = 1; i < places.size(); ++i) {
        const double ratio = small.best / places[i]->best;
        Figure{QStringLiteral("Durable mutations, %1 TLS connections, into %2 accounts instead of %3")
                   .arg(clients)
                   .arg(places[i]->rows)
                   .arg(small.rows),
            perSecond(places[i]->best), perSecond(small.best), number(ratio, 2), QStringLiteral("≤ 1.3"), ratio <= 1.3}
            .print();
    }
    return 0;
}
