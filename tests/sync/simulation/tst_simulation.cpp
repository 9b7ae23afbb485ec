// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Without arguments a test of as many seeds as fit into its time; with --seeds N [--from S] so many of them, and what
// the machine makes of it.

#include "shared/base/recordid.h"
#include "tests/sync/simulation/simulation.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTest>

#include <cstdio>

using namespace tandem::sim;
using namespace std::chrono_literals;

class TestSimulation : public QObject
{
    Q_OBJECT

public:
    explicit TestSimulation(VirtualTime &time)
        : m_time(time)
    {
    }

private slots:
    void oneSeedIsOneStory()
    {
        Simulation simulation(m_time);
        const Story story = Story::make(7, simulation.laptops());
        simulation.play(story);
        const tandem::RecordId after = tandem::newRecordId();
        simulation.play(story);
        QCOMPARE(tandem::newRecordId(), after);
    }

    void everyInvariantHolds()
    {
        Simulation simulation(m_time);
        const QDeadlineTimer end(45s);
        int seeds = 0;
        for (quint64 seed = 1; seeds == 0 || (!end.hasExpired() && seeds < most); ++seed, ++seeds) {
            const auto failure = simulation.tryOut(seed, 60s);
            QVERIFY2(!failure, failure ? qPrintable(failure->toText()) : "");
        }
        qInfo("%d seeds", seeds);
    }

private:
    static constexpr int most = 200;

    VirtualTime &m_time;
};

namespace {

void print(const QString &text)
{
    std::fprintf(stdout, "%s\n", qPrintable(text));
    std::fflush(stdout);
}

int runSeeds(VirtualTime &time, quint64 first, int count)
{
    Simulation simulation(time);
    QElapsedTimer elapsed;
    elapsed.start();
    int failed = 0;
    for (int i = 0; i < count; ++i) {
        if (const auto failure = simulation.tryOut(first + quint64(i), 120s)) {
            print(failure->toText());
            ++failed;
        }
    }
    const double minutes = double(elapsed.elapsed()) / 60'000.0;
    print(QStringLiteral("%1 seeds, %2 failed, %3 days of a laptop a minute")
              .arg(count)
              .arg(failed)
              .arg(double(count * simulation.laptops()) / minutes, 0, 'f', 0));
    return failed == 0 ? 0 : 1;
}

/// A run is full of connections that end; nobody wants to read of each.
void silenceLogs()
{
    QLoggingCategory::setFilterRules(QStringLiteral("tandem.*=false"));
}

}

int main(int argc, char **argv)
{
    QHashSeed::setDeterministicGlobalSeed();
    auto *time = new VirtualTime; // the application deletes it
    QCoreApplication::setEventDispatcher(time);
    QCoreApplication application(argc, argv);
    if (qEnvironmentVariableIsEmpty("QT_LOGGING_RULES"))
        silenceLogs();
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.contains(QLatin1String("--seeds"))) {
        QCommandLineParser parser;
        parser.addOptions({{QStringLiteral("seeds"), QStringLiteral("How many."), QStringLiteral("N")},
            {QStringLiteral("from"), QStringLiteral("The first one."), QStringLiteral("S"), QStringLiteral("1")}});
        parser.process(arguments);
        return runSeeds(
            *time, parser.value(QStringLiteral("from")).toULongLong(), parser.value(QStringLiteral("seeds")).toInt());
    }
    TestSimulation test(*time);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_simulation.moc"
