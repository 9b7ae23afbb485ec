// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Without arguments a test of the first few seeds; with --seeds, --months or --story what the options say (see
// scripts/simulate).

#include "tests/support/testdatabaseurl.h"
#include "tests/sync/simulation/brokenworlds.h"
#include "tests/sync/simulation/simulation.h"
#include "tests/sync/simulation/storytests.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace tandem::sim;
using tandem::test::testdatabase::isPostgresql;
using namespace std::chrono_literals;

namespace {

QString contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

}

class TestSimulation : public QObject
{
    Q_OBJECT

public:
    explicit TestSimulation(Simulation &simulation)
        : m_simulation(simulation)
    {
    }

private slots:
    /// What once broke an invariant, and what seeds tell too seldom.
    void keptStoriesEndWell_data()
    {
        QTest::addColumn<QString>("text");
        const QDir folder(QStringLiteral(TANDEM_SOURCE_DIR "/tests/sync/simulation/stories"));
        // On PostgreSQL, where a day takes longer, only what is about the database.
        const QString wanted = isPostgresql() ? QStringLiteral("commits-*.story") : QStringLiteral("*.story");
        const QStringList names = folder.entryList({wanted}, QDir::Files, QDir::Name);
        QVERIFY(!names.isEmpty());
        for (const QString &name : names)
            QTest::newRow(qPrintable(name)) << contentOf(folder.filePath(name));
    }
    void keptStoriesEndWell()
    {
        QFETCH(QString, text);
        const auto story = Story::fromText(text);
        QVERIFY(story);
        const QStringList broken = m_simulation.play(*story);
        QVERIFY2(broken.isEmpty(), qPrintable(broken.join(QLatin1Char('\n'))));
    }

    /// The same ones on each machine, however fast: what nobody has played yet is for scripts/simulate. One that hangs
    /// is ended with its row.
    void everyInvariantHolds_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= (isPostgresql() ? seedsOnPostgresql : seeds); ++seed)
            QTest::addRow("seed %d", int(seed)) << seed;
    }
    void everyInvariantHolds()
    {
        QFETCH(quint64, seed);
        const auto failure = m_simulation.tryOut(Story::make(seed, m_simulation.laptops()), 60s);
        QVERIFY2(!failure, failure ? qPrintable(failure->toText()) : "");
    }

private:
    static constexpr quint64 seeds = 8;
    static constexpr quint64 seedsOnPostgresql = 1;

    Simulation &m_simulation;
};

namespace {

void print(const QString &text)
{
    std::fprintf(stdout, "%s\n", qPrintable(text));
    std::fflush(stdout);
}

struct Order
{
    quint64 first = 1;
    int seeds = 0;
    bool areMonths = false; ///< else days
    std::chrono::milliseconds shrinking{120'000};
    QString keepFolder; ///< empty: failing stories are only printed
};

void keep(const Simulation::Failure &failure, const QString &folder)
{
    QFile file(QDir(folder).filePath(QStringLiteral("seed-%1.story").arg(failure.story.seed)));
    if (!QDir().mkpath(folder) || !file.open(QIODevice::WriteOnly) || file.write(failure.toText().toUtf8()) < 0)
        print(QStringLiteral("cannot write %1").arg(file.fileName()));
}

int runSeeds(Simulation &simulation, const Order &order)
{
    QElapsedTimer elapsed;
    elapsed.start();
    int failed = 0;
    int days = 0;
    for (int i = 0; i < order.seeds; ++i) {
        const quint64 seed = order.first + quint64(i);
        const Story story =
            order.areMonths ? Story::makeMonth(seed, simulation.laptops()) : Story::make(seed, simulation.laptops());
        days += story.days() * simulation.laptops();
        const auto failure = simulation.tryOut(story, order.shrinking);
        if (!failure)
            continue;
        ++failed;
        print(failure->toText());
        if (!order.keepFolder.isEmpty())
            keep(*failure, order.keepFolder);
    }
    const double minutes = double(elapsed.elapsed()) / 60'000.0;
    print(QStringLiteral("%1 seeds, %2 failed, %3 days of a laptop in %4 minutes")
              .arg(order.seeds)
              .arg(failed)
              .arg(days)
              .arg(minutes, 0, 'f', 1));
    return failed == 0 ? 0 : 1;
}

int runStory(Simulation &simulation, const QString &path)
{
    const auto story = Story::fromText(contentOf(path));
    if (!story) {
        print(QStringLiteral("%1 is no story").arg(path));
        return 2;
    }
    const QStringList broken = simulation.play(*story);
    print(broken.isEmpty() ? QStringLiteral("ends well") : broken.join(QLatin1Char('\n')));
    return broken.isEmpty() ? 0 : 1;
}

int runAsTold(Simulation &simulation, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("seeds"), QStringLiteral("How many days."), QStringLiteral("N")},
        {QStringLiteral("months"), QStringLiteral("How many months, instead of days."), QStringLiteral("N")},
        {QStringLiteral("from"), QStringLiteral("The first one."), QStringLiteral("S"), QStringLiteral("1")},
        {QStringLiteral("shrink"), QStringLiteral("Seconds to look for a shorter story that fails as well."),
            QStringLiteral("SECONDS"), QStringLiteral("120")},
        {QStringLiteral("keep"), QStringLiteral("Where failing stories are written."), QStringLiteral("FOLDER")},
        {QStringLiteral("story"), QStringLiteral("A kept one, instead of seeds."), QStringLiteral("FILE")}});
    parser.process(arguments);
    if (parser.isSet(QStringLiteral("story")))
        return runStory(simulation, parser.value(QStringLiteral("story")));
    Order order;
    order.first = parser.value(QStringLiteral("from")).toULongLong();
    order.areMonths = parser.isSet(QStringLiteral("months"));
    order.seeds = parser.value(order.areMonths ? QStringLiteral("months") : QStringLiteral("seeds")).toInt();
    order.shrinking = std::chrono::seconds(parser.value(QStringLiteral("shrink")).toInt());
    order.keepFolder = parser.value(QStringLiteral("keep"));
    return runSeeds(simulation, order);
}

/// A run is full of connections that end; nobody wants to read of each.
void silenceLogs()
{
    QLoggingCategory::setFilterRules(QStringLiteral("tandem.*=false"));
}

bool isOrder(const QString &argument)
{
    return argument == QLatin1String("--seeds") || argument == QLatin1String("--months")
        || argument == QLatin1String("--story");
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
    Disks disks;
    Simulation simulation(*time, disks);
    const QStringList arguments = QCoreApplication::arguments();
    if (std::any_of(arguments.begin(), arguments.end(), isOrder))
        return runAsTold(simulation, arguments);
    TestSimulation stories(simulation);
    int failed = 0;
    // About the checks and the dice, which are the same on both databases; and worlds break in the words of SQLite.
    if (!isPostgresql()) {
        TestBrokenWorlds brokenWorlds(simulation);
        TestStories told(simulation);
        failed = QTest::qExec(&brokenWorlds, argc, argv) + QTest::qExec(&told, argc, argv);
    }
    return QTest::qExec(&stories, argc, argv) + failed;
}

#include "tst_simulation.moc"
