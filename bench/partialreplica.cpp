// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/support/arguments.h"
#include "bench/support/figure.h"
#include "bench/support/managerslaptop.h"
#include "bench/support/progress.h"
#include "bench/support/salescompany.h"
#include "shared/base/clock.h"

using namespace tandem;
using namespace tandem::bench;

namespace {

constexpr int runs = 3; ///< each of a new laptop
constexpr int looks = 5; ///< of each laptop at the list, and searches
constexpr int managersOwn = 1'000;
constexpr int changedLately = 500; ///< accounts of somebody else
constexpr int pagesDown = 20;
constexpr int searchedBelow = 10'000; ///< newer accounts than the one that is searched by its code

/// A company whose manager sees all of so many accounts. His laptop keeps what is his, from all over the table, and
/// what was changed within a month.
struct Place
{
    explicit Place(int rowCount)
        : rows(rowCount)
        , company(1, changedLately)
    {
        say(QStringLiteral("filling in %1 accounts").arg(rows));
        const QString role = QStringLiteral("manager");
        std::vector<RecordId> owners(size_t(rows / managersOwn), company.reps.front().user);
        owners.front() = company.hire(login, role).user;
        company.keepOnLaptops(role, QStringLiteral(R"({"account": {"keep": "mineAndRecent", "days": 30}})"));
        constexpr Timestamp year = 365LL * 24 * 3600 * 1000;
        company.fill(rows, 0, std::move(owners), SystemClock::instance().now() - year);
        say(QStringLiteral("making their index of words"));
        company.indexWords();
        port = company.serve().port();
    }

    /// One laptop from signing in to its end.
    void use()
    {
        ManagersLaptop laptop(port, login);
        sync.push_back(laptop.sync());
        keptRows.push_back(double(laptop.rows()));
        say(QStringLiteral("of %1 accounts %2 were fetched").arg(rows).arg(keptRows.back()));
        if (laptop.rows() != managersOwn + changedLately)
            qFatal("the laptop keeps another part than it should");
        for (int i = 0; i < looks; ++i) {
            const ManagersLaptop::Pages pages = laptop.list(pagesDown);
            firstPage.push_back(pages.first);
            laterPage.push_back(pages.last);
            commonWord.push_back(laptop.search(QStringLiteral("Hamburg"), ManagersLaptop::Finds::Something));
            oneCode.push_back(laptop.search(searchedCode(), ManagersLaptop::Finds::Something));
            noWord.push_back(laptop.search(QStringLiteral("Nowhere"), ManagersLaptop::Finds::Nothing));
            typed.push_back(laptop.typed(searchedCode()));
        }
        bytes.push_back(laptop.close());
        say(QStringLiteral("of %1 accounts some were listed and searched").arg(rows));
    }

    /// Of an account of somebody else, below so many newer ones.
    QString searchedCode() const
    {
        const int owners = rows / managersOwn;
        int number = rows - searchedBelow;
        if (number % owners == 0)
            ++number;
        return QStringLiteral("C-%1").arg(number, 7, 10, QLatin1Char('0'));
    }

    static inline const QString login = QStringLiteral("manager");
    const int rows;
    SalesCompany company;
    quint16 port = 0;
    std::vector<double> sync;
    std::vector<double> keptRows;
    std::vector<double> bytes;
    std::vector<double> firstPage;
    std::vector<double> laterPage;
    std::vector<double> commonWord;
    std::vector<double> oneCode;
    std::vector<double> noWord;
    std::vector<double> typed;
};

QString whole(double value)
{
    return number(value);
}

QString megabytes(double bytes)
{
    return number(bytes / 1e6, 2) + QStringLiteral(" MB");
}

/// A place against the smallest one.
struct Comparison
{
    const Place &many;
    const Place &few;

    /// `most`: the ratio that is aimed at.
    void print(
        const QString &what, const std::vector<double> Place::*samples, QString (*written)(double), double most) const
    {
        const auto textOf = [written](double value) {
            return value == ManagersLaptop::gaveUp ? QStringLiteral("gave up") : written(value);
        };
        const double ratio = median(many.*samples) / median(few.*samples);
        Figure{QStringLiteral("A manager who sees %1 accounts instead of %2: ").arg(many.rows).arg(few.rows) + what,
            textOf(median(many.*samples)), textOf(median(few.*samples)), number(ratio, 2),
            QStringLiteral("≤ ") + number(most, 1), ratio <= most}
            .print();
    }
};

void print(const Comparison &places)
{
    places.print(QStringLiteral("first sync, from signing in"), &Place::sync, milliseconds, 1.5);
    places.print(QStringLiteral("accounts on his laptop"), &Place::keptRows, whole, 1.1);
    places.print(QStringLiteral("his laptop's replica"), &Place::bytes, megabytes, 1.1);
    places.print(QStringLiteral("first page of the server's rows below his own"), &Place::firstPage, milliseconds, 1.5);
    places.print(QStringLiteral("page %1 of them").arg(pagesDown), &Place::laterPage, milliseconds, 1.5);
    places.print(QStringLiteral("the server's search for a common word"), &Place::commonWord, milliseconds, 1.5);
    places.print(
        QStringLiteral("the server's search for the code of the account below %1 newer ones").arg(searchedBelow),
        &Place::oneCode, milliseconds, 1.5);
    places.print(QStringLiteral("the server's search for a word that is nowhere"), &Place::noWord, milliseconds, 1.5);
    places.print(QStringLiteral("that code, typed into the box above the list"), &Place::typed, milliseconds, 1.5);
}

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const Arguments arguments(application,
        {{"rows", "Accounts that the manager sees; the first number is what the others are compared to.",
            "20000,2000000"}});
    std::vector<std::unique_ptr<Place>> places;
    for (const int rows : arguments.numbers("rows")) {
        if (rows <= searchedBelow || rows % managersOwn != 0)
            qFatal("--rows: thousands above %d", searchedBelow);
        places.push_back(std::make_unique<Place>(rows));
    }
    for (int i = 0; i < runs; ++i) {
        for (const auto &place : places)
            place->use();
    }
    for (size_t i = 1; i < places.size(); ++i)
        print({*places[i], *places.front()});
    return 0;
}
