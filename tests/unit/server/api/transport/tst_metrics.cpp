// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/metrics.h"

#include <QTest>

#include <thread>

using namespace tandem::server;

class MetricsTest : public QObject
{
    Q_OBJECT

private slots:
    void writesThePrometheusText()
    {
        Metrics metrics;
        metrics.counter("tandem_mutations_total", "Mutations by outcome.", "outcome=\"applied\"").add(3);
        metrics.counter("tandem_mutations_total", "Mutations by outcome.", "outcome=\"rejected\"").add();
        metrics.gauge("tandem_connections", "Open connections.").set(-2);
        auto &seconds = metrics.histogram("tandem_wait_seconds", "Waiting.", {0.1, 1});
        seconds.observe(0.05);
        seconds.observe(0.1);
        seconds.observe(5);
        QCOMPARE(metrics.toText(),
            QByteArray("# HELP tandem_mutations_total Mutations by outcome.\n"
                       "# TYPE tandem_mutations_total counter\n"
                       "tandem_mutations_total{outcome=\"applied\"} 3\n"
                       "tandem_mutations_total{outcome=\"rejected\"} 1\n"
                       "# HELP tandem_connections Open connections.\n"
                       "# TYPE tandem_connections gauge\n"
                       "tandem_connections -2\n"
                       "# HELP tandem_wait_seconds Waiting.\n"
                       "# TYPE tandem_wait_seconds histogram\n"
                       "tandem_wait_seconds_bucket{le=\"0.1\"} 2\n"
                       "tandem_wait_seconds_bucket{le=\"1\"} 2\n"
                       "tandem_wait_seconds_bucket{le=\"+Inf\"} 3\n"
                       "tandem_wait_seconds_sum 5.15\n"
                       "tandem_wait_seconds_count 3\n"));
    }

    void countsFromManyThreads()
    {
        Metrics metrics;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                auto &counter = metrics.counter("tandem_things_total", "Things.");
                for (int n = 0; n < 10000; ++n)
                    counter.add();
            });
        for (auto &thread : threads)
            thread.join();
        QCOMPARE(metrics.counter("tandem_things_total", "Things.").value(), quint64(40000));
    }
};

QTEST_GUILESS_MAIN(MetricsTest)
#include "tst_metrics.moc"
