// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/support/arguments.h"
#include "bench/support/crowd.h"
#include "bench/support/eventloop.h"
#include "bench/support/figure.h"
#include "bench/support/salescompany.h"

using namespace tandem;
using namespace tandem::bench;
namespace account = tandem::entities::account;

namespace {

constexpr int warmUp = 50;
constexpr int samples = 1'000;
constexpr int idleReps = 20; ///< whose laptops they are, each some hundred

/// One rep at work: changes of his, one after the other.
class Worker
{
public:
    Worker(LoadNetwork &network, quint16 port, const QByteArray &token, const RecordId &record)
        : m_network(network)
        , m_record(record)
        , m_laptop(network, port, token, [](LoadLaptop &) {})
    {
        m_network.runUntil([this] { return m_laptop.isLive(); }, "the worker");
    }

    /// Milliseconds from sending a change until it is durable and has come back; the median of many.
    double operation()
    {
        std::vector<double> times;
        for (int i = 0; i < warmUp + samples; ++i) {
            const Value next(QString::number(++m_turn));
            QByteArray frame = m_laptop.pushOf(
                account::number, m_record, {account::field::preferences, std::exchange(m_value, next), next});
            QElapsedTimer timer;
            timer.start();
            m_laptop.push(std::move(frame));
            m_network.runUntil([this] { return m_laptop.isSettled(); }, "the answer");
            if (i >= warmUp)
                times.push_back(millisecondsOf(timer));
        }
        return median(times);
    }

private:
    LoadNetwork &m_network;
    const RecordId m_record;
    LoadLaptop m_laptop;
    qint64 m_turn = 0;
    Value m_value;
};

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const Arguments arguments(
        application, {{"few", "Idle clients of the baseline.", "50"}, {"many", "Idle clients of the work.", "5000"}});
    const int few = arguments.number("few");
    const int many = arguments.number("many");
    SalesCompany company(1 + idleReps, 1);
    const quint16 port = company.serve().port();
    std::vector<QByteArray> idle;
    for (int i = 1; i <= idleReps; ++i)
        idle.push_back(company.reps[size_t(i)].token);
    LoadNetwork network;
    Worker worker(network, port, company.reps.front().token, company.accounts.front());
    Crowd crowd(network, port);
    crowd.growTo(few, idle);
    crowd.startHeartbeats();
    const double baseline = worker.operation();
    crowd.growTo(many, idle);
    const double measured = worker.operation();
    const double ratio = measured / baseline;
    Figure{QStringLiteral("A durable change and its return, p50, beside %1 idle TLS clients instead of %2")
               .arg(many)
               .arg(few),
        milliseconds(measured), milliseconds(baseline), number(ratio, 2), QStringLiteral("≤ 1.5"), ratio <= 1.5}
        .print();
    return 0;
}
